// What passes between the editor's client and the language server about profiles, beside the messages of protocol.ts: take one of a test,
// where Go keeps its sources, and what an allocation profile measured. Each side checks what it gets.
import {
  isCount,
  isFlag,
  isListOf,
  isNullOr,
  isNumber,
  isOneOf,
  isRecord,
  isTagged,
  isText,
  type Check,
} from './check';

/** Request, client → server: {@link TakeProfileParams}; answers {@link TakenProfile}. Its progress is work-done progress. */
export const takeProfileRequest = 'escapement/takeProfile';
/** Request, client → server: {@link GoPlacesParams}; answers {@link GoPlaces}, or null where there is no go command. */
export const goPlacesRequest = 'escapement/goPlaces';
/** Notification, client → server: {@link MeasuredParams}. The newest one replaces the one before. */
export const measuredNotification = 'escapement/measured';

/** The command behind the lens on a test, with {@link TestProfileArguments} as its one argument. The client has it, not the server. */
export const profileTestCommand = 'escapement.profileTest';

export const profileKinds = ['cpu', 'memory', 'block', 'mutex'] as const;
export type ProfileKind = (typeof profileKinds)[number];

export interface TestProfileArguments {
  /** The test file. */
  readonly uri: string;
  /** `BenchmarkX` or `TestX`. */
  readonly function: string;
  readonly kind: ProfileKind;
}

export interface TakeProfileParams extends TestProfileArguments {
  /** Absolute path of the file to write. Its folder exists. */
  readonly to: string;
  readonly workDoneToken?: string | number;
}

export type TakenProfile =
  | {
      readonly kind: 'taken';
      /** The test itself failed; what it did is in the profile all the same. */
      readonly failed: boolean;
      /** How often the benchmark says that it ran; null for a test, and where it printed several results. */
      readonly operations: number | null;
    }
  /** In the user's language. */
  | { readonly kind: 'problem'; readonly text: string; readonly remedy: string };

export interface GoPlacesParams {
  /** The folder to ask in; null: the user's home. */
  readonly uri: string | null;
}

/** Absolute paths, as `go env` says them; '' where it says nothing. */
export interface GoPlaces {
  readonly goroot: string;
  readonly moduleCache: string;
}

/** What an allocation profile measured, line by line. */
export interface MeasuredParams {
  /** The profile's file name; '' takes everything back. */
  readonly profile: string;
  readonly files: readonly MeasuredFile[];
}

export interface MeasuredFile {
  readonly uri: string;
  /** The text is newer than the profile: lines may have moved. */
  readonly isOlder: boolean;
  readonly lines: readonly MeasuredLine[];
}

export interface MeasuredLine {
  /** 1-based. */
  readonly line: number;
  /** What was allocated on it, by the profile. */
  readonly bytes: number;
  readonly objects: number;
}

const isPath = isText(10_000);

export const isTakeProfileParams: Check<TakeProfileParams> = (value): value is TakeProfileParams => {
  const fits = isRecord<Omit<TakeProfileParams, 'workDoneToken'>>({
    uri: isPath,
    // It becomes part of an expression on a command line.
    function: (name): name is string =>
      typeof name === 'string' && /^(?:Test|Benchmark)[\p{L}\p{N}_]{0,500}$/u.test(name),
    kind: isOneOf(...profileKinds),
    to: isPath,
  });
  return fits(value);
};

export const isGoPlacesParams: Check<GoPlacesParams> = isRecord<GoPlacesParams>({
  uri: isNullOr(isPath),
});

const isSentence = isText(100_000);
export const isTakenProfile: Check<TakenProfile> = isTagged<TakenProfile>({
  taken: isRecord({ failed: isFlag, operations: isNullOr(isNumber) }),
  problem: isRecord({ text: isSentence, remedy: isSentence }),
});

export const isGoPlaces: Check<GoPlaces> = isRecord<GoPlaces>({ goroot: isPath, moduleCache: isPath });

export const isMeasuredParams: Check<MeasuredParams> = isRecord<MeasuredParams>({
  profile: isPath,
  files: isListOf(
    isRecord<MeasuredFile>({
      uri: isPath,
      isOlder: isFlag,
      lines: isListOf(isRecord<MeasuredLine>({ line: isCount, bytes: isNumber, objects: isNumber }), 100_000),
    }),
    1_000,
  ),
});
