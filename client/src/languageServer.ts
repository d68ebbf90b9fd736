// The life of the language server: started, started again after a crash with a growing pause, stopped. Each start has a connection
// of its own, which opens the editor's documents anew, so a new server knows what the old one knew.
import {
  DidChangeConfigurationNotification,
  ExecuteCommandRequest,
  WorkDoneProgress,
  type CancellationToken,
} from 'vscode-languageclient/node';
import { isFlag, type Check } from '#core/messages/check';
import { isLayoutModel, layoutRequest, type LayoutModel, type LayoutParams } from '#core/messages/layoutView';
import {
  goPlacesRequest,
  isGoPlaces,
  isTakenProfile,
  measuredNotification,
  takeProfileRequest,
  type GoPlaces,
  type GoPlacesParams,
  type MeasuredParams,
  type TakenProfile,
  type TakeProfileParams,
} from '#core/messages/profiling';
import {
  analyseRequest,
  statusNotification,
  toggleCommand,
  type AnalyseParams,
  type StatusParams,
  type ToggleParams,
} from '#core/messages/protocol';
import { afterCrash, type Crash } from './backoff';
import { createClient, type Client, type ClientParts } from './client';
import type { ServerState } from './statusView';

export interface LanguageServerParts extends ClientParts {
  readonly onState: (state: ServerState) => void;
  readonly onStatus: (status: StatusParams) => void;
}

export interface LanguageServer {
  /** Starts it unless it is started, waits to be started again, or crashed too often. Returns at once. */
  start(): void;
  /** Ends the present server, if there is one, and starts a new one; crashes are forgotten. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Resolves to false where no server is running that could analyse; else when the results are published. */
  analyse(uri: string | null): Promise<boolean>;
  /** Shows or hides a kind of findings. Whether it is shown now; null where no server is running. */
  toggle(params: ToggleParams): Promise<boolean | null>;
  /** How a struct of an open file lies in memory; null where there is none, or no server is running. */
  layout(params: LayoutParams): Promise<LayoutModel | null>;
  /** Sends the settings if they are others than the server has. */
  pushSettings(): void;
  /** Runs a test with a profile; starts the server if need be. Null where none is running. `onLine`: what the test prints. */
  takeProfile(
    params: TakeProfileParams,
    onLine: (line: string) => void,
    token: CancellationToken,
  ): Promise<TakenProfile | null>;
  /** Where Go keeps its sources; starts the server if need be. `uri`: a folder to ask in. */
  goPlaces(uri: string | null): Promise<GoPlaces | null>;
  /** What a profile measured; a server that starts later is told, too. */
  sendMeasured(params: MeasuredParams): void;
}

/** One server process. */
interface Session {
  readonly client: Client;
  readonly started: Promise<void>;
  /** When it began to work. */
  healthySince: number | null;
  /** The settings it has, as JSON. */
  settings: string;
}

export function createLanguageServer(parts: LanguageServerParts): LanguageServer {
  const { log, onState, onStatus } = parts;
  let session: Session | null = null;
  let crashes: readonly Crash[] = [];
  /** Started by somebody and not stopped since: also while it waits after a crash, and when it was given up. */
  let isWanted = false;
  let pause: NodeJS.Timeout | undefined;
  let measured: MeasuredParams = { profile: '', files: [] };
  let lastToken = 0;

  /** Resolves to undefined where no server is running, or it fails. */
  async function ask(method: string, params: unknown, token?: CancellationToken): Promise<unknown> {
    const now = session;
    if (now === null) return undefined;
    try {
      await now.started;
      const asked = token ? now.client.sendRequest(method, params, token) : now.client.sendRequest(method, params);
      return (await asked) ?? null;
    } catch (error) {
      if (!token?.isCancellationRequested) log.error(String(error));
      return undefined;
    }
  }

  /** Null also where the answer has not the shape that `check` wants. */
  async function askFor<T>(check: Check<T>, ...question: Parameters<typeof ask>): Promise<T | null> {
    const answer = await ask(...question);
    return check(answer) ? answer : null;
  }

  function tellMeasured(): void {
    if (session === null || session.healthySince === null) return;
    session.client.sendNotification(measuredNotification, measured).catch((error: unknown) => log.error(String(error)));
  }

  function begin(): void {
    clearTimeout(pause);
    onState({ kind: 'starting' });
    const settings = (): Readonly<Record<string, unknown>> => {
      const now = parts.settings();
      mine.settings = JSON.stringify(now);
      return now;
    };
    const client = createClient({ ...parts, settings }, () => ended(mine));
    const handler = client.onNotification(statusNotification, (status: StatusParams) => {
      if (session === mine) onStatus(status);
    });
    const mine: Session = { client, started: client.start(), healthySince: null, settings: '' };
    session = mine;
    mine.started.then(
      () => {
        if (session !== mine) return;
        mine.healthySince = Date.now();
        onState({ kind: 'running' });
        if (measured.profile !== '') tellMeasured();
      },
      (error: unknown) => {
        handler.dispose();
        log.error(String(error));
        ended(mine);
      },
    );
  }

  /** A server is gone that nobody stopped. Both its connection and its start may say so: the first one counts. */
  function ended(gone: Session): void {
    if (session !== gone) return;
    session = null;
    gone.client.serverProcess?.kill();
    parts.staleHints.clear();
    crashes = [...crashes.slice(-20), { at: Date.now(), healthySince: gone.healthySince }];
    const next = afterCrash(crashes);
    switch (next.kind) {
      case 'restart':
        onState({ kind: 'restarting', seconds: next.delay / 1000 });
        pause = setTimeout(begin, next.delay);
        return;
      case 'give-up':
        onState({ kind: 'crashed', times: next.crashes });
    }
  }

  async function stop(): Promise<void> {
    clearTimeout(pause);
    isWanted = false;
    crashes = [];
    const old = session;
    session = null;
    if (!old) return;
    parts.staleHints.clear();
    // One that is still coming up is given a moment: it can be asked to stop only when it is up.
    await Promise.race([old.started.catch(() => undefined), new Promise(resolve => setTimeout(resolve, 2_000))]);
    await old.client.stop();
  }

  function start(): void {
    if (isWanted) return;
    isWanted = true;
    begin();
  }

  return {
    start,
    async restart() {
      onState({ kind: 'starting' });
      await stop();
      start();
    },
    stop,
    async analyse(uri) {
      const params: AnalyseParams = { uri };
      return (await ask(analyseRequest, params)) !== undefined;
    },
    toggle: params => askFor(isFlag, ExecuteCommandRequest.method, { command: toggleCommand, arguments: [params] }),
    async takeProfile(params, onLine, token) {
      start();
      const now = session;
      await now?.started.catch(() => undefined);
      const workDoneToken = `profile-${++lastToken}`;
      const progress = now?.client.onProgress(WorkDoneProgress.type, workDoneToken, ({ kind, ...rest }) => {
        if (kind === 'report' && 'message' in rest) onLine(rest.message ?? '');
      });
      try {
        return await askFor(isTakenProfile, takeProfileRequest, { ...params, workDoneToken }, token);
      } finally {
        progress?.dispose();
      }
    },
    layout: params => askFor(isLayoutModel, layoutRequest, params),
    goPlaces(uri) {
      start();
      const params: GoPlacesParams = { uri };
      return askFor(isGoPlaces, goPlacesRequest, params);
    },
    sendMeasured(params) {
      if (JSON.stringify(params) === JSON.stringify(measured)) return;
      measured = params;
      tellMeasured();
    },
    pushSettings() {
      const now = session;
      if (now === null || now.healthySince === null) return;
      const settings = parts.settings();
      const json = JSON.stringify(settings);
      if (json === now.settings) return;
      now.settings = json;
      void now.client
        .sendNotification(DidChangeConfigurationNotification.type, { settings: { escapement: settings } })
        .catch((error: unknown) => log.error(String(error)));
    },
  };
}
