// What an allocation takes, on real toolchains, against two authorities: the numbers that a person wrote behind each line of
// test/cases/sizes, and what the running program's allocator counts for each of its functions.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Finding } from '#core/escape/finding';
import { answerOf, cleanEnv, parseReport, start, withFiles } from './commandLine';

const folder = 'test/cases/sizes';
const source = readFileSync(path.join(folder, 'sizes.go'), 'utf8');
const lines = source.split('\n');

/** `null`: the go command that is installed. Verdicts are the same from 1.25 on; before, some lines have others. */
const toolchains = [
  { name: null, isExact: true },
  { name: 'go1.21.13', isExact: false },
  { name: 'go1.23.12', isExact: false },
  { name: 'go1.27.3', isExact: true },
] as const;

for (const { name, isExact } of toolchains) {
  test(`sizes of ${name ?? 'the installed go'}`, async () => {
    const env = name === null ? {} : { GOTOOLCHAIN: name };
    await withFiles(filesToRun(), async directory => {
      const measured = measure(directory, env);
      const answer = await answerOf(start(['check', '--format', 'json', '--no-tests', '.'], directory, env));
      assert.equal(answer.status, 0, answer.stderr);
      const { findings } = parseReport(answer.stdout);
      if (isExact) checkWritten(findings);
      checkMeasured(findings, measured);
    });
  });
}

test('an external test, its package and a package that imports it are all asked', async () => {
  const files = {
    'go.mod': 'module ex.com/m\n\ngo 1.21\n',
    'p/p.go': 'package p\n\ntype T struct{ A, B, C int32 }\n\nvar Keep *T\n\nfunc F() { Keep = &T{} }\n',
    'p/p_test.go': 'package p\n\nfunc inside() { Keep = &T{A: 1} }\n\nvar _ = inside\n',
    'p/x_test.go':
      'package p_test\n\nimport "ex.com/m/p"\n\nfunc outside() { p.Keep = &p.T{A: 2} }\n\nvar _ = outside\n',
    'q/q.go': 'package q\n\nimport "ex.com/m/p"\n\nfunc G() { p.Keep = &p.T{A: 3} }\n',
  };
  await withFiles(files, async directory => {
    const answer = await answerOf(start(['check', '--format', 'json', './...'], directory));
    assert.equal(answer.status, 0, answer.stderr);
    const found = parseReport(answer.stdout).findings.map(({ file, bytes, sizeClass }) => [
      path.basename(file),
      bytes,
      sizeClass,
    ]);
    assert.deepEqual(found, [
      ['p.go', 12, 16],
      ['p_test.go', 12, 16],
      ['x_test.go', 12, 16],
      ['q.go', 12, 16],
    ]);
  });
});

test('a package with more questions than one compile can answer', async () => {
  const calls = Array.from({ length: 500 }, (_, index) => `func f${index}(a, b *int) { keep(a, b) }`);
  const files = {
    'go.mod': 'module ex.com/m\n\ngo 1.21\n',
    'm.go': `package m\n\nvar kept []*int\n\n//go:noinline\nfunc keep(p ...*int) { kept = p }\n\n${calls.join('\n')}\n`,
  };
  await withFiles(files, async directory => {
    const answer = await answerOf(start(['check', '--format', 'json', '.'], directory));
    assert.equal(answer.status, 0, answer.stderr);
    const { findings } = parseReport(answer.stdout);
    assert.deepEqual([findings.length, [...new Set(findings.map(({ bytes }) => bytes))]], [500, [16]]);
  });
});

test('on a 32-bit architecture a pointer has four bytes', async () => {
  const files = {
    'go.mod': 'module ex.com/m\n\ngo 1.21\n',
    'm.go': 'package m\n\ntype T struct{ a, b *int }\n\nfunc F() (*T, *int64) { return &T{}, new(int64) }\n',
  };
  await withFiles(files, async directory => {
    const answer = await answerOf(start(['check', '--format', 'json', '--goarch', '386', '.'], directory));
    assert.equal(answer.status, 0, answer.stderr);
    assert.deepEqual(
      parseReport(answer.stdout).findings.map(({ bytes }) => bytes),
      [8, 8],
    );
  });
});

/** Every line's sizes in their order, as they are written behind it. */
function checkWritten(findings: readonly Finding[]): void {
  const wrong: string[] = [];
  for (const [index, line] of lines.entries()) {
    const wanted = /\/\/ want (.+)$/.exec(line)?.[1] ?? '';
    const got = onLines(findings, index + 1, index + 1).map(({ bytes }) => bytes ?? '?');
    if (got.join(' ') !== wanted) wrong.push(`${index + 1}: ${line.trim()}: ${got.join(' ')}`);
  }
  assert.deepEqual(wrong, []);
}

/** Where every verdict of a function has a size, they are together what the program allocates. */
function checkMeasured(findings: readonly Finding[], measured: ReadonlyMap<string, number>): void {
  let compared = 0;
  const wrong: string[] = [];
  for (const [name, bytes] of measured) {
    const first = lines.findIndex(line => line.startsWith(`func ${name}(`)) + 1;
    const heap = onLines(findings, first, first);
    if (heap.length === 0 || heap.some(({ sizeClass }) => sizeClass === null)) continue;
    compared++;
    // Objects without pointers and smaller than 16 bytes share a block of 16.
    const least = heap.reduce((sum, one) => sum + (one.bytes! < 16 ? one.bytes! : one.sizeClass!), 0);
    const most = heap.reduce((sum, one) => sum + (one.bytes! < 16 ? 16 : one.sizeClass!), 0);
    if (bytes < least || bytes > most) wrong.push(`${name}: ${bytes} bytes, said ${least} to ${most}`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(compared >= 45, `only ${compared} functions compared`);
}

function onLines(findings: readonly Finding[], first: number, last: number): Finding[] {
  return findings
    .filter(({ file, line }) => file.endsWith('sizes.go') && first <= line && line <= last)
    .sort((a, b) => a.column - b.column);
}

/** The fixture with a test that prints how many bytes each of its functions allocates. */
function filesToRun(): Record<string, string> {
  const names = [...source.matchAll(/^func ([A-Z]\w*)\(\)/gm)].map(([, name]) => name!);
  const calls = names.filter(name => !/\bfmt\./.test(lines.find(line => line.startsWith(`func ${name}(`))!));
  const program = `package cases
import ("fmt"; "runtime"; "testing")
func TestBytes(t *testing.T) {
	for _, c := range []struct{ name string; f func() }{${calls.map(name => `{"${name}", ${name}}`).join(', ')}} {
		c.f()
		least := ^uint64(0)
		for range [3]int{} {
			// The runtime allocates now and then for itself.
			var a, b runtime.MemStats
			runtime.ReadMemStats(&a)
			for i := 0; i < 800; i++ { c.f() }
			runtime.ReadMemStats(&b)
			if per := (b.TotalAlloc-a.TotalAlloc)/800; per < least { least = per }
		}
		fmt.Printf("%s %d\\n", c.name, least)
	}
}
`;
  return { 'go.mod': readFileSync(path.join(folder, 'go.mod'), 'utf8'), 'sizes.go': source, 'bytes_test.go': program };
}

function measure(directory: string, env: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  const { status, stdout, stderr } = spawnSync('go', ['test', '-count=1', '-run', 'TestBytes', '-v', '.'], {
    cwd: directory,
    env: cleanEnv(env),
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${stdout}${stderr}\n(the module proxy must be reachable)`);
  return new Map([...stdout.matchAll(/^([A-Z]\w*) (\d+)$/gm)].map(([, name, bytes]) => [name!, Number(bytes)]));
}
