// A profile in columns: one typed array per field, one entry per sample, location, line … and no object for any of them, so that
// a hundred megabytes can be held and walked. Entries refer to each other by index (never by the file's ids), texts by their index in
// `strings`, where equal texts have equal indexes.
//
//   samples   0      1          stacks.start  0, 2   stacks.end  2, 3       locations 5, 0 | 5    (leaf first)
//   location  5  ->  lines.start[5] .. lines.start[6]                       innermost first; the last is the real function,
//                                                                          those before it were inlined into it
import type { StringTable } from './strings';

/** What one of a sample's numbers counts: `alloc_space` in `bytes`. A type may hold a slash. */
export interface SampleType {
  readonly type: string;
  readonly unit: string;
}

/** One number per sample. */
export interface ValueColumn {
  /** To be drawn with: the nearest double. Exact, and every sum of some of them too, where `exact` is null. */
  readonly values: Float64Array;
  /** Only where the values, added without their signs, pass 2^53. Sums wrap as an int64 does, which is what pprof does. */
  readonly exact: BigInt64Array | null;
}

/** The locations of sample s are `locations[start[s]] … locations[end[s] - 1]`, leaf first. A stack may be empty. */
export interface Stacks {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly locations: Int32Array;
}

/** The labels of sample s are `start[s] … start[s + 1] - 1`, as the file has them; a key may occur more than once. */
export interface Labels {
  readonly start: Int32Array;
  readonly key: Int32Array;
  /** 0, which is the empty text, where the label is a number. */
  readonly text: Int32Array;
  readonly number: BigInt64Array;
  /** 0 where the number has no unit. */
  readonly unit: Int32Array;
}

export interface Locations {
  readonly count: number;
  /** -1: none. */
  readonly mapping: Int32Array;
  readonly address: BigUint64Array;
  readonly isFolded: Uint8Array;
  /** Of `count + 1` entries; a location without lines is one whose function is not known. */
  readonly lineStart: Int32Array;
}

export interface Lines {
  readonly function: Int32Array;
  /** Where the location stands in the function, 1-based; 0 where not known. */
  readonly line: Float64Array;
  readonly column: Float64Array;
}

export interface Functions {
  readonly count: number;
  readonly name: Int32Array;
  readonly systemName: Int32Array;
  readonly file: Int32Array;
  readonly startLine: Float64Array;
}

export interface Mappings {
  readonly count: number;
  readonly start: BigUint64Array;
  readonly limit: BigUint64Array;
  readonly offset: BigUint64Array;
  readonly file: Int32Array;
  readonly buildId: Int32Array;
  /** Bits, from the lowest: has functions, file names, line numbers, inlined frames. */
  readonly flags: Uint8Array;
}

export interface Profile {
  /** At least one. */
  readonly sampleTypes: readonly SampleType[];
  /** The file's own choice, or the last. */
  readonly defaultSampleType: number;
  /** The name of the file's own choice, '' where it makes none; not always the name of a type. */
  readonly defaultSampleTypeName: string;
  readonly sampleCount: number;
  /** In the order of `sampleTypes`. */
  readonly values: readonly ValueColumn[];
  readonly stacks: Stacks;
  readonly labels: Labels;
  readonly locations: Locations;
  readonly lines: Lines;
  readonly functions: Functions;
  readonly mappings: Mappings;
  readonly strings: StringTable;
  /** Since 1970; 0 where not known. Beyond what a double holds. */
  readonly timeNanos: bigint;
  /** 0 where not known: heap profiles have none. */
  readonly durationNanos: bigint;
  readonly period: bigint;
  readonly periodType: SampleType;
  readonly comments: readonly string[];
  readonly docUrl: string;
  /** Regular expressions of frames that are left out from the start, and of those that stay all the same; '' where there are none. */
  readonly dropFrames: string;
  readonly keepFrames: string;
}

/** The index of a sample type by name or number; `inuse_space` finds `space`. Null where there is none, as pprof has it. */
export function sampleTypeIndex({ sampleTypes, defaultSampleType }: Profile, name: string): number | null {
  if (name === '') return defaultSampleType;
  if (/^[+-]?\d+$/.test(name)) {
    const index = Number(name);
    return index >= 0 && index < sampleTypes.length ? index : null;
  }
  const withoutInuse = name.replace(/^inuse_/, '');
  const index = sampleTypes.findIndex(({ type }) => type === name || type === withoutInuse);
  return index < 0 ? null : index;
}

/** What is shown where nobody chose: the type of that name, else the last one. */
export function defaultSampleTypeOf(sampleTypes: readonly SampleType[], name: string): number {
  const index = name === '' ? -1 : sampleTypes.findIndex(({ type }) => type === name);
  return index < 0 ? sampleTypes.length - 1 : index;
}
