// From the numbers that a file gives its locations (functions, mappings) to their indexes. Numbers are any uint64: small and dense as a rule,
// which costs an array access; hashes or addresses in some writers' files, which costs a look into a table of pairs of 32 bits.
// A number may be referred to before it is defined, so a reference is first a key.
import { tableSize } from './strings';
import { Malformed } from './wire';

export interface IdTable {
  /** Numbers below it are their own keys. */
  readonly dense: number;
  keyOf(low: number, high: number): number;
  /** Refuses number 0, and a second entry of one number. */
  define(low: number, high: number, index: number): void;
  /** -1 where nothing was defined. */
  indexOf(key: number): number;
}

/** `expected`: how many entries will be defined. */
export function createIdTable(expected: number): IdTable {
  const dense = Math.min(expected * 4 + 1024, 2 ** 26);
  const ofDense = new Int32Array(dense).fill(-1);
  let slots = new Int32Array(16);
  let lows = new Uint32Array(16);
  let highs = new Uint32Array(16);
  let ofWide = new Int32Array(16);
  let count = 0;

  function slotOf(low: number, high: number): number {
    const mask = slots.length - 1;
    let slot = mix(low, high) & mask;
    for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
      if (lows[found - 1] === low && highs[found - 1] === high) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  function grow(): void {
    const wanted = count * 2;
    lows = copyInto(new Uint32Array(wanted), lows);
    highs = copyInto(new Uint32Array(wanted), highs);
    ofWide = copyInto(new Int32Array(wanted), ofWide);
    slots = new Int32Array(tableSize(wanted));
    for (let entry = 0; entry < count; entry++) slots[slotOf(lows[entry]!, highs[entry]!)] = entry + 1;
  }

  function keyOf(low: number, high: number): number {
    if (high === 0 && low < dense) return low;
    let slot = slotOf(low, high);
    if (slots[slot] === 0) {
      if (count * 2 >= slots.length || count === lows.length) {
        grow();
        slot = slotOf(low, high);
      }
      lows[count] = low;
      highs[count] = high;
      ofWide[count] = -1;
      slots[slot] = ++count;
    }
    return dense + slots[slot]! - 1;
  }

  return {
    dense,
    keyOf,
    define(low, high, index) {
      if (low === 0 && high === 0) throw new Malformed('id-zero');
      const key = keyOf(low, high);
      const [table, at] = key < dense ? [ofDense, key] : [ofWide, key - dense];
      if (table[at] !== -1) throw new Malformed('id-twice');
      table[at] = index;
    },
    indexOf: key => (key < dense ? ofDense[key]! : ofWide[key - dense]!),
  };
}

function copyInto<T extends Uint32Array | Int32Array>(to: T, from: T): T {
  to.set(from);
  return to;
}

function mix(low: number, high: number): number {
  let value = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 16), 0xc2b2ae35);
  return value ^ (value >>> 13);
}
