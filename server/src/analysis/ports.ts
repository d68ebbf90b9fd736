// What analysis needs from the world, as interfaces. main.ts and cliMain.ts pass the real parts in (server/src/go); tests pass
// small fakes. Another way of running the compiler is another Compiler.
import type { ProfileKind } from '#core/messages/profiling';

/** The user's words about how their Go is built; each mirrors a setting of the section `escapement`. */
export interface GoSettings {
  /** The go command; '' means: look for it (PATH, the usual places). */
  readonly path: string;
  readonly buildFlags: readonly string[];
  readonly tags: string;
  /** Extra compiler flags of the user's own. */
  readonly gcflags: readonly string[];
  /** Extra environment: GOOS, GOARCH, GOFLAGS … */
  readonly env: Readonly<Record<string, string>>;
  /** A go command that takes longer than this many seconds is killed and reported. */
  readonly timeoutSeconds: number;
}

/** Why a compile could not be run at all, or not to its end. Each has one message for a person (analysis/problems.ts). */
export type Problem =
  | { readonly kind: 'go-missing'; readonly path: string }
  | { readonly kind: 'go-timeout'; readonly seconds: number }
  /** go.mod or go.work cannot be read; `detail` is the go command's own line. */
  | { readonly kind: 'module-broken'; readonly detail: string }
  /** Needs `go mod download` / `go mod tidy`, which we never run unasked. */
  | { readonly kind: 'dependencies-missing'; readonly detail: string }
  /** The module lies in the module cache, where the go command takes no overlay. */
  | { readonly kind: 'in-module-cache' }
  | { readonly kind: 'not-trusted' }
  | { readonly kind: 'go-failed'; readonly detail: string };

/** Which packages to compile, and how. */
export interface CompileRequest {
  /** The fixed directory that the go command runs in: the module's root, or the file's folder outside any module. */
  readonly directory: string;
  /** Package patterns relative to it (`./p`, `./...`), or file names (relative) outside a module. */
  readonly patterns: readonly string[];
  /** Also compile the in-package and external tests. */
  readonly tests: boolean;
  /** Absolute path → text that the file has in the editor (not yet saved, or not yet existing). */
  readonly overlay: ReadonlyMap<string, string>;
  readonly settings: GoSettings;
  readonly ask: Ask;
  /**
   * Where given (an absolute path), only the compilations that this file takes part in are wanted, as soon as can be: a test file's
   * test variant, any other file's package without its tests. `tests` is as that needs it.
   */
  readonly focus?: string;
  /**
   * The files (absolute paths) whose findings are wanted. Of others what is no news about the whole package may be left out; everything is
   * handed over where it is missing.
   */
  readonly interest?: ReadonlySet<string>;
  /** `background`: nobody waits for it; it leaves the processor to others. */
  readonly urgency?: 'now' | 'background';
}

/** What the compiler is asked to say. */
export interface Ask {
  /** `verdicts`: what escapes (-m). `explanations`: also why, and the inliner's reasons (-m=2), which may be a hundred times the text. */
  readonly words: 'verdicts' | 'explanations';
  /** Keys of -d whose messages are wanted with them: `ssa/check_bce`, `nil`, `pctab=pctoinline` … */
  readonly debug: readonly string[];
  /** Explanations of leaking parameters, too: most of the text of `explanations`, and left out where nobody asks for them. */
  readonly leaks?: true;
  /** Some of it is said only while machine code is made: the compiler is to run to its end. */
  readonly toTheEnd?: boolean;
  /**
   * Only errors are wanted: what is compiled is what a plain `go build` compiles, so that each finds the other's work in the cache. Takes a
   * compile by the go command (no `focus`).
   */
  readonly errorsOnly?: boolean;
}

/** Does it compile? */
export const askErrors: Ask = { words: 'verdicts', debug: [], errorsOnly: true };

/** Verdicts with their reasons: what most readers want. */
export const askExplanations: Ask = { words: 'explanations', debug: [] };

/**
 * The same with the machine code, by which `analyse` confirms what allocates. It takes a whole compile (no `focus`), the code generation
 * included, and the text is five times as long.
 */
export const askMachineCode: Ask = { words: 'explanations', debug: ['pctab=pctoinline'] };

/** One package as the go command lists it; a test variant is a package of its own. */
export interface ListedPackage {
  /** `ex.com/m/p`, without variant. */
  readonly importPath: string;
  /** The whole name, as in the compiler's `# …` header: `ex.com/m/p [ex.com/m/p.test]`. */
  readonly variant: string;
  readonly name: string;
  readonly directory: string;
  /** Absolute paths of the Go files that this variant compiles (cgo files included). */
  readonly files: readonly string[];
  /** Absolute paths of Go files in the folder that the build leaves out (constraints, GOOS, GOARCH, tags). */
  readonly ignoredFiles: readonly string[];
  /** Import paths of everything it depends on, without variants. */
  readonly dependencies: readonly string[];
  /** Null where it compiled; else the go command's or the compiler's words. */
  readonly error: string | null;
}

export interface CompileOutcome {
  readonly packages: readonly ListedPackage[];
  /** Null where the go command ran to its end, broken packages included. */
  readonly problem: Problem | null;
  /** `go1.26.8`; null where there is no go command. */
  readonly goVersion: string | null;
  readonly goos: string;
  readonly goarch: string;
  /** The compiler was run itself, without the go command, and no longer than until its last verdict. */
  readonly replayed: boolean;
  /** Milliseconds that it took to find out how to compile; 0 where that was known. */
  readonly planning: number;
}

/** Runs the compiler's escape analysis. */
export interface Compiler {
  /**
   * Compiles and hands over the compiler's output line by line as it comes (`# header` lines included, in blocks per variant),
   * paths as printed, relative to `request.directory`. Resolves when the whole tree of processes is gone. Rejects only with
   * the signal's AbortError; every other failure is a Problem. `onAgain`: what came so far is void, the compile is run once more in
   * another way (its process was killed, or what it was planned with is gone).
   */
  compile(
    request: CompileRequest,
    onLine: (line: string) => void,
    signal: AbortSignal,
    onAgain?: () => void,
  ): Promise<CompileOutcome>;
}

/** Says where packages lie, without compiling anything. */
export interface PackageFinder {
  /** Those of the import paths that are known here, in any order. Rejects only with the signal's AbortError. */
  find(
    query: {
      /** As for a compile. */
      readonly directory: string;
      readonly importPaths: readonly string[];
      readonly settings: GoSettings;
    },
    signal: AbortSignal,
  ): Promise<readonly ListedPackage[]>;
}

/** Runs a benchmark of the user's: their own code. */
export interface BenchmarkRunner {
  /** What `go test` printed, errors included. Rejects only with the signal's AbortError. */
  run(
    query: {
      /** As for a compile. */
      readonly directory: string;
      readonly patterns: readonly string[];
      /** The function's name, an identifier. */
      readonly name: string;
      readonly overlay: ReadonlyMap<string, string>;
      readonly settings: GoSettings;
    },
    signal: AbortSignal,
  ): Promise<{ readonly output: readonly string[]; readonly problem: Problem | null }>;
}

/** Go text in gofmt's form. */
export interface Formatter {
  /** Null where there is no gofmt, or the text is no Go. Lines end at \n. Rejects only with the signal's AbortError. */
  format(
    query: { readonly directory: string; readonly text: string; readonly settings: GoSettings },
    signal: AbortSignal,
  ): Promise<string | null>;
}

/** Says which packages there are and what each depends on, without compiling anything. */
export interface PackageLister {
  /** With their tests, as a compile would list them; an `error` is of the listing. Rejects only with the signal's AbortError. */
  list(
    query: {
      /** As for a compile. */
      readonly directory: string;
      readonly patterns: readonly string[];
      readonly overlay: ReadonlyMap<string, string>;
      readonly settings: GoSettings;
    },
    signal: AbortSignal,
  ): Promise<readonly ListedPackage[]>;
}

/** One test or benchmark to be run with a profile. */
export interface ProfileRequest {
  /** As for a compile. */
  readonly directory: string;
  readonly patterns: readonly string[];
  readonly settings: GoSettings;
  /** `BenchmarkX` or `TestX`. */
  readonly function: string;
  readonly isBenchmark: boolean;
  readonly kind: ProfileKind;
  /** Absolute path of the file that the profile is written to. */
  readonly to: string;
}

export type TestRun =
  /** `said`: the last lines that were printed. */
  | { readonly kind: 'taken'; readonly failed: boolean; readonly said: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Runs tests with a profile. */
export interface ProfileTaker {
  /** `onLine`: what the go command and the test print. Rejects only with the signal's AbortError. */
  take(request: ProfileRequest, onLine: (line: string) => void, signal: AbortSignal): Promise<TestRun>;
}

/** The files as they lie on the disk. */
export interface Disk {
  /** The text, or null where it cannot be read (a folder, a device, larger than 64 MiB are not read). A BOM stays in it. */
  read(file: string): Promise<string | null>;
  /** Whether a regular file is there. */
  exists(file: string): Promise<boolean>;
  /** The names of the plain files in a folder; [] where there is none. */
  list(directory: string): Promise<readonly string[]>;
}

/** A line for the log; `warn` and `error` are seen without opening it only where the caller says so elsewhere. */
export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/** Time, so that tests can turn it by hand. Milliseconds. */
export interface Clock {
  now(): number;
  /** Runs `task` after `delay`; the returned function calls it off. */
  after(delay: number, task: () => void): () => void;
}
