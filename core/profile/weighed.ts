// The stacks of one scope with their weights, and what questions make of both: walks of pictures, the table of functions. Whoever lets go of the
// stacks lets go of all of it: none of it can outlive what it was made of.
import type { Root, Scope } from '../messages/profileView';
import { scaleOf } from './difference';
import type { DistinctStacks } from './distinctStacks';
import { sumOf } from './flame';
import { functionTable, type FunctionTable } from './functionTable';
import { latest, type Latest } from './latest';
import { partition, type Partition } from './partition';
import { sandwichPaths, wholePaths, type Paths } from './paths';
import type { View } from './view';
import { weigh, type Weights } from './weights';

export interface Weighed {
  readonly weights: Weights;
  /** Before filters, and what they leave; of a comparison, of the profile itself. */
  readonly total: number;
  readonly shown: number;
  /** The width of what they leave. */
  readonly size: number;
  walk(root: Root): Walk;
  table(): FunctionTable;
  /** The rows of the table as they were last sorted and searched. */
  readonly rowsFor: Latest<readonly number[]>;
}

export interface Walk {
  readonly paths: Paths;
  readonly parts: Partition;
}

/** `isBase`: which samples are those of the base of a comparison; null where nothing is compared. */
export function weighStacks(
  view: View,
  stacks: DistinctStacks,
  isBase: Uint8Array | null,
  { sampleType, comparing }: Pick<Scope, 'sampleType' | 'comparing'>,
): Weighed {
  const { values } = view.profile.values[sampleType]!;
  const totals = { after: 0, before: 0 };
  for (let sample = 0; sample < values.length; sample++) {
    totals[isBase?.[sample] ? 'before' : 'after'] += Math.abs(values[sample]!);
  }
  const scale = scaleOf(comparing, totals.after, totals.before);
  const weights = weigh(stacks, values, isBase, scale);
  const { size, after, before } = sumOf(wholePaths(stacks).order, weights);

  const walks = { whole: latest<Walk>(), callers: latest<Walk>(), callees: latest<Walk>() };
  let table: FunctionTable | null = null;
  return {
    weights,
    total: totals.after * scale.after,
    shown: isBase ? after : after - before,
    size,
    walk: root =>
      walks[root.kind](root.kind === 'whole' ? '' : `${root.name}`, () => {
        const paths = root.kind === 'whole' ? wholePaths(stacks) : sandwichPaths(stacks, root.name, root.kind);
        return { paths, parts: partition(paths, weights) };
      }),
    table: () => (table ??= functionTable(view, sampleType, isBase, scale)),
    rowsFor: latest(),
  };
}
