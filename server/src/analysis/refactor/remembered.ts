// One answer that takes a while, remembered for the next question about the same: an editor asks anew whenever the cursor moves. Work goes on
// when one question is called off, since the next one is most often the same; another question ends it.
import type { Clock } from '../ports';
import { untilAborted } from '../untilAborted';

export interface Remembered<T> {
  /** `key`: compared text by text. `signal` calls off the question; what `work` does then is called off with the next other question. */
  get(key: readonly string[], work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Nobody waits for what is under way. What is known stays. */
  drop(): void;
}

/** Milliseconds. Other files may change on the disk without anybody telling. */
const longest = 60_000;

export function createRemembered<T>(clock: Clock): Remembered<T> {
  let known: { key: readonly string[]; answer: Promise<T>; stop: AbortController; isDone: boolean; at: number } | null =
    null;

  function start(key: readonly string[], work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    known?.stop.abort();
    const stop = new AbortController();
    const answer = work(stop.signal);
    const own = { key, answer, stop, isDone: false, at: clock.now() };
    known = own;
    answer.then(
      () => {
        own.isDone = true;
        own.at = clock.now();
      },
      () => {
        if (known === own) known = null;
      },
    );
    return answer;
  }

  return {
    async get(key, work, signal) {
      signal.throwIfAborted();
      const isKnown =
        known !== null &&
        (!known.isDone || clock.now() - known.at < longest) &&
        known.key.length === key.length &&
        known.key.every((part, at) => part === key[at]);
      const answer = isKnown && known ? known.answer : start(key, work);
      return untilAborted(answer, signal);
    },
    drop() {
      if (!known || known.isDone) return;
      known.stop.abort();
      known = null;
    },
  };
}
