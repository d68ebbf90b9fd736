// What the commands do. Each acts at once; where it cannot, one line says why and offers what helps.
import * as vscode from 'vscode';
import type { ToggleParams } from '#core/messages/protocol';
import { commandIds, type CommandId } from './commandTable';
import type { LanguageServer } from './languageServer';
import type { LayoutView } from './layoutPanel';
import type { Profiles } from './profiles';
import { t } from './translate';

export interface CommandParts {
  readonly server: LanguageServer;
  readonly log: vscode.LogOutputChannel;
  readonly profiles: Profiles;
  readonly layoutView: LayoutView;
}

export function registerCommands({ server, log, profiles, layoutView }: CommandParts): vscode.Disposable {
  const handlers: Readonly<Record<CommandId, (argument?: unknown) => unknown>> = {
    'escapement.toggleHints': toggleHints,
    'escapement.analyse': () => ifTrusted(() => analyse(server)),
    'escapement.toggleInliningInFile': () => ifTrusted(() => toggle(server, 'file', 'inlining')),
    'escapement.toggleInliningInPackage': () => ifTrusted(() => toggle(server, 'package', 'inlining')),
    'escapement.toggleBoundsChecksInFile': () => ifTrusted(() => toggle(server, 'file', 'bounds-checks')),
    'escapement.toggleBoundsChecksInPackage': () => ifTrusted(() => toggle(server, 'package', 'bounds-checks')),
    'escapement.showLayout': params => ifTrusted(() => layoutView.show(params)),
    'escapement.restartServer': () => ifTrusted(() => server.restart()),
    'escapement.showLog': () => log.show(),
    'escapement.openProfile': uri => profiles.part().open(uri),
    'escapement.compareProfile': () => profiles.part().compare(),
    'escapement.showProfileInCode': () => profiles.part().showInCode(),
    'escapement.hideProfileInCode': () => profiles.part().hideInCode(),
    'escapement.fetchProfile': program => ifTrusted(() => profiles.part().fetch(program)),
    'escapement.profileTest': test => ifTrusted(() => profiles.part().profileTest(test)),
  };
  return vscode.Disposable.from(...commandIds.map(id => vscode.commands.registerCommand(id, handlers[id])));
}

/** Where the setting is set, there it is changed; where it is not, in the user's settings. */
async function toggleHints(): Promise<void> {
  const key = 'inlayHints.enabled';
  const settings = vscode.workspace.getConfiguration('escapement');
  const inWorkspace = settings.inspect(key)?.workspaceValue !== undefined;
  const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update(key, settings.get(key) !== true, target);
}

async function analyse(server: LanguageServer): Promise<void> {
  if (!(await server.analyse(activeGoFile()))) await offerRestart(server);
}

/** Findings that are not shown by default, for the file in front or its package. */
async function toggle(server: LanguageServer, scope: ToggleParams['scope'], kind: ToggleParams['kind']): Promise<void> {
  const uri = activeGoFile();
  if (uri === null) return;
  const isShown = await server.toggle({ uri, scope, kind });
  if (isShown === null) return offerRestart(server);
  vscode.window.setStatusBarMessage(toggledText(kind, isShown), 3_000);
}

function toggledText(kind: ToggleParams['kind'], isShown: boolean): string {
  if (kind === 'inlining') return isShown ? t('Inlining is shown.') : t('Inlining is hidden.');
  return isShown ? t('Bounds checks are shown.') : t('Bounds checks are hidden.');
}

function activeGoFile(): string | null {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'go' && document.uri.scheme === 'file' ? document.uri.toString() : null;
}

async function offerRestart(server: LanguageServer): Promise<void> {
  const restart = t('Restart');
  const choice = await vscode.window.showWarningMessage(t('Escapement’s language server is not running.'), restart);
  if (choice === restart) await server.restart();
}

async function ifTrusted(act: () => unknown): Promise<void> {
  if (vscode.workspace.isTrusted) {
    await act();
    return;
  }
  const manage = t('Manage trust');
  const choice = await vscode.window.showInformationMessage(
    t('Escapement starts nothing in a workspace that is not trusted.'),
    manage,
  );
  if (choice === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}
