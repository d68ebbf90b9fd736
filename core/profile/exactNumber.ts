// Whole numbers with all their digits: a number where a double holds it exactly, a bigint beyond. Written out alike.

/** Below 2^53 a number; a bigint only where it has to be. */
export type ExactNumber = number | bigint;

/** From here on a double may stand for several whole numbers: 2^53 is what 2^53 + 1 is rounded to. */
export const largestExact = 2 ** 53;

/** The number that a bigint is, where a double holds it. */
export function simplest(value: bigint): ExactNumber {
  const rounded = Number(value);
  return Math.abs(rounded) < largestExact ? rounded : value;
}

/** Of two whole numbers of either kind: negative where `a` is the smaller one. */
export function compareExact(a: ExactNumber, b: ExactNumber): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const magnitude = (value: ExactNumber): ExactNumber => (value < 0 ? -value : value);
