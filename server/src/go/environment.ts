// The environment that every go command of ours gets, and what the go command says about itself in a directory.
//
// Never the network: GOPROXY=off, and GONOPROXY=none with it: for a module that GOPRIVATE names go would otherwise ask the module's own
// host, GOPROXY or not (seen with 1.26). GOTOOLCHAIN stays as the user has it: a toolchain that go.mod wants and that is in the module cache is
// used (without network), one that is not cannot be fetched while GOPROXY is off (tried with 1.27.3 wanted and 1.26.8 installed).
import { statSync } from 'node:fs';
import path from 'node:path';
import type { ProcessResult, ProcessRunner } from './process';

/** What `go env` says in a directory, for the settings at hand; go.mod's `toolchain` line and go.work take part. */
export interface GoEnvironment {
  /** `go1.26.8`. */
  readonly version: string;
  readonly goos: string;
  readonly goarch: string;
  /** The user's flags for all go commands, from the environment or `go env -w`. */
  readonly goflags: string;
  /** Where the go command puts temporary files; '' for the system's place. */
  readonly temporaryDirectory: string;
  /** The file that `go env -w` writes; '' where there is none. */
  readonly goenv: string;
  /** What the go command hands to the tools that it runs, beside its own environment: GOROOT, GOOS, GOARCH, GOAMD64 … */
  readonly tools: Readonly<Record<string, string>>;
}

/** From `go env -w`, go.mod's toolchain or go's defaults: a compiler that is run without the go command has to be told. */
const toolVariables =
  'GOROOT GOOS GOARCH GOEXPERIMENT GOFIPS140 GO386 GOAMD64 GOARM GOARM64 GOMIPS GOMIPS64 GOPPC64 GORISCV64 GOWASM CGO_ENABLED CC CXX CGO_CFLAGS CGO_CPPFLAGS'.split(
    ' ',
  );

/** The environment for a go command that runs in `directory`: the process's, then the settings', then what keeps it harmless. */
export function goProcessEnvironment(
  base: Readonly<Record<string, string | undefined>>,
  settings: Readonly<Record<string, string>>,
  directory: string,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) if (value !== undefined) env[name] = value;
  Object.assign(env, settings);
  // PWD: go prints paths as the user spells them, also where the folder is a symbolic link.
  return Object.assign(env, { GOPROXY: 'off', GONOPROXY: 'none', PWD: directory });
}

/** A question to the go command. */
export interface GoEnvironmentQuestion {
  /** Absolute path of the go command. */
  readonly go: string;
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
}

/** Answers are kept until go itself, a go.mod or go.work from the directory upwards, or the user's `go env` file changes. */
export type AskGoEnvironment = (question: GoEnvironmentQuestion) => Promise<GoEnvironment | ProcessResult>;

/** Failures (a ProcessResult) are not kept. At most 100 answers are. */
export function goEnvironmentAsker(processes: ProcessRunner): AskGoEnvironment {
  const answers = new Map<string, { readonly stamp: string; readonly answer: GoEnvironment }>();
  return async question => {
    const { go, directory, env } = question;
    const key = JSON.stringify([go, directory, Object.entries(env).sort()]);
    const known = answers.get(key);
    if (known && known.stamp === stampOf(go, directory, known.answer.goenv)) return known.answer;
    const result = await processes.run({
      command: go,
      args: ['env', '-json', 'GOVERSION', 'GOFLAGS', 'GOTMPDIR', 'GOENV', ...toolVariables],
      cwd: directory,
      env,
      timeoutSeconds: question.timeoutSeconds,
      ...(question.signal && { signal: question.signal }),
    });
    if (result.kind !== 'exited' || result.code !== 0) return result;
    const said = parse(result.stdout);
    const answer: GoEnvironment = {
      version: said['GOVERSION'] ?? '',
      goos: said['GOOS'] ?? '',
      goarch: said['GOARCH'] ?? '',
      goflags: said['GOFLAGS'] ?? '',
      temporaryDirectory: said['GOTMPDIR'] ?? '',
      goenv: said['GOENV'] ?? '',
      tools: Object.fromEntries(toolVariables.flatMap(name => (said[name] ? [[name, said[name]] as const] : []))),
    };
    if (answers.size >= 100) answers.clear();
    answers.set(key, { stamp: stampOf(go, directory, answer.goenv), answer });
    return answer;
  };
}

export function isGoEnvironment(answer: GoEnvironment | ProcessResult): answer is GoEnvironment {
  return 'version' in answer;
}

/** A fingerprint of the files that go's own answers depend on: size and time of each; a file that appears changes it too. */
export function stampOf(go: string, directory: string, goenv: string): string {
  const files = [go, goenv];
  for (let folder = directory; ; folder = path.dirname(folder)) {
    files.push(path.join(folder, 'go.mod'), path.join(folder, 'go.work'));
    if (folder === path.dirname(folder)) break;
  }
  const stamp = (file: string): string => {
    const stat = file === '' ? undefined : statSync(file, { throwIfNoEntry: false });
    return stat ? `${stat.size} ${stat.mtimeMs}` : '-';
  };
  return files.map(stamp).join(',');
}

function parse(json: string): Readonly<Record<string, string>> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
  } catch {
    return {};
  }
}
