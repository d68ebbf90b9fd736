// Lists of profiles to choose from: those of the workspace, and any file.
import * as vscode from 'vscode';
import { t } from '../translate';

export const profileEditor = 'escapement.profile';
/** The same for names that are not ours alone: offered by "Reopen with". */
export const profileEditorByChoice = 'escapement.profileByChoice';

const usualNames = '**/*.{pprof,pprof.gz,prof,pb.gz,pgo}';
const most = 200;

/** A profile of the workspace, or one that is looked for; undefined where nothing was chosen. */
export async function chooseProfile(title: string, without: vscode.Uri | null): Promise<vscode.Uri | undefined> {
  const browse = { label: `$(folder-opened) ${t('Another file…')}`, uri: null };
  const found = vscode.workspace.findFiles(usualNames, '**/{node_modules,vendor}/**', most).then(
    uris => uris,
    () => [],
  );
  const items = found.then(uris => {
    const open = openProfiles().filter(uri => !uris.some(other => other.toString() === uri.toString()));
    const others = [...open, ...uris].filter(uri => uri.toString() !== without?.toString());
    return [browse, ...others.map(uri => ({ label: vscode.workspace.asRelativePath(uri), uri }))];
  });
  const chosen = await vscode.window.showQuickPick(items, { title });
  if (!chosen) return undefined;
  if (chosen.uri) return chosen.uri;
  return (await vscode.window.showOpenDialog({ canSelectMany: false, title }))?.[0];
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
