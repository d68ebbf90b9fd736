// `escapement check` with one Go release after the other, live: over the fixtures it finds what our reading of that release's recorded output
// finds. So what the recordings prove for every release is true of the toolchain itself, and of the way from it to the report.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import type { Finding } from '#core/escape/finding';
import { hasCgo } from '#support/cgo';
import { recordedFindings } from '../core/escape/recordings';
import { answerOf, parseReport, start } from './cli/commandLine';

const folder = path.resolve('test/cases/escape');
const releases = ['go1.23.12', 'go1.26.8', 'go1.27.3'];
const codes = [
  'moved-to-heap',
  'escapes',
  'escapes-static',
  'does-not-escape',
  'leaking-param',
  'can-inline',
  'cannot-inline',
  'inlined-call',
  'devirtualized',
  'captured',
  'other',
];
/** Name of the recording → the package that was compiled for it. */
const recordings: Readonly<Record<string, string>> = {
  cases: '.',
  variants: './variants',
  ...(hasCgo && process.platform === 'linux' && process.arch === 'x64' && { cgo: './cgo' }),
};

async function check(release: string, recording: string): Promise<void> {
  const env = { GOTOOLCHAIN: release };
  // Ours never downloads: a toolchain that is not here is fetched first.
  const version = execFileSync('go', ['env', 'GOVERSION', 'GOROOT'], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  const [said, root = ''] = version.split('\n');
  assert.equal(said, release);
  // The recordings are of linux/amd64.
  const target = recording === 'cgo' ? [] : ['--goos', 'linux', '--goarch', 'amd64'];
  const args = ['check', '--format', 'json', '--show', codes.join(), ...target, recordings[recording]!];
  const answer = await answerOf(start(args, folder, env));
  assert.equal(answer.status, 0, answer.stderr);
  const report = parseReport(answer.stdout);
  assert.equal(report.go, release);
  const expected = recordedFindings(release, recording).filter(({ code }) => codes.includes(code));
  assert.ok(expected.length > 5);
  assert.deepEqual(lines(report.findings, root), lines(expected, '$GOROOT'));
}

/** What a finding says that does not depend on the syntax tree, a line each, sorted. */
function lines(findings: readonly Finding[], root: string): readonly string[] {
  const short = (file: string): string =>
    path.isAbsolute(file) && !file.startsWith(`${root}${path.sep}`)
      ? path.relative(folder, file)
      : file.replace(root, '$GOROOT');
  return findings
    .map(({ file, line, column, code, reason, subject, chain, raw }) => {
      const steps = chain.map(step => `\n    ${short(step.file)}:${step.line}:${step.column} ${step.message}`);
      const said = raw.map(text => `\n    ${text.replaceAll(root, '$GOROOT')}`);
      return [`${short(file)}:${line}:${column} ${code} ${reason} ${subject}`, ...steps, ...said].join('');
    })
    .sort();
}

for (const release of releases) {
  for (const recording of Object.keys(recordings)) {
    test(`${release}: ${recording}`, () => check(release, recording));
  }
}
