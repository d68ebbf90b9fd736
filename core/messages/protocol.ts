// The few messages of our own that cross between the editor's client and the language server, beside standard LSP: what the
// server is doing (the status item), "analyse now", and whether the user trusts the workspace. A client that knows none of them
// still gets hints, diagnostics and hovers. Method names and types only.

/** Notification, server → client: {@link StatusParams}. */
export const statusNotification = 'escapement/status';
/** Request, client → server: {@link AnalyseParams}; answers null once what it started has been published. */
export const analyseRequest = 'escapement/analyse';
/** Notification, client → server: {@link TrustParams}. */
export const trustNotification = 'escapement/trust';

/**
 * `workspace/executeCommand`, client → server, with {@link ToggleParams} as its one argument: shows or hides a kind of findings for a file or
 * its package. Answers whether it is shown now.
 */
export const toggleCommand = 'escapement.server.toggle';

/**
 * `workspace/executeCommand`, client → server, with {@link BenchmarkParams} as its one argument: runs a benchmark that compares, with progress that
 * can be called off. Answers what it said, or null.
 */
export const benchmarkCommand = 'escapement.server.benchmark';

/**
 * - `idle`: what is shown is true for the present text.
 * - `analysing`: a run is under way or about to start.
 * - `stale`: the package does not compile; what is shown comes from an older text.
 * - `noGo`: there is no go command.
 * - `notTrusted`: the workspace is not trusted; nothing is started.
 * - `notInBuild`: the file is left out of the build (constraints, GOOS, GOARCH, tags).
 * - `problem`: analysis could not run; `text` says why.
 * - `manual`: the setting `escape.run` waits for a command (or a save), and the text has changed since the last run.
 */
export type StatusState = 'idle' | 'analysing' | 'stale' | 'noGo' | 'notTrusted' | 'notInBuild' | 'problem' | 'manual';

/**
 * What the server says about one open file, or about itself. The newest one for a `uri` replaces the one before; the client shows
 * the active editor's, else the server's own (`uri: null`), and forgets a file's when it is closed.
 */
export interface StatusParams {
  readonly state: StatusState;
  /** The open file it speaks of, as the client named it in `textDocument/didOpen`; null: the whole server. */
  readonly uri: string | null;
  /** One line for a person, in the user's language. */
  readonly text: string;
  /** What to do about it, one sentence in the user's language; null where there is nothing to do. */
  readonly detail: string | null;
  /** The version of the document that it is true for, where it speaks of one. */
  readonly version?: number;
}

export interface AnalyseParams {
  /** The file whose package is analysed; null: every open file's. */
  readonly uri: string | null;
}

export interface TrustParams {
  readonly trusted: boolean;
}

/** What an inlay hint of ours carries as `data`. A stale one belongs to an older text, and is drawn faded by our client. */
export interface InlayHintData {
  readonly stale: boolean;
  /** The document it stands in, so that its explanation can be found when it is asked for. */
  readonly uri: string;
}

export interface BenchmarkParams {
  readonly uri: string;
  /** `BenchmarkX`, a function of that file. */
  readonly name: string;
}

/** Arguments of a command are whatever an editor sends. The name goes into a pattern of `go test`. */
export function isBenchmarkParams(value: unknown): value is BenchmarkParams {
  if (typeof value !== 'object' || value === null || !('uri' in value) || !('name' in value)) return false;
  const { uri, name } = value;
  return typeof uri === 'string' && typeof name === 'string' && /^Benchmark[\p{L}\p{N}_]*$/u.test(name);
}

export type ToggledKind = 'inlining' | 'bounds-checks';

export interface ToggleParams {
  /** The file, or a file of the package. */
  readonly uri: string;
  readonly scope: 'file' | 'package';
  readonly kind: ToggledKind;
}

/** Arguments of a command are whatever an editor sends. */
export function isToggleParams(value: unknown): value is ToggleParams {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, scope, kind } = value as Partial<Record<keyof ToggleParams, unknown>>;
  return (
    typeof uri === 'string' &&
    (scope === 'file' || scope === 'package') &&
    (kind === 'inlining' || kind === 'bounds-checks')
  );
}
