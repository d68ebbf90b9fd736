// A small fake editor: starts the built server over stdio and speaks plain LSP with it. Documents are real texts, changes are
// sent as ranges, and what the server publishes is kept so that a test can wait for a state instead of a time.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, Hover, InlayHint, InitializeResult, Position, Range } from 'vscode-languageserver/node';
import type { Finding } from '#core/escape/finding';
import type { StatusParams } from '#core/messages/protocol';

export interface FakeEditorOptions {
  readonly settings?: Record<string, unknown>;
  /** The editor gives the settings when it is asked for them, not at the start. */
  readonly settingsOnRequest?: boolean;
  readonly trusted?: boolean;
  readonly locale?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly (Diagnostic & { data: Finding })[];
}

export interface FakeEditor {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  readonly initialized: InitializeResult;
  /** Everything published, in order. */
  readonly published: readonly Published[];
  readonly messages: readonly { readonly type: number; readonly message: string }[];
  readonly logged: readonly { readonly type: number; readonly message: string }[];
  readonly statuses: readonly StatusParams[];
  readonly refreshes: () => number;
  open(file: string, text: string): void;
  /** Replaces `range`; returns the new version. */
  edit(file: string, range: Range, text: string): number;
  /** Replaces the one occurrence of `find`. */
  replace(file: string, find: string, text: string): number;
  save(file: string): void;
  close(file: string): void;
  openFiles(): readonly string[];
  text(file: string): string;
  version(file: string): number;
  /** Resolves with what was published for the file's present version (or a later one). */
  settled(file: string): Promise<Published>;
  /** Resolves when the predicate holds; looked at after each message of the server. */
  until(what: string, holds: () => boolean): Promise<void>;
  hints(file: string): Promise<InlayHint[]>;
  hover(file: string, position: Position): Promise<Hover | null>;
  /** The position of the first character of `find`. */
  positionOf(file: string, find: string): Position;
  /** Ends the server as an editor does; resolves with its exit code. */
  exit(): Promise<number | null>;
}

/** Long enough for two busy cores; a state that has not come by then will not come. */
const patience = 120_000;

export async function startFakeEditor(options: FakeEditorOptions = {}): Promise<FakeEditor> {
  const child = spawn(process.execPath, [path.resolve('dist/server.js'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const documents = new Map<string, TextDocument>();
  const published: Published[] = [];
  const messages: { type: number; message: string }[] = [];
  const logged: { type: number; message: string }[] = [];
  const statuses: StatusParams[] = [];
  let refreshes = 0;
  const watchers = new Set<() => void>();
  const seen = (): void => [...watchers].forEach(watcher => watcher());

  connection.onNotification('textDocument/publishDiagnostics', (params: Published) => (published.push(params), seen()));
  connection.onNotification(
    'window/showMessage',
    (params: { type: number; message: string }) => (messages.push(params), seen()),
  );
  connection.onNotification(
    'window/logMessage',
    (params: { type: number; message: string }) => (logged.push(params), seen()),
  );
  connection.onNotification('escapement/status', (params: StatusParams) => (statuses.push(params), seen()));
  connection.onRequest('window/showMessageRequest', (params: { type: number; message: string }) => {
    messages.push(params);
    seen();
    return null;
  });
  connection.onRequest('workspace/inlayHint/refresh', () => (refreshes++, seen(), null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section: string }[] }) =>
    items.map(({ section }) => (section === 'escapement' ? (options.settings ?? null) : null)),
  );
  connection.listen();

  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    ...(options.locale ? { locale: options.locale } : {}),
    capabilities: {
      workspace: {
        inlayHint: { refreshSupport: true },
        configuration: options.settingsOnRequest === true,
        didChangeWatchedFiles: { dynamicRegistration: true },
        workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
      },
      textDocument: {
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
          dataSupport: true,
          disabledSupport: true,
          resolveSupport: { properties: ['edit'] },
        },
        publishDiagnostics: {
          versionSupport: true,
          relatedInformation: true,
          dataSupport: true,
          codeDescriptionSupport: true,
        },
      },
    },
    ...(options.settingsOnRequest
      ? {}
      : {
          initializationOptions: {
            ...options.settings,
            ...(options.trusted === undefined ? {} : { trusted: options.trusted }),
          },
        }),
  });
  await connection.sendNotification('initialized', {});

  const uri = (file: string): string => pathToFileURL(file).href;
  const send = (method: string, params: unknown): void => void connection.sendNotification(method, params);
  const documentOf = (file: string): TextDocument => {
    const document = documents.get(file);
    if (!document) throw new Error(`${file} is not open in the fake editor`);
    return document;
  };

  const editor: FakeEditor = {
    process: child,
    connection,
    initialized,
    published,
    messages,
    logged,
    statuses,
    refreshes: () => refreshes,
    open(file, text) {
      documents.set(file, TextDocument.create(uri(file), 'go', 1, text));
      send('textDocument/didOpen', { textDocument: { uri: uri(file), languageId: 'go', version: 1, text } });
    },
    edit(file, range, text) {
      const document = documentOf(file);
      const version = document.version + 1;
      documents.set(file, TextDocument.update(document, [{ range, text }], version));
      send('textDocument/didChange', { textDocument: { uri: uri(file), version }, contentChanges: [{ range, text }] });
      return version;
    },
    replace(file, find, text) {
      const document = documentOf(file);
      const parts = document.getText().split(find);
      if (parts.length !== 2) throw new Error(`"${find}" stands ${parts.length - 1} times in ${file}`);
      const start = document.positionAt(parts[0]!.length);
      return editor.edit(file, { start, end: document.positionAt(parts[0]!.length + find.length) }, text);
    },
    save: file => send('textDocument/didSave', { textDocument: { uri: uri(file) } }),
    close(file) {
      documents.delete(file);
      send('textDocument/didClose', { textDocument: { uri: uri(file) } });
    },
    openFiles: () => [...documents.keys()],
    text: file => documentOf(file).getText(),
    version: file => documentOf(file).version,
    async settled(file) {
      const version = documentOf(file).version;
      const find = (): Published | undefined =>
        published.findLast(entry => entry.uri === uri(file) && (entry.version ?? -1) >= version);
      await editor.until(`${path.basename(file)} version ${version} published`, () => find() !== undefined);
      return find()!;
    },
    until(what, holds) {
      return new Promise((resolve, reject) => {
        const done = (): void => {
          watchers.delete(look);
          clearTimeout(timer);
        };
        const look = (): void => {
          if (!holds()) return;
          done();
          resolve();
        };
        const timer = setTimeout(() => {
          done();
          const log = logged.map(({ message }) => message).join('\n');
          reject(new Error(`waited in vain for: ${what}\n--- log ---\n${log}\n--- stderr ---\n${stderr}`));
        }, patience);
        watchers.add(look);
        look();
      });
    },
    hints: file =>
      connection.sendRequest('textDocument/inlayHint', {
        textDocument: { uri: uri(file) },
        range: { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } },
      }),
    hover: (file, position) =>
      connection.sendRequest('textDocument/hover', { textDocument: { uri: uri(file) }, position }),
    positionOf(file, find) {
      const document = documentOf(file);
      const offset = document.getText().indexOf(find);
      if (offset < 0) throw new Error(`"${find}" is not in ${file}`);
      return document.positionAt(offset);
    },
    async exit() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      try {
        await connection.sendRequest('shutdown');
        await connection.sendNotification('exit');
      } catch {
        child.kill('SIGKILL');
      }
      await ended;
      connection.dispose();
      return child.exitCode;
    },
  };
  return editor;
}
