// One open profile: its worker, what it is compared with, and whether the file has changed since it was read. Several panels may show it.
import * as vscode from 'vscode';
import type { Answer, Facts, Question, Reopen, Scope } from '#core/messages/profileView';
import { largestProfile } from '#core/profile/decode';
import { isAnswer } from '#core/messages/profileViewChecks';
import { t, wordsOfUser } from '../translate';
import { lastName } from './lastName';
import { startThread, type Thread } from './thread';
import { isHeat, isOpened } from './workerChecks';
import type { Heat, Opened, Source } from './workerMessages';

export type ProfileState =
  | { readonly kind: 'opening'; readonly bytes: number }
  | { readonly kind: 'opened'; readonly facts: Facts; readonly base: vscode.Uri | null }
  | { readonly kind: 'failed'; readonly text: string; readonly reopen: Reopen };

export type ProfileEvent = { readonly kind: 'state' } | { readonly kind: 'changed-on-disk' };

export interface ProfileDocument extends vscode.CustomDocument {
  /** The last part of its path. */
  readonly name: string;
  state(): ProfileState;
  /** Whether the file is another one by now than what was read. */
  isChangedOnDisk(): boolean;
  readonly onEvent: vscode.Event<ProfileEvent>;
  ask(question: Question): Promise<Answer>;
  heat(scope: Scope, names: readonly string[]): Promise<Heat | null>;
  /** Milliseconds since 1970: when the profile was complete, as it says itself, or as its file does; null: not known. */
  takenAt(): Promise<number | null>;
  reload(): Promise<void>;
  /** Null where that worked; else one sentence. Another `base` replaces the one before. */
  compare(base: vscode.Uri | null): Promise<string | null>;
}

export interface DocumentParts {
  /** The worker's bundle. */
  readonly script: string;
  readonly log: vscode.LogOutputChannel;
  /** Paths of the workspace's modules. */
  readonly modules: () => Promise<readonly string[]>;
  readonly onDispose: (document: ProfileDocument) => void;
}

/** A file is written in pieces: what follows within this time is the same change. */
const rest = 300;

export function openDocument(uri: vscode.Uri, { script, log, modules, onDispose }: DocumentParts): ProfileDocument {
  const events = new vscode.EventEmitter<ProfileEvent>();
  const thread: Thread = startThread({
    script,
    start: { words: wordsOfUser() },
    onDeath(error) {
      log.error(`${uri.toString()}: ${String(error)}`);
      enter({ kind: 'failed', text: t('what had read it has ended, maybe for lack of memory'), reopen: 'reload' });
    },
  });
  const name = lastName(uri.path);
  let state: ProfileState = { kind: 'opening', bytes: 0 };
  /** Size and time of the file that was read. */
  let stamp = '';
  let isChanged = false;

  const enter = (next: ProfileState): void => {
    state = next;
    events.fire({ kind: 'state' });
  };
  const open = async (): Promise<void> => {
    try {
      const stat = await vscode.workspace.fs.stat(uri);
      stamp = stampOf(stat);
      isChanged = false;
      enter({ kind: 'opening', bytes: stat.size });
      const result = await thread.run({ kind: 'open', source: await sourceOf(uri), modules: await modules() });
      if (result !== null) enter(stateOf(result, null));
    } catch (error) {
      log.error(`${uri.toString()}: ${String(error)}`);
      enter({ kind: 'failed', text: t('it cannot be read: {0}', sayError(error)), reopen: 'reload' });
    }
  };

  let pause: NodeJS.Timeout | undefined;
  const watcher = watch(uri, () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      vscode.workspace.fs.stat(uri).then(
        stat => {
          isChanged = stampOf(stat) !== stamp;
          if (isChanged) events.fire({ kind: 'changed-on-disk' });
        },
        // Gone: what is shown stays.
        () => undefined,
      );
    }, rest);
  });
  const compare = async (base: vscode.Uri | null): Promise<string | null> => {
    try {
      const result: Opened | null = await thread.run({ kind: 'compare', source: base && (await sourceOf(base)) });
      if (result?.kind === 'failed') return result.text;
      if (result !== null) enter(stateOf(result, base));
      return null;
    } catch (error) {
      return t('it cannot be read: {0}', sayError(error));
    }
  };
  void open();

  const document: ProfileDocument = {
    uri,
    name,
    state: () => state,
    isChangedOnDisk: () => isChanged,
    onEvent: events.event,
    async ask(question) {
      try {
        const answer = await thread.run({ kind: 'ask', question });
        if (isAnswer(answer)) return answer;
      } catch (error) {
        log.error(`${uri.toString()}: ${String(error)}`);
      }
      return { kind: 'problem', field: '', text: t('The profile is not open any more.') };
    },
    async heat(scope, names) {
      const heat = await thread.run({ kind: 'heat', scope, names });
      if (heat === null || isHeat(heat)) return heat;
      log.error(`${uri.toString()}: ${t('its numbers by line are more than can be shown')}`);
      return null;
    },
    async takenAt() {
      if (state.kind !== 'opened') return null;
      const { timeNanos, durationNanos } = state.facts;
      if (timeNanos !== '0') return Number((BigInt(timeNanos) + BigInt(durationNanos)) / 1_000_000n);
      return vscode.workspace.fs.stat(uri).then(
        ({ mtime }) => mtime,
        () => null,
      );
    },
    async reload() {
      const base = state.kind === 'opened' ? state.base : null;
      await open();
      if (base) await compare(base);
    },
    compare,
    dispose() {
      onDispose(document);
      clearTimeout(pause);
      watcher.dispose();
      thread.end();
      events.dispose();
    },
  };
  return document;
}

/** What cannot be told to a page is not shown at all. */
function stateOf(result: Opened, base: vscode.Uri | null): ProfileState {
  if (!isOpened(result)) return { kind: 'failed', text: t('its names are longer than can be shown'), reopen: 'binary' };
  return result.kind === 'opened' ? { ...result, base } : result;
}

async function sourceOf(uri: vscode.Uri): Promise<Source> {
  if (uri.scheme === 'file') return { kind: 'file', path: uri.fsPath };
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > largestProfile) throw new Error(t('unpacked, it is larger than {0} MB', largestProfile / 2 ** 20));
  return { kind: 'bytes', bytes: await vscode.workspace.fs.readFile(uri) };
}

const stampOf = ({ size, mtime }: vscode.FileStat): string => `${size} ${mtime}`;

const sayError = (error: unknown): string => (error instanceof vscode.FileSystemError ? error.code : String(error));

function watch(uri: vscode.Uri, onChange: () => void): vscode.Disposable {
  const folder = vscode.Uri.joinPath(uri, '..');
  const name = lastName(uri.path);
  // Characters with a meaning in a pattern stand for any one.
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(folder, name.replace(/[[\]{}*?!,\\]/g, '?')),
  );
  const changed = (other: vscode.Uri): void => {
    if (other.toString() === uri.toString()) onChange();
  };
  return vscode.Disposable.from(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed));
}
