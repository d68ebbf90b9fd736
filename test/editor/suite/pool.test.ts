// The pool in the real editor, on the sample: from the hint to the action, the edit and the hint that is gone; the lens. (That an
// action is disabled no command of the editor's tells: test/lsp/poolIntroduce.test.ts.)
import assert from 'node:assert/strict';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

const kind = vscode.CodeActionKind.Refactor.append('rewrite.pool');

/** Waits for a state of the editor; it comes within seconds, or never. */
async function until<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}`);
}

const oursAt = ({ uri }: vscode.TextDocument, line: number): vscode.Diagnostic[] =>
  vscode.languages
    .getDiagnostics(uri)
    .filter(({ source, range }) => source === 'escapement' && range.start.line === line);
const lineOf = (document: vscode.TextDocument, find: string): number =>
  document.positionAt(document.getText().indexOf(find)).line;

describe('reuse with sync.Pool', () => {
  let document: vscode.TextDocument;

  before(async () => {
    const folder = path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, 'pools');
    mkdirSync(folder, { recursive: true });
    cpSync(path.join(process.env['ESCAPEMENT_ROOT']!, 'samples'), folder, { recursive: true });
    document = await vscode.workspace.openTextDocument(vscode.Uri.file(path.join(folder, 'report.go')));
    await vscode.window.showTextDocument(document);
  });
  after(async () => {
    await vscode.workspace.saveAll();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** With their edits, as the menu has them when one is chosen. */
  const actionsAt = async (line: number): Promise<vscode.CodeAction[]> =>
    vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      document.lineAt(line).range,
      kind.value,
      5,
    );

  it('the hint, the benchmark, the pool, and the hint is gone', async () => {
    const line = lineOf(document, 'var page bytes.Buffer');
    await until('the finding', () => oursAt(document, line).length > 0);
    const actions = await until('the actions', async () => {
      const found = await actionsAt(line);
      return found.length >= 2 && found;
    });
    const [introduce, benchmark] = actions;
    assert.match(introduce!.title, /^Reuse bytes\.Buffer with sync\.Pool \(proven, given the contract of /);
    assert.equal(benchmark!.title, 'Generate a benchmark for this change');

    assert.ok(await vscode.workspace.applyEdit(benchmark!.edit!));
    assert.ok(await vscode.workspace.applyEdit(introduce!.edit!));
    const now = lineOf(document, 'page := reportPagePool.Get().(*bytes.Buffer)');
    assert.equal(document.lineAt(now + 2).text, '\tdefer putReportPage(page)');
    await until('no finding', () => [now, now + 1, now + 2].every(at => oursAt(document, at).length === 0));
  });

  it('the lens runs the benchmark, and nothing is allocated any more', async () => {
    const tests = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(document.uri, '../report_test.go'));
    await vscode.window.showTextDocument(tests);
    const lenses = ({ uri }: vscode.TextDocument): Thenable<vscode.CodeLens[]> =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
    const run = await until('the lens', async () =>
      (await lenses(tests)).find(({ command }) => command?.title.includes('Compare before and after')),
    );
    const said = await vscode.commands.executeCommand<string>(
      run.command!.command,
      ...(run.command!.arguments as unknown[]),
    );
    assert.match(said, /^before [1-9]\d* allocs\/op, .* · after 0 allocs\/op, 0 B\/op/);
    await until('what it said beside the function', async () =>
      (await lenses(document)).some(({ command }) => command?.title === said),
    );
  });
});
