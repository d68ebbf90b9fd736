// What somebody else killed (the system for want of memory, a person by hand) has said nothing about the text. It is run again after a
// moment: otherwise the findings would stay stale until the next key.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Compiler, Log } from '#server/analysis/ports';
import { wasKilled } from './goProblem';

/** Milliseconds; memory may be short for a while. */
const pauses: readonly number[] = [200, 1_000, 3_000];

export function againAfterKill(compiler: Compiler, log: Log): Compiler {
  return {
    async compile(request, onLine, signal, onAgain) {
      for (const pause of pauses) {
        const outcome = await compiler.compile(request, onLine, signal, onAgain);
        if (!wasKilled(outcome)) return outcome;
        log.info(`${request.directory}: killed, and run again in ${pause} ms`);
        await sleep(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
        onAgain?.();
      }
      return compiler.compile(request, onLine, signal, onAgain);
    },
  };
}
