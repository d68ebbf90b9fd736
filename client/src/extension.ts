// The extension: wakes up with the first Go file or profile, builds its parts, and starts the language server with the first Go file,
// unless the workspace is not trusted; then it waits until it is. Nothing here reads a file or waits for anything.
import * as vscode from 'vscode';
import { goFiles } from './client';
import { registerCommands } from './commands';
import { createLanguageServer } from './languageServer';
import { createLayoutView } from './layoutPanel';
import { registerProfiles } from './profiles';
import { concernsServer, serverSettings } from './settings';
import { createStaleHints } from './staleHints';
import { createStatusItem } from './statusItem';
import type { StatusView } from './statusView';
import { createTraceChannel } from './traceChannel';

/** What the extension exports to other extensions, and to its own tests. */
export interface Api {
  /** How long `activate` took, in milliseconds. */
  readonly activationMillis: number;
  /** What the language status item shows now. */
  status(): StatusView;
}

let stopServer: (() => Promise<void>) | null = null;

export function activate(context: vscode.ExtensionContext): Api {
  const began = performance.now();
  const log = vscode.window.createOutputChannel('Escapement', { log: true });
  const trace = createTraceChannel(log);
  const status = createStatusItem(goFiles);
  const staleHints = createStaleHints();
  const server = createLanguageServer({
    folder: context.extensionUri,
    log,
    trace,
    staleHints,
    settings: serverSettings,
    onState: status.serverIs,
    onStatus: status.fileIs,
  });
  stopServer = server.stop;
  const startIfWanted = (): void => {
    if (vscode.workspace.isTrusted && vscode.workspace.textDocuments.some(isGoFile)) server.start();
  };
  const profiles = registerProfiles({ context, server, log });
  const layoutView = createLayoutView({ folder: context.extensionUri, server });
  context.subscriptions.push(
    log,
    trace,
    status,
    staleHints,
    profiles,
    layoutView,
    registerCommands({ server, log, profiles, layoutView }),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('escapement.inlayHints.enabled')) staleHints.clear();
      trace.update();
      if (concernsServer(change)) server.pushSettings();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(startIfWanted),
    // A profile alone needs no server.
    vscode.workspace.onDidOpenTextDocument(document => {
      if (isGoFile(document)) startIfWanted();
    }),
  );
  startIfWanted();
  if (!vscode.workspace.isTrusted) status.serverIs({ kind: 'untrusted' });
  const activationMillis = performance.now() - began;
  log.debug(`activate: ${activationMillis.toFixed(1)} ms`);
  return { activationMillis, status: status.view };
}

const isGoFile = (document: vscode.TextDocument): boolean => vscode.languages.match(goFiles, document) > 0;

export async function deactivate(): Promise<void> {
  await stopServer?.();
}
