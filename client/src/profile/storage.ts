// Where profiles that are taken here are put: a folder of the extension's own, in which the newest stay. Who wants to keep one saves it
// under a name of their own (File: Save As).
import * as vscode from 'vscode';

export interface Storage {
  /** A path for a new profile; its folder exists, it does not. `name`: what it is of. */
  newFile(name: string): Promise<vscode.Uri>;
  rememberOperations(uri: vscode.Uri, operations: number): void;
  /** How often the benchmark ran; 0: not known. */
  operations(uri: vscode.Uri): number;
}

const kept = 30;

export function createStorage({ globalStorageUri, globalState }: vscode.ExtensionContext): Storage {
  const folder = vscode.Uri.joinPath(globalStorageUri, 'profiles');
  const key = 'profile.operations';
  const known = (): Readonly<Record<string, number>> => globalState.get(key, {});
  return {
    async newFile(name) {
      await vscode.workspace.fs.createDirectory(folder);
      await removeOldest(folder);
      const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
      const plain = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100);
      return vscode.Uri.joinPath(folder, `${plain}-${time}.pprof`);
    },
    rememberOperations(uri, operations) {
      const entries = [...Object.entries(known()), [uri.toString(), operations] as const].slice(-kept);
      void globalState.update(key, Object.fromEntries(entries));
    },
    operations: uri => known()[uri.toString()] ?? 0,
  };
}

/** Their names end in the time. */
async function removeOldest(folder: vscode.Uri): Promise<void> {
  const files = (await vscode.workspace.fs.readDirectory(folder)).filter(([name]) => name.endsWith('.pprof'));
  const time = (name: string): string => name.slice(-'2026-01-01T00-00-00.pprof'.length);
  const names = files.map(([name]) => name).sort((a, b) => (time(a) < time(b) ? 1 : -1));
  for (const name of names.slice(kept - 1)) {
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, name)).then(undefined, () => undefined);
  }
}
