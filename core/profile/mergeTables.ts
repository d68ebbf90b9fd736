// The tables of several profiles as one: equal texts, mappings, functions and locations become one entry, whatever their numbers were. Equal is
// what pprof holds to be equal: addresses count from the start of their mapping, mappings are known by build id (else by file) and size.
import type { Functions, Lines, Locations, Mappings, Profile } from './profile';
import { joinStringTables, type StringTable } from './strings';

export interface MergedTables {
  readonly strings: StringTable;
  readonly mappings: Mappings;
  readonly functions: Functions;
  readonly locations: Locations;
  readonly lines: Lines;
  /** By profile: what its texts and its locations are now. */
  readonly text: readonly ((index: number) => number)[];
  readonly location: readonly Int32Array[];
}

export function mergeTables(profiles: readonly Profile[]): MergedTables {
  const { table: strings, offsets } = joinStringTables(profiles.map(profile => profile.strings));
  const text = offsets.map(offset => (index: number) => strings.canonical(offset + index));
  const mappings = createMappings();
  const functions = createFunctions();
  const locations = createLocations();
  const location = profiles.map(withMapping).map((profile, index) => {
    const ownText = text[index]!;
    const mapping = indexes(profile.mappings.count, at => mappings.add(profile.mappings, at, ownText));
    const func = indexes(profile.functions.count, at => functions.add(profile.functions, at, ownText));
    return indexes(profile.locations.count, at => locations.add(profile, at, mapping, func));
  });
  return {
    strings,
    text,
    location,
    mappings: mappings.columns(),
    functions: functions.columns(),
    ...locations.columns(),
  };
}

/** As pprof: where a profile has no mapping at all, its locations lie in one of which nothing is known. */
function withMapping(profile: Profile): Profile {
  if (profile.mappings.count > 0) return profile;
  const none = new BigUint64Array(1);
  const [file, buildId, flags] = [new Int32Array(1), new Int32Array(1), new Uint8Array(1)];
  return {
    ...profile,
    mappings: { count: 1, start: none, limit: none, offset: none, file, buildId, flags },
    locations: { ...profile.locations, mapping: new Int32Array(profile.locations.count) },
  };
}

function indexes(count: number, add: (index: number) => number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => add(index));
}

/** Numbers keys as they come; `add` is called for new ones. */
function createKeys() {
  const known = new Map<string, number>();
  return (key: string, add: () => void): number => {
    const found = known.get(key);
    if (found !== undefined) return found;
    add();
    known.set(key, known.size);
    return known.size - 1;
  };
}

function createMappings() {
  const once = createKeys();
  const [start, limit, offset]: [bigint[], bigint[], bigint[]] = [[], [], []];
  const [file, buildId, flags]: [number[], number[], number[]] = [[], [], []];
  return {
    add(from: Mappings, index: number, text: (index: number) => number): number {
      const [own, id] = [text(from.file[index]!), text(from.buildId[index]!)];
      const size = BigInt.asUintN(64, from.limit[index]! - from.start[index]! + 0xfffn) & ~0xfffn;
      return once(`${size} ${from.offset[index]!} ${id === 0 ? own : id}`, () => {
        start.push(from.start[index]!);
        limit.push(from.limit[index]!);
        offset.push(from.offset[index]!);
        file.push(own);
        buildId.push(id);
        flags.push(from.flags[index]!);
      });
    },
    columns: (): Mappings => ({
      count: file.length,
      start: BigUint64Array.from(start),
      limit: BigUint64Array.from(limit),
      offset: BigUint64Array.from(offset),
      file: Int32Array.from(file),
      buildId: Int32Array.from(buildId),
      flags: Uint8Array.from(flags),
    }),
  };
}

function createFunctions() {
  const once = createKeys();
  const [name, systemName, file, startLine]: [number[], number[], number[], number[]] = [[], [], [], []];
  return {
    add(from: Functions, index: number, text: (index: number) => number): number {
      const texts = [from.name, from.systemName, from.file].map(column => text(column[index]!));
      return once(`${texts.join(' ')} ${from.startLine[index]!}`, () => {
        name.push(texts[0]!);
        systemName.push(texts[1]!);
        file.push(texts[2]!);
        startLine.push(from.startLine[index]!);
      });
    },
    columns: (): Functions => ({
      count: name.length,
      name: Int32Array.from(name),
      systemName: Int32Array.from(systemName),
      file: Int32Array.from(file),
      startLine: Float64Array.from(startLine),
    }),
  };
}

function createLocations() {
  const once = createKeys();
  const [mapping, isFolded, func, line, column]: [number[], number[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
    [],
  ];
  const lineStart = [0];
  const address: bigint[] = [];
  return {
    add({ locations, lines, mappings }: Profile, index: number, mappingOf: Int32Array, functionOf: Int32Array): number {
      const own = locations.mapping[index]!;
      const inMapping = locations.address[index]! - (own < 0 ? 0n : mappings.start[own]!);
      const [from, to] = [locations.lineStart[index]!, locations.lineStart[index + 1]!];
      let key = `${own < 0 ? -1 : mappingOf[own]!} ${BigInt.asUintN(64, inMapping)} ${locations.isFolded[index]!}`;
      for (let at = from; at < to; at++) {
        key += ` ${functionOf[lines.function[at]!]!}:${lines.line[at]!}:${lines.column[at]!}`;
      }
      return once(key, () => {
        mapping.push(own < 0 ? -1 : mappingOf[own]!);
        isFolded.push(locations.isFolded[index]!);
        address.push(locations.address[index]!);
        for (let at = from; at < to; at++) {
          func.push(functionOf[lines.function[at]!]!);
          line.push(lines.line[at]!);
          column.push(lines.column[at]!);
        }
        lineStart.push(func.length);
      });
    },
    columns: (): { readonly locations: Locations; readonly lines: Lines } => ({
      locations: {
        count: mapping.length,
        mapping: Int32Array.from(mapping),
        address: BigUint64Array.from(address),
        isFolded: Uint8Array.from(isFolded),
        lineStart: Int32Array.from(lineStart),
      },
      lines: {
        function: Int32Array.from(func),
        line: Float64Array.from(line),
        column: Float64Array.from(column),
      },
    }),
  };
}
