// Files of the workspace by a pattern. A file system that is on no disk mostly cannot be searched, and VS Code then waits for somebody who can,
// without an end.
import * as vscode from 'vscode';

/** Milliseconds that a search may take; what it has not found by then it does not find. */
const patience = { onDisk: 20_000, elsewhere: 1_000 };

/** None where the workspace cannot be searched. Never rejects. */
export async function searchWorkspace(include: string, exclude: string, most: number): Promise<readonly vscode.Uri[]> {
  const isOnDisk = (vscode.workspace.workspaceFolders ?? []).every(({ uri }) => uri.scheme === 'file');
  const cancel = new vscode.CancellationTokenSource();
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<readonly vscode.Uri[]>(resolve => {
    limit = setTimeout(() => resolve([]), isOnDisk ? patience.onDisk : patience.elsewhere);
  });
  try {
    return await Promise.race([vscode.workspace.findFiles(include, exclude, most, cancel.token), late]);
  } catch {
    return [];
  } finally {
    clearTimeout(limit);
    cancel.cancel();
    cancel.dispose();
  }
}
