// Folders for the editor to open: always a copy or a new one in the temp folder, so that nothing is changed in the checkout.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../bed';

export interface Workspace {
  readonly folder: string;
  /** The absolute path of a file in the folder. */
  file(name: string): string;
  remove(): void;
}

/** A new Go module `ex.com/m` with the given files, name (may have folders) to text. A go.mod is added if none is given. */
export function newWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const workspace = emptyWorkspace();
  for (const [name, text] of Object.entries({ 'go.mod': 'module ex.com/m\n\ngo 1.21\n', ...files })) {
    mkdirSync(path.dirname(workspace.file(name)), { recursive: true });
    writeFileSync(workspace.file(name), text);
  }
  return workspace;
}

/** A copy of a folder of the project, such as `samples` or `test/cases/escape`. */
export function copiedWorkspace(folder: string): Workspace {
  const workspace = emptyWorkspace();
  cpSync(path.join(projectRoot(), folder), workspace.folder, { recursive: true });
  return workspace;
}

function emptyWorkspace(): Workspace {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'escapement-workspace-')));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return { folder, remove, file: name => path.join(folder, name) };
}
