// The settings as the language server gets them: the whole section `escapement`, where it leaves something about Go unset
// filled from the Go extension's settings.
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { borrowedFrom, borrowGoSettings, type BorrowedKey } from './goSettings';

/** The section as plain JSON, nested: `{ go: { path, … }, escape: { … }, inlayHints: { … } }`. */
export function serverSettings(): Readonly<Record<string, unknown>> {
  const all = vscode.workspace.getConfiguration();
  const section = JSON.parse(JSON.stringify(all.get('escapement') ?? {})) as Record<string, unknown>;
  const go = borrowGoSettings({
    isUnset: isUnset(vscode.workspace.getConfiguration('escapement.go')),
    goSetting: key => all.get(key),
    surroundings: {
      home: homedir(),
      workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? null,
      env: process.env,
      windows: process.platform === 'win32',
    },
  });
  return { ...section, go: { ...(section['go'] as object | undefined), ...go } };
}

/** Whether a change may be one of what {@link serverSettings} tells. */
export function concernsServer(change: vscode.ConfigurationChangeEvent): boolean {
  const keys = ['escapement', ...Object.values(borrowedFrom).flat()];
  return keys.some(key => change.affectsConfiguration(key));
}

function isUnset(own: vscode.WorkspaceConfiguration): (key: BorrowedKey) => boolean {
  return key => {
    const seen = own.inspect(key);
    const chosen = [seen?.globalValue, seen?.workspaceValue, seen?.workspaceFolderValue].filter(
      value => value !== undefined,
    );
    // An empty path asks to look for Go, which is what an unset one asks.
    return chosen.length === 0 || (key === 'path' && own.get(key) === '');
  };
}
