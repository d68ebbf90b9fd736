// The language status item (the braces in the status bar): shows the view of the active editor's file while a Go file is active.
import * as vscode from 'vscode';
import type { StatusParams } from '#core/messages/protocol';
import { statusView, type ServerState, type StatusView } from './statusView';
import { t } from './translate';

export interface StatusItem extends vscode.Disposable {
  /** How the language server fares. What a server said is forgotten when it is no longer the running one. */
  serverIs(state: ServerState): void;
  /** What the running server says about a file, or about itself. */
  fileIs(status: StatusParams): void;
  /** What is shown now. */
  view(): StatusView;
}

export function createStatusItem(selector: vscode.DocumentSelector): StatusItem {
  const item = vscode.languages.createLanguageStatusItem('escapement', selector);
  item.name = 'Escapement';
  const statuses = new Map<string | null, StatusParams>();
  let server: ServerState = { kind: 'starting' };

  const view = (): StatusView => {
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    const status = (active === undefined ? undefined : statuses.get(active)) ?? statuses.get(null) ?? null;
    return statusView(server, status, t);
  };
  const show = (): void => {
    const { text, detail, severity, busy, command } = view();
    item.text = text;
    item.detail = detail ?? '';
    item.severity = severities[severity];
    item.busy = busy;
    item.command =
      command === null ? undefined : { title: command.title, command: command.id, arguments: [...command.args] };
  };
  const listeners = [
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidCloseTextDocument(document => statuses.delete(document.uri.toString())),
  ];
  show();

  return {
    serverIs(state) {
      server = state;
      if (state.kind !== 'running') statuses.clear();
      show();
    },
    fileIs(status) {
      statuses.set(status.uri, status);
      show();
    },
    view,
    dispose() {
      vscode.Disposable.from(item, ...listeners).dispose();
    },
  };
}

const severities = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
} as const;
