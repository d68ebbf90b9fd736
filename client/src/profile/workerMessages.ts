// What passes between the extension and the worker that holds a decoded profile: numbered jobs one way, their results the other. Both ends
// are ours; what the worker reads is not, so results are checked where they reach the extension's host.
import type { Answer, Facts, Question, Reopen, Scope } from '#core/messages/profileView';

/** Where the bytes come from: the worker reads a file of this machine itself, so that they never pass through the host. */
export type Source =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

export type Job =
  | { readonly kind: 'open'; readonly source: Source; readonly modules: readonly string[] }
  | { readonly kind: 'compare'; readonly source: Source | null }
  | { readonly kind: 'ask'; readonly question: Question }
  /** What the lines of the scope's profile cost; of files with one of these base names only. */
  | { readonly kind: 'heat'; readonly scope: Scope; readonly names: readonly string[] };

export interface Numbered {
  readonly id: number;
  readonly job: Job;
}

export type Opened =
  | { readonly kind: 'opened'; readonly facts: Facts }
  | { readonly kind: 'failed'; readonly text: string; readonly reopen: Reopen };

/** The lines of one recorded file, in rising order. */
export interface FileHeat {
  readonly file: string;
  /** A function in it, which helps to find the file. */
  readonly function: string;
  readonly line: Int32Array;
  readonly flat: Float64Array;
  readonly cum: Float64Array;
  /** Of an allocation profile: what was allocated, by line, whatever type is shown; else null. */
  readonly bytes: Float64Array | null;
  readonly objects: Float64Array | null;
}

/** A base name that is asked for may be that of very many files (`main.go`): the heaviest are enough. */
export const mostHeatFiles = 1_000;

export interface Heat {
  readonly unit: string;
  readonly total: number;
  /** The heaviest {@link mostHeatFiles} at most. */
  readonly files: readonly FileHeat[];
}

export interface Results {
  readonly open: Opened;
  readonly compare: Opened;
  readonly ask: Answer;
  /** Null where the scope does not fit the profile. */
  readonly heat: Heat | null;
}

export interface Result {
  readonly id: number;
  readonly result: Results[Job['kind']] | null;
}

/** What a worker starts with: the phrases of the user's language. */
export interface WorkerStart {
  readonly words: Readonly<Record<string, string>>;
}
