// The texts of a profile: bytes, and where each begins. A text is made only when somebody reads it; until then two texts are
// compared by their index, since equal ones get one index.

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

/** Bytes that are no UTF-8 give U+FFFD, one each. */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  let units: number[] = [];
  for (let at = from; at < to;) {
    const size = sequenceLength(bytes, at, to);
    const code = size === 0 ? 0xfffd : codePoint(bytes, at, size);
    at += size === 0 ? 1 : size;
    if (code > 0xffff) units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    else units.push(code);
    if (units.length > 4000) {
      text += String.fromCharCode(...units);
      units = [];
    }
  }
  return text + String.fromCharCode(...units);
}

/** 0: no character begins here. */
function sequenceLength(bytes: Uint8Array, at: number, to: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > to) return 0;
  for (let next = 1; next < size; next++) if ((bytes[at + next]! & 0xc0) !== 0x80) return 0;
  const code = codePoint(bytes, at, size);
  const smallest = size === 4 ? 0x10000 : size === 3 ? 0x800 : 0x80;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code < smallest || code > 0x10ffff || isSurrogate ? 0 : size;
}

function codePoint(bytes: Uint8Array, at: number, size: number): number {
  if (size === 1) return bytes[at]!;
  let code = bytes[at]! & (0xff >> (size + 1));
  for (let next = 1; next < size; next++) code = (code << 6) | (bytes[at + next]! & 0x3f);
  return code;
}

/** A lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const safe = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    if (safe < 0x80) bytes.push(safe);
    else if (safe < 0x800) bytes.push(0xc0 | (safe >> 6), 0x80 | (safe & 0x3f));
    else if (safe < 0x10000) bytes.push(0xe0 | (safe >> 12), 0x80 | ((safe >> 6) & 0x3f), 0x80 | (safe & 0x3f));
    else
      bytes.push(0xf0 | (safe >> 18), 0x80 | ((safe >> 12) & 0x3f), 0x80 | ((safe >> 6) & 0x3f), 0x80 | (safe & 0x3f));
  }
  return Uint8Array.from(bytes);
}
