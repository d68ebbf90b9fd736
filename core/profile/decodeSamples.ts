// Samples from the wire to columns: most of a file. Numbers come one by one or packed, also mixed in one sample.
import { largestExact } from './exactNumber';
import { trimmed, withRoom } from './growing';
import type { Count } from './decodeTables';
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
  stringIndex,
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

function createLabels(
  bytes: Uint8Array,
  { sampleCount, stringCount }: { readonly sampleCount: number; readonly stringCount: number },
) {
  const start = new Int32Array(sampleCount + 1);
  let length = 0;
  let key = new Int32Array(0);
  let text = new Int32Array(0);
  let number = new BigInt64Array(0);
  let unit = new Int32Array(0);
  const inner = cursorOver(bytes);
  return {
    read(outer: Cursor): void {
      let [ofKey, ofText, ofUnit, low, high] = [0, 0, 0, 0, 0];
      enter(inner, outer);
      while (nextField(inner)) {
        if (inner.field === 1) ofKey = stringIndex(inner);
        else if (inner.field === 2) ofText = stringIndex(inner);
        else if (inner.field === 3) {
          expectVarint(inner);
          ({ low, high } = inner);
        } else if (inner.field === 4) ofUnit = stringIndex(inner);
      }
      if (ofKey < 0 || ofKey >= stringCount) throw new Malformed('string');
      // With neither text, number nor unit it says nothing.
      if (ofText === 0 && ofUnit === 0 && low === 0 && high === 0) return;
      if (length === key.length) {
        key = withRoom(key, length + 1);
        text = withRoom(text, length + 1);
        number = withRoom(number, length + 1);
        unit = withRoom(unit, length + 1);
      }
      key[length] = ofKey;
      text[length] = ofText;
      number[length] = ofText === 0 ? (BigInt(high | 0) << 32n) | BigInt(low) : 0n;
      // Nor is the unit of a text ever looked up.
      unit[length] = ofText === 0 ? ofUnit : 0;
      length++;
    },
    endOfSample(sample: number): void {
      start[sample] = length;
    },
    columns: (): Labels => ({
      start,
      key: trimmed(key, length),
      text: trimmed(text, length),
      number: trimmed(number, length),
      unit: trimmed(unit, length),
    }),
  };
}
