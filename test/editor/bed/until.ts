// Waiting in tests is always polling for a state, never sleeping for a guessed time: on a busy machine everything takes
// several times longer.
import { setTimeout as sleep } from 'node:timers/promises';

type Truthy<T> = Exclude<T, false | undefined | null | '' | 0>;

/**
 * Calls `probe` until it returns something truthy, and returns that. Throws "timed out waiting for WHAT" after `timeout`
 * ms (60 s unless told), with the last error that `probe` threw, if any.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T> | T,
  options: { timeout?: number; every?: number } = {},
): Promise<Truthy<T>> {
  const { timeout = 60_000, every = 100 } = options;
  const end = Date.now() + timeout;
  let cause: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value) return value as Truthy<T>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > end) throw new Error(`timed out after ${timeout} ms waiting for ${what}`, { cause });
    await sleep(every);
  }
}
