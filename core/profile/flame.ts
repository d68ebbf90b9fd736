// The boxes of a flame graph, level by level. The whole tree is never built: a box is split into its children only where it is at least
// half a pixel wide and in sight, which is a few thousand boxes for a profile of any size. What is narrower is drawn as one grey box with
// its neighbours; looked at closer, it is a box (or several) of its own.
//
//   all──────────────────────┐
//   main───────────┐ gc──────┤    children from the left, by value or by name; the gap on the right is the box's own value
//   Get────┐rest─┐ │ mark──┐
import { byText } from '../text/byText';
import type { Frame, Span } from '../messages/profileView';
import type { Children, Partition } from './partition';
import type { Paths } from './paths';
import type { Weights } from './weights';

export interface FlameQuery {
  readonly paths: Paths;
  readonly weights: Weights;
  /** Of these paths and weights. */
  readonly parts: Partition;
  /** Two profiles are set against each other: `value` is this one's and `base` the other's. */
  readonly compares: boolean;
  readonly text: (frame: Frame) => string;
  readonly order: 'value' | 'name';
  /** Pixels for {@link span}. */
  readonly width: number;
  /** Null: as wide as the box that `zoom` leads to. */
  readonly span: Span | null;
  readonly zoom: readonly Frame[];
}

/** As in `Picture`, with frames instead of names; -1: the root, or several boxes as one. */
export interface Flame {
  readonly depth: Int32Array;
  readonly parent: Int32Array;
  readonly frame: Int32Array;
  readonly merged: Int32Array;
  readonly x: Float64Array;
  readonly size: Float64Array;
  readonly value: Float64Array;
  readonly self: Float64Array;
  readonly base: Float64Array | null;
  readonly span: Span;
  readonly zoom: readonly Frame[];
}

/** A million boxes are more than a screen shows; only a hostile file has as many. */
const mostBoxes = 1_000_000;

export function layOut(query: FlameQuery): Flame {
  const { paths, weights, parts, compares, order } = query;
  const { children } = parts;
  const compare = comparer(query, children);
  const whole = sumOf(paths.order, weights);
  const { span, zoom } = query.span ? { span: query.span, zoom: query.zoom } : zoomSpan(query, compare, whole.size);
  const narrow = (span.to - span.from) / Math.max(1, query.width) / 2;
  const isSeen = (x: number, size: number) => size >= narrow && size > 0 && x < span.to && x + size > span.from;

  const boxes = newBoxes(compares);
  boxes.add({ depth: 0, parent: -1, frame: -1, merged: 0, x: 0, ...whole });
  // Boxes whose children are to be looked at, the leftmost on top. One goes all the way down before its neighbour: the stacks of
  // a small part are still in the processor's cache when their next frame is read, which makes large profiles four times as fast.
  const open: OpenBox[] = [{ box: 0, depth: 0, from: 0, to: paths.order.length }];
  for (let top = open.pop(); top; top = open.pop()) {
    const { box, depth, from, to } = top;
    const firstNew = open.length;
    parts.split(from, to, depth);
    boxes.self[box] = compares ? children.selfAfter : children.selfAfter - children.selfBefore;
    let x = boxes.x[box]!;
    const rest = { merged: 0, x, size: 0, after: 0, before: 0 };
    const flushRest = () => {
      if (rest.merged > 0 && isSeen(rest.x, rest.size)) {
        boxes.add({ depth: depth + 1, parent: box, frame: -1, ...rest });
      }
      rest.merged = rest.size = rest.after = rest.before = 0;
    };
    for (const child of leftToRight(children, order, compare, narrow)) {
      const size = children.size[child]!;
      const [after, before] = [children.after[child]!, children.before[child]!];
      if (size < narrow) {
        if (rest.merged === 0) rest.x = x;
        rest.merged++;
        rest.size += size;
        rest.after += after;
        rest.before += before;
        x += size;
        continue;
      }
      flushRest();
      if (isSeen(x, size) && boxes.x.length < mostBoxes) {
        const frame = children.frame[child]!;
        const made = boxes.add({ depth: depth + 1, parent: box, frame, merged: 0, x, size, after, before });
        open.push({ box: made, depth: depth + 1, from: children.from[child]!, to: children.to[child]! });
      }
      x += size;
    }
    flushRest();
    reverseFrom(open, firstNew);
  }
  return { ...byLevel(boxes.columns), span, zoom };
}

interface OpenBox {
  readonly box: number;
  readonly depth: number;
  readonly from: number;
  readonly to: number;
}

/** Which of two children stands further left. */
type Compare = (a: number, b: number) => number;

function comparer({ order, text }: FlameQuery, { frame, size }: Children): Compare {
  const byName: Compare = (a, b) => byText(text(frame[a]!), text(frame[b]!)) || frame[a]! - frame[b]!;
  // Names break ties, else the same profile written twice would look different.
  return order === 'name' ? byName : (a, b) => size[b]! - size[a]! || byName(a, b);
}

/**
 * The children of the last split that weigh something. By value the narrow ones are the last, and become one box: which of
 * them is where needs no sorting, and they may be thousands.
 */
function leftToRight(
  { count, size }: Children,
  order: 'value' | 'name',
  compare: Compare,
  narrow: number,
): readonly number[] {
  const sorted: number[] = [];
  const last: number[] = [];
  for (let child = 0; child < count; child++) {
    if (size[child]! <= 0) continue;
    if (order === 'value' && size[child]! < narrow) last.push(child);
    else sorted.push(child);
  }
  if (sorted.length > 1) sorted.sort(compare);
  return last.length === 0 ? sorted : sorted.concat(last);
}

/** The stretch of the box that a path of frames leads to, as far as it is there. */
function zoomSpan({ zoom, paths, parts }: FlameQuery, compare: Compare, whole: number) {
  const { children } = parts;
  let span: Span = { from: 0, to: whole };
  let [from, to] = [0, paths.order.length];
  for (const [depth, wanted] of zoom.entries()) {
    parts.split(from, to, depth);
    const found = children.frame.subarray(0, children.count).indexOf(wanted);
    if (found < 0 || children.size[found]! <= 0) return { span, zoom: zoom.slice(0, depth) };
    let x = span.from;
    for (let child = 0; child < children.count; child++) {
      if (children.size[child]! > 0 && compare(child, found) < 0) x += children.size[child]!;
    }
    span = { from: x, to: x + children.size[found]! };
    [from, to] = [children.from[found]!, children.to[found]!];
  }
  return { span, zoom };
}

interface Sum {
  readonly size: number;
  readonly after: number;
  readonly before: number;
}

function reverseFrom<T>(list: T[], first: number): void {
  for (let low = first, high = list.length - 1; low < high; low++, high--) {
    [list[low], list[high]] = [list[high]!, list[low]!];
  }
}

/** Boxes of one depth have come from left to right; put the depths one after the other, and they are level by level. */
function byLevel(columns: Columns): Omit<Flame, 'span' | 'zoom'> {
  const { depth } = columns;
  const count = depth.length;
  // Where the next box of each depth goes.
  const next: number[] = [0];
  for (const level of depth) next[level + 1] = (next[level + 1] ?? 0) + 1;
  for (let level = 1; level < next.length; level++) next[level]! += next[level - 1]!;
  const place = new Int32Array(count);
  for (let box = 0; box < count; box++) place[box] = next[depth[box]!]!++;

  const moved = <T extends Int32Array | Float64Array>(column: readonly number[], to: T): T => {
    for (let box = 0; box < count; box++) to[place[box]!] = column[box]!;
    return to;
  };
  const whole = (column: readonly number[]) => moved(column, new Int32Array(count));
  const numbers = (column: readonly number[]) => moved(column, new Float64Array(count));
  return {
    depth: whole(depth),
    parent: whole(columns.parent).map(box => (box < 0 ? box : place[box]!)),
    frame: whole(columns.frame),
    merged: whole(columns.merged),
    x: numbers(columns.x),
    size: numbers(columns.size),
    value: numbers(columns.value),
    self: numbers(columns.self),
    base: columns.base && numbers(columns.base),
  };
}

export function sumOf(order: Int32Array, weights: Weights): Sum {
  let [size, after, before] = [0, 0, 0];
  for (const stack of order) {
    size += weights.size[stack]!;
    after += weights.after[stack]!;
    if (weights.before) before += weights.before[stack]!;
  }
  return { size, after, before };
}

interface NewBox extends Sum {
  readonly depth: number;
  readonly parent: number;
  readonly frame: number;
  readonly merged: number;
  readonly x: number;
}

type Columns = ReturnType<typeof newBoxes>['columns'];

function newBoxes(compares: boolean) {
  const columns = {
    depth: [] as number[],
    parent: [] as number[],
    frame: [] as number[],
    merged: [] as number[],
    x: [] as number[],
    size: [] as number[],
    value: [] as number[],
    self: [] as number[],
    base: compares ? ([] as number[]) : null,
  };
  return {
    columns,
    x: columns.x,
    self: columns.self,
    add({ depth, parent, frame, merged, x, size, after, before }: NewBox): number {
      columns.depth.push(depth);
      columns.parent.push(parent);
      columns.frame.push(frame);
      columns.merged.push(merged);
      columns.x.push(x);
      columns.size.push(size);
      columns.value.push(compares ? after : after - before);
      columns.base?.push(before);
      return columns.self.push(0) - 1;
    },
  };
}
