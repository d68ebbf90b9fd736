// The main job from inside the extension host: hints and diagnostics follow the text, hovers explain, commands and settings act.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

const text = `package live

type Order struct{ ID int }

func New(id int) *Order {
	order := Order{ID: id}
	return &order
}
`;
const whole = new vscode.Range(0, 0, 10_000, 0);

/** Waits for a state of the editor; it comes within seconds, or never. */
async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}`);
}

const hintsOf = ({ uri }: vscode.TextDocument): Thenable<vscode.InlayHint[]> =>
  vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', uri, whole);
const ours = ({ uri }: vscode.TextDocument): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'escapement');
const hoverText = async ({ uri }: vscode.TextDocument, position: vscode.Position): Promise<string> => {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers
    .flatMap(({ contents }) => contents.map(content => (typeof content === 'string' ? content : content.value)))
    .join('\n');
};
const codeOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

describe('live hints', () => {
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;

  before(async () => {
    const folder = path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, 'live');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'go.mod'), 'module ex.com/live\n\ngo 1.21\n');
    writeFileSync(path.join(folder, 'live.go'), text);
    document = await vscode.workspace.openTextDocument(vscode.Uri.file(path.join(folder, 'live.go')));
    editor = await vscode.window.showTextDocument(document);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('a hint and a diagnostic lie on exactly the variable', async () => {
    const [diagnostic] = await until('a diagnostic', () => ours(document).length > 0 && ours(document));
    assert.equal(document.getText(diagnostic!.range), 'order');
    assert.equal(codeOf(diagnostic!), 'moved-to-heap');
    assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Information);
    assert.ok(diagnostic!.relatedInformation!.length > 0);
    const [hint] = await until('a hint', async () => (await hintsOf(document)).length > 0 && hintsOf(document));
    assert.deepEqual(hint!.position, diagnostic!.range.end);
  });

  it('the hover tells the cause with links to the steps', async () => {
    const value = await hoverText(document, new vscode.Position(5, 2));
    assert.match(value, /`order`/);
    assert.match(value, /\(file:\/\/.*live\.go#L7/);
    assert.match(value, /moved to heap: order/);
  });

  it('unsaved text: the cause goes and comes back', async () => {
    const line = document.lineAt(6);
    await editor.edit(edit => edit.replace(line.range, '\treturn nil // 没有'));
    assert.ok(document.isDirty);
    await editor.edit(edit => edit.insert(new vscode.Position(5, 23), '\n\t_ = order'));
    await until('no hint', async () => (await hintsOf(document)).length === 0 && ours(document).length === 0);
    await editor.edit(edit => edit.replace(document.lineAt(7).range, '\treturn &order'));
    await until('the hint', async () => (await hintsOf(document)).length === 1 && ours(document).length === 1);
  });

  it('a text that does not compile keeps the finding; it moves with its line', async () => {
    await editor.edit(edit => edit.insert(new vscode.Position(2, 0), '// a\n// b\n\nfunc broken( {}\n\n'));
    await until('stale', () =>
      ours(document).some(({ range }) => range.start.line === 10 && document.getText(range) === 'order'),
    );
    await editor.edit(edit => edit.delete(new vscode.Range(5, 0, 6, 0)));
    await until('fresh', async () => {
      const hints = await hintsOf(document);
      return hints.length === 1 && hints[0]!.position.line === 9;
    });
  });

  it('“Show/hide escape hints” takes the hints away and brings them back', async () => {
    await vscode.commands.executeCommand('escapement.toggleHints');
    await until('no hints', async () => (await hintsOf(document)).length === 0);
    assert.equal(ours(document).length, 1);
    await vscode.commands.executeCommand('escapement.toggleHints');
    await until('hints', async () => (await hintsOf(document)).length === 1);
  });

  it('which codes are shown is a setting', async () => {
    const settings = vscode.workspace.getConfiguration('escapement');
    await settings.update('escape.show', ['can-inline'], vscode.ConfigurationTarget.Global);
    await until('the other code', () => ours(document).length === 1 && codeOf(ours(document)[0]!) === 'can-inline');
    await settings.update('escape.show', undefined, vscode.ConfigurationTarget.Global);
    await until('the default', () => ours(document).length === 1 && codeOf(ours(document)[0]!) === 'moved-to-heap');
  });

  it('by hand: “Analyse now” is waited for', async () => {
    const settings = vscode.workspace.getConfiguration('escapement');
    await settings.update('escape.run', 'manual', vscode.ConfigurationTarget.Global);
    await editor.edit(edit =>
      edit.replace(document.getText().includes('&order') ? rangeOf(document, 'return &order') : whole, 'return nil'),
    );
    await vscode.commands.executeCommand('escapement.analyse');
    await until('the new result', () => ours(document).length === 0);
    await settings.update('escape.run', undefined, vscode.ConfigurationTarget.Global);
    await editor.edit(edit => edit.replace(rangeOf(document, 'return nil'), 'return &order'));
    await until('live again', () => ours(document).length === 1);
  });

  it('a server that was killed comes back with its state', async () => {
    const [server] = await until('the server', () => languageServers());
    process.kill(server!, 'SIGKILL');
    await until('another server', () => languageServers().some(id => id !== server));
    await editor.edit(edit => edit.replace(rangeOf(document, 'return &order'), 'return nil'));
    await until('it follows the text', () => ours(document).length === 0);
    await editor.edit(edit => edit.replace(rangeOf(document, 'return nil'), 'return &order'));
    await until('its findings', () => ours(document).length === 1);
  });

  it('“Restart server” comes back with findings', async () => {
    await vscode.commands.executeCommand('escapement.restartServer');
    await until('findings', async () => ours(document).length === 1 && (await hintsOf(document)).length === 1);
  });
});

/** The process ids of our language servers, children of this extension host. */
function languageServers(): number[] {
  const threads = readdirSync(`/proc/${process.pid}/task`);
  const children = threads.flatMap(thread =>
    readFileSync(`/proc/${process.pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return children.filter(id => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('server.js');
    } catch {
      return false;
    }
  });
}

function rangeOf(document: vscode.TextDocument, part: string): vscode.Range {
  const start = document.getText().indexOf(part);
  assert.ok(start >= 0, part);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + part.length));
}
