// The call tree as rows for a terminal, from the root down: only what carries weight is opened, heaviest first, so the whole tree of a large
// profile is never built.
import { byText } from '../text/byText';
import { simplest, type ExactNumber } from './exactNumber';
import { createHeap } from './heap';
import type { View } from './view';

export interface TreeRow {
  /** Which of the view's names. */
  readonly name: number;
  /** 0 for the outermost function. */
  readonly depth: number;
  readonly flat: ExactNumber;
  readonly cum: ExactNumber;
}

export interface TreeLimits {
  /** Nodes of less weight are left out. The weight of a node: its samples' values without their signs. */
  readonly least: number;
  /** No more nodes than this: the heaviest. */
  readonly most: number;
}

interface Node extends TreeRow {
  readonly weight: number;
  /** Its samples: `order[from] … order[to - 1]`. */
  readonly from: number;
  readonly to: number;
  children: Node[];
}

/** Rows in the order of a tree: each function before what it calls, heaviest first. `leftOut`: whether there is more. */
export function callTree(
  view: View,
  type: number,
  limits: TreeLimits,
): { readonly rows: readonly TreeRow[]; readonly leftOut: boolean } {
  const split = createSplit(view, type);
  const heaviestFirst = createHeap<Node>();
  let leftOut = false;
  const add = (nodes: readonly Node[]): Node[] => {
    const heavy = nodes.filter(({ weight }) => weight > 0 && weight >= limits.least);
    if (heavy.length < nodes.length) leftOut = true;
    for (const node of heavy) heaviestFirst.push(node);
    return heavy;
  };
  let roots = add(split.roots());
  const taken = new Set<Node>();
  for (let node = heaviestFirst.pop(); node !== null; node = heaviestFirst.pop()) {
    if (taken.size >= limits.most) {
      leftOut = true;
      break;
    }
    taken.add(node);
    node.children = add(split.children(node));
  }

  const { names } = view.frames;
  const sorted = (nodes: readonly Node[]): Node[] =>
    nodes
      .filter(node => taken.has(node))
      .sort((a, b) => b.weight - a.weight || byText(names.text(a.name), names.text(b.name)) || a.name - b.name);
  roots = sorted(roots);
  const rows: TreeRow[] = [];
  // No recursion: a stack may be as deep as a file is long.
  const open = [...roots].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    rows.push({ name: node.name, depth: node.depth, flat: node.flat, cum: node.cum });
    for (const child of sorted(node.children).reverse()) open.push(child);
  }
  return { rows, leftOut };
}

/** Cuts the samples of a node into those of its children: each sample has a cursor that goes from its root to its leaf. */
function createSplit({ profile, frames, stacks, samples }: View, type: number) {
  const { values, exact } = profile.values[type]!;
  const all = samples ?? Int32Array.from({ length: profile.sampleCount }, (_, sample) => sample);
  const order = all.filter(sample => values[sample] !== 0);
  const scratch = new Int32Array(order.length);
  const nameOf = new Int32Array(order.length);
  // By sample: the location that comes next, and how many of its frames have been seen.
  const at = stacks.end.slice();
  const seen = new Int32Array(profile.sampleCount);
  const groupOf = new Int32Array(frames.names.count).fill(-1);

  /** The next name towards the leaf; -1 where the stack ends. */
  function next(sample: number): number {
    for (;;) {
      const location = at[sample]! - 1;
      if (location < stacks.start[sample]!) return -1;
      const index = stacks.locations[location]!;
      const frame = frames.start[index + 1]! - 1 - seen[sample]!;
      if (frame >= frames.start[index]!) {
        seen[sample]!++;
        return frames.name[frame]!;
      }
      at[sample] = location;
      seen[sample] = 0;
    }
  }

  function sum(from: number, to: number): ExactNumber {
    let total = 0;
    let exactTotal = 0n;
    for (let index = from; index < to; index++) {
      if (exact) exactTotal += exact[order[index]!]!;
      else total += values[order[index]!]!;
    }
    return exact ? simplest(BigInt.asIntN(64, exactTotal)) : total;
  }

  /** Orders `order[from, to)` by the next name, those that end here first, and calls back for each name. */
  function group(from: number, to: number): { readonly name: number; readonly from: number; readonly to: number }[] {
    const names: number[] = [];
    const counts: number[] = [];
    let ended = 0;
    for (let index = from; index < to; index++) {
      const name = next(order[index]!);
      nameOf[index] = name;
      if (name < 0) ended++;
      else if (groupOf[name]! < 0) {
        groupOf[name] = names.push(name) - 1;
        counts.push(1);
      } else counts[groupOf[name]!]!++;
    }
    const starts: number[] = [];
    let start = from + ended;
    for (const count of counts) {
      starts.push(start);
      start += count;
    }
    const fill = [...starts];
    let end = from;
    for (let index = from; index < to; index++) {
      const name = nameOf[index]!;
      scratch[name < 0 ? end++ : fill[groupOf[name]!]!++] = order[index]!;
    }
    order.set(scratch.subarray(from, to), from);
    for (const name of names) groupOf[name] = -1;
    return names.map((name, index) => ({ name, from: starts[index]!, to: fill[index]! }));
  }

  function nodes(from: number, to: number, depth: number): Node[] {
    return group(from, to).map(({ name, from: start, to: end }) => {
      let weight = 0;
      for (let index = start; index < end; index++) weight += Math.abs(values[order[index]!]!);
      return {
        name,
        depth,
        weight,
        from: start,
        to: end,
        cum: sum(start, end),
        flat: flatOf(start, end),
        children: [],
      };
    });
  }

  /** What ends right here: looked for ahead, the cursors stay. */
  function flatOf(from: number, to: number): ExactNumber {
    let total = 0;
    let exactTotal = 0n;
    for (let index = from; index < to; index++) {
      const sample = order[index]!;
      const [location, count] = [at[sample]!, seen[sample]!];
      if (next(sample) < 0) {
        if (exact) exactTotal += exact[sample]!;
        else total += values[sample]!;
      }
      at[sample] = location;
      seen[sample] = count;
    }
    return exact ? simplest(BigInt.asIntN(64, exactTotal)) : total;
  }

  return {
    roots: () => nodes(0, order.length, 0),
    children: ({ from, to, depth }: Node) => nodes(from, to, depth + 1),
  };
}
