// Reading protocol buffers from bytes that nobody vouches for, as pprof reads them: varints of at most ten bytes, lengths that stay inside,
// wire types 0, 1, 2 and 5. A cursor is one object that is used again for every message of its level: nothing is allocated by field.
import type { Flaw } from './problem';

export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
  end: number;
  /** The field that was read last: its number (0 where it is greater than any we know), its wire type, and its value. */
  field: number;
  type: number;
  /** Of a varint: the low and the high 32 bits, both without a sign. */
  low: number;
  high: number;
  /** Of a field with a length: where its bytes begin and end. */
  from: number;
  to: number;
}

/** Thrown inside the decoder, and caught at its door. */
export class Malformed extends Error {
  constructor(readonly flaw: Flaw) {
    super(flaw);
  }
}

export const varint = 0;
export const withLength = 2;
/** Field numbers of profiles are far below. */
const largestField = 64;

export function cursorOver(bytes: Uint8Array): Cursor {
  return { bytes, at: 0, end: bytes.length, field: 0, type: 0, low: 0, high: 0, from: 0, to: 0 };
}

/** Sets `inner` on the bytes of the message that `outer` read last. */
export function enter(inner: Cursor, outer: Cursor): void {
  if (outer.type !== withLength) throw new Malformed('wire');
  inner.at = outer.from;
  inner.end = outer.to;
}

/** Reads the next field with its value; false at the end of the message. */
export function nextField(cursor: Cursor): boolean {
  if (cursor.at >= cursor.end) return false;
  readVarint(cursor);
  cursor.field = cursor.high === 0 && cursor.low >>> 3 < largestField ? cursor.low >>> 3 : 0;
  cursor.type = cursor.low & 7;
  switch (cursor.type) {
    case varint:
      readVarint(cursor);
      return true;
    case withLength:
      readVarint(cursor);
      cursor.from = cursor.at;
      if (cursor.high !== 0 || cursor.low > cursor.end - cursor.at) throw new Malformed('cut-short');
      cursor.to = cursor.at += cursor.low;
      return true;
    case 1:
      return skip(cursor, 8);
    case 5:
      return skip(cursor, 4);
    default:
      throw new Malformed('wire');
  }
}

function skip(cursor: Cursor, size: number): boolean {
  if (cursor.end - cursor.at < size) throw new Malformed('cut-short');
  cursor.at += size;
  return true;
}

/** Into `low` and `high`. A varint may be longer than it needs to be, up to ten bytes. */
export function readVarint(cursor: Cursor): void {
  const { bytes, end } = cursor;
  let { at } = cursor;
  let low = 0;
  let high = 0;
  for (let shift = 0; ; shift += 7) {
    if (shift === 70) throw new Malformed('wire');
    if (at >= end) throw new Malformed('cut-short');
    const byte = bytes[at++]!;
    const bits = byte & 0x7f;
    if (shift < 28) low |= bits << shift;
    else if (shift === 28) {
      low |= bits << 28;
      high = bits >> 4;
    } else high |= bits << (shift - 32);
    if (byte < 0x80) break;
  }
  cursor.at = at;
  cursor.low = low >>> 0;
  cursor.high = high >>> 0;
}

/** For fields that are numbers: any other wire type is refused. */
export function expectVarint(cursor: Cursor): void {
  if (cursor.type !== varint) throw new Malformed('wire');
}

/** The int64 as the nearest double. */
export function signedNumber({ low, high, type }: Cursor): number {
  if (type !== varint) throw new Malformed('wire');
  return (high | 0) * 2 ** 32 + low;
}

export function signedBigInt({ low, high, type }: Cursor): bigint {
  if (type !== varint) throw new Malformed('wire');
  return (BigInt(high | 0) << 32n) | BigInt(low);
}

export function isTrue({ low, high, type }: Cursor): boolean {
  if (type !== varint) throw new Malformed('wire');
  return low !== 0 || high !== 0;
}

/** An index into the string table; -1 for one that no table can have. It is judged when the whole table is known. */
export function stringIndex({ low, high, type }: Cursor): number {
  if (type !== varint) throw new Malformed('wire');
  return high === 0 && low < 2 ** 31 ? low : -1;
}
