// The client library's connection to one language server process, as we want it: settings are pushed by us, stale hints are drawn
// by us, and nothing pops up: what goes wrong is in the log and in the status item.
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
  type LanguageClientOptions,
  type ServerOptions,
} from 'vscode-languageclient/node';
import type { StaleHints } from './staleHints';
import type { TraceChannel } from './traceChannel';
import { t } from './translate';

export const goFiles = [{ language: 'go', scheme: 'file' }];

export interface ClientParts {
  /** The extension's folder. */
  readonly folder: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly trace: TraceChannel;
  readonly staleHints: StaleHints;
  /** The settings, whole. */
  readonly settings: () => Readonly<Record<string, unknown>>;
}

/** `onClosed` is called when the connection ends without having been stopped. */
export function createClient({ folder, log, trace, staleHints, settings }: ClientParts, onClosed: () => void): Client {
  const server = {
    module: vscode.Uri.joinPath(folder, 'dist', 'server.js').fsPath,
    transport: TransportKind.ipc,
    // Not the workspace: on Windows a program is looked for in the present folder first.
    options: { cwd: folder.fsPath },
  };
  const serverOptions: ServerOptions = {
    run: server,
    debug: { ...server, options: { ...server.options, execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector: goFiles,
    diagnosticCollectionName: 'escapement',
    outputChannel: log,
    traceOutputChannel: trace,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: () => ({
      ...settings(),
      trusted: vscode.workspace.isTrusted,
      takesProfiles: true,
      showsLayouts: true,
    }),
    // A file that was only read by some extension needs no analysis; it is opened when it gets a tab or is asked about.
    textSynchronization: { delayOpenNotifications: true },
    middleware: {
      ...staleHints.middleware,
      workspace: {
        // The library would send the section as it is written, without what the Go extension's settings fill in: languageServer.ts does.
        didChangeConfiguration: () => Promise.resolve(),
        configuration: (params, token, next) =>
          params.items.every(item => item.section === 'escapement') ? params.items.map(settings) : next(params, token),
      },
    },
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      // languageServer.ts decides when to start anew; only then everything of this connection has been cleaned up.
      closed: () => {
        onClosed();
        return { action: CloseAction.DoNotRestart, handled: true, message: t('The language server has ended.') };
      },
    },
  };
  return new Client('escapement', 'Escapement', serverOptions, clientOptions);
}

export class Client extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }

  override info(message: string, data?: unknown): void {
    super.info(message, data, false);
  }

  /** Ends the process in every state: the library throws for one that has not come up. Never rejects. */
  override async stop(timeout?: number): Promise<void> {
    const process = this.serverProcess;
    try {
      if (this.state === State.Running) await super.stop(timeout);
      else process?.kill();
    } catch {
      // The library has logged it.
      process?.kill('SIGKILL');
    }
  }
}
