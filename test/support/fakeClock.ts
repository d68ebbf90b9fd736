// Time that a test turns by hand.
import type { Clock } from '#server/analysis/ports';

export interface FakeClock extends Clock {
  /** Moves time on, running what falls due in order; promises get a chance to settle after each task. */
  advance(milliseconds: number): Promise<void>;
}

export const letPromisesSettle = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

export function createFakeClock(): FakeClock {
  let now = 0;
  let tasks: { at: number; task: () => void }[] = [];
  return {
    now: () => now,
    after(delay, task) {
      const entry = { at: now + delay, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter(other => other !== entry);
      };
    },
    async advance(milliseconds) {
      const end = now + milliseconds;
      await letPromisesSettle();
      for (;;) {
        const next = tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        tasks = tasks.filter(other => other !== next);
        now = next.at;
        next.task();
        await letPromisesSettle();
      }
      now = end;
    },
  };
}
