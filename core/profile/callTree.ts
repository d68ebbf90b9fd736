// Rows of a call tree, made when they are asked for: the children of one call path, heaviest first.
import { byText } from '../text/byText';
import type { Frame } from '../messages/profileView';
import type { Partition } from './partition';

export interface TreeQuery {
  readonly parts: Partition;
  /** How many stacks take part. */
  readonly stacks: number;
  readonly compares: boolean;
  readonly text: (frame: Frame) => string;
  /** From the outermost frame to the one whose children are wanted. */
  readonly path: readonly Frame[];
  readonly first: number;
  readonly count: number;
}

export interface TreeRow {
  readonly frame: Frame;
  readonly value: number;
  readonly self: number;
  readonly base: number;
  /** How many rows there are below it. */
  readonly children: number;
}

/** `rows`: of all there are, `count` from `first` on; none where the path is not there. */
export function treeRows(query: TreeQuery): { readonly rows: readonly TreeRow[]; readonly all: number } {
  const { parts, stacks, compares, text, path, first, count } = query;
  const range = rangeOf(parts, path, stacks);
  if (!range) return { rows: [], all: 0 };
  parts.split(range.from, range.to, path.length);
  const { children } = parts;
  const found = Array.from({ length: children.count }, (_, child) => ({
    frame: children.frame[child]!,
    size: children.size[child]!,
    after: children.after[child]!,
    before: children.before[child]!,
    from: children.from[child]!,
    to: children.to[child]!,
  })).filter(({ size }) => size > 0);
  found.sort((a, b) => b.size - a.size || byText(text(a.frame), text(b.frame)) || a.frame - b.frame);
  const rows = found.slice(first, first + count).map(({ frame, after, before, from, to }): TreeRow => {
    parts.split(from, to, path.length + 1);
    const { selfAfter, selfBefore, size } = children;
    const self = compares ? selfAfter : selfAfter - selfBefore;
    const below = size.subarray(0, children.count).reduce((sum, weight) => sum + (weight > 0 ? 1 : 0), 0);
    return { frame, value: compares ? after : after - before, self, base: before, children: below };
  });
  return { rows, all: found.length };
}

/** Where in the order the stacks that begin with these frames are; null where there are none. */
function rangeOf(parts: Partition, path: readonly Frame[], stacks: number): { from: number; to: number } | null {
  let range = { from: 0, to: stacks };
  for (const [depth, wanted] of path.entries()) {
    parts.split(range.from, range.to, depth);
    const { children } = parts;
    const child = children.frame.subarray(0, children.count).indexOf(wanted);
    if (child < 0) return null;
    range = { from: children.from[child]!, to: children.to[child]! };
  }
  return range;
}
