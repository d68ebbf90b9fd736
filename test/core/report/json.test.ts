// The JSON document of `escapement check`: valid, complete, in the promised order, the same for the same findings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportJson, type CheckReport } from '#core/report/json';
import { sampleFinding as finding } from '#support/sampleFinding';

const head = { tool: 'escapement 0.1.0', go: 'go1.26.8', goos: 'linux', goarch: 'amd64' };
const documentKeys = ['version', 'tool', 'go', 'goos', 'goarch', 'packages', 'findings'];
const packageKeys = ['importPath', 'variants', 'ok', 'error'];
const findingKeys = (
  'code package file line column range function subject message reason path bytes sizeClass chain callee variants ' +
  'instances confirmed stale raw'
).split(' ');

const report: CheckReport = {
  ...head,
  packages: [
    { error: 'f.go:1:1: 坏', ok: false, variants: ['ex.com/m/q'], importPath: 'ex.com/m/q' },
    { importPath: 'ex.com/m/p', variants: ['ex.com/m/p', 'ex.com/m/p [ex.com/m/p.test]'], ok: true, error: null },
  ],
  findings: [
    finding({ file: '/m/p/b.go', raw: ['./p/b.go:1:1: x escapes to heap'] }),
    finding({
      raw: ['one', 'two'],
      file: '/m/p/a.go',
      subject: '`多\n行"`',
      bytes: 48,
      sizeClass: 48,
      chain: [{ column: 5, line: 14, file: '/m/p/a.go', message: 'assigned' }],
      callee: { line: null, file: null, function: 'pkg.F' },
    }),
  ],
};

test('json: every key, in the order of the documentation, whatever the order they were built in', () => {
  const text = reportJson(report);
  const document = JSON.parse(text) as Record<string, unknown> & {
    packages: object[];
    findings: { chain: object[]; callee: object | null }[];
  };
  assert.deepEqual(Object.keys(document), documentKeys);
  for (const row of document.packages) assert.deepEqual(Object.keys(row), packageKeys);
  for (const row of document.findings) assert.deepEqual(Object.keys(row), findingKeys);
  assert.deepEqual(Object.keys(document.findings[0]!.chain[0]!), ['message', 'file', 'line', 'column']);
  assert.deepEqual(Object.keys(document.findings[0]!.callee!), ['function', 'file', 'line']);
});

test('json: nothing is lost', () => {
  const document = JSON.parse(reportJson(report)) as Record<string, unknown>;
  assert.deepEqual(document, {
    version: 1,
    ...head,
    packages: [...report.packages].reverse(),
    findings: [...report.findings].reverse(),
  });
});

test('json: one line a package and a finding', () => {
  const lines = reportJson(report).split('\n');
  assert.equal(lines.filter(line => line.startsWith('{"importPath":')).length, 2);
  assert.equal(lines.filter(line => line.startsWith('{"code":')).length, 2);
  assert.equal(lines.at(-1), '');
});

test('json: the order of packages and findings does not show', () => {
  const turned = { ...report, packages: [...report.packages].reverse(), findings: [...report.findings].reverse() };
  assert.equal(reportJson(turned), reportJson(report));
});

test('json: nothing found in nothing', () => {
  const empty = { ...head, packages: [], findings: [] };
  assert.deepEqual(JSON.parse(reportJson(empty)), { version: 1, ...empty });
});
