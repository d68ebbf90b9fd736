// Filters by label, as pprof's tagfocus and tagignore have them: `key=expression`, `expression` on `key:text`, several with commas; or a range of
// numbers with units: `bytes=2kb:`, `:64kb`, `4mb:8mb`, `32kb`.
import { compileRegexp, type Regexp } from '../regexp/regexp';
import type { Profile } from './profile';
import { scale } from './scale';

export type SampleTest = (sample: number) => boolean;

export type CompiledTagFilter =
  { readonly kind: 'test'; readonly test: SampleTest } | { readonly kind: 'error'; readonly error: string };

export function compileTagFilter(profile: Profile, filter: string): CompiledTagFilter {
  const at = filter.indexOf('=');
  const key = at < 0 ? null : filter.slice(0, at);
  const value = filter.slice(at + 1);
  const range = readRange(value);
  if (range) return { kind: 'test', test: byNumber(profile, key, range) };

  const regexps: Regexp[] = [];
  for (const source of value.split(',')) {
    const compiled = compileRegexp(source);
    if (compiled.kind === 'error') return compiled;
    regexps.push(compiled.regexp);
  }
  return { kind: 'test', test: key === null ? byAnyText(profile, regexps) : byText(profile, key, regexps) };
}

/** With a key one expression is enough … */
function byText({ labels, strings }: Profile, key: string, regexps: readonly Regexp[]): SampleTest {
  const wanted = strings.find(key);
  const known = new Map<number, boolean>();
  const matches = (text: number): boolean => {
    const found = known.get(text) ?? regexps.some(regexp => regexp.test(strings.text(text)));
    known.set(text, found);
    return found;
  };
  return sample => {
    for (let at = labels.start[sample]!; at < labels.start[sample + 1]!; at++) {
      if (labels.key[at] === wanted && labels.text[at] !== 0 && matches(labels.text[at]!)) return true;
    }
    return false;
  };
}

/** … without one each has to match some label. */
function byAnyText({ labels, strings }: Profile, regexps: readonly Regexp[]): SampleTest {
  return sample =>
    regexps.every(regexp => {
      for (let at = labels.start[sample]!; at < labels.start[sample + 1]!; at++) {
        const text = labels.text[at]!;
        if (text !== 0 && regexp.test(`${strings.text(labels.key[at]!)}:${strings.text(text)}`)) return true;
      }
      return false;
    });
}

interface NumberRange {
  readonly unit: string;
  readonly least: number;
  readonly most: number;
}

/** Null where it is an expression. */
function readRange(text: string): NumberRange | null {
  const number = '([+-]?\\d+)([A-Za-z]+)?';
  const [, before, first, firstUnit = '', colon, second, secondUnit = ''] =
    new RegExp(`^(:)?${number}(:)?(?:${number})?$`).exec(text) ?? [];
  if (first === undefined || (second !== undefined && (before !== undefined || colon === undefined))) return null;
  if (before !== undefined && colon !== undefined) return null;
  const low = scale(Number(first), firstUnit, firstUnit);
  if (second !== undefined) {
    const high = scale(Number(second), secondUnit, low.unit);
    return high.unit === low.unit ? { unit: low.unit, least: low.value, most: high.value } : null;
  }
  return {
    unit: low.unit,
    least: before === undefined ? low.value : -Infinity,
    most: colon === undefined ? low.value : Infinity,
  };
}

function byNumber(profile: Profile, key: string | null, { unit, least, most }: NumberRange): SampleTest {
  const { labels, strings } = profile;
  const wanted = key === null ? -1 : strings.find(key);
  const units = numberUnits(profile);
  return sample => {
    for (let at = labels.start[sample]!; at < labels.start[sample + 1]!; at++) {
      if (labels.text[at] !== 0 || (key !== null && labels.key[at] !== wanted)) continue;
      const found = scale(Number(labels.number[at]!), units.get(labels.key[at]!)!, unit);
      if (found.unit === unit && found.value >= least && found.value <= most) return true;
    }
    return false;
  };
}

/** By key: the first unit that any of its labels has, else what the key says: `bytes` are bytes. */
function numberUnits({ labels, strings }: Profile): ReadonlyMap<number, string> {
  const units = new Map<number, string>();
  for (let at = 0; at < labels.key.length; at++) {
    const key = labels.key[at]!;
    if (labels.text[at] === 0 && !units.get(key)) units.set(key, strings.text(labels.unit[at]!));
  }
  for (const [key, unit] of units) {
    const name = strings.text(key);
    if (unit === '') units.set(key, name === 'alignment' || name === 'request' ? 'bytes' : name);
  }
  return units;
}
