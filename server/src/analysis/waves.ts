// When what is compiled, from what the last compiles of the package took. Several waves answer one change:
//   first         the package (or the test variant that a test file is part of), with explanations where these come soon enough,
//                 else its verdicts alone
//   explanations  where the first wave was verdicts alone
//   pools         what is wrong with pools, where a file has any
//   sizes         how many bytes each allocation takes
//   details       what only the back end says (bounds checks …), where that is shown
//   exact         the go command's own word about the package and its tests, when the keyboard rests
// Times are milliseconds; 0: not measured yet.

export type Wave = 'first' | 'explanations' | 'pools' | 'sizes' | 'details' | 'exact';
export const waves: readonly Wave[] = ['first', 'explanations', 'pools', 'sizes', 'details', 'exact'];

export interface Took {
  verdicts: number;
  explanations: number;
  exact: number;
}

const clamp = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

/** Explanations that come within this time are not worth a wave of their own. */
const soon = 120;

/** Whether the first wave asks for explanations at once. */
export function explainsAtOnce({ verdicts, explanations }: Took): boolean {
  return explanations <= soon || (verdicts > 0 && explanations < verdicts * 1.1);
}

/** The first key after a rest is compiled at once. */
const rest = 400;
const atOnce = 5;

/**
 * How long a change waits for a still newer one. `sinceLast`: since the change before. In a burst of keys a run that the next key ends is run for
 * nothing: the longer it takes, the longer it is waited.
 */
export function delayAfterChange(took: Took, sinceLast: number): number {
  if (sinceLast > rest) return atOnce;
  const next = explainsAtOnce(took) ? took.explanations : took.verdicts;
  return clamp(10, next, 300);
}

/** From the first wave to the explanations that nobody has asked for yet. */
export function delayBeforeExplanations({ explanations }: Took): number {
  return clamp(0, explanations / 5, 500);
}

/** Somebody is still writing the line that gives the value back. */
export const restBeforePools = 150;

/** Sizes are only read in a hover. */
export const restBeforeSizes = 400;

/** From the last wave that a person waits for to the go command's run, which takes a whole build. */
export function restBeforeExact({ exact }: Took): number {
  return clamp(800, exact, 5_000);
}
