// What a function literal on the heap takes: a code pointer, then a copy or the address of each captured variable. The compiler
// prints what is captured and how wide it is, but not the order in which it lies, so the size is known where no order changes it.
import type { Capture } from './finding';

/** `word`: bytes of a pointer. Null where the order of what is smaller than a word would decide. */
export function closureBytes(captures: readonly Pick<Capture, 'by' | 'width'>[], word: 4 | 8): number | null {
  const widths = captures.map(({ by, width }) => (by === 'ref' ? word : width));
  const odd = widths.filter(width => width % word !== 0);
  // Parts of a word share one where they lie side by side, and take one each where they do not.
  if (odd.length > 1) return null;
  const sum = widths.reduce((all, width) => all + width, word);
  return Math.ceil(sum / word) * word;
}
