// The texts of a profile: bytes, and where each begins. A text is made only when somebody reads it; until then two texts are
// compared by their index, since equal ones get one index.

import { decodeUtf8, encodeUtf8 } from './utf8';

export interface StringTable {
  readonly count: number;
  /** Bytes that are no UTF-8 read as U+FFFD. */
  text(index: number): string;
  /** The first index that holds the same bytes. Columns of a profile hold such indexes only. */
  canonical(index: number): number;
  /** The index of a text, or -1. */
  find(text: string): number;
  bytes(index: number): Uint8Array;
}

/** Entry i is `bytes[start[i], end[i])`. The bytes are kept: pass a copy where they are part of something large. */
export function createStringTable(bytes: Uint8Array, start: Int32Array, end: Int32Array): StringTable {
  const count = start.length;
  const texts: (string | undefined)[] = [];
  // Slots hold index + 1; at most half of them are taken, so that a search ends soon. Their number follows that of different texts.
  let slots = new Int32Array(64);
  let different = 0;
  const canonical = new Int32Array(count);

  /** The slot where these bytes are, or where they would go. */
  function slotOf(other: Uint8Array, from: number, to: number): number {
    const mask = slots.length - 1;
    let slot = hash(other, from, to) & mask;
    for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
      if (equal(bytes, start[found - 1]!, end[found - 1]!, other, from, to)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  function grow(): void {
    const taken = slots;
    slots = new Int32Array(taken.length * 4);
    for (const entry of taken) {
      if (entry !== 0) slots[slotOf(bytes, start[entry - 1]!, end[entry - 1]!)] = entry;
    }
  }

  for (let index = 0; index < count; index++) {
    if (different * 2 >= slots.length) grow();
    const slot = slotOf(bytes, start[index]!, end[index]!);
    if (slots[slot] === 0) {
      slots[slot] = index + 1;
      different++;
    }
    canonical[index] = slots[slot]! - 1;
  }

  return {
    count,
    text: index => (texts[index] ??= decodeUtf8(bytes, start[index]!, end[index]!)),
    canonical: index => canonical[index]!,
    find: text => {
      const wanted = encodeUtf8(text);
      return slots[slotOf(wanted, 0, wanted.length)]! - 1;
    },
    bytes: index => bytes.subarray(start[index]!, end[index]!),
  };
}

/** One table of all; entry i of table t is entry `offsets[t] + i`. */
export function joinStringTables(tables: readonly StringTable[]): {
  readonly table: StringTable;
  readonly offsets: readonly number[];
} {
  const offsets: number[] = [];
  const pieces: Uint8Array[] = [];
  for (const table of tables) {
    offsets.push(pieces.length);
    for (let index = 0; index < table.count; index++) pieces.push(table.bytes(index));
  }
  return { table: tableOfPieces(pieces), offsets };
}

/** A table of these texts; entry 0 is always ''. */
export function stringTableOf(texts: readonly string[]): StringTable {
  return tableOfPieces(['', ...texts].map(encodeUtf8));
}

function tableOfPieces(pieces: readonly Uint8Array[]): StringTable {
  const start = new Int32Array(pieces.length);
  const end = new Int32Array(pieces.length);
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  pieces.forEach((piece, index) => {
    start[index] = at;
    bytes.set(piece, at);
    at += piece.length;
    end[index] = at;
  });
  return createStringTable(bytes, start, end);
}

export function tableSize(entries: number): number {
  let size = 16;
  while (size < entries * 2) size *= 2;
  return size;
}

/** FNV-1a. */
function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let at = from; at < to; at++) value = Math.imul(value ^ bytes[at]!, 0x01000193);
  // The low bits choose the slot: those of FNV alone hang together.
  return value ^ (value >>> 15);
}

function equal(a: Uint8Array, fromA: number, toA: number, b: Uint8Array, fromB: number, toB: number): boolean {
  if (toA - fromA !== toB - fromB) return false;
  for (let at = 0; at < toA - fromA; at++) if (a[fromA + at] !== b[fromB + at]) return false;
  return true;
}
