// Who may notice an edit, and whether it compiles for them: a real go command, the edits as overlay.
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { english } from '#core/messages/translate';
import { surroundingsOf, usedModules } from '#server/analysis/refactor/dependents';
import { prove, type Proof } from '#server/analysis/refactor/proof';
import { createPackageLister } from '#server/go/packageLister';
import { createProcessRunner } from '#server/go/process';
import { machineDisk } from '#server/host';
import { goMod, goProject, type GoProject, type TestScope } from '#support/goProject';
import { defaultSettings, makeCompiler, quietLog } from '../go/compiling';

const files = {
  'go.mod': goMod('ex.com/m'),
  'p/p.go': 'package p\n\ntype T struct {\n\tA, B int\n}\n',
  'p/p_test.go': 'package p\n\nvar inTest = T{1, 2}\n',
  'p/x_test.go': 'package p_test\n\nimport "ex.com/m/p"\n\nvar _ = p.T{}\n',
  'q/q.go': 'package q\n\nimport "ex.com/m/p"\n\nvar Q = p.T{A: 1}\n',
  'r/r.go': 'package r\n\nimport "ex.com/m/q"\n\nvar R = q.Q.B\n',
  'tests/t_test.go': 'package tests\n\nimport "ex.com/m/q"\n\nvar _ = q.Q\n',
  'alone/alone.go': 'package alone\n',
  'broken/broken.go': 'package broken\n\nvar x int = ""\n',
};

const compiler = makeCompiler();
const processes = createProcessRunner({ isTrusted: () => true });
const lister = createPackageLister({ processes, temporaryDirectory: tmpdir(), log: quietLog, env: process.env });
const { signal } = new AbortController();
const unsaved = (project: GoProject, texts: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(texts).map(([name, text]) => [project.path(name), text]));

async function around(
  project: GoProject,
  name: string,
  overlay: Readonly<Record<string, string>> = {},
): Promise<Awaited<ReturnType<typeof surroundingsOf>>> {
  const file = project.path(name);
  const text = (await machineDisk.read(file)) ?? '';
  const query = { file, text, overlay: unsaved(project, overlay), settings: defaultSettings };
  return surroundingsOf({ lister, disk: machineDisk }, query, signal);
}

test('dependents: all that import it, directly or not, with their tests', async t => {
  const project = goProject(t, files);
  const { own, packages } = await around(project, 'p/p.go');
  assert.deepEqual(own.map(({ variant }) => variant).sort(), ['ex.com/m/p', 'ex.com/m/p [ex.com/m/p.test]']);
  assert.deepEqual(packages.map(({ variant }) => variant).sort(), [
    'ex.com/m/p',
    'ex.com/m/p [ex.com/m/p.test]',
    'ex.com/m/p_test [ex.com/m/p.test]',
    'ex.com/m/q',
    'ex.com/m/r',
    'ex.com/m/tests [ex.com/m/tests.test]',
  ]);
});

test('dependents: an import that is not saved yet counts', async t => {
  const project = goProject(t, files);
  const { packages } = await around(project, 'p/p.go', {
    'alone/alone.go': 'package alone\n\nimport _ "ex.com/m/p"\n',
  });
  assert.ok(packages.some(({ importPath }) => importPath === 'ex.com/m/alone'));
});

test('dependents: the other modules of a go.work', async t => {
  const project = goProject(t, {
    'go.work': 'go 1.21\n\nuse (\n\t./one // the first\n\t"./two"\n)\n',
    'one/go.mod': goMod('ex.com/one'),
    'one/one.go': 'package one\n\ntype T struct{ A int }\n',
    'two/go.mod': goMod('ex.com/two'),
    'two/sub/two.go': 'package two\n\nimport "ex.com/one"\n\nvar _ one.T\n',
  });
  const { packages } = await around(project, 'one/one.go');
  assert.deepEqual(packages.map(({ importPath }) => importPath).sort(), ['ex.com/one', 'ex.com/two/sub']);
});

test('dependents: what a go.work uses', () => {
  assert.deepEqual(usedModules('go 1.21\nuse ./a // x\nuse (\n\t.\n\t// ./no\n\t`./b c`\n)\nreplace x => ./y\n'), [
    './a',
    '.',
    './b c',
  ]);
});

test('dependents: outside of any module the package is alone', async t => {
  const project = goProject(t, { 'a.go': 'package a\n', 'b.go': 'package a\n' });
  const { packages, place } = await around(project, 'a.go');
  assert.deepEqual(place.patterns, ['a.go', 'b.go']);
  assert.deepEqual(
    packages.map(({ variant }) => variant),
    ['command-line-arguments'],
  );
});

async function proof(
  t: TestScope,
  edit: Readonly<Record<string, string>>,
  options: { readonly more?: Readonly<Record<string, string>>; readonly goarchs?: readonly string[] } = {},
): Promise<Proof> {
  const project = goProject(t, { ...files, ...options.more });
  const before = project.snapshot();
  const { place, packages } = await around(project, 'p/p.go');
  const proof = await prove(
    { compiler, disk: machineDisk, t: english },
    {
      directory: place.directory,
      packages,
      before: new Map(),
      after: unsaved(project, edit),
      settings: defaultSettings,
      goarchs: options.goarchs ?? [''],
    },
    signal,
  );
  assert.deepEqual(project.snapshot(), before, 'nothing was written');
  return proof;
}

const swapped = 'package p\n\ntype T struct {\n\tB, A int\n}\n';
const added = 'package p\n\ntype T struct {\n\tC, A, B int\n}\n';

test('proof: it compiles for all', async t => {
  assert.deepEqual(await proof(t, { 'p/p.go': swapped }), { kind: 'proven', unproven: [] });
});

test('proof: a test does not compile with it', async t => {
  const refused = await proof(t, { 'p/p.go': added });
  assert.equal(refused.kind, 'refused');
  assert.match(
    refused.kind === 'refused' ? refused.reason : '',
    /^It would not compile: .*p_test\.go:3:\d+: too few values/,
  );
});

test('proof: a dependent of a dependent does not', async t => {
  const refused = await proof(t, {
    'p/p.go': 'package p\n\ntype T struct {\n\tA, C int\n}\n',
    'p/p_test.go': 'package p\n',
  });
  assert.match(refused.kind === 'refused' ? refused.reason : '', /r\.go:5:\d+: .*undefined/);
});

test('proof: what was broken before is named', async t => {
  const more = { 'q/q.go': 'package q\n\nimport "ex.com/m/p"\n\nvar Q = p.T{A: ""}\n' };
  const found = await proof(t, { 'p/p.go': swapped }, { more });
  assert.deepEqual(found, {
    kind: 'proven',
    unproven: ['ex.com/m/q', 'ex.com/m/r', 'ex.com/m/tests'],
  });
});

test('proof: the package itself is broken', async t => {
  const more = { 'p/other.go': 'package p\n\nvar x int = ""\n' };
  const found = await proof(t, { 'p/p.go': swapped }, { more });
  assert.match(found.kind === 'refused' ? found.reason : '', /^The package does not compile as it is: .*other\.go:3:/);
});

test('proof: on another architecture it does not', async t => {
  const more = { 'p/p_386.go': 'package p\n\nvar _ = T{}.A\n' };
  const renamed = { 'p/p.go': 'package p\n\ntype T struct {\n\tC, B int\n}\n', 'p/p_test.go': 'package p\n' };
  const rest = { 'q/q.go': 'package q\n\nimport "ex.com/m/p"\n\nvar Q = p.T{B: 1}\n' };
  assert.deepEqual(await proof(t, { ...renamed, ...rest }, { more }), { kind: 'proven', unproven: [] });
  const found = await proof(t, { ...renamed, ...rest }, { more, goarchs: ['', '386'] });
  assert.match(found.kind === 'refused' ? found.reason : '', /^It would not compile for 386: .*p_386\.go:3:/);
});
