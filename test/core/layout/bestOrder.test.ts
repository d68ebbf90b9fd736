// The best order against all orders that there are, for structs of up to eight fields; and that large structs do not take long to be told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bestOrder, groupsOf, movedIn, placeOrder } from '#core/layout/bestOrder';
import type { GroupRule, OrderUnit } from '#core/layout/orderUnit';
import type { Measure } from '#core/layout/rules';

/** Measures on amd64 and on 386, as in the table of the language's types. */
const kinds: Readonly<Record<string, readonly [Measure, Measure]>> = {
  bool: [measure(1, 1, 0), measure(1, 1, 0)],
  int16: [measure(2, 2, 0), measure(2, 2, 0)],
  int32: [measure(4, 4, 0), measure(4, 4, 0)],
  int64: [measure(8, 8, 0), measure(8, 4, 0)],
  atomic: [measure(8, 8, 0), measure(8, 8, 0)],
  pointer: [measure(8, 8, 8), measure(4, 4, 4)],
  string: [measure(16, 8, 8), measure(8, 4, 4)],
  slice: [measure(24, 8, 8), measure(12, 4, 4)],
  interface: [measure(16, 8, 16), measure(8, 4, 8)],
  bytes3: [measure(3, 1, 0), measure(3, 1, 0)],
  complex64: [measure(8, 4, 0), measure(8, 4, 0)],
  nothing: [measure(0, 1, 0), measure(0, 1, 0)],
  funcs0: [measure(0, 8, 0), measure(0, 4, 0)],
  unknown: [measure(16, 8, null), measure(8, 4, null)],
};

function measure(size: number, align: number, pointerBytes: number | null): Measure {
  return { size, align, pointerBytes };
}

const unit = (kind: string, group = 0, count = 1): OrderUnit => ({ count, group, on: kinds[kind]! });

/** `bool,int64,2*bool|int32`: a bar between groups. */
function read(text: string): OrderUnit[] {
  return text.split('|').flatMap((part, group) =>
    part.split(',').map(word => {
      const [, count = '1', kind = ''] = /^(?:(\d)\*)?(.+)$/.exec(word)!;
      return unit(kind, group, Number(count));
    }),
  );
}

interface Numbers {
  readonly sizes: readonly number[];
  readonly pointers: number;
  readonly gentleness: number;
  readonly moved: number;
}

const gentleness: readonly GroupRule[] = ['inside', 'whole', 'mixed'];

function numbersOf(units: readonly OrderUnit[], order: readonly number[]): Numbers {
  const placed = placeOrder(units, order);
  return {
    sizes: placed.map(({ size }) => size),
    pointers: placed[0]!.pointerBytes ?? placed[0]!.size,
    gentleness: gentleness.indexOf(groupsOf(units, order)),
    moved: movedIn(order),
  };
}

function* permutations(rest: readonly number[], head: readonly number[] = []): Generator<readonly number[]> {
  if (rest.length === 0) yield head;
  for (const next of rest)
    yield* permutations(
      rest.filter(other => other !== next),
      [...head, next],
    );
}

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);

/** By looking at every order: those that are not larger anywhere, by sum of sizes, pointer bytes, groups, movement. */
function exhaustive(units: readonly OrderUnit[], groups: GroupRule): Numbers {
  const indices = units.map((_, index) => index);
  const today = numbersOf(units, indices);
  let least = today;
  for (const order of permutations(indices)) {
    const numbers = numbersOf(units, order);
    if (numbers.gentleness > gentleness.indexOf(groups)) continue;
    if (numbers.sizes.some((size, at) => size > today.sizes[at]!)) continue;
    const by =
      sum(numbers.sizes) - sum(least.sizes) ||
      numbers.pointers - least.pointers ||
      numbers.gentleness - least.gentleness ||
      numbers.moved - least.moved;
    if (by < 0) least = numbers;
  }
  return least;
}

function compareWithAll(units: readonly OrderUnit[]): void {
  const least = exhaustive(units, 'mixed');
  const today = numbersOf(
    units,
    units.map((_, index) => index),
  );
  const best = bestOrder(units);
  if (sum(least.sizes) === sum(today.sizes)) return assert.equal(best, null);
  assert.ok(best);
  assert.deepEqual(numbersOf(units, best.order), least);
  assert.deepEqual([...best.order].sort(), [...units.keys()].sort());
}

const someUnits = (most: number, names: readonly string[]): fc.Arbitrary<OrderUnit[]> =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom(...names),
        opens: fc.integer({ min: 0, max: 4 }).map(n => n === 0),
        count: fc.constantFrom(1, 1, 1, 2),
      }),
      { minLength: 2, maxLength: most },
    )
    .map(fields => {
      let group = 0;
      return fields.map(({ kind, opens, count }) => unit(kind, opens ? ++group : group, count));
    });

const known = Object.keys(kinds).filter(kind => kind !== 'unknown');

test('as good as the best of all orders, up to six declarations', () => {
  fc.assert(fc.property(someUnits(6, known), compareWithAll), { numRuns: 50, seed: 5 });
});

test('as good as the best of all orders, eight declarations', () => {
  const fields = fc.array(fc.constantFrom(...known), { minLength: 8, maxLength: 8 });
  const units = fields.map(names => names.map((kind, at) => unit(kind, Math.floor(at / 4))));
  fc.assert(fc.property(units, compareWithAll), { numRuns: 1, seed: 7 });
});

test('inside of groups as small as can be', () => {
  const check = (units: readonly OrderUnit[]): void => {
    const least = exhaustive(units, 'inside');
    const today = units.map((_, index) => index);
    const best = bestOrder(units, { groups: 'inside' });
    const { sizes } = numbersOf(units, best?.order ?? today);
    // On the build's own architecture; the other is only not to become larger.
    if (best) assert.equal(best.groups, 'inside');
    assert.ok(sizes[0]! <= least.sizes[0]!);
  };
  fc.assert(fc.property(someUnits(6, known), check), { numRuns: 30, seed: 11 });
});

test('never larger on either architecture, whatever the fields', () => {
  const check = (units: OrderUnit[]): void => {
    for (const groups of gentleness) {
      const best = bestOrder(units, { groups });
      const today = placeOrder(units, [...units.keys()]);
      best?.placed.forEach(({ size }, at) => assert.ok(size <= today[at]!.size));
    }
  };
  fc.assert(fc.property(someUnits(11, Object.keys(kinds)), check), { numRuns: 25, seed: 3 });
});

/** Today's order → the units' numbers in the best one; null: today's is. */
const cases: readonly (readonly [fields: string, order: string | null])[] = [
  ['bool,int64,bool', '1 0 2'],
  ['bool,int64,int32', '1 2 0'],
  ['int64,bool,int64,bool', '0 2 1 3'],
  ['int64,bool', null],
  ['int64,nothing', '1 0'],
  ['nothing,int64', null],
  ['int64,bool,int32,funcs0', '3 0 1 2'],
  // The least on both, though the sort by 64 bits alone would not be.
  ['bool,atomic,int32,pointer', '3 1 2 0'],
  // A gain on 386 alone.
  ['int32,atomic,int32', '1 0 2'],
  ['2*bool,int64,2*bool', '1 0 2'],
  // In its groups, though a mixed order is as small.
  ['bool,int64|int32', '1 0 2'],
  ['bool,int64|bool,int64', '1 0 2 3'],
  // Only by mixing.
  ['int64,bool|int64,bool|int64,bool', '0 2 4 1 3 5'],
];
for (const [fields, expected] of cases) {
  test(fields, () => assert.equal(bestOrder(read(fields))?.order.join(' ') ?? null, expected));
}

test('fewer pointer bytes are worth an order only where they are asked for', () => {
  const units = read('int64,pointer');
  assert.equal(bestOrder(units), null);
  assert.deepEqual(bestOrder(units, { forPointers: true })?.order, [1, 0]);
});

test('what is pinned stays first', () => {
  const units = read('bool,int64,bool,pointer').map((one, at) => ({ ...one, isPinned: at === 0 }));
  assert.equal(bestOrder(units)?.order[0], 0);
});

test('two hundred fields', () => {
  const units = Array.from({ length: 200 }, (_, at) => unit(known[(at * 7) % known.length]!, Math.floor(at / 9)));
  const best = bestOrder(units)!;
  assert.equal(best.placed[0]!.size % 8, 0);
  const bytes = units.reduce((all, { on }) => all + on[0]!.size, 0);
  assert.ok(best.placed[0]!.size - bytes < 8);
});
