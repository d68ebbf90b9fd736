// Mappings, locations with their lines, and functions, from the wire to columns. References are keys until all tables are read.
import { trimmed, withRoom } from './growing';
import { createIdTable, type IdTable } from './idTable';
import type { Functions, Lines, Locations, Mappings } from './profile';
import {
  cursorOver,
  enter,
  expectVarint,
  isTrue,
  Malformed,
  nextField,
  signedNumber,
  stringIndex,
  type Cursor,
} from './wire';

/** How many messages of a kind a file holds, and in how many bytes. */
export interface Count {
  readonly messages: number;
  readonly bytes: number;
}

/** A number takes at least two bytes, and must be given: with fewer bytes one of them has number 0, before any memory is taken. */
function checkIds({ messages, bytes }: Count): void {
  if (bytes < messages * 2) throw new Malformed('id-zero');
}

/** Calls `take(field)` for each field of the message that `outer` read last. */
function eachField(inner: Cursor, outer: Cursor, take: (field: number) => void): void {
  enter(inner, outer);
  while (nextField(inner)) take(inner.field);
}

export function readMappings(bytes: Uint8Array, count: Count) {
  checkIds(count);
  const ids = createIdTable(count.messages);
  const mappings = {
    count: 0,
    start: new BigUint64Array(count.messages),
    limit: new BigUint64Array(count.messages),
    offset: new BigUint64Array(count.messages),
    file: new Int32Array(count.messages),
    buildId: new Int32Array(count.messages),
    flags: new Uint8Array(count.messages),
  };
  const inner = cursorOver(bytes);
  const unsigned = (): bigint => {
    expectVarint(inner);
    return (BigInt(inner.high) << 32n) | BigInt(inner.low);
  };
  return {
    ids,
    mappings: mappings satisfies Mappings,
    read(outer: Cursor): void {
      const index = mappings.count++;
      let [low, high] = [0, 0];
      eachField(inner, outer, field => {
        if (field === 1) {
          expectVarint(inner);
          ({ low, high } = inner);
        } else if (field === 2) mappings.start[index] = unsigned();
        else if (field === 3) mappings.limit[index] = unsigned();
        else if (field === 4) mappings.offset[index] = unsigned();
        else if (field === 5) mappings.file[index] = stringIndex(inner);
        else if (field === 6) mappings.buildId[index] = stringIndex(inner);
        else if (field >= 7 && field <= 10) {
          const bit = 1 << (field - 7);
          mappings.flags[index] = isTrue(inner) ? mappings.flags[index]! | bit : mappings.flags[index]! & ~bit;
        }
      });
      ids.define(low, high, index);
    },
  };
}

export function readFunctions(bytes: Uint8Array, count: Count) {
  checkIds(count);
  const ids = createIdTable(count.messages);
  const functions = {
    count: 0,
    name: new Int32Array(count.messages),
    systemName: new Int32Array(count.messages),
    file: new Int32Array(count.messages),
    startLine: new Float64Array(count.messages),
  };
  const inner = cursorOver(bytes);
  return {
    ids,
    functions: functions satisfies Functions,
    read(outer: Cursor): void {
      const index = functions.count++;
      let [low, high] = [0, 0];
      eachField(inner, outer, field => {
        if (field === 1) {
          expectVarint(inner);
          ({ low, high } = inner);
        } else if (field === 2) functions.name[index] = stringIndex(inner);
        else if (field === 3) functions.systemName[index] = stringIndex(inner);
        else if (field === 4) functions.file[index] = stringIndex(inner);
        else if (field === 5) functions.startLine[index] = signedNumber(inner);
      });
      ids.define(low, high, index);
    },
  };
}

/** Until `resolve`, locations name mappings and lines name functions by their keys. */
export function readLocations(
  bytes: Uint8Array,
  count: Count,
  { mappingIds, functionIds }: { readonly mappingIds: IdTable; readonly functionIds: IdTable },
) {
  checkIds(count);
  const ids = createIdTable(count.messages);
  const addressWords = new Uint32Array(count.messages * 2);
  const locations = {
    count: 0,
    mapping: new Int32Array(count.messages),
    // Words are written low one first: typed arrays have the machine's order, which is this one wherever Node and Chromium run.
    address: new BigUint64Array(addressWords.buffer),
    isFolded: new Uint8Array(count.messages),
    lineStart: new Int32Array(count.messages + 1),
  };
  let lineCount = 0;
  let func = new Int32Array(count.messages);
  let line = new Float64Array(count.messages);
  let column = new Float64Array(count.messages);
  const inner = cursorOver(bytes);
  const inLine = cursorOver(bytes);

  function readLine(): void {
    if (lineCount === func.length) {
      func = withRoom(func, lineCount + 1);
      line = withRoom(line, lineCount + 1);
      column = withRoom(column, lineCount + 1);
    }
    let key = 0;
    eachField(inLine, inner, field => {
      if (field === 1) {
        expectVarint(inLine);
        key = functionIds.keyOf(inLine.low, inLine.high);
      } else if (field === 2) line[lineCount] = signedNumber(inLine);
      else if (field === 3) column[lineCount] = signedNumber(inLine);
    });
    if (key === 0) throw new Malformed('function');
    func[lineCount++] = key;
  }

  return {
    ids,
    read(outer: Cursor): void {
      const index = locations.count++;
      let [low, high] = [0, 0];
      eachField(inner, outer, field => {
        if (field === 1) {
          expectVarint(inner);
          ({ low, high } = inner);
        } else if (field === 2) {
          expectVarint(inner);
          locations.mapping[index] = mappingIds.keyOf(inner.low, inner.high);
        } else if (field === 3) {
          expectVarint(inner);
          addressWords[index * 2] = inner.low;
          addressWords[index * 2 + 1] = inner.high;
        } else if (field === 4) readLine();
        else if (field === 5) locations.isFolded[index] = isTrue(inner) ? 1 : 0;
      });
      locations.lineStart[index + 1] = lineCount;
      ids.define(low, high, index);
    },
    resolve(): { readonly locations: Locations; readonly lines: Lines } {
      for (let index = 0; index < locations.count; index++) {
        locations.mapping[index] = mappingIds.indexOf(locations.mapping[index]!);
      }
      for (let index = 0; index < lineCount; index++) {
        const found = functionIds.indexOf(func[index]!);
        if (found < 0) throw new Malformed('function');
        func[index] = found;
      }
      return {
        locations,
        lines: {
          function: trimmed(func, lineCount),
          line: trimmed(line, lineCount),
          column: trimmed(column, lineCount),
        },
      };
    },
  };
}
