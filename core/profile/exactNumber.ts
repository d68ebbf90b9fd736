// Whole numbers with all their digits: a number where a double holds it exactly, a bigint beyond. Written out alike.

/** Up to 2^53 a number; a bigint only where it has to be. */
export type ExactNumber = number | bigint;

/** Above this, neighbouring whole numbers are no longer told apart by a double. */
export const largestExact = 2 ** 53;

/** The number that a bigint is, where a double holds it. */
export function simplest(value: bigint): ExactNumber {
  const rounded = Number(value);
  return Math.abs(rounded) <= largestExact ? rounded : value;
}

/** Of two whole numbers of either kind: negative where `a` is the smaller one. */
export function compareExact(a: ExactNumber, b: ExactNumber): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const magnitude = (value: ExactNumber): ExactNumber => (value < 0 ? -value : value);
