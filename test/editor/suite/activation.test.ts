// The installed extension wakes up on a Go file and brings its commands.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

const commands = ['toggleHints', 'analyse', 'restartServer', 'showLog'].map(name => `escapement.${name}`);

describe('activation', () => {
  const extension = () => {
    const found = vscode.extensions.getExtension('escapement.escapement');
    assert.ok(found, 'the extension is installed');
    return found;
  };

  it('runs from the installed VSIX, not from the checkout', () => {
    const folder = process.env['ESCAPEMENT_EXTENSIONS'] ?? '';
    assert.equal(path.dirname(extension().extensionPath), folder);
  });

  it('activates when a Go file is opened', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(folder);
    writeFileSync(path.join(folder, 'go.mod'), 'module ex.com/activation\n\ngo 1.21\n');
    const file = path.join(folder, 'main.go');
    writeFileSync(file, 'package main\n\nfunc main() {}\n');
    await vscode.window.showTextDocument(vscode.Uri.file(file));
    for (let waited = 0; !extension().isActive && waited < 60_000; waited += 100) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    assert.ok(extension().isActive);
  });

  it('says how long activation took, for the bench', () => {
    const { activationMillis } = extension().exports as { activationMillis: number };
    assert.ok(activationMillis > 0);
    const artifacts = path.join(process.env['ESCAPEMENT_ROOT'] ?? '', 'test', 'artifacts');
    mkdirSync(artifacts, { recursive: true });
    writeFileSync(path.join(artifacts, 'activation.json'), JSON.stringify({ activationMillis }));
  });

  it('registers its commands', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commands.filter(command => !known.has(command)),
      [],
    );
  });
});
