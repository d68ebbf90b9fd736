// Labels from the wire to columns.
import { trimmed, withRoom } from './growing';
import type { Labels } from './profile';
import { cursorOver, enter, expectVarint, Malformed, nextField, stringIndex, type Cursor } from './wire';

export function createLabels(
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
