// Which way a picture walks each stack, without copying it: from the outermost frame inwards, or from one function to what it calls, or
// from that function to its callers.
//
//   main serve Get serve Put      whole: main serve Get serve Put
//                                 callees of serve: Get serve Put          (below its outermost occurrence, so each stack counts once)
//                                 callers of serve: main
import { nameOf, type DistinctStacks } from './distinctStacks';

export interface Paths {
  readonly frames: Int32Array;
  readonly frameCount: number;
  /** Two entries for each stack: where in `frames` its walk begins, and how many steps it has. Side by side, since both are read at once. */
  readonly walks: Int32Array;
  readonly step: 1 | -1;
  /** The stacks that take part. A picture sorts them as it goes: those of one box lie side by side. */
  readonly order: Int32Array;
}

export function wholePaths({ count, start, frames, frameCount }: DistinctStacks): Paths {
  const walks = new Int32Array(2 * count);
  const order = new Int32Array(count);
  for (let stack = 0; stack < count; stack++) {
    walks[2 * stack] = start[stack]!;
    walks[2 * stack + 1] = start[stack + 1]! - start[stack]!;
    order[stack] = stack;
  }
  return { frames, frameCount, walks, step: 1, order };
}

export function sandwichPaths(stacks: DistinctStacks, name: number, side: 'callers' | 'callees'): Paths {
  const { count, start, frames, frameCount } = stacks;
  const walks = new Int32Array(2 * count);
  const order: number[] = [];
  for (let stack = 0; stack < count; stack++) {
    for (let at = start[stack]!, end = start[stack + 1]!; at < end; at++) {
      if (nameOf(frames[at]!) !== name) continue;
      walks[2 * stack] = side === 'callers' ? at - 1 : at + 1;
      walks[2 * stack + 1] = side === 'callers' ? at - start[stack]! : end - at - 1;
      order.push(stack);
      break;
    }
  }
  return { frames, frameCount, walks, step: side === 'callers' ? -1 : 1, order: Int32Array.from(order) };
}
