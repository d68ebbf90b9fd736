// "Reuse T with sync.Pool" over plain LSP, on the text that is not saved: offered, disabled with its reason, benchmarked, applied.
import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeAction, CodeLens, CreateFile, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { startFakeEditor, type FakeEditor } from '#support/fakeEditor';
import { goProject, type GoProject } from '#support/goProject';

describe('introduce a pool', () => {
  let project: GoProject;
  let editor: FakeEditor;
  let file: string;
  let removeProject = (): void => undefined;
  before(async () => {
    project = goProject({ after: task => void (removeProject = task) }, {});
    cpSync('samples', project.directory, { recursive: true });
    editor = await startFakeEditor({ settings: { escape: { run: 'manual' } } });
    file = project.path('report.go');
    // The function has another name in the editor.
    editor.open(file, readFileSync(file, 'utf8').replaceAll('Report', 'Board'));
  });
  after(async () => {
    await editor.exit();
    removeProject();
  });

  const uriOf = (path: string): string => pathToFileURL(path).href;
  const request = <R>(method: string, params: unknown): Promise<R> => editor.connection.sendRequest(method, params);
  async function actionsAt(path: string, find: string): Promise<readonly CodeAction[]> {
    const at = editor.positionOf(path, find);
    const context = { diagnostics: [], only: ['refactor.rewrite.pool'] };
    return request('textDocument/codeAction', {
      textDocument: { uri: uriOf(path) },
      range: { start: at, end: at },
      context,
    });
  }
  const changesOf = async (action: CodeAction): Promise<readonly (TextDocumentEdit | CreateFile)[]> => {
    const { edit, disabled } = await request<CodeAction>('codeAction/resolve', action);
    assert.equal(disabled, undefined);
    return edit!.documentChanges as (TextDocumentEdit | CreateFile)[];
  };
  const textWith = (before: string, { edits }: TextDocumentEdit): string =>
    TextDocument.applyEdits(
      TextDocument.create('file:///x', 'go', 0, before),
      edits.filter(edit => 'newText' in edit),
    );
  const lenses = (path: string): Promise<CodeLens[]> =>
    request('textDocument/codeLens', { textDocument: { uri: uriOf(path) } });

  test('a value that leaves: disabled, with the line', async () => {
    const quote = project.path('quote.go');
    editor.open(
      quote,
      `${readFileSync(quote, 'utf8')}\nfunc Make(n int) []byte {\n\tb := make([]byte, n)\n\treturn b\n}\n`,
    );
    const [action, ...others] = await actionsAt(quote, 'b := make');
    assert.deepEqual(others, []);
    assert.equal(action!.title, 'Reuse []byte with sync.Pool');
    assert.match(action!.disabled!.reason, /^returned: the caller keeps the memory \(line \d+\)$/);
    editor.close(quote);
  });

  test('first the benchmark, then the pool: a lens runs it, and tells what it said beside the function', async () => {
    const [introduce, benchmark, ...others] = await actionsAt(file, 'var page bytes');
    assert.deepEqual(others, []);
    assert.ok(introduce && benchmark);
    assert.match(introduce.title, /^Reuse bytes\.Buffer with sync\.Pool/);

    const [created, filled] = await changesOf(benchmark);
    const tests = project.path('report_test.go');
    assert.deepEqual(created, { kind: 'create', uri: uriOf(tests), options: { ignoreIfExists: true } });
    editor.open(tests, textWith('', filled as TextDocumentEdit));

    const [changed] = (await changesOf(introduce)) as TextDocumentEdit[];
    assert.deepEqual(changed!.textDocument, { uri: uriOf(file), version: editor.version(file) });
    const after = textWith(editor.text(file), changed!);
    assert.match(
      after,
      /\tpage := boardPagePool\.Get\(\)\.\(\*bytes\.Buffer\)\n\tpage\.Reset\(\)\n\tdefer putBoardPage\(page\)\n/,
    );
    editor.close(file);
    editor.open(file, after);
    assert.deepEqual(await actionsAt(file, 'page :='), []);

    const [run, ...more] = await lenses(tests);
    assert.deepEqual(more, []);
    assert.match(run!.command!.title, /Compare before and after/);
    const said = await request<string>('workspace/executeCommand', run!.command);
    assert.match(
      said,
      /^before [1-9]\d* allocs\/op, \d+ B\/op, [\d.]+ ns\/op · after 0 allocs\/op, 0 B\/op, [\d.]+ ns\/op$/,
    );
    const titles = async (path: string): Promise<string[]> => (await lenses(path)).map(({ command }) => command!.title);
    assert.deepEqual((await titles(tests)).slice(1), [said]);
    assert.deepEqual(await titles(file), [said]);
  });

  test('the name of a benchmark is nothing but a name', async () => {
    const params = { uri: uriOf(file), name: 'BenchmarkX$ -exec=sh' };
    const command = { command: 'escapement.server.benchmark', arguments: [params] };
    assert.equal(await request('workspace/executeCommand', command), null);
  });
});
