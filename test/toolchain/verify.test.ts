// `escapement check --verify` against the real thing: what was measured of the functions of test/cases/escape/allocs, live on three releases; and
// over three real packages, how often the text alone and the machine code agree, with every disagreement by its kind.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Finding, FindingCode } from '#core/escape/finding';
import { goMod } from '#support/goProject';
import { agreement } from '#support/measured';
import { realModule } from '#support/realModule';
import { answerOf, cleanEnv, escapement, parseReport, start, withFiles } from './cli/commandLine';

const files = {
  'go.mod': readFileSync('test/cases/escape/go.mod', 'utf8'),
  'allocs/cases.go': readFileSync('test/cases/escape/allocs/cases.go', 'utf8'),
};

/** Fetched here, since our own command fetches none. */
function toolchain(release: string): { readonly GOTOOLCHAIN: string } {
  execFileSync('go', ['version'], { env: cleanEnv({ GOTOOLCHAIN: release }), stdio: 'ignore' });
  return { GOTOOLCHAIN: release };
}

async function check(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly Finding[]> {
  const { status, stdout, stderr } = await answerOf(
    start(['check', '--format', 'json', '--no-tests', ...args], folder, env),
  );
  assert.equal(status, 0, stderr);
  return parseReport(stdout).findings;
}

for (const release of ['go1.23.12', 'go1.26.8', 'go1.27.3']) {
  test(`${release}: confirmed findings agree with the measured allocations`, async () => {
    const env = toolchain(release);
    const findings = await withFiles(files, folder => check(folder, ['--verify', '--show', 'all', './allocs'], env));
    assert.deepEqual(agreement(findings, release).wrong, []);
    assert.equal(findings.filter(({ code }) => code === 'allocates').length > 15, true);
  });
}

test('the fixtures: what has no call of the allocator though its text leaves that open', async () => {
  const env = toolchain('go1.26.8');
  const folder = path.resolve('test/cases/escape');
  const codes = ['--show', 'escapes,escapes-static,moved-to-heap', '.', './variants'];
  const open = (await check(folder, codes, env)).filter(({ code }) => code !== 'escapes-static').map(keyOf);
  const refuted = (await check(folder, ['--verify', ...codes], env)).filter(({ confirmed }) => confirmed === false);
  assert.deepEqual(refuted.filter(finding => open.includes(keyOf(finding))).map(shown), [
    // A variable without bytes, and a struct of constants whose type is in another file.
    'heap.go:63:6 z',
    'interfaces.go:21:41 pair{...}',
  ]);
});

interface Agreed {
  readonly verdicts: number;
  /** Heap verdicts with an allocating call, and without. */
  readonly confirmed: number;
  readonly refuted: number;
  /** Several verdicts on a line, fewer calls: nobody can tell. */
  readonly untold: number;
  readonly allocates: number;
  /** `escapes` by its text, without a call; each explained by its kind. */
  readonly disagreements: Readonly<Record<string, number>>;
}

const packages: readonly (readonly [name: string, version: string, pattern: string, Agreed])[] = [
  [
    'go.uber.org/zap',
    'v1.27.0',
    './zapcore',
    {
      verdicts: 260,
      confirmed: 231,
      refuted: 28,
      untold: 1,
      allocates: 30,
      disagreements: {
        'unreachable: a panic of reflect, inlined': 2,
        'variable of a type of another file: one byte, or none': 2,
        'zero literal of a type of another file': 1,
      },
    },
  ],
  [
    'go.etcd.io/bbolt',
    'v1.4.0',
    '.',
    {
      verdicts: 437,
      confirmed: 369,
      refuted: 67,
      untold: 1,
      allocates: 24,
      disagreements: { 'zero literal of a type of another file': 2 },
    },
  ],
  [
    'github.com/gin-gonic/gin',
    'v1.12.0',
    '.',
    { verdicts: 356, confirmed: 293, refuted: 55, untold: 8, allocates: 30, disagreements: {} },
  ],
];

for (const [name, version, pattern, expected] of packages) {
  test(`${name} ${pattern}: the text and the machine code agree`, t => compare(t, name, version, pattern, expected));
}

async function compare(
  t: TestContext,
  name: string,
  version: string,
  pattern: string,
  expected: Agreed,
): Promise<void> {
  const env = toolchain('go1.26.8');
  const folder = await realModule(t, name, version);
  // What the package imports may have to be downloaded, which our command never does.
  execFileSync('go', ['build', pattern], { cwd: folder, env: cleanEnv(env), stdio: 'ignore' });
  const heap: readonly FindingCode[] = ['escapes', 'escapes-static', 'moved-to-heap'];
  const text = await check(folder, ['--show', heap.join(), pattern], env);
  const code = await check(folder, ['--verify', '--show', [...heap, 'allocates'].join(), pattern], env);
  const byText = new Map(text.map(finding => [keyOf(finding), finding.code]));
  const verdicts = code.filter(finding => finding.code !== 'allocates');
  assert.equal(verdicts.length, text.length, 'the same verdicts, however they are judged');

  const wrong = verdicts.filter(
    finding => byText.get(keyOf(finding)) === 'escapes-static' && finding.confirmed !== false,
  );
  assert.deepEqual(wrong.map(shown), [], 'what the text calls static has no call of the allocator');
  const disagreements = verdicts.filter(
    finding => finding.confirmed === false && byText.get(keyOf(finding)) !== 'escapes-static',
  );
  const kinds: Record<string, number> = {};
  for (const kind of disagreements.map(kindOf)) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const count = (is: (finding: Finding) => boolean): number => verdicts.filter(is).length;
  const found: Agreed = {
    verdicts: verdicts.length,
    confirmed: count(({ confirmed }) => confirmed === true),
    refuted: count(({ confirmed }) => confirmed === false),
    untold: count(({ confirmed }) => confirmed === null),
    allocates: code.length - verdicts.length,
    disagreements: kinds,
  };
  assert.deepEqual(found, expected, disagreements.map(shown).join('\n'));
  assert.ok(disagreements.length / verdicts.length < 0.03);
}

const keyOf = ({ file, line, column, subject, raw }: Finding): string =>
  JSON.stringify([file, line, column, subject, raw]);
const shown = ({ file, line, column, subject }: Finding): string =>
  `${path.basename(file)}:${line}:${column} ${subject}`;

/** Why a verdict that its text leaves open has no call of the allocator. */
function kindOf(finding: Finding): string {
  const { subject } = finding;
  if (subject === '&reflect.ValueError{...}') return 'unreachable: a panic of reflect, inlined';
  if (/^[\w.]+\{\}$/.test(subject)) return 'zero literal of a type of another file';
  if (/^[\p{L}_][\w.]*$/u.test(subject)) return 'variable of a type of another file: one byte, or none';
  return shown(finding);
}

test('--verify in lines of text', async () => {
  const source = [
    'package m',
    '',
    'var sink any',
    '',
    'func F(n int, b byte) chan int {',
    '\tsink, sink = n, b',
    '\tgo use(n)',
    '\treturn make(chan int)',
    '}',
    '',
    'func use(int) {}',
    '',
  ].join('\n');
  const { status, stdout, stderr } = await escapement({
    files: { 'go.mod': goMod('ex.com/m'), 'm.go': source },
    args: ['check', '--verify', '.'],
  });
  assert.equal(status, 0, stderr);
  assert.deepEqual(stdout.trim().split('\n'), [
    'm.go:6:15: `n` is put in an interface value in `sink`, where it may outlive the call, so it escapes to the heap. A value whose bits are below 256 needs no allocation. [escapes, passed-to-interface]',
    'm.go:7:2: `go use(n)` allocates: a function value holds the arguments for the new goroutine. [allocates, goroutine]',
    'm.go:8:13: `make(chan int)` allocates: a channel is always on the heap. [allocates]',
  ]);
});
