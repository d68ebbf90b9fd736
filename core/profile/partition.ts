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
  /** Splits the stacks `order[from] … order[to - 1]`, which have had `depth` steps in common. Of stacks that weigh nothing come children that weigh nothing. */
  split(from: number, to: number, depth: number): void;
}

export function partition({ frames, frameCount, walks, step, order }: Paths, weights: Weights): Partition {
  const { after: ownAfter, before: ownBefore, size: ownSize } = weights;
  // Which child a frame is, and in which split that was: older entries need not be wiped.
  const childOf = new Int32Array(frameCount);
  const seenIn = new Int32Array(frameCount);
  const childAt = new Int32Array(order.length);
  const moved = new Int32Array(order.length);
  const frame = new Int32Array(frameCount);
  const size = new Float64Array(frameCount);
  // Without values below zero the size of a box is its value.
  const after = ownBefore ? new Float64Array(frameCount) : size;
  const before = new Float64Array(frameCount);
  const start = new Int32Array(frameCount);
  const end = new Int32Array(frameCount);
  const children = { count: 0, frame, size, after, before, from: start, to: end, selfAfter: 0, selfBefore: 0 };
  let splits = 0;

  function split(from: number, to: number, depth: number): void {
    splits++;
    let count = 0;
    let ending = 0;
    let [selfAfter, selfBefore] = [0, 0];
    for (let at = from; at < to; at++) {
      const stack = order[at]!;
      if (depth >= walks[2 * stack + 1]!) {
        childAt[at] = -1;
        ending++;
        selfAfter += ownAfter[stack]!;
        if (ownBefore) selfBefore += ownBefore[stack]!;
        continue;
      }
      const found = frames[walks[2 * stack]! + step * depth]!;
      let child: number;
      if (seenIn[found] === splits) {
        child = childOf[found]!;
        end[child]!++;
        size[child]! += ownSize[stack]!;
      } else {
        seenIn[found] = splits;
        child = count++;
        childOf[found] = child;
        frame[child] = found;
        end[child] = 1;
        size[child] = ownSize[stack]!;
        if (ownBefore) after[child] = before[child] = 0;
      }
      childAt[at] = child;
      if (ownBefore) {
        after[child]! += ownAfter[stack]!;
        before[child]! += ownBefore[stack]!;
      }
    }
    children.count = count;
    children.selfAfter = selfAfter;
    children.selfBefore = selfBefore;
    place(from, to, count, ending);
  }

  /** From the numbers of stacks to their places: those that end here first, then child after child. */
  function place(from: number, to: number, count: number, ending: number): void {
    let at = from + ending;
    for (let child = 0; child < count; child++) {
      const stacks = end[child]!;
      start[child] = at;
      end[child] = at;
      at += stacks;
    }
    if (count <= 1 && (count === 0 || ending === 0)) {
      if (count === 1) end[0] = to;
      return;
    }
    let last = from;
    for (let index = from; index < to; index++) {
      const child = childAt[index]!;
      moved[child < 0 ? last++ : end[child]!++] = order[index]!;
    }
    order.set(moved.subarray(from, to), from);
  }

  return { children, split };
}
