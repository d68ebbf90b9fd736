// One panel of an open profile: the page, and the messages between it and the rest. The page comes with its skeleton at once; what it is
// told depends on how far the profile is.
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Question, Scope, ToHost, ToPanel } from '#core/messages/profileView';
import { isToHost } from '#core/messages/profileViewChecks';
import type { RecordedPlace } from '#core/profile/sourcePath';
import { wordsOfUser } from '../translate';
import { webviewPage } from '../webviewPage';
import type { ProfileDocument } from './document';
import { lastName } from './lastName';

export interface PanelParts {
  /** The extension's folder. */
  readonly folder: vscode.Uri;
  readonly goToSource: (place: RecordedPlace, line: number) => unknown;
  /** `base`: null where it is still to be chosen. */
  readonly compare: (document: ProfileDocument, base: vscode.Uri | null) => unknown;
  readonly reopen: (uri: vscode.Uri, as: 'text' | 'binary') => unknown;
  readonly showInCode: (document: ProfileDocument, scope: Scope | null) => unknown;
  readonly isInCode: (document: ProfileDocument) => boolean;
  readonly onInCode: vscode.Event<void>;
  /** What is looked at: the commands mean it. */
  readonly onScope: (document: ProfileDocument, scope: Scope) => void;
  /** How often a benchmark ran, for a profile that was taken here; 0: not known. */
  readonly operations: (uri: vscode.Uri) => number;
}

export function showPanel(document: ProfileDocument, panel: vscode.WebviewPanel, parts: PanelParts): void {
  const { webview } = panel;
  const page = vscode.Uri.joinPath(parts.folder, 'dist', 'webview');
  webview.options = { enableScripts: true, localResourceRoots: [page] };
  const post = (message: ToPanel): void => void webview.postMessage(message);

  const tellState = (): void => {
    const state = document.state();
    switch (state.kind) {
      case 'opening':
        return post({ kind: 'opening', name: document.name, bytes: state.bytes });
      case 'failed':
        return post({ kind: 'failed', text: `${document.name}: ${state.text}`, reopen: state.reopen });
      case 'opened':
        post({
          kind: 'opened',
          name: document.name,
          facts: state.facts,
          baseName: state.base && lastName(state.base.path),
          operations: parts.operations(document.uri),
          baseOperations: state.base ? parts.operations(state.base) : 0,
        });
        // What the page was told while it was hidden, or of the picture before this one, is lost.
        if (document.isChangedOnDisk()) post({ kind: 'changed' });
    }
  };
  const answer = async (id: number, question: Question): Promise<void> =>
    post({ kind: 'answer', id, answer: await document.ask(question) });

  const receive = (message: ToHost): unknown => {
    switch (message.kind) {
      case 'ready':
        post({ kind: 'words', language: vscode.env.language, words: wordsOfUser() });
        tellState();
        return post({ kind: 'inCode', on: parts.isInCode(document) });
      case 'ask':
        if ('scope' in message.question) parts.onScope(document, message.question.scope);
        return answer(message.id, message.question);
      case 'goToSource':
        return parts.goToSource(message, message.line);
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
      case 'showInCode':
        return parts.showInCode(document, message.on ? message.scope : null);
      case 'compare':
        return parts.compare(document, null);
      case 'compareWith':
        return parts.compare(document, vscode.Uri.parse(message.address));
      case 'stopComparing':
        return document.compare(null);
      case 'reload':
        return document.reload();
      case 'reopen':
        return parts.reopen(document.uri, message.as);
    }
  };
  const listeners = vscode.Disposable.from(
    webview.onDidReceiveMessage((message: unknown) => {
      if (isToHost(message)) void receive(message);
    }),
    document.onEvent(event => (event.kind === 'state' ? tellState() : post({ kind: 'changed' }))),
    parts.onInCode(() => post({ kind: 'inCode', on: parts.isInCode(document) })),
  );
  panel.onDidDispose(() => listeners.dispose());
  webview.html = webviewPage({
    language: vscode.env.language,
    title: document.name,
    script: webview.asWebviewUri(vscode.Uri.joinPath(page, 'profile.js')).toString(),
    style: webview.asWebviewUri(vscode.Uri.joinPath(page, 'profile.css')).toString(),
    cspSource: webview.cspSource,
    nonce: randomUUID(),
  });
}
