// The best order of a struct's fields: the least size on every architecture that counts, then the fewest pointer bytes on the first of them, then
// the least movement, for a reader's diff is part of the price. Two fields that tie never swap.
//
// No search is needed for size: zero-size fields first, then by descending alignment (on 32-bit as well, where a 64-bit atomic is aligned
// differently than other words) reaches `roundUp(sum, align)` everywhere. The search is for the order next to today's that does the same.
import { leastSize, placeFields, type Measure, type PlacedStruct } from './rules';
import type { GroupRule, OrderUnit } from './orderUnit';
import { searchOrder, type Wanted } from './searchOrder';

export interface FoundOrder {
  /** Indices of units, first to last. */
  readonly order: readonly number[];
  /** On each architecture. */
  readonly placed: readonly PlacedStruct[];
  /** How many units do not stay in today's order. */
  readonly moved: number;
  readonly groups: GroupRule;
}

export interface OrderOptions {
  /** What may be done to the groups at most; `mixed` where it is left out. */
  readonly groups?: GroupRule;
  /** Also an order that is not smaller, but has fewer pointer bytes. */
  readonly forPointers?: boolean;
}

/**
 * Null where no order is smaller on any of the architectures (`forPointers`: nor has fewer pointer bytes), or the smaller ones are larger on
 * another. The units in today's order.
 */
export function bestOrder(
  units: readonly OrderUnit[],
  { groups = 'mixed', forPointers = false }: OrderOptions = {},
): FoundOrder | null {
  if (units.length < 2) return null;
  const today = placeOrder(units, indicesOf(units));
  const least = leastSizes(units, groups, today);
  const isSmaller = least.known.placed.some(({ size }, at) => size < today[at]!.size);
  // Most structs are as small as can be, and need no search.
  if (!isSmaller && !forPointers) return null;
  const best = leastOrder(units, groups, least);
  const hasFewerPointers = isSmaller || pointersOf(best.placed) < pointersOf(today);
  return hasFewerPointers ? best : null;
}

/** The gentlest way to the least size and, at that size, the fewest pointer bytes. */
function leastOrder(units: readonly OrderUnit[], groups: GroupRule, { sizes, known }: LeastSizes): FoundOrder {
  const best = gentlest(units, { sizes, groups, pointerBytes: pointersOf(known.placed) }) ?? known.order;
  const pointerBytes = pointersOf(placeOrder(units, best));
  for (const rule of rules.slice(0, rules.indexOf(groups))) {
    const gentler = gentlest(units, { sizes, groups: rule, pointerBytes });
    if (gentler) return found(units, gentler);
  }
  return found(units, best);
}

/** Of the orders with the fewest pointer bytes that moves the fewest; of those the sorted one, largest first, as one expects it. */
function gentlest(units: readonly OrderUnit[], wanted: Wanted): readonly number[] | null {
  const { sizes, groups, pointerBytes = Infinity } = wanted;
  let sortedOne: FoundOrder | null = null;
  for (const order of candidates(units, groups)) {
    const one = found(units, order);
    const fits = one.placed.every(({ size }, at) => size <= sizes[at]!) && pointersOf(one.placed) <= pointerBytes;
    if (!fits || rules.indexOf(one.groups) > rules.indexOf(groups)) continue;
    if (!sortedOne || isBetter(one, sortedOne)) sortedOne = one;
  }
  const known = sortedOne && { pointerBytes: pointersOf(sortedOne.placed), moved: sortedOne.moved };
  return searchOrder(units, { ...wanted, ...(known && { known }) }) ?? sortedOne?.order ?? null;
}

const isBetter = (one: FoundOrder, other: FoundOrder): boolean =>
  (pointersOf(one.placed) - pointersOf(other.placed) || one.moved - other.moved) < 0;

interface LeastSizes {
  /** On each architecture. */
  readonly sizes: readonly number[];
  /** An order that reaches them. */
  readonly known: Candidate;
}

/** The least that is known to be reached under the rule: by one of the sorted orders, or by search where groups make it harder. */
function leastSizes(units: readonly OrderUnit[], groups: GroupRule, today: readonly PlacedStruct[]): LeastSizes {
  const known = [indicesOf(units), ...candidates(units, groups)]
    .map(order => ({ order, placed: placeOrder(units, order) }))
    .filter(({ placed }) => isNotLarger(placed, today))
    .reduce((least, other) => (compare(other.placed, least.placed) < 0 ? other : least));
  const own = known.placed[0]!;
  const most = known.placed.map(({ size }) => size);
  const measures = units.flatMap(({ count, on }) => Array<Measure>(count).fill(on[0]!));
  // Where nothing is in the way the sorted order is the least.
  const isFree = groups === 'mixed' && !units.some(({ isPinned }) => isPinned);
  for (let size = isFree ? own.size : leastSize(measures); size < own.size; size += own.align) {
    const sizes = [size, ...most.slice(1)];
    const order = searchOrder(units, { sizes, groups });
    if (order) return { sizes, known: { order, placed: placeOrder(units, order) } };
  }
  return { sizes: most, known };
}

const indicesOf = (units: readonly OrderUnit[]): readonly number[] => units.map((_, index) => index);

/** Where the fields lie in an order of units, on each architecture. */
export function placeOrder(units: readonly OrderUnit[], order: readonly number[]): readonly PlacedStruct[] {
  const architectures = units[0]?.on.length ?? 0;
  return Array.from({ length: architectures }, (_, at) =>
    placeFields(order.flatMap(index => Array<Measure>(units[index]!.count).fill(units[index]!.on[at]!))),
  );
}

const rules: readonly GroupRule[] = ['inside', 'whole', 'mixed'];

function found(units: readonly OrderUnit[], order: readonly number[]): FoundOrder {
  return { order, placed: placeOrder(units, order), moved: movedIn(order), groups: groupsOf(units, order) };
}

/** How many have to be taken out of today's order to make this one. */
export function movedIn(order: readonly number[]): number {
  // The longest ascending row stays: `ends[n]` is the least end of a row of n + 1.
  const ends: number[] = [];
  for (const index of order) {
    const at = ends.findIndex(end => end > index);
    ends[at < 0 ? ends.length : at] = index;
  }
  return order.length - ends.length;
}

/** What an order does to the groups. */
export function groupsOf(units: readonly OrderUnit[], order: readonly number[]): GroupRule {
  const groups = order.map(index => units[index]!.group);
  const runs = groups.filter((group, at) => at === 0 || groups[at - 1] !== group);
  if (new Set(runs).size < runs.length) return 'mixed';
  return runs.every((group, at) => at === 0 || runs[at - 1]! < group) ? 'inside' : 'whole';
}

/** Orders among which the least is, or is near. */
function candidates(units: readonly OrderUnit[], groups: GroupRule): readonly (readonly number[])[] {
  const indices = indicesOf(units);
  if (groups === 'mixed') return sortings.map(by => sorted(units, indices, by));
  const byGroup = [...new Set(units.map(({ group }) => group))].map(group =>
    indices.filter(index => units[index]!.group === group),
  );
  return sortings.flatMap(by => {
    const descending = byGroup.map(own => sorted(units, own, by));
    const ascending = descending.map(own => rising(units, own));
    // A group that ends with small fields before one that begins with them: no hole between the two.
    const zigzag = descending.map((own, at) => (at % 2 === 0 ? own : ascending[at]!));
    const zagzig = descending.map((own, at) => (at % 2 === 1 ? own : ascending[at]!));
    const ways = [descending, ascending, zigzag, zagzig];
    const orders = ways.map(way => way.flat());
    if (groups === 'inside') return orders;
    const largestFirst = [...descending].sort((a, b) => by(units[a[0]!]!, units[b[0]!]!) || a[0]! - b[0]!);
    return [...orders, largestFirst.flat()];
  });
}

type Compare = (a: OrderUnit, b: OrderUnit) => number;

/** Zero-size first; then by alignment, on the first architecture alone or on all; then pointers, those with the longest tail last. */
const sortings: readonly Compare[] = [1, Infinity].map(
  architectures => (a: OrderUnit, b: OrderUnit) =>
    pinnedFirst(a, b) ||
    Number(a.on[0]!.size > 0) - Number(b.on[0]!.size > 0) ||
    byAlignment(a, b, architectures) ||
    byPointers(a.on[0]!, b.on[0]!),
);

const pinnedFirst: Compare = (a, b) => Number(b.isPinned ?? false) - Number(a.isPinned ?? false);

function byAlignment(a: OrderUnit, b: OrderUnit, architectures: number): number {
  for (let at = 0; at < Math.min(architectures, a.on.length); at++) {
    const difference = b.on[at]!.align - a.on[at]!.align;
    if (difference !== 0) return difference;
  }
  return 0;
}

function byPointers(a: Measure, b: Measure): number {
  const [first, second] = [pointersIn(a), pointersIn(b)];
  if (first === 0 || second === 0) return Number(first === 0) - Number(second === 0);
  return a.size - first - (b.size - second);
}

/** What is not known counts as pointers all through. */
const pointersIn = ({ size, pointerBytes }: Measure): number => pointerBytes ?? size;

function sorted(units: readonly OrderUnit[], indices: readonly number[], by: Compare): number[] {
  return [...indices].sort((a, b) => by(units[a]!, units[b]!) || a - b);
}

/** The same turned around, ties as they were, what is pinned or has no size first. */
function rising(units: readonly OrderUnit[], descending: readonly number[]): number[] {
  const first = (index: number): number => Number(!units[index]!.isPinned && units[index]!.on[0]!.size > 0);
  const align = (index: number): number => units[index]!.on[0]!.align;
  return [...descending].sort((a, b) => first(a) - first(b) || (first(a) ? align(a) - align(b) : 0) || a - b);
}

interface Candidate {
  readonly order: readonly number[];
  readonly placed: readonly PlacedStruct[];
}

/** The sum over the architectures first: a size that is least on each is least in sum. */
function compare(a: readonly PlacedStruct[], b: readonly PlacedStruct[]): number {
  const sum = (placed: readonly PlacedStruct[]): number => placed.reduce((all, { size }) => all + size, 0);
  return sum(a) - sum(b) || pointersOf(a) - pointersOf(b);
}

const pointersOf = ([own]: readonly PlacedStruct[]): number => own?.pointerBytes ?? own?.size ?? 0;

function isNotLarger(placed: readonly PlacedStruct[], today: readonly PlacedStruct[]): boolean {
  return placed.every(({ size }, at) => size <= today[at]!.size);
}
