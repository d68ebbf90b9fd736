// What goes wrong around an editor: floods, cancels, missing and hanging tools, broken modules, killed servers, foreign input.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { afterEach, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startFakeEditor, type FakeEditor, type FakeEditorOptions } from '#support/fakeEditor';
import { goProject, type GoProject } from '#support/goProject';
import { runningBelow } from '#support/processes';

const leak = 'package p\n\nfunc F() *int {\n\tx := 1\n\treturn &x\n}\n';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

function project(files: Record<string, string>): GoProject {
  return goProject({ after: task => cleanUp.push(() => Promise.resolve(task())) }, files);
}

async function start(options: FakeEditorOptions = {}): Promise<FakeEditor> {
  const editor = await startFakeEditor(options);
  cleanUp.push(() => editor.exit());
  return editor;
}

const subjects = (diagnostics: readonly { data: { subject: string } }[]): string[] =>
  diagnostics.map(({ data }) => data.subject);

/** A go command of our own making, before the real one on PATH. */
function fakeGo(script: string): { env: NodeJS.ProcessEnv; folder: GoProject } {
  const folder = project({ go: `#!/bin/sh\n${script}\n` });
  return { env: { PATH: `${folder.directory}:${process.env['PATH']}` }, folder };
}

/** Answers \`go env\` as the real one does and hangs at everything else. */
const hangs = 'case "$1" in env) PATH="${PATH#*:}"; exec go "$@";; esac\nsleep 60';

test('200 rapid edits end in the state of a fresh analysis', async () => {
  const { path } = project({ 'go.mod': 'module ex.com/p\n\ngo 1.21\n', 'p.go': leak });
  const editor = await start();
  const file = path('p.go');
  editor.open(file, leak);
  for (let i = 0; i < 200; i++) {
    const line = i % 6;
    editor.edit(
      file,
      { start: { line, character: 0 }, end: { line, character: 0 } },
      i % 3 === 0 ? '// 改\n' : i % 3 === 1 ? '\n' : '',
    );
    if (i % 20 === 0) await new Promise(resolve => setTimeout(resolve, 20));
  }
  editor.replace(file, 'return &x', 'y := 2\n\tprintln(&y)\n\treturn &x');
  const published = await editor.settled(file);
  const fresh = await start();
  fresh.open(file, editor.text(file));
  const reference = await fresh.settled(file);
  assert.deepEqual(published.diagnostics, reference.diagnostics);
  assert.deepEqual(await editor.hints(file), await fresh.hints(file));
  assert.deepEqual(subjects(published.diagnostics), ['x']);
});

test('a file closed during its run leaves nothing running and nothing published', async () => {
  const { env } = fakeGo(hangs);
  const { path } = project({ 'go.mod': 'module ex.com/p\n\ngo 1.21\n', 'p.go': leak });
  const editor = await start({ env });
  const file = path('p.go');
  editor.open(file, leak);
  await editor.until('analysing', () => editor.statuses.some(({ state }) => state === 'analysing'));
  await runningBelow(editor.process.pid!, /^sleep/, 'some');
  editor.close(file);
  await runningBelow(editor.process.pid!, /^sleep/, 'none');
  await editor.until('emptied', () => editor.published.length > 0);
  assert.deepEqual(
    editor.published.map(({ diagnostics }) => diagnostics.length),
    [0],
  );
});

test('a newer text ends the run of the older one, children included', async () => {
  const { env } = fakeGo(hangs);
  const { path } = project({ 'go.mod': 'module ex.com/p\n\ngo 1.21\n', 'p.go': leak });
  const editor = await start({ env });
  const file = path('p.go');
  editor.open(file, leak);
  const [first] = await runningBelow(editor.process.pid!, /^sleep/, 'some');
  editor.replace(file, 'x := 1', 'x := 2');
  await first!.gone();
  await runningBelow(editor.process.pid!, /^sleep/, 'some', first!.id);
});

test('kill -9 of the server leaves no go command behind', async () => {
  const { env } = fakeGo(hangs);
  const { path } = project({ 'go.mod': 'module ex.com/p\n\ngo 1.21\n', 'p.go': leak });
  const editor = await start({ env });
  editor.open(path('p.go'), leak);
  const [sleeping] = await runningBelow(editor.process.pid!, /^sleep/, 'some');
  editor.process.kill('SIGKILL');
  await once(editor.process, 'exit');
  await sleeping!.gone();
  // A new server rebuilds its state from what the editor opens again.
  const next = await start();
  next.open(path('p.go'), leak);
  assert.deepEqual(subjects((await next.settled(path('p.go'))).diagnostics), ['x']);
});

test('no go command: one warning that names go, for any number of files', async () => {
  const { path } = project({
    'go.mod': 'module ex.com/p\n\ngo 1.21\n',
    'p.go': leak,
    'q.go': 'package p\n',
    'r/r.go': leak,
  });
  const editor = await start({ settings: { go: { path: '/nonexistent/bin/go' } } });
  for (const file of ['p.go', 'q.go', 'r/r.go']) {
    editor.open(path(file), await readFile(path(file), 'utf8'));
    await editor.settled(path(file));
  }
  await editor.until('status noGo', () => editor.statuses.filter(({ state }) => state === 'noGo').length >= 3);
  assert.equal(editor.messages.length, 1);
  assert.equal(editor.messages[0]!.type, 2);
  assert.match(editor.messages[0]!.message, /\bgo\b/);
  // Repaired by a setting, without a restart.
  await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: { escapement: {} } });
  await editor.until('findings', () => editor.published.some(({ diagnostics }) => subjects(diagnostics).includes('x')));
});

test('a go command that hangs is ended and told once', async () => {
  const { env } = fakeGo(hangs);
  const { path } = project({ 'go.mod': 'module ex.com/p\n\ngo 1.21\n', 'p.go': leak });
  const editor = await start({ env, settings: { go: { timeoutSeconds: 1 } } });
  editor.open(path('p.go'), leak);
  await editor.settled(path('p.go'));
  await editor.until('told', () => editor.messages.length > 0);
  assert.equal(editor.messages.length, 1);
  assert.match(editor.messages[0]!.message, /1 s/);
  await editor.until('status', () => editor.statuses.at(-1)!.state === 'problem');
  await runningBelow(editor.process.pid!, /^sleep/, 'none');
});

test('a broken go.mod and a dependency that is not downloaded: one message each, and what to do', async () => {
  const broken = project({ 'go.mod': 'modul ex.com/p\n', 'p.go': leak });
  const missing = project({
    'go.mod': 'module ex.com/q\n\ngo 1.21\n\nrequire example.com/nowhere v1.2.3\n',
    'q.go': 'package q\n\nimport "example.com/nowhere"\n\nvar X = nowhere.X\n',
  });
  const good = project({ 'go.mod': 'module ex.com/good\n\ngo 1.21\n', 'p.go': leak });
  const editor = await start();
  editor.open(broken.path('p.go'), leak);
  await editor.until('go.mod message', () => editor.messages.some(({ message }) => message.includes('go.mod')));
  editor.open(missing.path('q.go'), await readFile(missing.path('q.go'), 'utf8'));
  await editor.until('download message', () =>
    editor.messages.some(({ message }) => message.includes('go mod download')),
  );
  assert.equal(editor.messages.length, 2);
  editor.open(good.path('p.go'), leak);
  assert.deepEqual(subjects((await editor.settled(good.path('p.go'))).diagnostics), ['x']);
  // Mended on the disk: noticed by the editor's watcher.
  await writeFile(broken.path('go.mod'), 'module ex.com/p\n\ngo 1.21\n');
  const changes = [{ uri: pathToFileURL(broken.path('go.mod')).href, type: 2 }];
  await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  await editor.until('findings of the mended module', () =>
    editor.published.some(
      ({ uri, diagnostics }) => uri.includes(encodeURI(broken.directory)) && diagnostics.length === 1,
    ),
  );
});

test('malformed messages are answered or ignored; the server lives on', async () => {
  const { path } = project({ 'go.mod': 'module ex.com/p\n\ngo 1.21\n', 'p.go': leak });
  const editor = await start();
  const file = path('p.go');
  const { connection } = editor;
  const uri = pathToFileURL(file).href;
  for (const params of [
    undefined,
    null,
    [],
    {},
    { textDocument: null },
    { textDocument: { uri: 7 } },
    { textDocument: { uri }, contentChanges: 'x' },
  ]) {
    for (const method of ['didOpen', 'didChange', 'didSave', 'didClose']) {
      await connection.sendNotification(`textDocument/${method}`, params as object);
    }
    for (const method of ['textDocument/hover', 'textDocument/inlayHint', 'inlayHint/resolve', 'escapement/analyse']) {
      await connection.sendRequest(method, params as object).catch(() => null);
    }
  }
  await connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { escapement: { escape: { run: 5, show: ['nope'] } } },
  });
  await connection.sendRequest('escapement/nothing').catch(() => null);
  editor.open(file, leak);
  assert.deepEqual(subjects((await editor.settled(file)).diagnostics), ['x']);
  assert.ok(editor.logged.some(({ message }) => message.includes('escapement.escape.run')));
});

test('cancelled requests are answered as cancelled', async () => {
  const { path } = project({ 'go.mod': 'module ex.com/p\n\ngo 1.21\n', 'p.go': leak });
  const editor = await start();
  editor.open(path('p.go'), leak);
  await editor.settled(path('p.go'));
  const { CancellationTokenSource } = await import('vscode-languageserver/node');
  const source = new CancellationTokenSource();
  const answer = editor.connection.sendRequest(
    'escapement/analyse',
    { uri: pathToFileURL(path('p.go')).href },
    source.token,
  );
  source.cancel();
  await assert.rejects(answer, { code: -32800 });
  assert.equal((await editor.hints(path('p.go'))).length, 1);
});

test('two modules, spaces and Chinese in paths and text, tabs, CRLF, a BOM on the disk', async () => {
  const text =
    'package p\r\n\r\nfunc F() (名 string, p *int) {\r\n\t/* 注释 𝔘 */ x := 1; 名 = "说" + 名; return 名, &x\r\n}\r\n';
  const one = project({ 'go.mod': 'module ex.com/one\n\ngo 1.21\n', 'p.go': `\uFEFF${text}` });
  const two = project({ 'go.mod': 'module ex.com/two\n\ngo 1.21\n', 'sub/p.go': leak });
  const editor = await start();
  editor.open(one.path('p.go'), text);
  editor.open(two.path('sub/p.go'), leak);
  const { diagnostics } = await editor.settled(one.path('p.go'));
  const lines = text.split('\r\n');
  assert.deepEqual(
    diagnostics
      .map(({ range, data }) => [
        data.subject,
        lines[range.start.line]!.slice(range.start.character, range.end.character),
      ])
      .sort(),
    [
      ['"说" + 名', '"说" + 名'],
      ['x', 'x'],
    ],
  );
  assert.deepEqual(subjects((await editor.settled(two.path('sub/p.go'))).diagnostics), ['x']);
});

test('not trusted: no process at all; trust starts the analysis', async () => {
  const { env, folder } = fakeGo('echo "$@" >> "$(dirname "$0")/ran"\nPATH="${PATH#*:}"\nexec go "$@"');
  const { path } = project({ 'go.mod': 'module ex.com/p\n\ngo 1.21\n', 'p.go': leak });
  const editor = await start({ env, trusted: false });
  editor.open(path('p.go'), leak);
  await editor.until('status', () => editor.statuses.some(({ state }) => state === 'notTrusted'));
  editor.replace(path('p.go'), 'x := 1', 'x := 2');
  await editor.settled(path('p.go'));
  await assert.rejects(readFile(folder.path('ran')), { code: 'ENOENT' });
  assert.deepEqual(editor.messages, []);
  await editor.connection.sendNotification('escapement/trust', { trusted: true });
  await editor.until('findings', () => editor.published.some(({ diagnostics }) => diagnostics.length > 0));
  assert.match(await readFile(folder.path('ran'), 'utf8'), /list/);
});
