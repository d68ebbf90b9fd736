// The worker of one profile: reads, decodes, and answers from what it keeps. A thread of its own, since decoding takes seconds for large
// profiles and the extension's host serves all extensions.
import { readFileSync, statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { translator } from '#core/messages/translate';
import { largestProfile } from '#core/profile/decode';
import { sayProblem } from '#core/profile/problem';
import { buffersOf } from './buffers';
import { createKeeper } from './keeper';
import type { Job, Numbered, Result, Results, Source, WorkerStart } from './workerMessages';

const { words } = workerData as WorkerStart;
const t = translator(words);
const keeper = createKeeper({ t, read });

parentPort?.on('message', ({ id, job }: Numbered) => {
  const result: Result = { id, result: run(job) };
  parentPort?.postMessage(result, buffersOf(result.result));
});

function run(job: Job): Results[Job['kind']] | null {
  switch (job.kind) {
    case 'open':
      return keeper.open(job.source, job.modules);
    case 'compare':
      return keeper.compare(job.source);
    case 'ask':
      return keeper.ask(job.question);
    case 'heat':
      return keeper.heat(job.scope, job.names);
  }
}

function read(source: Source): Uint8Array | string {
  if (source.kind === 'bytes') return source.bytes;
  try {
    const found = statSync(source.path);
    if (!found.isFile()) return t('not a file');
    if (found.size > largestProfile) return sayProblem({ kind: 'too-large', limit: largestProfile }, t);
    return readFileSync(source.path);
  } catch (error) {
    return t('it cannot be read: {0}', (error as NodeJS.ErrnoException).code ?? String(error));
  }
}
