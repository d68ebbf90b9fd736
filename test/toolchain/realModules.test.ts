// The whole way over real code: every line that a plain `go build` prints with everything asked for (explanations aside) is in
// exactly one finding, of a code of its own, every allocation has a reason, and every finding's range lies on its subject. The
// compiler's output and the ranges are judged by rules of this file's own, which know nothing of the parser and the syntax tree.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { askFor, askKnownTo } from '#core/escape/asked';
import { findingCodes, type Finding } from '#core/escape/finding';
import { hasCgo } from '#support/cgo';
import { realModule } from '#support/realModule';
import { answerOf, cleanEnv, parseReport, start, type Answer } from './cli/commandLine';
import { subjectProblem } from './subjectText';

const modules = [
  { name: 'github.com/gin-gonic/gin', version: 'v1.12.0', packages: ['.', './binding', './render'] },
  { name: 'go.uber.org/zap', version: 'v1.27.0', packages: ['.', './zapcore', './buffer'] },
] as const;

test('the fixtures: every line is in one finding, every range on its subject', async () => {
  await check(path.resolve('test/cases/escape'), ['.', './variants', ...(hasCgo ? ['./cgo'] : [])]);
});

for (const { name, version, packages } of modules) {
  test(`${name} ${version}: every line is in one finding, every range on its subject`, async scope => {
    await check(await realModule(scope, name, version), packages);
  });
}

test('the standard library: every line is in one finding, every range on its subject', async () => {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'escapement-std-')));
  try {
    await check(folder, ['compress/flate', 'encoding/json', 'go/build', 'image', 'mime', 'os', 'reflect', 'testing']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('the standard library with its tests: every message has a code of its own, every allocation a reason', async () => {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'escapement-std-')));
  try {
    const packages = ['encoding/json', 'image', 'mime', 'slices'];
    const codes = 'escapes,moved-to-heap,kept-alive,other';
    const { stdout, stderr } = await answerOf(
      start(['check', '--format', 'json', '--show', codes, ...packages], folder),
    );
    assert.equal(stderr, '');
    const { findings } = parseReport(stdout);
    assert.ok(findings.length > 1_000, `${findings.length} findings`);
    assert.deepEqual(unexplained(findings), []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** What has no code of its own, and allocations without a reason. */
function unexplained(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(
      ({ code, reason }) =>
        code === 'other' || ((code === 'escapes' || code === 'moved-to-heap') && reason === 'unknown'),
    )
    .flatMap(({ raw }) => raw);
}

async function check(folder: string, packages: readonly string[]): Promise<void> {
  // The plain build goes first: it may download what the packages import, which our command never does.
  const keys = askKnownTo(askFor(new Set(findingCodes)), (await go(folder, ['env', 'GOVERSION'])).stdout).debug;
  const flags = ['-m=2', `-d=${keys.join(',')}`, `-I=/nonexistent/${randomUUID()}`];
  const plain = await go(folder, ['build', `-gcflags=${flags.join(' ')}`, ...packages]);
  assert.equal(
    plain.status,
    0,
    `go build ${packages.join(' ')}: ${firstLine(plain.stderr)}\n(the module proxy must be reachable)`,
  );
  const ours = await answerOf(start(['check', '--format', 'json', '--show', 'all', '--no-tests', ...packages], folder));
  assert.equal(ours.status, 0, ours.stderr);
  const { findings } = parseReport(ours.stdout);

  const printed = countPrinted(plain.stderr);
  assert.ok(printed.size > 100, 'the compiler says something');
  const found = countFound(findings);
  const wrong = [...new Set([...printed.keys(), ...found.keys()])]
    .filter(line => printed.get(line) !== found.get(line))
    .map(line => `${line}: printed ${printed.get(line) ?? 0} times, in findings ${found.get(line) ?? 0} times`);
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} lines`);

  assert.deepEqual(unexplained(findings), [], 'every message has a code of its own, every allocation a reason');

  const texts = new Map<string, string>();
  const misplaced: string[] = [];
  for (const finding of findings) {
    if (!path.isAbsolute(finding.file)) continue;
    if (!texts.has(finding.file)) texts.set(finding.file, await readFile(finding.file, 'utf8').catch(() => ''));
    const text = texts.get(finding.file)!;
    const problem = text === '' ? null : subjectProblem(text, finding);
    if (problem !== null) misplaced.push(`${finding.raw[0] ?? ''} [${finding.code}]: ${problem}`);
  }
  assert.deepEqual(misplaced.slice(0, 20), [], `${misplaced.length} of ${findings.length} ranges`);
}

/** Package and line → how often the compiler printed it; headers and explanations left out. */
function countPrinted(output: string): Map<string, number> {
  const counts = new Map<string, number>();
  let block = '';
  for (const line of output.split('\n')) {
    if (line.startsWith('# ')) block = line.slice(2);
    else if (line !== '' && !line.startsWith('go: ') && !isExplanation(line)) add(counts, `${block}: ${line}`);
  }
  return counts;
}

function countFound(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    for (const line of finding.raw) if (!isExplanation(line)) add(counts, `${finding.package}: ${line}`);
  }
  return counts;
}

/** The head of an explanation or a line below it. */
function isExplanation(line: string): boolean {
  const text = line.replace(/^.+?:\d+(:\d+)?: |^<unknown line number>: /, '');
  return /^ /.test(text) || /( escapes to heap( in .+)?|^parameter .+ leaks to .+ with derefs=\d+):$/.test(text);
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function go(cwd: string, args: readonly string[]): Promise<Answer> {
  return answerOf(spawn('go', args, { cwd, env: cleanEnv(), stdio: ['ignore', 'pipe', 'pipe'] }));
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';
