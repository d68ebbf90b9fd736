// "Fetch profile from a running program…": address, kind, seconds; then one request to its `net/http/pprof`, with progress and cancel.
import * as vscode from 'vscode';
import { t } from '../translate';
import { download, type Downloaded } from './download';
import {
  isCumulative,
  liveFolder,
  liveKinds,
  liveUrl,
  mostSeconds,
  type LiveKind,
  type LiveQuery,
} from './liveAddress';
import type { Storage } from './storage';

export interface FetchLiveParts {
  readonly storage: Storage;
  readonly open: (uri: vscode.Uri) => Promise<void>;
  /** Addresses are remembered in it. */
  readonly memory: vscode.Memento;
}

export interface LiveProgram extends LiveQuery {
  readonly address: string;
}

const largest = 512 * 1024 * 1024;
/** Beside the seconds that the program measures. */
const patience = 60_000;
const remembered = 10;
const memoryKey = 'profile.addresses';

/** `given`: from a script or a key binding; what it lacks is asked for. */
export async function fetchLive(given: Partial<LiveProgram>, parts: FetchLiveParts): Promise<void> {
  const address = given.address ?? (await askAddress(parts.memory));
  const folder = address === undefined ? null : liveFolder(address);
  if (address === undefined) return;
  if (!folder) {
    void vscode.window.showWarningMessage(t('{0} is no address: write host:port.', address));
    return;
  }
  const kind = given.kind ?? (await askKind());
  if (kind === undefined) return;
  const seconds = given.seconds ?? (await askSeconds(kind));
  if (seconds === undefined) return;
  await remember(parts.memory, address);

  const to = await parts.storage.newFile(`${folder.host}-${kind}`);
  const url = liveUrl(folder, { kind, seconds });
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t('Profile of {0}', url.host), cancellable: true },
    (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      if (seconds > 0) progress.report({ message: t('the program measures for {0} s', seconds) });
      const limits = { bytes: largest, milliseconds: seconds * 1000 + patience };
      const onBytes = (bytes: number): void => progress.report({ message: `${Math.ceil(bytes / 1024)} KiB` });
      return download({ url, to: to.fsPath, limits, signal: abort.signal, onBytes });
    },
  );
  const problem = sayProblem(result, url);
  if (problem !== null) void vscode.window.showWarningMessage(problem);
  if (result.kind !== 'done') return;
  await parts.open(to);
  // Programs built with Go before 1.17 do not know the seconds, and send the sum since they began.
  if (kind !== 'cpu' && seconds > 0 && result.name !== '' && !result.name.endsWith('-delta')) {
    void vscode.window.showWarningMessage(t('The program sent all since its start, not {0} seconds of it.', seconds));
  }
}

function sayProblem(result: Downloaded, url: URL): string | null {
  switch (result.kind) {
    case 'done':
    case 'cancelled':
      return null;
    case 'refused':
      if (result.status === 404) return t('{0} has no such profile: does the program import net/http/pprof?', url.href);
      return t('{0} answered {1}: {2}', url.host, result.status, result.text);
    case 'too-large':
      return t('The profile is larger than {0} MB.', largest / 2 ** 20);
    case 'timeout':
      return t('{0} did not answer in time.', url.host);
    case 'unreachable':
      return t('{0} cannot be reached: {1}', url.host, result.code);
  }
}

/** Those used before, or one that is typed. */
function askAddress(memory: vscode.Memento): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.title = t('Fetch profile from a running program');
  pick.placeholder = t('host:port of its net/http/pprof, such as localhost:6060');
  const recent = addressesIn(memory).map(label => ({ label }));
  const offer = (): void => {
    const typed = pick.value.trim();
    const isNew = typed !== '' && !recent.some(({ label }) => label === typed);
    pick.items = [...(isNew ? [{ label: typed }] : []), ...recent];
  };
  offer();
  pick.onDidChangeValue(offer);
  return new Promise(resolve => {
    pick.onDidAccept(() => {
      const typed = pick.value.trim();
      resolve(pick.selectedItems[0]?.label ?? (typed === '' ? undefined : typed));
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

async function askKind(): Promise<LiveKind | undefined> {
  const items = liveKinds.map(kind => ({ label: kind, description: describe(kind) }));
  const title = t('Fetch profile from a running program');
  return (await vscode.window.showQuickPick(items, { title }))?.label;
}

function describe(kind: LiveKind): string {
  switch (kind) {
    case 'cpu':
      return t('where the processor’s time goes');
    case 'heap':
      return t('what is in use, and what was allocated');
    case 'allocs':
      return t('what was allocated since the start');
    case 'block':
      return t('where goroutines wait (runtime.SetBlockProfileRate)');
    case 'mutex':
      return t('who holds contended locks (runtime.SetMutexProfileFraction)');
    case 'goroutine':
      return t('where all goroutines are');
    case 'threadcreate':
      return t('what made threads of the system');
  }
}

async function askSeconds(kind: LiveKind): Promise<number | undefined> {
  if (kind !== 'cpu' && !isCumulative(kind)) return 0;
  const typed = await vscode.window.showInputBox({
    title: t('Fetch profile from a running program'),
    prompt: kind === 'cpu' ? t('Seconds to measure') : t('Seconds to compare over; 0 for all since the program began'),
    value: kind === 'cpu' ? '10' : '0',
    validateInput: text => (isSeconds(text, kind) ? null : t('a number up to {0}', mostSeconds)),
  });
  return typed === undefined ? undefined : Number(typed);
}

function isSeconds(text: string, kind: LiveKind): boolean {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) <= mostSeconds && (kind !== 'cpu' || Number(text) > 0);
}

function addressesIn(memory: vscode.Memento): readonly string[] {
  const stored: unknown = memory.get(memoryKey);
  return Array.isArray(stored) ? stored.filter(address => typeof address === 'string') : [];
}

async function remember(memory: vscode.Memento, address: string): Promise<void> {
  const others = addressesIn(memory).filter(other => other !== address);
  await memory.update(memoryKey, [address, ...others].slice(0, remembered));
}
