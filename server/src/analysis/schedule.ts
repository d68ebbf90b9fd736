// When a package is analysed: a moment after the last request, one run per key at a time, the newest request wins and ends
// the run that it makes worthless, and no more than a few runs at once over all keys, the most urgent first.
import type { Clock } from './ports';

export interface ScheduleOptions {
  readonly clock: Clock;
  /** How many keys may run at once. */
  readonly concurrency: number;
  /** Does the work for a key; must settle soon after `signal` aborts. Rejections are the caller's to log: `onError`. */
  readonly run: (key: string, signal: AbortSignal) => Promise<void>;
  readonly onError: (key: string, error: unknown) => void;
}

export interface RequestOptions {
  /** Milliseconds to wait for a still newer request. */
  readonly delay: number;
  /** Higher runs first. What a person is looking at is 1, the rest 0. */
  readonly priority: number;
}

export interface Schedule {
  /** Asks for a run of `key`; ends a run of it that is under way. */
  request(key: string, options: RequestOptions): void;
  /** A run of `key` that waits need wait no longer. */
  hurry(key: string): void;
  /** Takes a request back and ends the run under way. */
  cancel(key: string): void;
  /** Whether a run of `key` waits or is under way. */
  isBusy(key: string): boolean;
  /** Resolves when no run of `key` (all keys where none is named) waits or is under way. */
  settled(key?: string): Promise<void>;
  /** Cancels everything; later requests are ignored. */
  dispose(): void;
}

interface Job {
  priority: number;
  /** Calls off the waiting timer; null once the job is due. */
  callOff: (() => void) | null;
  due: boolean;
  abort: AbortController | null;
}

export function createSchedule({ clock, concurrency, run, onError }: ScheduleOptions): Schedule {
  const jobs = new Map<string, Job>();
  const waiters: { key: string | undefined; resolve: () => void }[] = [];
  let running = 0;
  let disposed = false;

  function isBusy(key: string): boolean {
    return jobs.has(key);
  }

  function wake(): void {
    for (let i = waiters.length - 1; i >= 0; i--) {
      const { key, resolve } = waiters[i]!;
      if (key === undefined ? jobs.size === 0 : !isBusy(key)) {
        waiters.splice(i, 1);
        resolve();
      }
    }
  }

  function pump(): void {
    while (running < concurrency) {
      let best: [string, Job] | null = null;
      for (const entry of jobs) {
        const job = entry[1];
        if (job.due && job.abort === null && (best === null || job.priority > best[1].priority)) best = entry;
      }
      if (best === null) return;
      start(...best);
    }
  }

  function start(key: string, job: Job): void {
    const abort = new AbortController();
    job.due = false;
    job.abort = abort;
    running++;
    void run(key, abort.signal)
      .catch((error: unknown) => {
        if (!abort.signal.aborted) onError(key, error);
      })
      .finally(() => {
        running--;
        job.abort = null;
        // A request that came during the run left a timer or is due by now; otherwise the key is at rest.
        if (!job.due && job.callOff === null) jobs.delete(key);
        pump();
        wake();
      });
  }

  function cancel(key: string): void {
    const job = jobs.get(key);
    if (!job) return;
    job.callOff?.();
    job.callOff = null;
    job.due = false;
    if (job.abort) job.abort.abort();
    else jobs.delete(key);
    wake();
  }

  return {
    request(key, { delay, priority }) {
      if (disposed) return;
      const job = jobs.get(key) ?? { priority, callOff: null, due: false, abort: null };
      jobs.set(key, job);
      job.priority = priority;
      job.callOff?.();
      job.due = false;
      job.abort?.abort();
      job.callOff = clock.after(delay, () => {
        job.callOff = null;
        job.due = true;
        pump();
      });
    },
    hurry(key) {
      const job = jobs.get(key);
      if (!job?.callOff) return;
      job.callOff();
      job.callOff = null;
      job.due = true;
      pump();
    },
    cancel,
    isBusy,
    settled(key) {
      if (key === undefined ? jobs.size === 0 : !isBusy(key)) return Promise.resolve();
      return new Promise(resolve => waiters.push({ key, resolve }));
    },
    dispose() {
      disposed = true;
      for (const key of [...jobs.keys()]) cancel(key);
    },
  };
}
