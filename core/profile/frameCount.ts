// How many frames the stacks of a file unfold to. A location stands for all functions that were inlined there, and a sample names locations: so
// a megabyte can say a million times a million frames. Everything that is made of a profile walks them, so there is a bound.
import type { Locations, Stacks } from './profile';

/** Of a file of any size: a table of so many takes some seconds, a picture two gigabytes. */
const most = 2 ** 29;
/** Real files have less than one for each of their bytes. A small file may do as it likes: this many take a blink. */
const mostByByte = 8;
const fewEnough = 2 ** 24;

export interface Stacked {
  readonly stacks: Pick<Stacks, 'locations'>;
  readonly locations: Pick<Locations, 'count' | 'lineStart'>;
}

/** Whether there are more than a file of so many bytes may have. A location without lines is one frame. */
export function hasTooManyFrames({ stacks, locations }: Stacked, bytes: number): boolean {
  const limit = Math.min(most, Math.max(fewEnough, bytes * mostByByte));
  const { lineStart } = locations;
  let widest = 1;
  for (let location = 0; location < locations.count; location++) {
    widest = Math.max(widest, lineStart[location + 1]! - lineStart[location]!);
  }
  // As a rule that tells it, without a look at each.
  if (stacks.locations.length * widest <= limit) return false;
  let frames = 0;
  for (const location of stacks.locations) frames += Math.max(1, lineStart[location + 1]! - lineStart[location]!);
  return frames > limit;
}
