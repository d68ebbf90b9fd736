// The one function that starts a process. Everything that the product runs (the go command and through it the compiler) goes
// through here: nothing starts while the workspace is not trusted; there is no shell; each process leads a group of its own, so
// that a cancel, a timeout or the server's end takes its children along; and a promise settles only when the whole group is gone.
import { spawn, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { processGroup, type ProcessGroup } from './processGroup';
import { lineSplitter, type SkipLine } from './lines';
import { createWatchdog } from './watchdog';

/** What to run. */
export interface ProcessRequest {
  /** Absolute path of the program. */
  readonly command: string;
  readonly args: readonly string[];
  /** Absolute path of an existing directory. */
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
  /** Takes stdout line by line (1 MiB each at most); without it stdout is kept for the result, up to 1 MiB. */
  readonly onStdoutLine?: (line: string) => void;
  /** The same for stderr. */
  readonly onStderrLine?: (line: string) => void;
  /**
   * The line of stdout that says that nothing more is wanted: it is not handed on, the process is killed, and the run is over without
   * waiting for its end.
   */
  readonly isLastOfStdout?: (line: string) => boolean;
  /** Lines of stdout that need not even be decoded; see lines.ts. */
  readonly skipStdout?: SkipLine;
  /** `low`: it and its children leave the processor to others. */
  readonly priority?: 'normal' | 'low';
}

/** How it ended. `stdout` and `stderr` are '' where a line handler took them. */
export type ProcessResult =
  | { readonly kind: 'exited'; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** Killed by a signal that was not ours, e.g. by the system for want of memory. */
  | { readonly kind: 'killed'; readonly by: string }
  /** Killed because the last line of interest had come. */
  | { readonly kind: 'enough' }
  | { readonly kind: 'not-trusted' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'aborted' }
  /** It could not be started: no such program, no such directory, not executable. `code` is the system's (ENOENT …). */
  | { readonly kind: 'not-started'; readonly code: string };

/** Starts processes for one server. Share one; it knows what is running. */
export interface ProcessRunner {
  /** Never rejects, but where a line handler throws: then the group is killed and that error passed on. */
  run(request: ProcessRequest): Promise<ProcessResult>;
  isTrusted(): boolean;
  /** Kills all running groups at once, synchronously: for the way out. Also called when the server's process exits. */
  killAll(): void;
}

/** `isTrusted` is asked before each start. */
export function createProcessRunner({ isTrusted }: { readonly isTrusted: () => boolean }): ProcessRunner {
  const running = new Set<ProcessGroup>();
  const watchdog = createWatchdog();
  const killAll = (): void => {
    for (const group of running) group.kill('SIGKILL');
  };
  const enter = (group: ProcessGroup): void => {
    if (running.size === 0) process.on('exit', killAll);
    running.add(group);
    watchdog.add(group.id);
  };
  const leave = (group: ProcessGroup): void => {
    running.delete(group);
    watchdog.remove(group.id);
    if (running.size === 0) process.off('exit', killAll);
  };
  return {
    isTrusted,
    killAll,
    async run(request) {
      if (!isTrusted()) return { kind: 'not-trusted' };
      if (request.signal?.aborted) return { kind: 'aborted' };
      const child = start(request);
      if (child.pid === undefined) return { kind: 'not-started', code: await startError(child) };
      const group = processGroup(child.pid);
      enter(group);
      const { enough, ended } = follow(child, group, request);
      const left = ended.finally(() => leave(group));
      // Whoever has enough does not wait for the end.
      left.catch(() => undefined);
      return Promise.race([enough, left]);
    },
  };
}

/** How long what is left in a pipe may take after its process has ended, before what else holds the pipe is killed. */
const drainMilliseconds = 500;
const keptBytes = 1 << 20;

/** As `nice` does by default. */
const lowPriority = 10;

function start(request: ProcessRequest): ChildProcess {
  const child = spawn(request.command, request.args, {
    cwd: request.cwd,
    env: { ...request.env },
    shell: false,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (request.priority === 'low' && child.pid !== undefined) {
    try {
      setPriority(child.pid, lowPriority);
    } catch {
      // It has ended already, or the system has no priorities.
    }
  }
  return child;
}

function startError(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

interface Followed {
  /** Settles only where the last line of interest comes. */
  readonly enough: Promise<ProcessResult>;
  /** When nothing of the group is left. */
  readonly ended: Promise<ProcessResult>;
}

function follow(child: ChildProcess, group: ProcessGroup, request: ProcessRequest): Followed {
  let stopped: 'timeout' | 'aborted' | 'thrown' | 'enough' | null = null;
  let thrown: unknown;
  let hasEnough: (result: ProcessResult) => void;
  const enough = new Promise<ProcessResult>(resolve => (hasEnough = resolve));
  const stop = (why: NonNullable<typeof stopped>): void => {
    if (stopped) return;
    stopped = why;
    // What it still says is of no interest, and a grandchild that left the group must not keep us waiting for its pipe.
    child.stdout?.destroy();
    child.stderr?.destroy();
    if (why !== 'enough') return group.end();
    group.kill('SIGKILL');
    hasEnough({ kind: 'enough' });
  };
  const read = (
    stream: NodeJS.ReadableStream | null,
    onLine: ((line: string) => void) | undefined,
    skip?: SkipLine,
  ): (() => string) => {
    const kept: Buffer[] = [];
    let size = 0;
    const lines = onLine && lineSplitter(onLine, skip);
    const guarded = (task: () => void): void => {
      if (stopped) return;
      try {
        task();
      } catch (error) {
        thrown = error;
        stop('thrown');
      }
    };
    stream?.on('data', (chunk: Buffer) => {
      if (lines) return guarded(() => lines.write(chunk));
      const fitting = chunk.subarray(0, keptBytes - size);
      if (fitting.length > 0) kept.push(fitting);
      size += fitting.length;
    });
    if (lines) stream?.on('end', () => guarded(() => lines.end()));
    stream?.on('error', () => undefined);
    return () => Buffer.concat(kept).toString('utf8');
  };
  const { isLastOfStdout, onStdoutLine } = request;
  const untilLast = (line: string): void => {
    // Of a chunk that holds the last line of interest the rest is none.
    if (stopped) return;
    if (isLastOfStdout?.(line)) stop('enough');
    else onStdoutLine?.(line);
  };
  const stdout = read(child.stdout, isLastOfStdout ? untilLast : onStdoutLine, request.skipStdout);
  const stderr = read(child.stderr, request.onStderrLine);

  return { enough, ended: settle() };

  async function settle(): Promise<ProcessResult> {
    const onAbort = (): void => stop('aborted');
    request.signal?.addEventListener('abort', onAbort, { once: true });
    const timeout = setTimeout(() => stop('timeout'), Math.min(request.timeoutSeconds * 1000, 2 ** 31 - 1));
    const exit = await new Promise<{ code: number | null; signal: string | null }>(resolve => {
      child.once('exit', (code, signal) => {
        // Pipes stay open while a child that outlived its parent holds them.
        const drained = setTimeout(() => group.end(), drainMilliseconds);
        child.once('close', () => {
          clearTimeout(drained);
          resolve({ code, signal });
        });
      });
      child.on('error', () => undefined);
    });
    clearTimeout(timeout);
    request.signal?.removeEventListener('abort', onAbort);
    await group.gone();
    if (stopped === 'thrown') throw thrown;
    if (stopped) return { kind: stopped };
    if (exit.code === null) return { kind: 'killed', by: exit.signal ?? 'unknown' };
    return { kind: 'exited', code: exit.code, stdout: stdout(), stderr: stderr() };
  }
}
