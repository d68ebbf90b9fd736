// The go command for one request, made ready: found, its environment harmless, and asked what it says about itself in the directory.
// Everything that runs go or one of its tools starts from here.
import { existsSync } from 'node:fs';
import type { GoSettings, Problem } from '#server/analysis/ports';
import { goEnvironmentAsker, goProcessEnvironment, isGoEnvironment, type GoEnvironment } from './environment';
import { findGo } from './findGo';
import { problemOf } from './goProblem';
import type { ProcessResult, ProcessRunner } from './process';

/** A go command that can be run in a directory. */
export interface GoCommand {
  /** Its absolute path. */
  readonly path: string;
  readonly directory: string;
  /** The whole environment of a process; GOFLAGS as the user has it. */
  readonly env: Readonly<Record<string, string>>;
  readonly said: GoEnvironment;
  readonly timeoutSeconds: number;
  /** The Problem of a run of it, or null; `words` is what it printed. Throws the signal's AbortError where the run was called off. */
  problemOf(result: ProcessResult, words: readonly string[], signal: AbortSignal): Problem | null;
}

export type PrepareGo = (
  directory: string,
  settings: GoSettings,
  signal: AbortSignal,
) => Promise<GoCommand | { readonly problem: Problem }>;

export interface GoCommandOptions {
  readonly processes: ProcessRunner;
  /** The server's own environment; the settings' `env` goes on top of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function goCommands({ processes, env: ownEnv }: GoCommandOptions): PrepareGo {
  const ask = goEnvironmentAsker(processes);
  return async (directory, settings, signal) => {
    signal.throwIfAborted();
    if (!processes.isTrusted()) return { problem: { kind: 'not-trusted' } };
    const env = goProcessEnvironment(ownEnv, settings.env, directory);
    const path = findGo({ setting: settings.path, env });
    if (path === null) return { problem: { kind: 'go-missing', path: settings.path } };
    const { timeoutSeconds } = settings;
    const problemOfRun = (result: ProcessResult, words: readonly string[], run: AbortSignal): Problem | null => {
      if (result.kind === 'aborted') throw run.reason;
      if (result.kind === 'not-started' && !existsSync(directory)) {
        return { kind: 'go-failed', detail: `${directory}: no such directory` };
      }
      return problemOf(result, words, { go: path, timeoutSeconds });
    };
    const said = await ask({ go: path, directory, env, timeoutSeconds, signal });
    if (!isGoEnvironment(said)) {
      const words = said.kind === 'exited' ? said.stderr.split(/\r?\n/) : [];
      return { problem: problemOfRun(said, words, signal) ?? { kind: 'go-failed', detail: 'go env' } };
    }
    return { path, directory, env, said, timeoutSeconds, problemOf: problemOfRun };
  };
}
