// From the bytes of a profile (profile.proto, unpacked) to columns, in two passes: the first counts messages and sees whether the file is
// whole, the second reads. What pprof refuses is refused, what it lets pass is read as it reads it. Never throws; takes memory in proportion to
// the bytes, whatever they say, and time, unless texts or numbers were chosen so that they collide in our tables: then it may take long.
import { readSamples } from './decodeSamples';
import { readFunctions, readLocations, readMappings, type Count } from './decodeTables';
import { hasTooManyFrames } from './frameCount';
import type { ProfileProblem } from './problem';
import { defaultSampleTypeOf, type Profile, type SampleType } from './profile';
import { createStringTable, type StringTable } from './strings';
import { survey } from './survey';
import {
  cursorOver,
  enter,
  Malformed,
  nextField,
  signedBigInt,
  stringIndex,
  varint,
  withLength,
  type Cursor,
  readVarint,
} from './wire';

export type Decoded =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'problem'; readonly problem: ProfileProblem };

/** Indexes are kept in 32 bits, and a file has no more of anything than bytes. */
export const largestProfile = 2 ** 30;
/** Each type is a column with an object of its own, but two bytes in a file. */
const mostSampleTypes = 4096;
/** Shown to a person. */
const mostComments = 1000;

/** The bytes are not kept. */
export function decodeProfile(bytes: Uint8Array): Decoded {
  const problem = (found: ProfileProblem): Decoded => ({ kind: 'problem', problem: found });
  if (bytes.length === 0) return problem({ kind: 'empty' });
  if (bytes.length > largestProfile) return problem({ kind: 'too-large', limit: largestProfile });
  let isWhole = false;
  try {
    const counts = survey(bytes);
    if (counts === 'concatenated') return problem({ kind: 'concatenated' });
    isWhole = true;
    const profile = readProfile(bytes, counts);
    return hasTooManyFrames(profile, bytes.length)
      ? problem({ kind: 'too-many-frames' })
      : { kind: 'profile', profile };
  } catch (error) {
    // What is cut inside of a whole file is damaged.
    if (error instanceof Malformed)
      return problem({ kind: 'malformed', flaw: error.flaw === 'cut-short' && isWhole ? 'wire' : error.flaw });
    // A typed array that cannot be made: the machine has not the memory for this file.
    if (error instanceof RangeError) return problem({ kind: 'too-large', limit: bytes.length });
    throw error;
  }
}

function readProfile(bytes: Uint8Array, counts: readonly Count[]): Profile {
  const typeCount = counts[1]!.messages;
  if (typeCount === 0) throw new Malformed('no-sample-types');
  if (typeCount > mostSampleTypes) throw new Malformed('too-many-sample-types');
  const mappings = readMappings(bytes, counts[3]!);
  const functions = readFunctions(bytes, counts[5]!);
  const locations = readLocations(bytes, counts[4]!, { mappingIds: mappings.ids, functionIds: functions.ids });
  const strings = readStrings(bytes, counts[6]!);
  const stringCount = strings.count;
  const samples = readSamples(bytes, { count: counts[2]!, typeCount, stringCount, locationIds: locations.ids });
  const header = {
    timeNanos: 0n,
    durationNanos: 0n,
    period: 0n,
    defaultType: 0,
    dropFrames: 0,
    keepFrames: 0,
    docUrl: 0,
  };
  const types: RawType[] = [];
  let periodType: RawType = { type: 0, unit: 0 };
  const comments = createComments(bytes, stringCount);
  const inner = cursorOver(bytes);

  for (const outer = cursorOver(bytes); nextField(outer);) {
    if (outer.field === 2) samples.read(outer);
    else if (outer.field === 4) locations.read(outer);
    else if (outer.field === 5) functions.read(outer);
    else if (outer.field === 6) strings.read(outer);
    else if (outer.field === 3) mappings.read(outer);
    else if (outer.field === 1) types.push(readType(inner, outer));
    else if (outer.field === 7) header.dropFrames = stringIndex(outer);
    else if (outer.field === 8) header.keepFrames = stringIndex(outer);
    else if (outer.field === 9) header.timeNanos = signedBigInt(outer);
    else if (outer.field === 10) header.durationNanos = signedBigInt(outer);
    else if (outer.field === 11) periodType = readType(inner, outer);
    else if (outer.field === 12) header.period = signedBigInt(outer);
    else if (outer.field === 13) comments.read(outer);
    else if (outer.field === 14) header.defaultType = stringIndex(outer);
    else if (outer.field === 15) header.docUrl = stringIndex(outer);
  }

  const table = strings.table();
  const text = (index: number): string => table.text(known(index, table));
  const typeOf = ({ type, unit }: RawType): SampleType => ({ type: text(type), unit: text(unit) });
  const sampleTypes = types.map(typeOf);
  const defaultSampleTypeName = text(header.defaultType);
  const { labels, ...ofSamples } = samples.resolve();
  for (const column of [mappings.mappings.file, mappings.mappings.buildId]) canonicalise(column, table);
  const { name, systemName, file } = functions.functions;
  for (const column of [name, systemName, file, labels.key, labels.text, labels.unit]) canonicalise(column, table);
  return {
    sampleTypes,
    defaultSampleType: defaultSampleTypeOf(sampleTypes, defaultSampleTypeName),
    defaultSampleTypeName,
    sampleCount: counts[2]!.messages,
    ...ofSamples,
    labels,
    ...locations.resolve(),
    functions: functions.functions,
    mappings: mappings.mappings,
    strings: table,
    timeNanos: header.timeNanos,
    durationNanos: header.durationNanos,
    period: header.period,
    periodType: typeOf(periodType),
    comments: comments.indexes().map(text),
    docUrl: text(header.docUrl),
    dropFrames: text(header.dropFrames),
    keepFrames: text(header.keepFrames),
  };
}

interface RawType {
  readonly type: number;
  readonly unit: number;
}

function readType(inner: Cursor, outer: Cursor): RawType {
  let [type, unit] = [0, 0];
  enter(inner, outer);
  while (nextField(inner)) {
    if (inner.field === 1) type = stringIndex(inner);
    else if (inner.field === 2) unit = stringIndex(inner);
  }
  return { type, unit };
}

/** The texts are copied out of the file, so that the rest of it can be freed. */
function readStrings(bytes: Uint8Array, count: Count) {
  if (count.messages === 0) throw new Malformed('no-strings');
  const start = new Int32Array(count.messages);
  const end = new Int32Array(count.messages);
  const texts = new Uint8Array(count.bytes);
  let index = 0;
  let at = 0;
  return {
    count: count.messages,
    read({ from, to }: Cursor): void {
      if (index === 0 && to !== from) throw new Malformed('first-string');
      start[index] = at;
      texts.set(bytes.subarray(from, to), at);
      at += to - from;
      end[index++] = at;
    },
    table: () => createStringTable(texts, start, end),
  };
}

/** Comments are numbers, alone or packed. Too many to be read by anyone are judged, but not kept. */
function createComments(bytes: Uint8Array, stringCount: number) {
  const kept: number[] = [];
  const inner = cursorOver(bytes);
  const take = (cursor: Cursor): void => {
    const index = stringIndex(cursor);
    if (index < 0 || index >= stringCount) throw new Malformed('string');
    if (kept.length < mostComments) kept.push(index);
  };
  return {
    read(outer: Cursor): void {
      if (outer.type !== withLength) return take(outer);
      enter(inner, outer);
      inner.type = varint;
      while (inner.at < inner.end) {
        readVarint(inner);
        take(inner);
      }
    },
    indexes: () => kept,
  };
}

function known(index: number, { count }: StringTable): number {
  if (index < 0 || index >= count) throw new Malformed('string');
  return index;
}

/** Equal texts get equal indexes. */
function canonicalise(column: Int32Array, table: StringTable): void {
  for (let at = 0; at < column.length; at++) column[at] = table.canonical(known(column[at]!, table));
}
