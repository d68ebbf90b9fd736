// Units as pprof knows them, and how a number goes from one to another: bytes by 1024, time, and Google's compute units.

interface Unit {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly factor: number;
}

interface UnitKind {
  readonly kind: 'bytes' | 'time' | 'compute';
  readonly units: readonly Unit[];
  /** Where a value is smaller than each of the units. */
  readonly smallest: Unit;
}

const bytes = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'].map((name, power): Unit => ({
  name,
  aliases: [
    ['b', 'byte'],
    ['kb', 'kbyte', 'kilobyte'],
    ['mb', 'mbyte', 'megabyte'],
    ['gb', 'gbyte', 'gigabyte'],
    ['tb', 'tbyte', 'terabyte'],
    ['pb', 'pbyte', 'petabyte'],
  ][power]!,
  factor: 1024 ** power,
}));
const times: readonly Unit[] = [
  { name: 'ns', aliases: ['ns', 'nanosecond'], factor: 1 },
  { name: 'us', aliases: ['μs', 'us', 'microsecond'], factor: 1e3 },
  { name: 'ms', aliases: ['ms', 'millisecond'], factor: 1e6 },
  { name: 's', aliases: ['s', 'sec', 'second'], factor: 1e9 },
  { name: 'hrs', aliases: ['hour', 'hr'], factor: 3.6e12 },
];
const compute = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P'].map((prefix, power): Unit => ({
  name: prefix === '' ? 'GCU' : `${prefix}*GCU`,
  aliases: [`${['nano', 'micro', 'milli', '', 'kilo', 'mega', 'giga', 'tera', 'peta'][power]!}gcu`],
  factor: 10 ** ((power - 3) * 3),
}));

const kinds: readonly UnitKind[] = [
  { kind: 'bytes', units: bytes, smallest: bytes[0]! },
  { kind: 'time', units: times, smallest: times[3]! },
  { kind: 'compute', units: compute, smallest: compute[3]! },
];

export interface Scaled {
  readonly value: number;
  /** '' for a count. */
  readonly unit: string;
}

/** From one unit to another; `auto` takes the largest one that leaves at least 1. What is no known unit stays as it is. */
export function scale(value: number, from: string, to: string): Scaled {
  if (value < 0) {
    const scaled = scale(-value, from, to);
    return { value: -scaled.value, unit: scaled.unit };
  }
  for (const { units, smallest } of kinds) {
    const source = find(units, from);
    if (!source) continue;
    const base = value * source.factor;
    const wanted = to === 'auto' ? units.filter(({ factor }) => base / factor >= 1).at(-1) : find(units, to);
    const unit = wanted ?? smallest;
    return { value: base / unit.factor, unit: unit.name };
  }
  return { value, unit: ['count', 'sample', 'unit', 'auto'].includes(to) ? '' : to };
}

/** What a unit counts, and how many of the smallest (bytes, nanoseconds) it is; null where it is not known. */
export function baseOf(unit: string): { readonly kind: UnitKind['kind']; readonly factor: number } | null {
  for (const { kind, units } of kinds) {
    const found = find(units, unit);
    if (found) return { kind, factor: found.factor };
  }
  return null;
}

/** Whether values of one can be written in the other. */
export function areComparable(a: string, b: string): boolean {
  return a === b || kinds.some(({ units }) => find(units, a) && find(units, b));
}

function find(units: readonly Unit[], name: string): Unit | undefined {
  const lower = name.toLowerCase();
  const alias = lower.length > 2 ? lower.replace(/s$/, '') : lower;
  return units.find(({ aliases }) => aliases.includes(alias));
}
