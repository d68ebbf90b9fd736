// Answers the client's requests about profiles: runs a test with one, says where Go keeps its sources. What a client sends is
// checked first; what does not fit is answered as if nothing had been asked.
import { homedir } from 'node:os';
import path from 'node:path';
import { WorkDoneProgress, type Connection } from 'vscode-languageserver/node';
import {
  goPlacesRequest,
  isGoPlacesParams,
  isTakeProfileParams,
  takeProfileRequest,
  type GoPlaces,
  type TakenProfile,
} from '#core/messages/profiling';
import type { Translate } from '#core/messages/translate';
import type { Disk, GoSettings, Log, ProfileTaker } from '#server/analysis/ports';
import { takeProfile } from '#server/analysis/takeProfile';
import { fileOf } from './documents';
import { runSafely, signalOf } from './runSafely';

export interface ProfilingPorts {
  readonly taker: ProfileTaker;
  readonly places: (directory: string, settings: GoSettings, signal: AbortSignal) => Promise<GoPlaces | null>;
  readonly disk: Disk;
}

export interface ProfilingParts {
  readonly connection: Connection;
  readonly log: Log;
  readonly ports: ProfilingPorts;
  /** In the language of the moment. */
  readonly t: () => Translate;
  readonly settings: () => GoSettings;
}

export function answerProfiling({ connection, log, ports, t, settings }: ProfilingParts): void {
  connection.onRequest(takeProfileRequest, (params: unknown, token) =>
    runSafely<TakenProfile | null>({ log, name: 'takeProfile', fallback: null, token }, async () => {
      const file = isTakeProfileParams(params) ? fileOf(params.uri) : null;
      if (!isTakeProfileParams(params) || file === null || !path.isAbsolute(params.to)) return null;
      const { workDoneToken } = params;
      let logged = 0;
      const onLine = (line: string): void => {
        if (logged++ < mostLogged) log.info(line.slice(0, longestLogged));
        if (workDoneToken === undefined) return;
        const report = { kind: 'report', message: line.slice(0, longestMessage) } as const;
        void connection.sendProgress(WorkDoneProgress.type, workDoneToken, report);
      };
      const parts = { taker: ports.taker, disk: ports.disk, t: t(), settings: settings(), onLine };
      return takeProfile(file, params, parts, signalOf(token));
    }),
  );
  connection.onRequest(goPlacesRequest, (params: unknown, token) =>
    runSafely<GoPlaces | null>({ log, name: 'goPlaces', fallback: null, token }, () => {
      if (!isGoPlacesParams(params)) return null;
      const folder = params.uri === null ? homedir() : fileOf(params.uri);
      return folder === null ? null : ports.places(folder, settings(), signalOf(token));
    }),
  );
}

const longestMessage = 200;
/** A test may print for half an hour: of that the log has the beginning. */
const mostLogged = 1_000;
const longestLogged = 1_000;
