// Flat and cumulative values of every function: what `go tool pprof -top` prints, before its trimming. One walk over the frames of all
// stacks; that a name has been counted in a sample already is told by the number of the sample that counted it last.
import { byText } from '../text/byText';
import { compareExact, magnitude, simplest, type ExactNumber } from './exactNumber';
import type { View } from './view';

/** One row per name, in the columns of `View.frames.names`. */
export interface FlatAndCum {
  readonly flat: Float64Array;
  readonly cum: Float64Array;
}

/** Where `exact` is null the doubles are exact. */
interface ExactFlatAndCum extends FlatAndCum {
  readonly exact: { readonly flat: BigInt64Array; readonly cum: BigInt64Array } | null;
}

export interface TableRow {
  /** Which of the view's names. */
  readonly name: number;
  readonly flat: ExactNumber;
  readonly cum: ExactNumber;
}

export type TableOrder = 'flat' | 'cum';

/** As doubles, for what is drawn. `type`: an index in the profile's sample types. */
export function roundedFlatAndCum(view: View, type: number): FlatAndCum {
  return sumUp(view, view.profile.values[type]!.values, null);
}

/** Samples whose value is 0 add nothing; recursion counts once. */
function sumUp(
  { profile, frames, stacks, samples }: View,
  values: Float64Array,
  exact: BigInt64Array | null,
): ExactFlatAndCum {
  const { start: frameStart, name: frameName, names } = frames;
  const { start, end, locations } = stacks;
  const flat = new Float64Array(names.count);
  const cum = new Float64Array(names.count);
  const exactFlat = exact && new BigInt64Array(names.count);
  const exactCum = exact && new BigInt64Array(names.count);
  const countedIn = new Int32Array(names.count).fill(-1);
  const count = samples ? samples.length : profile.sampleCount;

  for (let index = 0; index < count; index++) {
    const sample = samples ? samples[index]! : index;
    const value = values[sample]!;
    if (value === 0) continue;
    let isLeaf = true;
    for (let at = start[sample]!, to = end[sample]!; at < to; at++) {
      const location = locations[at]!;
      for (let frame = frameStart[location]!, last = frameStart[location + 1]!; frame < last; frame++) {
        const name = frameName[frame]!;
        if (isLeaf) {
          isLeaf = false;
          flat[name]! += value;
          if (exactFlat) exactFlat[name]! += exact[sample]!;
        }
        if (countedIn[name] === sample) continue;
        countedIn[name] = sample;
        cum[name]! += value;
        if (exactCum) exactCum[name]! += exact[sample]!;
      }
    }
  }
  return { flat, cum, exact: exactFlat && exactCum && { flat: exactFlat, cum: exactCum } };
}

/** The rows that are not 0/0, in pprof's order: by size without the sign, then by name. */
export function tableRows(view: View, type: number, order: TableOrder): readonly TableRow[] {
  const column = view.profile.values[type]!;
  const { flat, cum, exact } = sumUp(view, column.values, column.exact);
  const { names } = view.frames;
  const rows: TableRow[] = [];
  for (let name = 0; name < names.count; name++) {
    const row: TableRow = exact
      ? { name, flat: simplest(exact.flat[name]!), cum: simplest(exact.cum[name]!) }
      : { name, flat: flat[name]!, cum: cum[name]! };
    if (row.flat !== 0 || row.cum !== 0) rows.push(row);
  }
  const [first, second] = order === 'flat' ? (['flat', 'cum'] as const) : (['cum', 'flat'] as const);
  return rows.sort((a, b) => {
    const bySize = compareExact(magnitude(b[first]), magnitude(a[first]));
    if (bySize !== 0) return bySize;
    const byName = byText(names.text(a.name), names.text(b.name));
    if (byName !== 0) return byName;
    return compareExact(magnitude(b[second]), magnitude(a[second])) || a.name - b.name;
  });
}

/**
 * What per cents are of: the values of all samples, added without their signs, before any filter. Where samples are marked as the base
 * of a saved difference only those count.
 */
export function totalOf({ profile }: Pick<View, 'profile'>, type: number, isBase = baseSamples(profile)): ExactNumber {
  const { values, exact } = profile.values[type]!;
  let total = 0;
  let ofBase = 0;
  let exactTotal = 0n;
  let exactOfBase = 0n;
  for (let sample = 0; sample < profile.sampleCount; sample++) {
    if (exact) {
      const value = exact[sample]!;
      const size = value < 0n ? BigInt.asIntN(64, -value) : value;
      exactTotal += size;
      if (isBase?.[sample]) exactOfBase += size;
    } else {
      const size = Math.abs(values[sample]!);
      total += size;
      if (isBase?.[sample]) ofBase += size;
    }
  }
  if (!exact) return ofBase > 0 ? ofBase : total;
  const wrapped = BigInt.asIntN(64, exactOfBase);
  return simplest(wrapped > 0n ? wrapped : BigInt.asIntN(64, exactTotal));
}

/** 1 for samples with the label `pprof::base=true`; null where there is none. */
export function baseSamples({ strings, labels, sampleCount }: View['profile']): Uint8Array | null {
  const key = strings.find('pprof::base');
  const text = strings.find('true');
  if (key < 0 || text < 0) return null;
  const isBase = new Uint8Array(sampleCount);
  for (let sample = 0; sample < sampleCount; sample++) {
    for (let at = labels.start[sample]!; at < labels.start[sample + 1]!; at++) {
      if (labels.key[at] === key && labels.text[at] === text) isBase[sample] = 1;
    }
  }
  return isBase;
}
