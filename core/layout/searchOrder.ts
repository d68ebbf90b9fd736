// Looks for the order of a struct's fields that is no larger than wanted, with the fewest pointer bytes, and as near to today's as can be: field by
// field, today's first, turning back where what is left cannot fit any more. Exact for small structs; for large ones it stops after a number of
// steps with the best that it has seen.
import type { GroupRule, OrderUnit } from './orderUnit';
import { roundUp, type Measure } from './rules';

export interface Wanted {
  /** The most bytes on each architecture. */
  readonly sizes: readonly number[];
  readonly groups: GroupRule;
  /** The most pointer bytes on the first architecture; no limit where it is left out. */
  readonly pointerBytes?: number;
  /** Of an order that is known: only better ones are looked for. */
  readonly known?: { readonly pointerBytes: number; readonly moved: number };
}

/** Fields looked at, over all steps: a hundredth of a second or two at the most. */
const mostSteps = 40_000;

/** Indices of units; null where there is no such order, or none was found. */
export function searchOrder(units: readonly OrderUnit[], wanted: Wanted): readonly number[] | null {
  const search = newSearch(units, wanted);
  step(search, {
    ends: wanted.sizes.map(() => 0),
    pointerEnd: 0,
    rows: [],
    group: null,
  });
  return search.found;
}

interface Search {
  readonly units: readonly OrderUnit[];
  readonly wanted: Wanted;
  /** The unit before it that it may not overtake, by index: one that ties with it, or a pinned one. */
  readonly behind: readonly (readonly number[])[];
  /** Today's order, but what has no size first: at the end it would cost. */
  readonly tried: readonly number[];
  readonly placed: boolean[];
  readonly order: number[];
  /** Bytes of what is not placed, on each architecture. */
  readonly left: number[];
  stepsLeft: number;
  best: { pointerBytes: number; moved: number };
  found: readonly number[] | null;
}

/** Where the units placed so far end. */
interface Prefix {
  readonly ends: readonly number[];
  /** Of the last pointer, on the first architecture. */
  readonly pointerEnd: number;
  /** The least end of an ascending row of each length: those stay where they are. */
  readonly rows: readonly number[];
  readonly group: number | null;
}

function newSearch(units: readonly OrderUnit[], wanted: Wanted): Search {
  const total = (at: number): number => units.reduce((sum, { count, on }) => sum + count * on[at]!.size, 0);
  return {
    units,
    wanted,
    behind: units.map((unit, index) => overtaken(units, unit, index, wanted.groups)),
    tried: [...units.keys()].sort((a, b) => hasSize(units[a]!) - hasSize(units[b]!) || a - b),
    placed: units.map(() => false),
    order: [],
    left: wanted.sizes.map((_, at) => total(at)),
    stepsLeft: mostSteps,
    best: wanted.known ?? { pointerBytes: wanted.pointerBytes ?? Infinity, moved: Infinity },
    found: null,
  };
}

const hasSize = ({ on }: OrderUnit): number => Number(on[0]!.size > 0);

function overtaken(units: readonly OrderUnit[], unit: OrderUnit, index: number, groups: GroupRule): readonly number[] {
  return units.flatMap((other, at) => {
    if (other.isPinned && !unit.isPinned) return [at];
    const ties = at < index && (groups === 'mixed' || other.group === unit.group) && isTie(other, unit);
    return ties || (at < index && unit.isPinned === true && other.isPinned === true) ? [at] : [];
  });
}

const isTie = (a: OrderUnit, b: OrderUnit): boolean =>
  a.count === b.count && a.on.every((measure, at) => isSame(measure, b.on[at]!));

const isSame = (a: Measure, b: Measure): boolean =>
  a.size === b.size && a.align === b.align && a.pointerBytes === b.pointerBytes;

function step(search: Search, prefix: Prefix): void {
  const { units, placed, order } = search;
  if (order.length === units.length) return keep(search, prefix);
  for (const index of search.tried) {
    if (placed[index] || !mayFollow(search, prefix, index)) continue;
    if (search.stepsLeft <= 0) return;
    const next = place(search, prefix, index);
    placed[index] = true;
    order.push(index);
    take(search, index, -1);
    if (canEnd(search, next)) step(search, next);
    take(search, index, 1);
    order.pop();
    placed[index] = false;
  }
}

function mayFollow(search: Search, { group }: Prefix, index: number): boolean {
  const { units, placed, behind, wanted } = search;
  search.stepsLeft--;
  if (behind[index]!.some(other => !placed[other])) return false;
  if (wanted.groups === 'mixed') return true;
  const own = units[index]!.group;
  const isOpen = (number: number): boolean => units.some((unit, at) => unit.group === number && !placed[at]);
  if (group !== null && own !== group && isOpen(group)) return false;
  if (wanted.groups === 'whole') return true;
  return !units.some((unit, at) => unit.group < own && !placed[at]);
}

function take({ units, left }: Search, index: number, sign: 1 | -1): void {
  const { count, on } = units[index]!;
  for (let at = 0; at < left.length; at++) left[at]! += sign * count * on[at]!.size;
}

function place({ units }: Search, { ends, pointerEnd, rows }: Prefix, index: number): Prefix {
  const { count, on, group } = units[index]!;
  const starts = ends.map((end, at) => roundUp(end, on[at]!.align));
  const first = on[0]!;
  const pointers = first.pointerBytes ?? first.size;
  const row = rows.findIndex(end => end > index);
  const length = row < 0 ? rows.length : row;
  return {
    ends: starts.map((start, at) => start + count * on[at]!.size),
    pointerEnd: pointers > 0 ? starts[0]! + (count - 1) * first.size + pointers : pointerEnd,
    rows: [...rows.slice(0, length), index, ...rows.slice(length + 1)],
    group,
  };
}

/** Whether what is left may still fit, and may still be better than the best. */
function canEnd({ units, placed, order, left, wanted, best }: Search, { ends, pointerEnd, rows }: Prefix): boolean {
  const moved = order.length - rows.length;
  if (pointerEnd > best.pointerBytes || (pointerEnd === best.pointerBytes && moved >= best.moved)) return false;
  return ends.every((end, at) => {
    if (end + left[at]! > wanted.sizes[at]!) return false;
    // The least alignment of what is left: before that, there is a hole in any case.
    let align = Infinity;
    for (let index = 0; index < units.length && align > 1; index++) {
      const { size, align: own } = units[index]!.on[at]!;
      if (!placed[index] && size > 0 && own < align) align = own;
    }
    const start = align === Infinity ? end : roundUp(end, align);
    return start + left[at]! <= wanted.sizes[at]!;
  });
}

function keep(search: Search, { ends, pointerEnd, rows }: Prefix): void {
  const { units, order, wanted } = search;
  const last = units[order.at(-1)!]!;
  const fits = ends.every((end, at) => end + (last.on[at]!.size === 0 && end > 0 ? 1 : 0) <= wanted.sizes[at]!);
  if (!fits) return;
  search.best = { pointerBytes: pointerEnd, moved: order.length - rows.length };
  search.found = [...order];
}
