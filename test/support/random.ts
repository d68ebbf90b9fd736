// Random choices that are the same in every run: a test that fails can be repeated.

export interface Random {
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number;
  pick<T>(values: readonly T[]): T;
  /** Lets up to `milliseconds` pass. */
  pause(milliseconds: number): Promise<void>;
}

/** `seed`: another one gives other choices (mulberry32). */
export function random(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    pick: values => values[below(values.length)]!,
    pause: milliseconds => new Promise(resolve => setTimeout(resolve, below(milliseconds + 1))),
  };
}
