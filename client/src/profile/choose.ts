// Lists of profiles to choose from: those of the workspace, and any file.
import * as vscode from 'vscode';
import { t } from '../translate';
import { searchWorkspace } from './searchWorkspace';

export const profileEditor = 'escapement.profile';
/** The same for names that are not ours alone: offered by "Reopen with". */
export const profileEditorByChoice = 'escapement.profileByChoice';

const endings = ['pprof', 'pprof.gz', 'prof', 'pb.gz', 'pgo'];
const most = 200;

/** A profile of the workspace, or one that is looked for; undefined where nothing was chosen. */
export async function chooseProfile(title: string, without: vscode.Uri | null): Promise<vscode.Uri | undefined> {
  const browse = { label: `$(folder-opened) ${t('Another file…')}`, uri: null };
  const items = Promise.all([
    profilesBeside(without),
    searchWorkspace(`**/*.{${endings.join()}}`, '**/{node_modules,vendor}/**', most),
  ]).then(found => {
    const uris = new Map([...openProfiles(), ...found.flat()].map(uri => [uri.toString(), uri]));
    if (without) uris.delete(without.toString());
    return [browse, ...[...uris.values()].map(uri => ({ label: vscode.workspace.asRelativePath(uri), uri }))];
  });
  const chosen = await vscode.window.showQuickPick(items, { title });
  if (!chosen) return undefined;
  if (chosen.uri) return chosen.uri;
  return (await vscode.window.showOpenDialog({ canSelectMany: false, title }))?.[0];
}

/** In the same folder, which may be outside of the workspace. */
async function profilesBeside(uri: vscode.Uri | null): Promise<readonly vscode.Uri[]> {
  if (!uri) return [];
  const folder = vscode.Uri.joinPath(uri, '..');
  try {
    const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    const usual = names.filter(name => endings.some(ending => name.endsWith(`.${ending}`)));
    return usual.slice(0, most).map(name => vscode.Uri.joinPath(folder, name));
  } catch {
    return [];
  }
}

function openProfiles(): vscode.Uri[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return inputs.flatMap(input => (input instanceof vscode.TabInputCustom && isOurs(input.viewType) ? [input.uri] : []));
}

const isOurs = (viewType: string): boolean => viewType === profileEditor || viewType === profileEditorByChoice;

/** The profile in front. */
export function activeProfile(): vscode.Uri | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom && isOurs(input.viewType) ? input.uri : null;
}
