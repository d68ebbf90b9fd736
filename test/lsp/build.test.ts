// What is compiled, and how the settings steer it, seen from the editor.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { startFakeEditor, type FakeEditor, type FakeEditorOptions, type Published } from '#support/fakeEditor';
import { hasCgo } from '#support/cgo';
import { goProject, type GoProject } from '#support/goProject';

const module = 'module ex.com/m\n\ngo 1.21\n';
const leak = (name: string, pkg = 'm'): string => `package ${pkg}\n\nfunc ${name}() *int {\n\tx := 1\n\treturn &x\n}\n`;

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

async function setUp(
  files: Record<string, string>,
  options: FakeEditorOptions = {},
): Promise<{ project: GoProject; editor: FakeEditor; open: (name: string) => Promise<Published> }> {
  const project = goProject({ after: task => cleanUp.push(() => Promise.resolve(task())) }, files);
  const editor = await startFakeEditor(options);
  cleanUp.push(() => editor.exit());
  return {
    project,
    editor,
    open: name => {
      editor.open(project.path(name), files[name]!);
      return editor.settled(project.path(name));
    },
  };
}

const told = ({ diagnostics }: Published): string[] =>
  diagnostics.map(({ data }) => `${data.code} ${data.subject}`).sort();
/** The state shown for a file last. */
const stateOf = (editor: FakeEditor, name: string): string | undefined =>
  editor.statuses.findLast(({ uri }) => uri?.endsWith(name))?.state;

test('tests: in-package and external ones are compiled; one finding a place names all its variants', async () => {
  const { project, editor, open } = await setUp({
    'go.mod': module,
    'm.go': leak('F'),
    'm_test.go':
      'package m\n\nimport "testing"\n\nfunc TestF(t *testing.T) {\n\tkept = F()\n\ty := 2\n\tkept = &y\n}\n\nvar kept *int\n',
    'x_test.go':
      'package m_test\n\nimport "testing"\n\nvar Kept *int\n\nfunc TestX(t *testing.T) {\n\tz := 2\n\tKept = &z\n}\n',
  });
  await open('m_test.go');
  const inTest = await editor.settled(project.path('m_test.go'));
  const y = inTest.diagnostics.find(({ data }) => data.subject === 'y')!;
  assert.deepEqual(y.data.variants, ['ex.com/m [ex.com/m.test]']);
  assert.equal(y.data.path, 'test');
  const external = await open('x_test.go');
  assert.deepEqual(told(external), ['moved-to-heap z']);
  assert.deepEqual(external.diagnostics[0]!.data.variants, ['ex.com/m_test [ex.com/m.test]']);
  editor.open(project.path('m.go'), leak('F'));
  await editor.until('both variants', () =>
    editor.published.some(
      ({ uri, diagnostics }) =>
        uri.endsWith('/m.go') && diagnostics.length === 1 && diagnostics[0]!.data.variants.length === 2,
    ),
  );
});

test('tests that do not compile leave the package’s findings fresh', async () => {
  const { project, editor, open } = await setUp({
    'go.mod': module,
    'm.go': leak('F'),
    'm_test.go': 'package m\n\nimport "testing"\n\nfunc TestF(t *testing.T) { nothing() }\n',
  });
  await open('m_test.go');
  await editor.until('test file stale', () => stateOf(editor, 'm_test.go') === 'stale');
  const published = await open('m.go');
  assert.deepEqual(told(published), ['moved-to-heap x']);
  assert.equal(published.diagnostics[0]!.data.stale, false);
  await editor.until('idle', () => stateOf(editor, '/m.go') === 'idle' && stateOf(editor, 'm_test.go') === 'stale');
  assert.equal((await editor.hints(project.path('m.go'))).length, 1);
});

test('a file that the build leaves out is said to be, once, and is no error', async () => {
  const files = { 'go.mod': module, 'm.go': leak('F'), 'tagged.go': `//go:build special\n\n${leak('G')}` };
  const { editor, open } = await setUp(files);
  assert.deepEqual(told(await open('tagged.go')), []);
  await editor.until('said', () => stateOf(editor, 'tagged.go') === 'notInBuild');
  assert.deepEqual(editor.messages, []);
  // With the tag it is part of the build.
  await editor.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { escapement: { go: { tags: 'special' } } },
  });
  await editor.until('findings', () => editor.published.some(entry => told(entry).includes('moved-to-heap x')));
  await editor.until('idle', () => stateOf(editor, 'tagged.go') === 'idle');
});

test('GOOS and GOARCH of the settings decide', async () => {
  const { open } = await setUp(
    { 'go.mod': module, 'm.go': 'package m\n', 'm_windows_arm64.go': leak('F') },
    { settings: { go: { env: { GOOS: 'windows', GOARCH: 'arm64' } } } },
  );
  assert.deepEqual(told(await open('m_windows_arm64.go')), ['moved-to-heap x']);
});

test('go.work, generics, cgo, outside any module', async () => {
  const { open } = await setUp({
    'go.work': 'go 1.21\n\nuse (\n\t./one\n\t./two\n\t./cgo\n)\n',
    'one/go.mod': 'module ex.com/one\n\ngo 1.21\n',
    'one/one.go':
      'package one\n\nimport "ex.com/two"\n\nfunc F() *int { return two.Box(1) }\n\nvar Sink any\n\nfunc G(n int) { Sink = two.Box(n) }\n',
    'two/go.mod': 'module ex.com/two\n\ngo 1.21\n',
    'two/two.go':
      'package two\n\nfunc Box[T any](v T) *T { return &v }\n\nfunc Ints() *int { return Box(7) }\n\nfunc Texts() *string { return Box("a") }\n',
    'cgo/go.mod': 'module ex.com/cgo\n\ngo 1.21\n',
    'cgo/c.go':
      'package c\n\n// int one(void) { return 1; }\nimport "C"\n\nfunc F() *int {\n\tx := int(C.one())\n\treturn &x\n}\n',
    'loose/script.go': 'package main\n\nvar kept *int\n\nfunc main() {\n\tx := 1\n\tkept = &x\n}\n',
  });
  // `G` boxes nothing (a pointer), but the inlined Box moves its parameter, here as in F.
  assert.ok(told(await open('one/one.go')).every(text => text.includes('two.v')));
  assert.ok(
    (await open('two/two.go')).diagnostics.some(({ data }) => data.subject === 'v' && data.instances.length > 0),
  );
  assert.deepEqual(told(await open('cgo/c.go')), hasCgo ? ['moved-to-heap x'] : []);
  assert.deepEqual(told(await open('loose/script.go')), ['moved-to-heap x']);
});

test('a function of another file of the package is known for what it is', async () => {
  const { open } = await setUp({
    'go.mod': module,
    'a.go': 'package m\n\nfunc F() {\n\tx := 1\n\tkeep(&x)\n}\n',
    'b.go': 'package m\n\nvar kept *int\n\n//go:noinline\nfunc keep(p *int) { kept = p }\n',
  });
  const { diagnostics } = await open('a.go');
  assert.deepEqual(
    diagnostics.map(({ data }) => [data.subject, data.reason, data.callee?.function]),
    [['x', 'passed-to-call', 'keep']],
  );
});

test('run on save, run by hand', async () => {
  const files = { 'go.mod': module, 'm.go': leak('F') };
  const saved = await setUp(files, { settings: { escape: { run: 'onSave' } } });
  const file = saved.project.path('m.go');
  await saved.open('m.go');
  saved.editor.replace(file, 'x := 1', 'x, y := 1, 2\n\tprintln(y)');
  const before = saved.editor.published.length;
  // What stands on untouched lines would be kept; this finding's line was touched, and nothing is compiled yet.
  assert.deepEqual(await saved.editor.hints(file), []);
  assert.equal(saved.editor.published.length, before);
  saved.editor.save(file);
  assert.deepEqual(told(await saved.editor.settled(file)), ['moved-to-heap x']);

  const manual = await setUp(files, { settings: { escape: { run: 'manual' } } });
  const other = manual.project.path('m.go');
  manual.editor.open(other, files['m.go']);
  await manual.editor.until('said', () => stateOf(manual.editor, 'm.go') === 'manual');
  manual.editor.save(other);
  assert.deepEqual(await manual.editor.hints(other), []);
  await manual.editor.connection.sendRequest('escapement/analyse', { uri: null });
  assert.deepEqual((await manual.editor.hints(other)).length, 1);
  assert.deepEqual(told(manual.editor.published.at(-1)!), ['moved-to-heap x']);
});

test('which codes, how severe, hints on and off: without a restart', async () => {
  const { project, editor, open } = await setUp({ 'go.mod': module, 'm.go': leak('F') });
  const file = project.path('m.go');
  const first = await open('m.go');
  assert.equal(first.diagnostics[0]!.severity, 3);
  await editor.until('idle', () => stateOf(editor, 'm.go') === 'idle');
  const refreshes = editor.refreshes();
  const configure = (escapement: unknown): Promise<void> =>
    editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: { escapement } });
  await configure({
    escape: { severity: 'warning', show: ['moved-to-heap', 'can-inline'] },
    inlayHints: { enabled: false },
  });
  await editor.until('both codes', () => editor.published.at(-1)!.diagnostics.length === 2);
  assert.deepEqual(told(editor.published.at(-1)!), ['can-inline F', 'moved-to-heap x']);
  assert.equal(editor.published.at(-1)!.diagnostics.find(({ code }) => code === 'moved-to-heap')!.severity, 2);
  assert.deepEqual(await editor.hints(file), []);
  await editor.until('hints are asked for anew', () => editor.refreshes() > refreshes);
  await configure({ escape: { show: [] } });
  await editor.until('nothing', () => editor.published.at(-1)!.diagnostics.length === 0);
});

test('an editor that gives settings only when asked is asked', async () => {
  const { editor, open } = await setUp(
    { 'go.mod': module, 'm.go': leak('F') },
    { settingsOnRequest: true, settings: { escape: { severity: 'warning' } } },
  );
  await open('m.go');
  await editor.until('as a warning', () => editor.published.at(-1)?.diagnostics[0]?.severity === 2);
});

test('likely-hot leaves out error, panic, init and test paths', async () => {
  const text = `package m

import "fmt"

func F(n int) (string, error) {
	if n < 0 {
		return "", fmt.Errorf("negative: %d", n)
	}
	return fmt.Sprint(n), nil
}
`;
  const all = await setUp({ 'go.mod': module, 'm.go': text });
  assert.deepEqual(new Set((await all.open('m.go')).diagnostics.map(({ range }) => range.start.line)), new Set([6, 8]));
  const hot = await setUp({ 'go.mod': module, 'm.go': text }, { settings: { escape: { allocations: 'likely-hot' } } });
  assert.deepEqual(new Set((await hot.open('m.go')).diagnostics.map(({ range }) => range.start.line)), new Set([8]));
});

test('extra compiler flags: without inlining other verdicts', async () => {
  const text = 'package m\n\nfunc inner() *int { return new(int) }\n\nfunc F() int { return *inner() }\n';
  const inlined = await setUp({ 'go.mod': module, 'm.go': text });
  assert.deepEqual(
    (await inlined.open('m.go')).diagnostics.map(({ range }) => range.start.line),
    [2],
  );
  const shown = { escape: { show: ['escapes', 'does-not-escape', 'inlined-call'] } };
  const both = await setUp({ 'go.mod': module, 'm.go': text }, { settings: shown });
  assert.ok(told(await both.open('m.go')).includes('inlined-call inner'));
  const flat = await setUp({ 'go.mod': module, 'm.go': text }, { settings: { ...shown, go: { gcflags: ['-l'] } } });
  assert.deepEqual(told(await flat.open('m.go')), ['escapes new(int)']);
});

test('Chinese where the editor speaks Chinese', async () => {
  const { editor, open, project } = await setUp({ 'go.mod': module, 'm.go': leak('F') }, { locale: 'zh-cn' });
  const { diagnostics } = await open('m.go');
  assert.match(diagnostics[0]!.data.message, /堆/);
  assert.match(String((await editor.hints(project.path('m.go')))[0]!.label), /堆/);
  await editor.until('status', () => stateOf(editor, 'm.go') === 'idle');
  assert.match(editor.statuses.at(-1)!.text, /\p{Script=Han}/u);
});
