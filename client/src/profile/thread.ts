// The worker thread of one profile, as promises. A worker that ends by itself (no memory left) fails what was asked of it, and a new one
// is begun with the next job.
import { Worker } from 'node:worker_threads';
import { buffersOf } from './buffers';
import type { Job, Numbered, Result, Results, WorkerStart } from './workerMessages';

export interface Thread {
  /** Null where the worker has none, or was ended meanwhile. Rejects where the worker died. */
  run<K extends Job['kind']>(job: Extract<Job, { readonly kind: K }>): Promise<Results[K] | null>;
  /** Ends the worker; what it was asked is answered by null. */
  end(): void;
}

/** `script`: the worker's bundle. */
export function startThread(script: string, start: WorkerStart): Thread {
  interface Waiting {
    readonly resolve: (result: Result['result']) => void;
    readonly reject: (error: Error) => void;
  }
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let last = 0;

  const begin = (): Worker => {
    const begun = new Worker(script, { workerData: start, stdout: false });
    begun.on('message', ({ id, result }: Result) => {
      waiting.get(id)?.resolve(result);
      waiting.delete(id);
    });
    const fail = (error: Error): void => {
      if (worker !== begun) return;
      worker = null;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    begun.on('error', fail);
    begun.on('exit', code => fail(new Error(`the worker ended with ${code}`)));
    return begun;
  };

  return {
    run<K extends Job['kind']>(job: Extract<Job, { readonly kind: K }>): Promise<Results[K] | null> {
      worker ??= begin();
      const id = ++last;
      const numbered: Numbered = { id, job };
      const result = new Promise<Result['result']>((resolve, reject) => waiting.set(id, { resolve, reject }));
      worker.postMessage(numbered, buffersOf(job));
      // The worker answers a job with its own kind of result.
      return result as Promise<Results[K] | null>;
    },
    end() {
      const ended = worker;
      worker = null;
      for (const { resolve } of waiting.values()) resolve(null);
      waiting.clear();
      void ended?.terminate();
    },
  };
}
