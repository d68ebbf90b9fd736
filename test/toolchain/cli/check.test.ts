// `escapement check` over small modules: what it prints where, and how it ends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goMod } from '#support/goProject';
import { escapement, parseReport, type Call } from './commandLine';

interface Expected {
  readonly status: number;
  /** Each line of stdout without its message: `p/f.go:3:5: [escapes, returned]`. */
  readonly places?: readonly string[];
  /** Each must match a line of stderr. */
  readonly stderr?: readonly RegExp[];
}

function check(name: string, call: Call, { status, places = [], stderr = [] }: Expected): void {
  test(`check: ${name}`, async () => {
    const answer = await escapement(call);
    const printed = answer.stdout.split('\n').slice(0, -1);
    assert.deepEqual(printed.map(withoutMessage), places, answer.stdout + answer.stderr);
    assert.equal(answer.status, status, answer.stderr);
    const lines = answer.stderr.split('\n').slice(0, -1);
    for (const pattern of stderr)
      assert.ok(
        lines.some(line => pattern.test(line)),
        `${String(pattern)}: ${answer.stderr}`,
      );
    for (const line of lines) assert.match(line, /^(escapement: .+: .+|\d+ findings? in \d+ packages?, \d+\.\d s)$/);
  });
}

function withoutMessage(line: string): string {
  const [, place, why] = /^(.*?:\d+(?::\d+)?:) .+ (\[[^\]]+\])$/.exec(line) ?? [];
  return place === undefined ? line : `${place} ${why}`;
}

const leak = (name: string): string => `package ${name}\n\nfunc Leak() *int {\n\tx := 1\n\treturn &x\n}\n`;
const leakPlace = (file: string): string => `${file}:4:2: [moved-to-heap, returned]`;
const oneModule = { 'go.mod': goMod('ex.com/m'), 'm.go': leak('m') };

check(
  'the package of the folder',
  { files: oneModule, args: ['check'] },
  { status: 0, places: [leakPlace('m.go')], stderr: [/^1 finding in 1 package, /] },
);
check(
  'nothing to say',
  { files: { 'go.mod': goMod('ex.com/m'), 'm.go': 'package m\n' }, args: ['check', '.'] },
  { status: 0, stderr: [/^0 findings in 1 package, /] },
);

const twoPackages = { ...oneModule, 'b/b.go': leak('b'), 'a/a.go': leak('a') };
check(
  'patterns, sorted by file',
  { files: twoPackages, args: ['check', './...'] },
  { status: 0, places: ['a/a.go', 'b/b.go', 'm.go'].map(leakPlace), stderr: [/^3 findings in 3 packages, /] },
);
check(
  'patterns relative to a folder below the root',
  { files: twoPackages, args: ['check', '.', '../b'], cwd: 'a' },
  { status: 0, places: ['a.go', '../b/b.go'].map(leakPlace) },
);
check(
  '`...` below the root',
  { files: twoPackages, args: ['check', './...'], cwd: 'a' },
  { status: 0, places: [leakPlace('a.go')] },
);
check(
  'import paths',
  { files: twoPackages, args: ['check', 'ex.com/m/b'], cwd: 'a' },
  { status: 0, places: [leakPlace('../b/b.go')] },
);
check(
  'an absolute folder',
  { files: twoPackages, args: ['check', 'FOLDER/a'] },
  { status: 0, places: [leakPlace('a/a.go')] },
);
check('a Go file', { files: twoPackages, args: ['check', 'a/a.go'] }, { status: 0, places: [leakPlace('a/a.go')] });
check(
  'two modules in one call, from outside of both',
  {
    files: { 'x/go.mod': goMod('ex.com/x'), 'x/x.go': leak('x'), 'y/go.mod': goMod('ex.com/y'), 'y/y.go': leak('y') },
    args: ['check', './x/...', './y'],
  },
  { status: 0, places: ['x/x.go', 'y/y.go'].map(leakPlace), stderr: [/^2 findings in 2 packages, /] },
);
check(
  'a folder outside of any module',
  { files: { 'p.go': leak('p'), 'p_test.go': leak('p').replace('Leak', 'Other') }, args: ['check', '.'] },
  { status: 0, places: ['p.go', 'p_test.go'].map(leakPlace) },
);
check(
  'a file outside of any module',
  { files: { 'p.go': leak('p'), 'q.go': 'package q\n' }, args: ['check', 'p.go'] },
  { status: 0, places: [leakPlace('p.go')] },
);
check(
  'spaces and Chinese in paths',
  {
    files: {
      '我 的/go.mod': goMod('ex.com/m'),
      '我 的/p/报 价.go': 'package p\n\nfunc 新建() *int {\n\t/* 注释 */ 值 := 1\n\treturn &值\n}\n',
    },
    args: ['check', './我 的/...'],
  },
  { status: 0, places: ['我 的/p/报 价.go:4:15: [moved-to-heap, returned]'] },
);

const withTests = {
  ...oneModule,
  'm_test.go': leak('m').replace('Leak', 'Inside'),
  'x_test.go': leak('m_test').replace('Leak', 'Outside'),
};
check(
  'tests of both kinds, each place once',
  { files: withTests, args: ['check', '.'] },
  { status: 0, places: ['m.go', 'm_test.go', 'x_test.go'].map(leakPlace), stderr: [/^3 findings in 1 package, /] },
);
check(
  'without tests',
  { files: withTests, args: ['check', '--no-tests', '.'] },
  { status: 0, places: [leakPlace('m.go')] },
);

const tagged = {
  ...oneModule,
  'linux.go': `//go:build linux && amd64\n\n${leak('m').replace('Leak', 'L')}`,
  'windows.go': `//go:build windows && arm64\n\n${leak('m').replace('Leak', 'W')}`,
  'x.go': `//go:build x && y\n\n${leak('m').replace('Leak', 'X')}`,
};
const tenth = (file: string): string => `${file}:6:2: [moved-to-heap, returned]`;
check(
  'tags',
  { files: tagged, args: ['check', '--goos=linux', '--goarch=amd64', '--tags', 'x,y'] },
  { status: 0, places: [tenth('linux.go'), leakPlace('m.go'), tenth('x.go')] },
);
check(
  'another system',
  { files: tagged, args: ['check', '--goos', 'windows', '--goarch', 'arm64'] },
  { status: 0, places: [leakPlace('m.go'), tenth('windows.go')] },
);

const inlined = {
  'go.mod': goMod('ex.com/m'),
  'm.go': 'package m\n\nfunc New() *int { return new(int) }\n\nfunc Use() int { return *New() }\n',
};
check(
  'checks of the back end need no flags: what is shown is asked for',
  {
    files: {
      'go.mod': goMod('ex.com/m'),
      'm.go': 'package m\n\nfunc At(s []int, i int) int {\n\tdefer func() {}()\n\treturn s[i]\n}\n',
    },
    args: ['check', '--show', 'bounds-check,defer,other', '--gcflags', '-d=wb'],
  },
  { status: 0, places: ['m.go:4:2: [defer]', 'm.go:5:10: [bounds-check]'] },
);
check(
  'flags for the compiler: inlining',
  { files: inlined, args: ['check', '--show', 'inlined-call'] },
  { status: 0, places: ['m.go:5:29: [inlined-call]'] },
);
check(
  'flags for the compiler: no inlining',
  { files: inlined, args: ['check', '--show', 'inlined-call', '--gcflags', '-l'] },
  { status: 0 },
);
check(
  'several codes',
  { files: inlined, args: ['check', '--show', 'inlined-call,escapes', '--show=does-not-escape'] },
  {
    status: 0,
    places: ['m.go:3:29: [escapes, returned]', 'm.go:5:29: [does-not-escape]', 'm.go:5:29: [inlined-call]'],
  },
);

const overlay = {
  ...oneModule,
  'extra.go': leak('m').replace('Leak', 'Extra'),
  'new/m.go.txt': `package m\n\n\n${leak('m').slice('package m\n\n'.length)}`,
};
check(
  'an overlay: another text, a file that is gone, a file that is not there yet',
  {
    files: {
      ...overlay,
      'o.json': JSON.stringify({ Replace: { 'm.go': 'new/m.go.txt', 'extra.go': '', 'FOLDER-less.go': 'extra.go' } }),
    },
    args: ['check', '--overlay', 'o.json', '.'],
  },
  { status: 0, places: [leakPlace('FOLDER-less.go'), 'm.go:5:2: [moved-to-heap, returned]'] },
);

const broken = {
  ...twoPackages,
  'b/b.go': 'package b\n\nvar X int = "x"\nvar Y int = "y"\n',
  'c/c.go': 'package c\n\nfunc {\n',
};
check(
  'some packages do not compile: the others are printed, the broken ones named',
  { files: broken, args: ['check', './...'] },
  {
    status: 2,
    places: ['a/a.go', 'm.go'].map(leakPlace),
    stderr: [
      /^escapement: ex\.com\/m\/b does not compile: mend .*b\.go:3:13: .*\(and 1 more lines?\)$/,
      /^escapement: ex\.com\/m\/c does not compile: mend .*c\.go:3:6: /,
    ],
  },
);
check(
  'an unknown package',
  { files: oneModule, args: ['check', './nosuch'] },
  { status: 2, stderr: [/^escapement: .*nosuch/] },
);
check(
  'a package that is nowhere',
  { files: oneModule, args: ['check', 'ex.com/nosuch/p'] },
  { status: 2, stderr: [/^escapement: .*ex\.com\/nosuch\/p/] },
);
check(
  'an unknown file',
  { files: oneModule, args: ['check', 'nosuch.go'] },
  { status: 2, stderr: [/^escapement: no such file nosuch\.go: /] },
);
check(
  'a pattern that matches nothing',
  { files: { 'go.mod': goMod('ex.com/m') }, args: ['check', './...'] },
  { status: 2, stderr: [/^escapement: no packages match \.\/\.\.\.: /] },
);
check(
  'a pattern outside of any module',
  { files: { 'p.go': leak('p') }, args: ['check', './...'] },
  { status: 2, stderr: [/^escapement: \.\/\.\.\. is not inside a module: /] },
);
check(
  'a broken go.mod',
  { files: { ...oneModule, 'go.mod': 'modul ex.com/m\n' }, args: ['check'] },
  { status: 2, stderr: [/^escapement: The module cannot be read: .*: mend go\.mod/] },
);
check(
  'a dependency that is not downloaded',
  {
    files: {
      'go.mod': `${goMod('ex.com/m')}\nrequire ex.com/nosuch v1.0.0\n`,
      'm.go': 'package m\n\nimport _ "ex.com/nosuch/p"\n',
    },
    args: ['check'],
  },
  { status: 2, stderr: [/^escapement: .*ex\.com\/nosuch.*: run `go mod download`/] },
);
check(
  'no go command at a path',
  { files: oneModule, args: ['check', '--go', './nosuch/go'] },
  { status: 2, stderr: [/^escapement: .*nosuch\/go.*: install Go, or name the go command with --go PATH$/] },
);
check(
  'no go command of a name',
  { files: oneModule, args: ['check', '--go', 'nosuchgo'] },
  { status: 2, stderr: [/^escapement: .*nosuchgo.*: install Go/] },
);

test('check: generic code of another package is in the JSON, not among the lines', async () => {
  const files = {
    'go.mod': goMod('ex.com/m'),
    'g/g.go': 'package g\n\n//go:noinline\nfunc Box[T any](v T) *T { return &v }\n',
    'm.go': 'package m\n\nimport "ex.com/m/g"\n\nvar P = g.Box(1)\n',
  };
  const text = await escapement({ files, args: ['check', '.'] });
  assert.equal(text.stdout, '');
  const report = parseReport((await escapement({ files, args: ['check', '--format', 'json', '.'] })).stdout);
  assert.deepEqual(
    report.findings.map(({ file, code, package: from }) => [file, code, from]),
    [['FOLDER/g/g.go', 'moved-to-heap', 'ex.com/m']],
  );
});

test('check: the JSON of good and broken packages, with tests', async () => {
  const { status, stdout } = await escapement({
    files: { ...withTests, 'b/b.go': 'package b\n\nvar X int = "x"\n' },
    args: ['check', '--format=json', './...'],
  });
  assert.equal(status, 2);
  const { version, tool, go, goos, goarch, packages, findings } = parseReport(stdout);
  assert.deepEqual(
    [version, /^escapement \d/.test(tool), /^go1\./.test(go), goos !== '', goarch !== ''],
    [1, true, true, true, true],
  );
  assert.deepEqual(
    packages.map(({ importPath, variants, ok }) => [importPath, variants, ok]),
    [
      ['ex.com/m', ['ex.com/m', 'ex.com/m [ex.com/m.test]'], true],
      ['ex.com/m/b', ['ex.com/m/b'], false],
      ['ex.com/m_test', ['ex.com/m_test [ex.com/m.test]'], true],
    ],
  );
  assert.match(packages[1]?.error ?? '', /b\.go:3:13: /);
  assert.deepEqual(
    findings.map(({ file, package: from, line, column, variants }) => [file, from, line, column, variants]),
    [
      ['FOLDER/m.go', 'ex.com/m', 4, 2, ['ex.com/m', 'ex.com/m [ex.com/m.test]']],
      ['FOLDER/m_test.go', 'ex.com/m', 4, 2, ['ex.com/m [ex.com/m.test]']],
      ['FOLDER/x_test.go', 'ex.com/m_test', 4, 2, ['ex.com/m_test [ex.com/m.test]']],
    ],
  );
  assert.deepEqual(findings[0]?.range, { start: { line: 3, character: 1 }, end: { line: 3, character: 2 } });
});

test('check: the same twice, compiled and from the cache', async () => {
  const many = Object.fromEntries('abcdefgh'.split('').map(name => [`${name}/${name}.go`, leak(name)]));
  const call: Call = {
    files: { ...many, ...withTests },
    args: ['check', '--format', 'json', '--show', 'all', './...'],
  };
  const [first, second] = [await escapement(call), await escapement(call)];
  assert.equal(first.stdout, second.stdout);
  assert.ok(first.stdout.length > 1000);
});
