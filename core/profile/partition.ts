// One step of a walk down the stacks: those of one box are told apart by their next frame, and moved so that each child's lie side by
// side. Nothing is allocated for a box; the columns of the children are used again for the next one.
import type { Paths } from './paths';
import type { Weights } from './weights';

/** The children of one box, in no order. A partition's next `split` overwrites them. */
export interface Children {
  count: number;
  readonly frame: Int32Array;
  readonly size: Float64Array;
  readonly after: Float64Array;
  readonly before: Float64Array;
  /** The stacks of child c are `order[from[c]] … order[to[c] - 1]`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Of the stacks that end here. */
  selfAfter: number;
  selfBefore: number;
}

export interface Partition {
  readonly children: Children;
  /** Splits the stacks `order[from] … order[to - 1]`, which have had `depth` steps in common. Stacks that weigh nothing count for no child. */
  split(from: number, to: number, depth: number): void;
}

export function partition({ frames, frameCount, origin, length, step, order }: Paths, weights: Weights): Partition {
  const { after, size } = weights;
  const before = weights.before;
  // Which child a frame is, and in which split that was: older entries need not be wiped.
  const childOf = new Int32Array(frameCount);
  const seenIn = new Int32Array(frameCount);
  const child = new Int32Array(order.length);
  const moved = new Int32Array(order.length);
  let splits = 0;
  const columns = () => new Float64Array(frameCount);
  const children = {
    count: 0,
    frame: new Int32Array(frameCount),
    size: columns(),
    after: columns(),
    before: columns(),
    from: new Int32Array(frameCount),
    to: new Int32Array(frameCount),
    selfAfter: 0,
    selfBefore: 0,
  };

  function split(from: number, to: number, depth: number): void {
    splits++;
    let count = 0;
    let ending = 0;
    children.selfAfter = 0;
    children.selfBefore = 0;
    for (let at = from; at < to; at++) {
      const stack = order[at]!;
      if (depth >= length[stack]!) {
        child[at] = -1;
        ending++;
        children.selfAfter += after[stack]!;
        if (before) children.selfBefore += before[stack]!;
        continue;
      }
      const frame = frames[origin[stack]! + step * depth]!;
      let index: number;
      if (seenIn[frame] === splits) {
        index = childOf[frame]!;
      } else {
        seenIn[frame] = splits;
        index = count++;
        childOf[frame] = index;
        children.frame[index] = frame;
        children.size[index] = 0;
        children.after[index] = 0;
        children.before[index] = 0;
        children.to[index] = 0;
      }
      child[at] = index;
      children.to[index]!++;
      children.size[index]! += size[stack]!;
      children.after[index]! += after[stack]!;
      if (before) children.before[index]! += before[stack]!;
    }
    children.count = count;
    place(from, to, count, ending);
  }

  /** From the numbers of stacks to their places: those that end here first, then child after child. */
  function place(from: number, to: number, count: number, ending: number): void {
    let at = from + ending;
    for (let index = 0; index < count; index++) {
      const stacks = children.to[index]!;
      children.from[index] = at;
      children.to[index] = at;
      at += stacks;
    }
    if (count === 0 || (count === 1 && ending === 0)) {
      if (count === 1) children.to[0] = to;
      return;
    }
    let end = from;
    for (let index = from; index < to; index++) {
      const target = child[index]! < 0 ? end++ : children.to[child[index]!]!++;
      moved[target] = order[index]!;
    }
    for (let index = from; index < to; index++) order[index] = moved[index]!;
  }

  return { children, split };
}
