// The layout view: one panel beside the text that shows how a struct lies in memory, and follows the text while it is edited.
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  isFromLayoutPage,
  isLayoutParams,
  type LayoutModel,
  type LayoutParams,
  type ToLayoutPage,
} from '#core/messages/layoutView';
import type { LanguageServer } from './languageServer';
import { t, wordsOfUser } from './translate';
import { webviewPage } from './webviewPage';

export interface LayoutViewParts {
  /** The extension's folder. */
  readonly folder: vscode.Uri;
  readonly server: LanguageServer;
}

export interface LayoutView extends vscode.Disposable {
  /** `argument`: LayoutParams from a lens; else the struct at the cursor is meant. */
  show(argument: unknown): Promise<void>;
}

/** Milliseconds without a key, after which the view asks anew. */
const rest = 250;

export function createLayoutView({ folder, server }: LayoutViewParts): LayoutView {
  let panel: vscode.WebviewPanel | null = null;
  /** The name is the one that was asked for, also while the text has no such struct. */
  let subject: LayoutParams | null = null;
  /** What the struct was last found to be called; null: not found yet. */
  let found: string | null = null;
  let shown: ToLayoutPage | null = null;
  /** Of answers only the last question's counts. */
  let asked = 0;
  let pause: NodeJS.Timeout | undefined;

  const post = (message: ToLayoutPage): void => void panel?.webview.postMessage(message);

  function tell(message: ToLayoutPage): void {
    shown = message;
    if (panel && message.kind === 'layout') panel.title = t('Layout of {0}', message.model.name);
    post(message);
  }

  async function refresh(): Promise<void> {
    clearTimeout(pause);
    const own = ++asked;
    const isNewest = (): boolean => own === asked && panel !== null;
    if (subject === null) return;
    const first = await find(subject);
    if (!isNewest()) return;
    if (first === null) return tell({ kind: 'nothing', text: t('There is no struct that could be measured.') });
    take(first);
    if (first.note === '' || first.architectures.length === 0) return;
    const whole = await server.layout({ ...subject, name: first.name, wait: true });
    if (whole && isNewest()) take(whole);
  }

  function take(model: LayoutModel): void {
    if (subject) subject = { ...subject, name: subject.name ?? model.name, line: model.line };
    found = model.name;
    tell({ kind: 'layout', model });
  }

  /**
   * By the name that was asked for, then by the one that it had last; one that is being renamed is found by its place. In a text that is half
   * written another struct may stand there: so the first name is always tried again.
   */
  async function find(params: LayoutParams): Promise<LayoutModel | null> {
    for (const name of new Set([params.name ?? found, found, null])) {
      const model = await server.layout({ ...params, name, wait: false });
      if (model) return model;
    }
    return null;
  }

  function open(): vscode.WebviewPanel {
    const page = vscode.Uri.joinPath(folder, 'dist', 'webview');
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
    const made = vscode.window.createWebviewPanel('escapement.layout', t('Struct layout'), column, {
      enableScripts: true,
      localResourceRoots: [page],
    });
    const { webview } = made;
    const listeners = vscode.Disposable.from(
      webview.onDidReceiveMessage((message: unknown) => {
        if (!isFromLayoutPage(message)) return;
        if (message.kind === 'reveal') return void reveal(message.line);
        post({ kind: 'words', language: vscode.env.language, words: wordsOfUser() });
        if (shown) post(shown);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // Types of fields may be declared in any file of the package.
        if (document.languageId !== 'go' || subject === null) return;
        if (folderOf(document.uri) !== folderOf(vscode.Uri.parse(subject.uri))) return;
        clearTimeout(pause);
        pause = setTimeout(() => void refresh(), rest);
      }),
    );
    made.onDidDispose(() => {
      listeners.dispose();
      clearTimeout(pause);
      panel = null;
      shown = null;
    });
    webview.html = webviewPage({
      language: vscode.env.language,
      title: t('Struct layout'),
      script: webview.asWebviewUri(vscode.Uri.joinPath(page, 'layout.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(page, 'layout.css')).toString(),
      cspSource: webview.cspSource,
      nonce: randomUUID(),
    });
    return made;
  }

  async function reveal(line: number): Promise<void> {
    if (!subject) return;
    const uri = vscode.Uri.parse(subject.uri);
    const known = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === subject?.uri);
    const at = new vscode.Range(line, 0, line, 0);
    await vscode.window.showTextDocument(uri, {
      selection: at,
      viewColumn: known?.viewColumn ?? vscode.ViewColumn.One,
    });
  }

  return {
    async show(argument) {
      const params = isLayoutParams(argument) ? argument : atCursor();
      if (params === null) {
        await vscode.window.showInformationMessage(t('Put the cursor into a struct type of a Go file first.'));
        return;
      }
      subject = params;
      found = null;
      if (panel) panel.reveal(undefined, false);
      else panel = open();
      await refresh();
    },
    dispose: () => panel?.dispose(),
  };
}

const folderOf = (uri: vscode.Uri): string => vscode.Uri.joinPath(uri, '..').toString();

function atCursor(): LayoutParams | null {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document.languageId !== 'go' || editor.document.uri.scheme !== 'file') return null;
  return { uri: editor.document.uri.toString(), name: null, line: editor.selection.active.line, wait: false };
}
