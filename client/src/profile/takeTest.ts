// The lens on a test: runs it with a profile through the language server, with progress and cancel, and opens the result.
import * as vscode from 'vscode';
import type { TakenProfile, TakeProfileParams, TestProfileArguments } from '#core/messages/profiling';
import { t } from '../translate';
import type { Storage } from './storage';

export interface TakeTestParts {
  readonly storage: Storage;
  readonly open: (uri: vscode.Uri) => Promise<void>;
  /** Null where no server is running. */
  readonly takeProfile: (
    params: TakeProfileParams,
    onLine: (line: string) => void,
    token: vscode.CancellationToken,
  ) => Promise<TakenProfile | null>;
  readonly showLog: () => void;
}

export async function takeTestProfile(test: TestProfileArguments, parts: TakeTestParts): Promise<void> {
  const uri = vscode.Uri.parse(test.uri);
  // The go command reads the disk.
  await vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString())?.save();
  const to = await parts.storage.newFile(`${test.function}-${test.kind}`);
  const title = t('Profile of {0}', test.function);
  const taken = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const result = await parts.takeProfile(
        { ...test, to: to.fsPath },
        message => progress.report({ message }),
        token,
      );
      return token.isCancellationRequested ? 'cancelled' : result;
    },
  );
  if (taken === 'cancelled') return;
  if (taken === null) return tell(t('Escapement’s language server is not running.'), parts);
  if (taken.kind === 'problem') return tell(`${taken.text} ${taken.remedy}`, parts);
  if (taken.operations !== null) parts.storage.rememberOperations(to, taken.operations);
  await parts.open(to);
  if (taken.failed) tell(t('{0} failed; the profile shows what it did until then.', test.function), parts);
}

function tell(text: string, { showLog }: TakeTestParts): void {
  const log = t('Show log');
  void vscode.window.showWarningMessage(text, log).then(choice => {
    if (choice === log) showLog();
  });
}
