// Everything about profiles in the editor, in a bundle of its own: loaded with the first profile or the first of its commands.
import * as vscode from 'vscode';
import type { Scope } from '#core/messages/profileView';
import { isOneOf, isRecord, isText } from '#core/messages/check';
import { profileKinds, type TestProfileArguments } from '#core/messages/profiling';
import type { LanguageServer } from '../languageServer';
import { t } from '../translate';
import { activeProfile, chooseProfile, profileEditor } from './choose';
import { openDocument, type ProfileDocument } from './document';
import { fetchLive, type LiveProgram } from './fetchLive';
import { rootModules } from './goModules';
import { createHeat } from './heat';
import { lastName } from './lastName';
import { liveKinds, mostSeconds } from './liveAddress';
import { showPanel, type PanelParts } from './panel';
import { createSources } from './sources';
import { createStorage } from './storage';
import { takeTestProfile } from './takeTest';

export interface ProfilePartOptions {
  readonly context: vscode.ExtensionContext;
  readonly server: LanguageServer;
  readonly log: vscode.LogOutputChannel;
}

export interface ProfilePart extends vscode.Disposable {
  readonly provider: vscode.CustomReadonlyEditorProvider<ProfileDocument>;
  /** `given`: a file from a menu, or nothing. */
  open(given: unknown): Promise<void>;
  /** The profile in front with another one. */
  compare(): Promise<void>;
  /** The profile in front beside the code. */
  showInCode(): Promise<void>;
  hideInCode(): void;
  /** `given`: as {@link LiveProgram}, whole or in part, or nothing. Trusted workspaces only. */
  fetch(given: unknown): Promise<void>;
  /** `given`: {@link TestProfileArguments} of a lens. Trusted workspaces only. */
  profileTest(given: unknown): Promise<void>;
}

export function createProfilePart({ context, server, log }: ProfilePartOptions): ProfilePart {
  const documents = new Set<ProfileDocument>();
  /** What the panel of a document asked for last. */
  const scopes = new WeakMap<ProfileDocument, Scope>();
  const storage = createStorage(context);
  const sources = createSources({
    goPlaces: folder =>
      vscode.workspace.isTrusted ? server.goPlaces(folder?.toString() ?? null) : Promise.resolve(null),
  });
  const heat = createHeat({ sources, log, sendMeasured: server.sendMeasured });
  const listeners = [
    vscode.workspace.onDidChangeWorkspaceFolders(sources.forget),
    vscode.workspace.onDidGrantWorkspaceTrust(sources.forget),
  ];
  const modules = rootModules().then(found => found.map(({ path }) => path));

  const open = async (uri: vscode.Uri): Promise<void> => {
    await vscode.commands.executeCommand('vscode.openWith', uri, profileEditor);
  };
  const compare = async (document: ProfileDocument, chosen: vscode.Uri | null): Promise<void> => {
    const base = chosen ?? (await chooseProfile(t('Compare {0} with', document.name), document.uri));
    const problem = base ? await document.compare(base) : null;
    if (base && problem !== null) void vscode.window.showWarningMessage(`${lastName(base.path)}: ${problem}`);
  };
  const panelParts: PanelParts = {
    folder: context.extensionUri,
    goToSource: (place, line) => sources.goTo(place, line),
    compare,
    reopen,
    showInCode: (document, scope) => (scope ? heat.show(document, scope) : heat.hide()),
    isInCode: document => heat.shown() === document,
    onInCode: heat.onChange,
    onScope: (document, scope) => void scopes.set(document, scope),
    operations: storage.operations,
  };
  const onDispose = (document: ProfileDocument): void => {
    if (heat.shown() === document) heat.hide();
    documents.delete(document);
  };
  const inFront = (): ProfileDocument | null => {
    const uri = activeProfile();
    return [...documents].findLast(document => document.uri.toString() === uri?.toString()) ?? null;
  };

  return {
    provider: {
      openCustomDocument(uri) {
        const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'profileWorker.js').fsPath;
        const document = openDocument(uri, { script, log, modules: () => modules, onDispose });
        documents.add(document);
        return document;
      },
      resolveCustomEditor: (document, panel) => showPanel(document, panel, panelParts),
    },
    async open(given) {
      const uri = given instanceof vscode.Uri ? given : await chooseProfile(t('Open profile'), null);
      if (uri) await open(uri);
    },
    async compare() {
      const document = inFront();
      if (document) await compare(document, null);
    },
    async showInCode() {
      const document = inFront();
      const scope = document && scopes.get(document);
      if (scope && document.state().kind === 'opened') await heat.show(document, scope);
    },
    hideInCode: heat.hide,
    fetch: given => fetchLive(liveProgram(given), { storage, open, memory: context.globalState }),
    async profileTest(given) {
      if (!isTestProfile(given)) return;
      const { takeProfile } = server;
      await takeTestProfile(given, { storage, open, takeProfile, showLog: () => log.show() });
    },
    dispose: () => vscode.Disposable.from(heat, ...listeners).dispose(),
  };
}

const isTestProfile = isRecord<TestProfileArguments>({
  uri: isText(10_000),
  function: isText(1_000),
  kind: isOneOf(...profileKinds),
});

/** Arguments of a command come from a key binding, or from anywhere. */
function liveProgram(given: unknown): Partial<LiveProgram> {
  if (typeof given !== 'object' || given === null) return {};
  const { address, kind, seconds } = given as Partial<Record<keyof LiveProgram, unknown>>;
  const isSeconds = typeof seconds === 'number' && seconds >= 0 && seconds <= mostSeconds;
  return {
    ...(isText(1_000)(address) ? { address } : {}),
    ...(isOneOf(...liveKinds)(kind) ? { kind } : {}),
    ...(isSeconds ? { seconds } : {}),
  };
}

/** VS Code has no view of bytes; a well-known extension has. */
async function reopen(uri: vscode.Uri, as: 'text' | 'binary'): Promise<void> {
  const hasBytes = vscode.extensions.getExtension('ms-vscode.hexeditor') !== undefined;
  const viewType = as === 'binary' && hasBytes ? 'hexEditor.hexedit' : 'default';
  await vscode.commands.executeCommand('vscode.openWith', uri, viewType);
}
