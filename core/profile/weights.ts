// What each distinct stack weighs: the sum of its samples' values. Where a profile holds its base, or values below zero (a difference of
// two moments), a stack has two weights, and its box is as wide as the larger one: what has vanished stays to be seen.
import type { DistinctStacks } from './distinctStacks';

export interface Weights {
  /** Values above zero; of a comparison those of the profile itself. */
  readonly after: Float64Array;
  /** Values below zero, without their sign; of a comparison those of the base. Null: there is none. */
  readonly before: Float64Array | null;
  /** How wide a stack's box is. */
  readonly size: Float64Array;
}

/** What the values are multiplied with, for a comparison per operation or of equal totals. */
export interface Scale {
  readonly after: number;
  readonly before: number;
}

/** `isBase`: samples of the base of a comparison, whose values are negative; null where nothing is compared. */
export function weigh(
  { count, ofSample }: DistinctStacks,
  values: Float64Array,
  isBase: Uint8Array | null,
  scale: Scale,
): Weights {
  const after = new Float64Array(count);
  let before: Float64Array | null = isBase && new Float64Array(count);
  for (let sample = 0; sample < ofSample.length; sample++) {
    const stack = ofSample[sample]!;
    const value = values[sample]!;
    if (stack < 0 || value === 0) continue;
    if (isBase ? isBase[sample] === 0 : value > 0) after[stack]! += value * scale.after;
    else (before ??= new Float64Array(count))[stack]! -= value * scale.before;
  }
  return { after, before, size: before ? larger(after, before) : after };
}

function larger(after: Float64Array, before: Float64Array): Float64Array {
  return after.map((value, stack) => Math.max(Math.abs(value), Math.abs(before[stack]!)));
}
