// Before profiles are put together they must count the same things in the same units: the types that all of them have, in the first one's order,
// in the finest unit that one of them uses.
import { largestExact } from './exactNumber';
import { defaultSampleTypeOf, type Profile, type SampleType, type ValueColumn } from './profile';
import { areComparable, scale } from './scale';

export type MergeProblem =
  /** There is nothing that all of them count. */
  | { readonly kind: 'no-common-type' }
  /** `samples/count` and `space/bytes`, say: what they count, or per what they sampled, differs. */
  | { readonly kind: 'incompatible'; readonly types: readonly [SampleType, SampleType] };

export type Aligned =
  | { readonly kind: 'profiles'; readonly profiles: readonly Profile[] }
  | { readonly kind: 'problem'; readonly problem: MergeProblem };

/** Also of a single profile: a type that it has twice goes. */
export function alignTypes(profiles: readonly Profile[]): Aligned {
  const [first] = profiles;
  const occurrences = new Map<string, number>();
  for (const { sampleTypes } of profiles) {
    for (const { type } of sampleTypes) occurrences.set(type, (occurrences.get(type) ?? 0) + 1);
  }
  const common = (first?.sampleTypes ?? [])
    .map(({ type }) => type)
    .filter(type => occurrences.get(type) === profiles.length);
  const isInAll = common.every(type =>
    profiles.every(({ sampleTypes }) => sampleTypes.some(other => other.type === type)),
  );
  if (common.length === 0 || !isInAll) return { kind: 'problem', problem: { kind: 'no-common-type' } };
  const picked = profiles.map(profile => pickTypes(profile, common));
  return picked.length === 1 ? { kind: 'profiles', profiles: picked } : alignUnits(picked);
}

function pickTypes(profile: Profile, types: readonly string[]): Profile {
  const indexes = types.map(type => profile.sampleTypes.findIndex(other => other.type === type));
  if (indexes.length === profile.sampleTypes.length && indexes.every((index, at) => index === at)) return profile;
  const sampleTypes = indexes.map(index => profile.sampleTypes[index]!);
  // As pprof: where its own choice is gone, or it had none, the first one is shown.
  const name = types.includes(profile.defaultSampleTypeName) ? profile.defaultSampleTypeName : types[0]!;
  return {
    ...profile,
    sampleTypes,
    values: indexes.map(index => profile.values[index]!),
    defaultSampleTypeName: name,
    defaultSampleType: defaultSampleTypeOf(sampleTypes, name),
  };
}

function alignUnits(profiles: readonly Profile[]): Aligned {
  const [first] = profiles as readonly [Profile];
  const periods = finest(profiles.map(({ periodType }) => periodType));
  if ('kind' in periods) return periods;
  const units: string[] = [];
  for (let type = 0; type < first.sampleTypes.length; type++) {
    const found = finest(profiles.map(({ sampleTypes }) => sampleTypes[type]!));
    if ('kind' in found) return found;
    units.push(found.unit);
  }
  const aligned = profiles.map(profile => toUnits(profile, units, periods.unit));
  const other = aligned.find(({ periodType }) => periodType.type !== first.periodType.type);
  if (other) return incompatible(first.periodType, other.periodType);
  return { kind: 'profiles', profiles: aligned };
}

const incompatible = (a: SampleType, b: SampleType): Aligned & { readonly kind: 'problem' } => ({
  kind: 'problem',
  problem: { kind: 'incompatible', types: [a, b] },
});

function finest(types: readonly SampleType[]): SampleType | ReturnType<typeof incompatible> {
  let found = types[0]!;
  for (const type of types.slice(1)) {
    const isSame = type.type.replace(/s$/, '') === found.type.replace(/s$/, '') && areComparable(type.unit, found.unit);
    if (!isSame) return incompatible(found, type);
    if (scale(1, type.unit, found.unit).value < 1) found = type;
  }
  return found;
}

function toUnits(profile: Profile, units: readonly string[], periodUnit: string): Profile {
  const ratios = profile.sampleTypes.map(({ unit }, type) => scale(1, unit, units[type]!).value);
  const period = BigInt(Math.trunc(scale(Number(profile.period), profile.periodType.unit, periodUnit).value));
  return {
    ...profile,
    period: profile.periodType.unit === periodUnit ? profile.period : period,
    periodType: { ...profile.periodType, unit: periodUnit },
    sampleTypes: profile.sampleTypes.map(({ type }, index) => ({ type, unit: units[index]! })),
    values: profile.values.map((column, type) => (ratios[type] === 1 ? column : scaled(column, ratios[type]!))),
  };
}

/** Rounded as Go rounds, half away from zero. */
function scaled({ values }: ValueColumn, ratio: number): ValueColumn {
  const round = (value: number): number => Math.sign(value) * Math.round(Math.abs(value) * ratio);
  return columnOf(values.map(round), null);
}

/** `exact`: where it is at hand. Keeps it only where sums could need it. */
export function columnOf(values: Float64Array, exact: BigInt64Array | null): ValueColumn {
  const magnitude = values.reduce((sum, value) => sum + Math.abs(value), 0);
  if (magnitude < largestExact) return { values, exact: null };
  return { values, exact: exact ?? BigInt64Array.from(values, value => BigInt(value)) };
}

/** All values with the other sign. */
export function negated(profile: Profile): Profile {
  return {
    ...profile,
    values: profile.values.map(({ values, exact }) => ({
      values: values.map(value => (value === 0 ? 0 : -value)),
      exact: exact && exact.map(value => -value),
    })),
  };
}
