// The boxes of a flame graph, level by level. The whole tree is never built: a box is split into its children only where it is at least
// half a pixel wide and in sight, which is a few thousand boxes for a profile of any size. What is narrower is drawn as one grey box with
// its neighbours; looked at closer, it is a box (or several) of its own.
//
//   all──────────────────────┐
//   main───────────┐ gc──────┤    children from the left, by value or by name; the gap on the right is the box's own value
//   Get────┐rest─┐ │ mark──┐
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
  readonly depth: readonly number[];
  readonly parent: readonly number[];
  readonly frame: readonly number[];
  readonly merged: readonly number[];
  readonly x: readonly number[];
  readonly size: readonly number[];
  readonly value: readonly number[];
  readonly self: readonly number[];
  readonly base: readonly number[] | null;
  readonly span: Span;
  readonly zoom: readonly Frame[];
}

/** A million boxes are more than a screen shows; only a hostile file has as many. */
const mostBoxes = 1_000_000;

export function layOut(query: FlameQuery): Flame {
  const { paths, weights, parts, compares } = query;
  const sort = sorter(query, parts.children);
  const whole = sumOf(paths.order, weights);
  const { span, zoom } = query.span ? { span: query.span, zoom: query.zoom } : zoomSpan(query, sort, whole.size);
  const pixel = (span.to - span.from) / Math.max(1, query.width);
  const isSeen = (x: number, size: number) => size >= pixel / 2 && size > 0 && x < span.to && x + size > span.from;

  const boxes = newBoxes(compares);
  boxes.add({ depth: 0, parent: -1, frame: -1, merged: 0, x: 0, ...whole });
  // The boxes of the present level that have children to be looked at, and where their stacks are.
  let open: OpenBox[] = [{ box: 0, from: 0, to: paths.order.length }];
  for (let depth = 0; open.length > 0; depth++) {
    const next: OpenBox[] = [];
    for (const { box, from, to } of open) {
      parts.split(from, to, depth);
      const { children } = parts;
      boxes.self[box] = compares ? children.selfAfter : children.selfAfter - children.selfBefore;
      let x = boxes.x[box]!;
      const rest = { merged: 0, x, size: 0, after: 0, before: 0 };
      const flushRest = () => {
        if (rest.merged > 0 && isSeen(rest.x, rest.size))
          boxes.add({ depth: depth + 1, parent: box, frame: -1, ...rest });
        rest.merged = rest.size = rest.after = rest.before = 0;
      };
      for (const child of sort()) {
        const size = children.size[child]!;
        const [after, before] = [children.after[child]!, children.before[child]!];
        if (size < pixel / 2) {
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
          next.push({ box: made, from: children.from[child]!, to: children.to[child]! });
        }
        x += size;
      }
      flushRest();
    }
    open = next;
  }
  return { ...boxes.columns, span, zoom };
}

interface OpenBox {
  readonly box: number;
  readonly from: number;
  readonly to: number;
}

/** The children of the last split that weigh something, from left to right. */
function sorter({ order, text }: FlameQuery, children: Children): () => readonly number[] {
  const { frame, size } = children;
  const byName = (a: number, b: number) => {
    const [nameA, nameB] = [text(frame[a]!), text(frame[b]!)];
    return nameA < nameB ? -1 : nameA > nameB ? 1 : frame[a]! - frame[b]!;
  };
  // Names break ties, else the same profile written twice would look different.
  const compare = order === 'name' ? byName : (a: number, b: number) => size[b]! - size[a]! || byName(a, b);
  return () => {
    const found: number[] = [];
    for (let child = 0; child < children.count; child++) if (size[child]! > 0) found.push(child);
    return found.length > 1 ? found.sort(compare) : found;
  };
}

/** The stretch of the box that a path of frames leads to, as far as it is there. */
function zoomSpan({ zoom, paths, parts }: FlameQuery, sort: () => readonly number[], whole: number) {
  let span: Span = { from: 0, to: whole };
  let [from, to] = [0, paths.order.length];
  for (const [depth, wanted] of zoom.entries()) {
    parts.split(from, to, depth);
    const { children } = parts;
    let x = span.from;
    let found = -1;
    for (const child of sort()) {
      if (children.frame[child] === wanted) {
        found = child;
        break;
      }
      x += children.size[child]!;
    }
    if (found < 0) return { span, zoom: zoom.slice(0, depth) };
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
