// The top table: flat and cumulative value of every function, of a comparison for both profiles, sorted and searched as asked.
import { byText } from '../text/byText';
import type { TableSort } from '../messages/profileView';
import { roundedFlatAndCum } from './table';
import type { View } from './view';
import type { Scale } from './weights';

/** One entry per name of the view. */
export interface FunctionTable {
  readonly flat: Float64Array;
  readonly cum: Float64Array;
  /** Null where nothing is compared. */
  readonly baseFlat: Float64Array | null;
  readonly baseCum: Float64Array | null;
}

export function functionTable(view: View, type: number, isBase: Uint8Array | null, scale: Scale): FunctionTable {
  if (!isBase) return { ...roundedFlatAndCum(view, type), baseFlat: null, baseCum: null };
  const all = view.samples ?? Int32Array.from(isBase.keys());
  const own = roundedFlatAndCum({ ...view, samples: all.filter(sample => isBase[sample] === 0) }, type);
  const base = roundedFlatAndCum({ ...view, samples: all.filter(sample => isBase[sample] === 1) }, type);
  return {
    flat: own.flat.map(value => value * scale.after),
    cum: own.cum.map(value => value * scale.after),
    // In a difference the base's values are negative.
    baseFlat: base.flat.map(value => -value * scale.before),
    baseCum: base.cum.map(value => -value * scale.before),
  };
}

/** The names of the rows that match, sorted. Rows that are 0 everywhere are left out. */
export function sortedNames(
  table: FunctionTable,
  { sort, descending }: { readonly sort: TableSort; readonly descending: boolean },
  textOf: (name: number) => string,
  matches: (text: string) => boolean,
): readonly number[] {
  const { flat, cum, baseFlat, baseCum } = table;
  const found: number[] = [];
  for (let name = 0; name < flat.length; name++) {
    if (flat[name] === 0 && cum[name] === 0 && !baseFlat?.[name] && !baseCum?.[name]) continue;
    if (matches(textOf(name))) found.push(name);
  }
  const byName = (a: number, b: number) => byText(textOf(a), textOf(b)) || a - b;
  const sizes = { flat: sizeOf(flat, baseFlat), cum: sizeOf(cum, baseCum) };
  const compare = {
    name: byName,
    flat: (a: number, b: number) => sizes.flat(a) - sizes.flat(b) || sizes.cum(a) - sizes.cum(b) || byName(b, a),
    cum: (a: number, b: number) => sizes.cum(a) - sizes.cum(b) || sizes.flat(a) - sizes.flat(b) || byName(b, a),
  }[sort];
  return found.sort(descending ? (a, b) => compare(b, a) : compare);
}

/** Of a comparison the larger of both: what has vanished stays near the top. */
function sizeOf(column: Float64Array, base: Float64Array | null): (name: number) => number {
  return name => Math.max(Math.abs(column[name]!), Math.abs(base?.[name] ?? 0));
}
