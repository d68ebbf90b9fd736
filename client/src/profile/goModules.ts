// The modules of the workspace: every go.mod's path and folder. Told apart from other people's code by them, and where sources lie.
import * as vscode from 'vscode';
import { modulePath } from '#core/profile/modulePath';
import { searchWorkspace } from './searchWorkspace';

export interface GoModule {
  readonly folder: vscode.Uri;
  /** As in its `module` line. */
  readonly path: string;
}

const mostModules = 200;

/** Those of the workspace's own folders: a moment's work. */
export async function rootModules(): Promise<readonly GoModule[]> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return modulesOf(folders.map(({ uri }) => vscode.Uri.joinPath(uri, 'go.mod')));
}

/** All, which takes a search through the workspace. */
export async function allModules(): Promise<readonly GoModule[]> {
  const found = await searchWorkspace('**/go.mod', '**/{vendor,node_modules,testdata}/**', mostModules);
  const [roots, others] = [await rootModules(), await modulesOf(found)];
  const known = new Set(roots.map(({ folder }) => folder.toString()));
  return [...roots, ...others.filter(({ folder }) => !known.has(folder.toString()))];
}

async function modulesOf(files: readonly vscode.Uri[]): Promise<GoModule[]> {
  const modules = await Promise.all(
    files.map(async file => {
      try {
        const path = modulePath(Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8'));
        return path === null ? [] : [{ folder: vscode.Uri.joinPath(file, '..'), path }];
      } catch {
        return [];
      }
    }),
  );
  return modules.flat();
}
