// The worker thread of one profile, as promises. A worker that ends by itself (no memory left) leaves what was asked of it without an
// answer, and a new one, which knows nothing yet, is begun with the next job.
import { Worker } from 'node:worker_threads';
import { buffersOf } from './buffers';
import type { Job, Numbered, Result, Results, WorkerStart } from './workerMessages';

export interface Thread {
  /** Null where the worker has no answer, has died or was ended. */
  run<K extends Job['kind']>(job: Extract<Job, { readonly kind: K }>): Promise<Results[K] | null>;
  /** Ends the worker for good; what it was asked, and will be, is answered by null. */
  end(): void;
}

export interface ThreadParts {
  /** The worker's bundle. */
  readonly script: string;
  readonly start: WorkerStart;
  /** The worker has ended by itself, and all that it knew is lost. */
  readonly onDeath: (error: Error) => void;
}

export function startThread({ script, start, onDeath }: ThreadParts): Thread {
  const waiting = new Map<number, (result: Result['result']) => void>();
  let worker: Worker | null = null;
  let isEnded = false;
  let last = 0;

  const leaveWaiting = (): void => {
    const left = [...waiting.values()];
    waiting.clear();
    for (const resolve of left) resolve(null);
  };

  const begin = (): Worker => {
    const begun = new Worker(script, { workerData: start, stdout: false });
    begun.on('message', ({ id, result }: Result) => {
      waiting.get(id)?.(result);
      waiting.delete(id);
    });
    const fail = (error: Error): void => {
      if (worker !== begun) return;
      worker = null;
      onDeath(error);
      leaveWaiting();
    };
    begun.on('error', fail);
    begun.on('exit', code => fail(new Error(`the worker ended with ${code}`)));
    return begun;
  };

  return {
    run<K extends Job['kind']>(job: Extract<Job, { readonly kind: K }>): Promise<Results[K] | null> {
      if (isEnded) return Promise.resolve(null);
      worker ??= begin();
      const id = ++last;
      const numbered: Numbered = { id, job };
      const result = new Promise<Result['result']>(resolve => waiting.set(id, resolve));
      worker.postMessage(numbered, buffersOf(job));
      // The worker answers a job with its own kind of result.
      return result as Promise<Results[K] | null>;
    },
    end() {
      const ended = worker;
      worker = null;
      isEnded = true;
      leaveWaiting();
      void ended?.terminate();
    },
  };
}
