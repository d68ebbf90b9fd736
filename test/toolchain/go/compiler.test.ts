// The Compiler against the real Go: everything that a user may have in a folder, compiled as it is in the editor.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { hasCgo } from '#support/cgo';
import { goMod, goProject } from '#support/goProject';
import { compile, type Compiled } from './compiling';

const moves = (name: string): string => `package ${name}\n\nfunc F() *int { x := 1; return &x }\n`;
const stays = (name: string): string => `package ${name}\n\nfunc F() int { x := 1; return *&x }\n`;
const testOf = (name: string, body: string): string => `package ${name}\n\nimport "testing"\n\nfunc Test${body} }\n`;

/** Asserts that exactly these verdicts about x were said, each as `place: words` under its header. */
function checkMoved({ blocks }: Compiled, expected: Readonly<Record<string, readonly string[]>>): void {
  const moved = [...blocks].map(
    ([header, lines]) => [header, lines.filter(line => / moved to heap: /.test(line)).sort()] as const,
  );
  assert.deepEqual(Object.fromEntries(moved.filter(([, lines]) => lines.length > 0)), expected);
}

test('a module: header, lines, package, version', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': moves('m'), 'sub/b.go': moves('sub') });
  const compiled = await compile(project);
  checkMoved(compiled, {
    'ex.com/m': ['./a.go:3:17: moved to heap: x'],
    'ex.com/m/sub': ['sub/b.go:3:17: moved to heap: x'],
  });
  assert.ok(
    compiled.lines.some(line => line.includes('from return &x (return) at ./a.go:3:25')),
    'explanations too',
  );
  const { packages, ...rest } = compiled.outcome;
  assert.deepEqual(rest, { problem: null, replayed: false, planning: 0, ...goSays(project.directory) });
  assert.deepEqual(packages[1], {
    importPath: 'ex.com/m/sub',
    variant: 'ex.com/m/sub',
    name: 'sub',
    directory: project.path('sub'),
    files: [project.path('sub/b.go')],
    ignoredFiles: [],
    dependencies: [],
    error: null,
  });
});

function goSays(cwd: string): { goVersion: string; goos: string; goarch: string } {
  const [goVersion = '', goos = '', goarch = ''] = execFileSync('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], {
    cwd,
    encoding: 'utf8',
  }).split('\n');
  return { goVersion, goos, goarch };
}

test('the text of the editor counts: changed, new, and in a new package', async t => {
  const project = goProject(t, {
    'go.mod': goMod('ex.com/m'),
    'a.go': stays('m'),
    'b.go': stays('m').replace('F', 'G'),
  });
  checkMoved(await compile(project), {});
  const unsaved = {
    'a.go': moves('m').replace('\n\n', '\n\n// 变量\n'),
    'new.go': 'package m\n\nvar H = func() *int { x := 2; return &x }\n',
    'fresh/f.go': moves('fresh'),
  };
  const compiled = await compile(project, { unsaved, patterns: ['./...', './fresh'] });
  checkMoved(compiled, {
    'ex.com/m': ['./a.go:4:17: moved to heap: x', './new.go:3:23: moved to heap: x'],
    'ex.com/m/fresh': ['fresh/f.go:3:17: moved to heap: x'],
  });
  assert.deepEqual(
    compiled.listed('ex.com/m').files,
    ['a.go', 'b.go', 'new.go'].map(name => project.path(name)),
  );
  checkMoved(await compile(project), {});
});

test('an error in the text of the editor names the real file', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': stays('m'), 'sub/b.go': stays('sub') });
  const { errors, outcome } = await compile(project, {
    unsaved: { 'a.go': 'package m\n\nvar X = undefinedName\n', 'sub/b.go': 'package sub\n\nfunc F( {\n' },
  });
  assert.deepEqual(errors, {
    'ex.com/m': './a.go:3:9: undefined: undefinedName',
    'ex.com/m/sub': 'sub/b.go:3:9: syntax error: unexpected {, expected )',
  });
  assert.equal(outcome.problem, null);
});

test('a text with BOM, CRLF and tabs on the disk and without them in the editor', async t => {
  const crlf = moves('m').replaceAll('\n', '\r\n');
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': `\uFEFF${crlf}` });
  const expected = { 'ex.com/m': ['./a.go:3:17: moved to heap: x'] };
  checkMoved(await compile(project), expected);
  checkMoved(await compile(project, { unsaved: { 'a.go': crlf } }), expected);
  checkMoved(await compile(project, { unsaved: { 'a.go': `\uFEFF${crlf}` } }), expected);
});

test('tests: the package, its in-package tests, its external tests; not the generated program', async t => {
  const project = goProject(t, {
    'go.mod': goMod('ex.com/m'),
    'p/a.go': moves('p'),
    'p/a_test.go': testOf('p', 'A(t *testing.T) { y := 1; g = &y').concat('\nvar g *int\n'),
    'p/x_test.go': testOf('p_test', 'B(t *testing.T) { z := 1; g = &z').concat('\nvar g *int\n'),
  });
  const compiled = await compile(project, { tests: true });
  checkMoved(compiled, {
    'ex.com/m/p': ['p/a.go:3:17: moved to heap: x'],
    'ex.com/m/p [ex.com/m/p.test]': ['p/a.go:3:17: moved to heap: x', 'p/a_test.go:5:28: moved to heap: y'],
    'ex.com/m/p_test [ex.com/m/p.test]': ['p/x_test.go:5:28: moved to heap: z'],
  });
  assert.ok(!compiled.blocks.has('ex.com/m/p.test'));
  assert.ok(!compiled.lines.some(line => line.includes('autogenerated')), 'nothing of the generated program');
  const summary = compiled.outcome.packages.map(({ importPath, variant, name, files }) => [
    importPath,
    variant,
    name,
    files.map(file => path.basename(file)),
  ]);
  assert.deepEqual(summary, [
    ['ex.com/m/p', 'ex.com/m/p', 'p', ['a.go']],
    ['ex.com/m/p', 'ex.com/m/p [ex.com/m/p.test]', 'p', ['a.go', 'a_test.go']],
    ['ex.com/m/p_test', 'ex.com/m/p_test [ex.com/m/p.test]', 'p_test', ['x_test.go']],
  ]);
  assert.ok(compiled.outcome.packages[2]?.dependencies.includes('testing'));
  assert.deepEqual(Object.values(compiled.errors), [null, null, null]);
});

test('a folder that holds only tests', async t => {
  const project = goProject(t, {
    'go.mod': goMod('ex.com/m'),
    'a_test.go': testOf('m', 'A(t *testing.T) { y := 1; g = &y').concat('\nvar g *int\n'),
  });
  const compiled = await compile(project, { tests: true });
  checkMoved(compiled, { 'ex.com/m [ex.com/m.test]': ['./a_test.go:5:28: moved to heap: y'] });
  assert.deepEqual(Object.values(compiled.errors), [null, null]);
});

test('unsafe has a file that nobody compiles, and no error', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m') });
  const compiled = await compile(project, { patterns: ['unsafe'] });
  assert.deepEqual(compiled.errors, { unsafe: null });
});

test('a package whose folder is called like a test program', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'p.test/a.go': moves('p') });
  const compiled = await compile(project, { tests: true });
  checkMoved(compiled, { 'ex.com/m/p.test': ['p.test/a.go:3:17: moved to heap: x'] });
  assert.deepEqual(compiled.errors, { 'ex.com/m/p.test': null });
});

test('a main package is compiled, not linked', async t => {
  const project = goProject(t, {
    'go.mod': goMod('ex.com/m'),
    'main.go': 'package main\n\nvar g *int\n\nfunc main() { x := 1; g = &x }\n',
  });
  checkMoved(await compile(project), { 'ex.com/m': ['./main.go:5:15: moved to heap: x'] });
});

test('cgo: the files of a cgo package, changed in the editor too', async t => {
  const cgo = (name: string): string =>
    `package c\n\n// int add(int a, int b) { return a + b; }\nimport "C"\n\nfunc F() *int { ${name} := int(C.add(1, 2)); return &${name} }\n`;
  const project = goProject(t, {
    'go.mod': goMod('ex.com/m'),
    'c/c.go': cgo('x'),
    'c/d.go': moves('c').replace('F', 'G'),
  });
  const plain = ['c/d.go:3:17: moved to heap: x'];
  const saved = await compile(project);
  if (!hasCgo) {
    checkMoved(saved, { 'ex.com/m/c': plain });
    assert.deepEqual(saved.listed('ex.com/m/c').files, [project.path('c', 'd.go')]);
    assert.deepEqual(saved.listed('ex.com/m/c').ignoredFiles, [project.path('c', 'c.go')]);
    return;
  }
  checkMoved(saved, { 'ex.com/m/c': ['c/c.go:6:17: moved to heap: x', ...plain] });
  assert.deepEqual(
    saved.listed('ex.com/m/c').files,
    ['d.go', 'c.go'].map(name => project.path('c', name)),
  );
  checkMoved(await compile(project, { unsaved: { 'c/c.go': cgo('y') } }), {
    'ex.com/m/c': ['c/c.go:6:17: moved to heap: y', ...plain],
  });
});

test('go.work: two modules, one of which uses the other as it stands in the editor', async t => {
  const project = goProject(t, {
    'go.work': 'go 1.21\n\nuse (\n\t./one\n\t./two\n)\n',
    'one/go.mod': goMod('ex.com/one'),
    'one/a.go': moves('one'),
    'two/go.mod': goMod('ex.com/two'),
    'two/b.go': 'package two\n\nimport "ex.com/one"\n\nvar X = one.F()\n',
  });
  const directory = project.path('two');
  const compiled = await compile(project, { directory, patterns: ['./...', 'ex.com/one'] });
  checkMoved(compiled, {
    'ex.com/one': ['../one/a.go:3:17: moved to heap: x'],
    'ex.com/two': ['./b.go:5:14: moved to heap: one.x'],
  });
  const broken = await compile(project, { directory, unsaved: { 'one/a.go': 'package one\n' } });
  assert.deepEqual(broken.errors, { 'ex.com/two': './b.go:5:13: undefined: one.F' });
});

test('a vendor directory', async t => {
  const project = goProject(t, {
    'go.mod': goMod('ex.com/m', 'require example.org/dep v1.0.0'),
    'a.go': 'package m\n\nimport "example.org/dep"\n\nfunc F() *int { x := dep.One; return &x }\n',
    'vendor/modules.txt': '# example.org/dep v1.0.0\n## explicit; go 1.21\nexample.org/dep\n',
    'vendor/example.org/dep/dep.go': 'package dep\n\nconst One = 1\n',
  });
  for (const settings of [{}, { env: { GOFLAGS: '-mod=vendor' } }, { buildFlags: ['-mod=vendor'] }]) {
    const compiled = await compile(project, { settings });
    assert.equal(compiled.outcome.problem, null);
    checkMoved(compiled, { 'ex.com/m': ['./a.go:5:17: moved to heap: x'] });
    assert.deepEqual(
      compiled.listed('ex.com/m').dependencies.filter(name => name.includes('.')),
      ['example.org/dep'],
    );
  }
});

test('build tags, from each place they can come from', async t => {
  const project = goProject(t, {
    'go.mod': goMod('ex.com/m'),
    'a.go': stays('m'),
    'one.go': `//go:build one\n\n${moves('m').replace('F', 'One')}`,
    'two.go': `//go:build two\n\n${moves('m').replace('F', 'Two')}`,
  });
  const one = './one.go:5:19: moved to heap: x';
  const two = './two.go:5:19: moved to heap: x';
  checkMoved(await compile(project, { settings: { tags: 'one' } }), { 'ex.com/m': [one] });
  checkMoved(await compile(project, { settings: { tags: 'one, two' } }), { 'ex.com/m': [one, two] });
  checkMoved(await compile(project, { settings: { tags: 'one', buildFlags: ['-tags', 'two'] } }), {
    'ex.com/m': [one, two],
  });
  checkMoved(await compile(project, { settings: { env: { GOFLAGS: '-tags=two' } } }), { 'ex.com/m': [two] });
  const none = await compile(project);
  checkMoved(none, {});
  assert.deepEqual(
    none.listed('ex.com/m').ignoredFiles,
    ['one.go', 'two.go'].map(name => project.path(name)),
  );
});

for (const [goos, goarch] of [
  ['js', 'wasm'],
  ['windows', 'amd64'],
  ['linux', 'arm64'],
] as const) {
  test(`GOOS=${goos} GOARCH=${goarch}`, async t => {
    const project = goProject(t, {
      'go.mod': goMod('ex.com/m'),
      [`a_${goos}_${goarch}.go`]: moves('m'),
      'b_plan9.go': moves('m'),
    });
    const compiled = await compile(project, { settings: { env: { GOOS: goos, GOARCH: goarch } } });
    checkMoved(compiled, { 'ex.com/m': [`./a_${goos}_${goarch}.go:3:17: moved to heap: x`] });
    assert.deepEqual([compiled.outcome.goos, compiled.outcome.goarch], [goos, goarch]);
    assert.deepEqual(compiled.listed('ex.com/m').ignoredFiles, [project.path('b_plan9.go')]);
  });
}

test('outside any module: file names, in the editor too, with a test', async t => {
  const project = goProject(t, { 'a b.go': moves('p'), 'b.go': stays('p').replace('F', 'G') });
  const compiled = await compile(project, {
    patterns: ['a b.go', 'b.go'],
    unsaved: { 'b.go': moves('p').replace('F', 'G') },
  });
  assert.equal(compiled.outcome.problem, null);
  checkMoved(compiled, {
    'command-line-arguments': ['./a b.go:3:17: moved to heap: x', './b.go:3:17: moved to heap: x'],
  });
  assert.deepEqual(
    compiled.listed('command-line-arguments').files,
    ['a b.go', 'b.go'].map(name => project.path(name)),
  );
  const tests = await compile(project, {
    patterns: ['b.go', 'b_test.go'],
    tests: true,
    unsaved: { 'b_test.go': testOf('p', 'A(t *testing.T) { y := 1; g = &y').concat('\nvar g *int\n') },
  });
  checkMoved(tests, {
    'command-line-arguments [command-line-arguments.test]': ['./b_test.go:5:28: moved to heap: y'],
  });
});

test('a folder that is a symbolic link: files are named as the user names them', async t => {
  const project = goProject(t, { 'real/go.mod': goMod('ex.com/m'), 'real/a.go': moves('m') });
  symlinkSync(project.path('real'), project.path('link'));
  const directory = project.path('link');
  const unsaved = { 'link/a.go': `\n${moves('m')}` };
  const compiled = await compile(project, { directory, unsaved });
  checkMoved(compiled, { 'ex.com/m': ['./a.go:4:17: moved to heap: x'] });
  assert.deepEqual(compiled.listed('ex.com/m').files, [project.path('link', 'a.go')]);
});

test('gcflags of the user: from the settings, the build flags and GOFLAGS, with patterns and quotes', async t => {
  const project = goProject(t, {
    'go.mod': goMod('ex.com/m'),
    'a.go': 'package m\n\nfunc f() int { return 1 }\n\nfunc F() *int { x := f(); return &x }\n',
  });
  const inlines = async (settings: Parameters<typeof compile>[1]): Promise<boolean> => {
    const compiled = await compile(project, settings);
    checkMoved(compiled, { 'ex.com/m': ['./a.go:5:17: moved to heap: x'] });
    return compiled.lines.some(line => line.includes('inlining call to f'));
  };
  assert.equal(await inlines({}), true);
  for (const settings of [
    { gcflags: ['-l'] },
    { gcflags: ['-N -l'] },
    { gcflags: ['-l', '-d=ssa/check_bce/debug=1'] },
    { gcflags: ["-l '-D=a b'"] },
    { buildFlags: ['-gcflags=-l'] },
    { buildFlags: ['-gcflags', 'all=-l'] },
    { env: { GOFLAGS: "'-gcflags=-N -l'" } },
    { buildFlags: ['-gcflags=-l'], gcflags: ['-N'] },
  ]) {
    assert.equal(await inlines({ settings }), false, JSON.stringify(settings));
  }
});

test('flags that would break the output are left out, others kept', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': moves('m') });
  const flags = ['-o=/nonexistent/out', '-json', '-n', '-x', '-v', '-work', '-trimpath', '-cover', '-buildvcs=true'];
  const expected = { 'ex.com/m': ['./a.go:3:17: moved to heap: x'] };
  const before = project.snapshot();
  for (const settings of [{ buildFlags: flags }, { env: { GOFLAGS: flags.join(' ') } }, { buildFlags: ['-p=2'] }]) {
    const compiled = await compile(project, { settings });
    checkMoved(compiled, expected);
    assert.deepEqual(compiled.errors, { 'ex.com/m': null });
  }
  assert.deepEqual(project.snapshot(), before);
});

test("the user's own overlay holds where the editor has nothing to say", async t => {
  const project = goProject(t, {
    'go.mod': goMod('ex.com/m'),
    'a.go': stays('m'),
    'b.go': stays('m').replace('F', 'G'),
    'o/a.txt': moves('m'),
    'o/b.txt': moves('m').replace('F', 'G'),
    'o.json': JSON.stringify({ Replace: { 'a.go': 'o/a.txt', 'b.go': 'o/b.txt' } }),
  });
  for (const settings of [{ buildFlags: ['-overlay=o.json'] }, { env: { GOFLAGS: '-overlay=o.json' } }]) {
    const a = './a.go:3:17: moved to heap: x';
    const b = './b.go:3:17: moved to heap: x';
    checkMoved(await compile(project, { settings }), { 'ex.com/m': [a, b] });
    checkMoved(await compile(project, { settings, unsaved: { 'b.go': stays('m').replace('F() int', 'G() int ') } }), {
      'ex.com/m': [a],
    });
  }
});

test("the user's own go build -gcflags=-m=2 elsewhere does not change our paths", async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'p/a.go': moves('p') });
  execFileSync('go', ['build', '-gcflags=-m=2', '.'], { cwd: project.path('p'), stdio: 'ignore' });
  checkMoved(await compile(project), { 'ex.com/m/p': ['p/a.go:3:17: moved to heap: x'] });
  const inside = await compile(project, { directory: project.path('p'), patterns: ['.'] });
  checkMoved(inside, { 'ex.com/m/p': ['./a.go:3:17: moved to heap: x'] });
  checkMoved(await compile(project), { 'ex.com/m/p': ['p/a.go:3:17: moved to heap: x'] });
});

/** The paths in a folder; [] for what is no folder. */
function filesIn(folder: string): string[] {
  return statSync(folder).isDirectory() ? readdirSync(folder).map(name => path.join(folder, name)) : [];
}

test('temporary files are gone after the run', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': stays('m'), 'tmp/.keep': '' });
  const settings = { env: { GOTMPDIR: project.path('tmp') } };
  let during: readonly string[] = [];
  await compile(project, {
    settings,
    unsaved: { 'a.go': moves('m') },
    // Not deeper than our own files: go makes and removes its folders beside them at any moment.
    onLine: () => {
      const runs = readdirSync(project.path('tmp')).flatMap(name => filesIn(project.path('tmp', name)));
      during = runs.flatMap(run => filesIn(run));
    },
  });
  assert.ok(
    during.some(name => name.endsWith('overlay.json')),
    during.join(' '),
  );
  const left = readdirSync(project.path('tmp'), { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    left.filter(name => name.includes('run-')),
    [],
  );
});
