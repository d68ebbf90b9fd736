// Samples from the wire to columns: most of a file. Numbers come one by one or packed, also mixed in one sample.
import { largestExact } from './exactNumber';
import { trimmed, withRoom } from './growing';
import type { Count } from './decodeTables';
import { createLabels } from './decodeLabels';
import type { IdTable } from './idTable';
import type { Labels, Stacks, ValueColumn } from './profile';
import {
  cursorOver,
  enter,
  expectVarint,
  Malformed,
  nextField,
  readVarint,
  signedBigInt,
  signedNumber,
  varint,
  withLength,
  type Cursor,
} from './wire';

export interface DecodedSamples {
  readonly values: readonly ValueColumn[];
  readonly stacks: Stacks;
  readonly labels: Labels;
}

export interface SampleOptions {
  readonly count: Count;
  readonly typeCount: number;
  readonly stringCount: number;
  readonly locationIds: IdTable;
}

export function readSamples(bytes: Uint8Array, { count, typeCount, stringCount, locationIds }: SampleOptions) {
  // A value takes at least a byte: refused before memory is taken for values that cannot be there.
  if (count.bytes < count.messages * typeCount) throw new Malformed('value-count');
  const columns = Array.from({ length: typeCount }, () => createColumn(count.messages));
  const stackStart = new Int32Array(count.messages + 1);
  let stack: Int32Array = new Int32Array(Math.ceil(count.bytes / 16));
  let stackLength = 0;
  const labels = createLabels(bytes, { sampleCount: count.messages, stringCount });
  const inner = cursorOver(bytes);
  let sample = 0;
  let bytesRead = 0;

  function packedStack({ from, to }: Cursor): void {
    // A number takes at least a byte. How many there will be in the end is what the share read so far says.
    const sized = stackLength + (to - from);
    if (sized > stack.length)
      stack = withRoom(stack, sized, (stackLength / Math.max(bytesRead, 1)) * count.bytes * 1.02);
    const { dense } = locationIds;
    let at = from;
    while (at < to) {
      let id = bytes[at++]!;
      if (id >= 0x80) {
        const second = at < to ? bytes[at]! : 0x80;
        const third = at + 1 < to ? bytes[at + 1]! : 0x80;
        if (second < 0x80) {
          id = (id & 0x7f) | (second << 7);
          at++;
        } else if (third < 0x80) {
          id = (id & 0x7f) | ((second & 0x7f) << 7) | (third << 14);
          at += 2;
        } else {
          inner.at = at - 1;
          id = wideId(to);
          at = inner.at;
          stack[stackLength++] = id;
          continue;
        }
      }
      stack[stackLength++] = id < dense ? id : locationIds.keyOf(id, 0);
    }
    inner.at = to;
  }

  function wideId(to: number): number {
    const { end } = inner;
    inner.end = to;
    readVarint(inner);
    inner.end = end;
    return locationIds.keyOf(inner.low, inner.high);
  }

  function packedValues({ from, to, end }: Cursor, first: number): number {
    let taken = first;
    inner.at = from;
    inner.end = to;
    inner.type = varint;
    while (inner.at < to) {
      readVarint(inner);
      putValue(taken++);
    }
    inner.end = end;
    return taken;
  }

  function putValue(index: number): void {
    const column = columns[index];
    if (!column) throw new Malformed('value-count');
    column.put(sample, inner);
  }

  return {
    read(outer: Cursor): void {
      enter(inner, outer);
      bytesRead += outer.to - outer.from;
      let valueCount = 0;
      while (nextField(inner)) {
        if (inner.field === 1) {
          if (inner.type === withLength) packedStack(inner);
          else {
            expectVarint(inner);
            stack = withRoom(stack, stackLength + 1);
            stack[stackLength++] = locationIds.keyOf(inner.low, inner.high);
          }
        } else if (inner.field === 2) {
          if (inner.type === withLength) valueCount = packedValues(inner, valueCount);
          else putValue(valueCount++);
        } else if (inner.field === 3) labels.read(inner);
      }
      if (valueCount !== typeCount) throw new Malformed('value-count');
      sample++;
      stackStart[sample] = stackLength;
      labels.endOfSample(sample);
    },
    /** Locations become indexes. Call it when all locations are read. */
    resolve(): DecodedSamples {
      for (let at = 0; at < stackLength; at++) {
        const index = locationIds.indexOf(stack[at]!);
        if (index < 0) throw new Malformed('location');
        stack[at] = index;
      }
      return {
        values: columns.map(({ column }) => column()),
        stacks: {
          start: stackStart.subarray(0, count.messages),
          end: stackStart.subarray(1),
          locations: trimmed(stack, stackLength),
        },
        labels: labels.columns(),
      };
    },
  };
}

/** Doubles, until a sum could pass what they hold: from then on every digit is kept beside them. */
function createColumn(length: number) {
  const values = new Float64Array(length);
  let exact: BigInt64Array | null = null;
  let magnitude = 0;
  return {
    put(sample: number, cursor: Cursor): void {
      const value = signedNumber(cursor);
      values[sample] = value;
      magnitude += Math.abs(value);
      if (magnitude < largestExact) return;
      if (!exact) {
        exact = new BigInt64Array(length);
        for (let before = 0; before < sample; before++) exact[before] = BigInt(values[before]!);
      }
      exact[sample] = signedBigInt(cursor);
    },
    column: (): ValueColumn => ({ values, exact }),
  };
}
