// Several profiles as one, and the difference of two, as `go tool pprof FILE FILE` and `-base` have them: samples of the same stack and the same
// labels become one, and what comes to nothing goes.
import { mergeTables, type MergedTables } from './mergeTables';
import { alignTypes, columnOf, negated, type MergeProblem } from './mergeTypes';
import { defaultSampleTypeOf, type Labels, type Profile, type ValueColumn } from './profile';
import { tableSize } from './strings';

export type Merged =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'problem'; readonly problem: MergeProblem };

/** One profile stays as it is, but for a type that it has twice. */
export function mergeProfiles(profiles: readonly Profile[]): Merged {
  const aligned = alignTypes(profiles);
  if (aligned.kind === 'problem') return aligned;
  const [only] = aligned.profiles;
  return { kind: 'profile', profile: aligned.profiles.length === 1 && only ? only : merge(aligned.profiles) };
}

/** What the profile has more than the base; negative where it has less. */
export function subtractBase(profile: Profile, base: Profile): Merged {
  return mergeProfiles([profile, negated(base)]);
}

function merge(profiles: readonly Profile[]): Profile {
  const [first] = profiles as readonly [Profile];
  const tables = mergeTables(profiles);
  const samples = mergeSamples(profiles, tables);
  const name = profiles.map(({ defaultSampleTypeName }) => defaultSampleTypeName).find(found => found !== '') ?? '';
  let [timeNanos, period] = [0n, 0n];
  for (const profile of profiles) {
    if (timeNanos === 0n || profile.timeNanos < timeNanos) timeNanos = profile.timeNanos;
    if (period === 0n || period < profile.period) period = profile.period;
  }
  return {
    ...samples,
    sampleTypes: first.sampleTypes,
    defaultSampleTypeName: name,
    defaultSampleType: defaultSampleTypeOf(first.sampleTypes, name),
    locations: tables.locations,
    lines: tables.lines,
    functions: tables.functions,
    mappings: tables.mappings,
    strings: tables.strings,
    timeNanos,
    durationNanos: profiles.reduce((sum, { durationNanos }) => sum + durationNanos, 0n),
    period,
    periodType: first.periodType,
    comments: [...new Set(profiles.flatMap(({ comments }) => comments))],
    docUrl: profiles.map(({ docUrl }) => docUrl).find(found => found !== '') ?? '',
    dropFrames: first.dropFrames,
    keepFrames: first.keepFrames,
  };
}

/** A sample of a profile. */
interface Source {
  readonly profile: number;
  readonly sample: number;
}

function mergeSamples(
  profiles: readonly Profile[],
  tables: MergedTables,
): Pick<Profile, 'sampleCount' | 'values' | 'stacks' | 'labels'> {
  const most = profiles.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
  const refs = profiles.reduce((sum, { stacks }) => sum + stacks.locations.length, 0);
  const stack = new Int32Array(refs);
  const bounds = new Int32Array(most + 1);
  const labelSets = createLabelSets(tables);
  const labelSet = new Int32Array(most);
  // By merged sample: the first of its sources has the labels.
  const firstOf: Source[] = [];
  const target = profiles.map(({ sampleCount }) => new Int32Array(sampleCount).fill(-1));
  const slots = new Int32Array(tableSize(most));
  const mask = slots.length - 1;
  let count = 0;

  profiles.forEach((profile, index) => {
    const location = tables.location[index]!;
    const { start, end, locations } = profile.stacks;
    for (let sample = 0; sample < profile.sampleCount; sample++) {
      if (profile.values.every(({ values }) => values[sample] === 0)) continue;
      const set = labelSets(profile, index, sample);
      const from = bounds[count]!;
      let to = from;
      let hash = set;
      for (let at = start[sample]!; at < end[sample]!; at++) {
        const merged = location[locations[at]!]!;
        stack[to++] = merged;
        hash = Math.imul(hash ^ merged, 0x01000193) ^ (hash >>> 15);
      }
      let slot = (hash ^ (hash >>> 13)) & mask;
      while (slots[slot] !== 0 && !isSame(slots[slot]! - 1, set, from, to)) slot = (slot + 1) & mask;
      if (slots[slot] === 0) {
        slots[slot] = count + 1;
        labelSet[count] = set;
        firstOf.push({ profile: index, sample });
        bounds[++count] = to;
      }
      target[index]![sample] = slots[slot]! - 1;
    }
  });

  function isSame(other: number, set: number, from: number, to: number): boolean {
    if (labelSet[other] !== set || bounds[other + 1]! - bounds[other]! !== to - from) return false;
    for (let at = from, old = bounds[other]!; at < to; at++, old++) if (stack[at] !== stack[old]) return false;
    return true;
  }

  const columns = profiles[0]!.values.map((_, type) => sumColumns(profiles, type, target, count));
  // What was taken away entirely is no sample any more.
  const left = Int32Array.from(firstOf.keys()).filter(sample => columns.some(({ values }) => values[sample] !== 0));
  return {
    sampleCount: left.length,
    values: columns.map(({ values, exact }) =>
      columnOf(
        Float64Array.from(left, sample => values[sample]!),
        exact && BigInt64Array.from(left, sample => exact[sample]!),
      ),
    ),
    stacks: {
      start: Int32Array.from(left, sample => bounds[sample]!),
      end: Int32Array.from(left, sample => bounds[sample + 1]!),
      locations: stack.slice(0, bounds[count]),
    },
    labels: copyLabels(
      Array.from(left, sample => firstOf[sample]!),
      profiles,
      tables,
    ),
  };
}

function sumColumns(
  profiles: readonly Profile[],
  type: number,
  target: readonly Int32Array[],
  count: number,
): ValueColumn {
  const values = new Float64Array(count);
  const isExact = profiles.some(profile => profile.values[type]!.exact !== null);
  const sizes = profiles.map(profile => profile.values[type]!.values.reduce((sum, value) => sum + Math.abs(value), 0));
  const mayPass = isExact || sizes.reduce((sum, size) => sum + size, 0) >= 2 ** 53;
  const exact = mayPass ? new BigInt64Array(count) : null;
  profiles.forEach((profile, index) => {
    const column = profile.values[type]!;
    const to = target[index]!;
    for (let sample = 0; sample < profile.sampleCount; sample++) {
      const merged = to[sample]!;
      if (merged < 0) continue;
      if (exact) exact[merged]! += column.exact ? column.exact[sample]! : BigInt(column.values[sample]!);
      else values[merged]! += column.values[sample]!;
    }
  });
  return exact ? { values: Float64Array.from(exact, Number), exact } : { values, exact: null };
}

/** Numbers sets of labels: the order of keys makes no difference, that of a key's values does. */
function createLabelSets({ text }: MergedTables) {
  const known = new Map<string, number>([['', 0]]);
  return ({ labels }: Profile, profile: number, sample: number): number => {
    const [from, to] = [labels.start[sample]!, labels.start[sample + 1]!];
    if (from === to) return 0;
    const ownText = text[profile]!;
    const byKey = new Map<string, string>();
    for (let at = from; at < to; at++) {
      const isText = labels.text[at] !== 0;
      const key = `${isText ? 't' : 'n'}${ownText(labels.key[at]!)}`;
      const value = isText ? ownText(labels.text[at]!) : `${labels.number[at]!}/${ownText(labels.unit[at]!)}`;
      byKey.set(key, `${byKey.get(key) ?? ''},${value}`);
    }
    const set = [...byKey]
      .map(([key, values]) => key + values)
      .sort()
      .join(';');
    const found = known.get(set) ?? known.size;
    known.set(set, found);
    return found;
  };
}

function copyLabels(sources: readonly Source[], profiles: readonly Profile[], { text }: MergedTables): Labels {
  const start = new Int32Array(sources.length + 1);
  sources.forEach(({ profile, sample }, index) => {
    const { labels } = profiles[profile]!;
    start[index + 1] = start[index]! + labels.start[sample + 1]! - labels.start[sample]!;
  });
  const length = start[sources.length]!;
  const copy = {
    start,
    key: new Int32Array(length),
    text: new Int32Array(length),
    number: new BigInt64Array(length),
    unit: new Int32Array(length),
  };
  sources.forEach(({ profile, sample }, index) => {
    const { labels } = profiles[profile]!;
    const ownText = text[profile]!;
    for (let from = labels.start[sample]!, to = start[index]!; to < start[index + 1]!; from++, to++) {
      copy.key[to] = ownText(labels.key[from]!);
      copy.text[to] = ownText(labels.text[from]!);
      copy.number[to] = labels.number[from]!;
      copy.unit[to] = ownText(labels.unit[from]!);
    }
  });
  return copy;
}
