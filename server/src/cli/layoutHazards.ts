// What hangs on the order of the structs that `escapement layout` shows: asked only of those that would be smaller in another order, in every
// package of the module.
import type { Hazard } from '#core/layout/hazard';
import { bestOrder, type FoundOrder } from '#core/layout/bestOrder';
import { bestOrderOf, orderUnitsOf, type MeasuredStruct } from '#core/layout/measuredStruct';
import { hazardReports, isForeign, type HazardReport } from '#server/analysis/hazards';
import type { LayoutParts } from '#server/analysis/layouts';
import { askErrors, type GoSettings, type ListedPackage, type PackageLister } from '#server/analysis/ports';
import type { Translate } from '#core/messages/translate';
import type { Run } from './runs';

export interface HazardsQuery extends Run {
  readonly settings: GoSettings;
  readonly structs: readonly MeasuredStruct[];
  /** Those that were measured. */
  readonly packages: readonly ListedPackage[];
}

/** The order that is offered, and what hangs on it. */
export interface JudgedOrder {
  readonly best: FoundOrder;
  readonly hazards: readonly Hazard[];
}

/** Of each struct that would be smaller, and could be judged. Rejects only with the signal's AbortError. */
export async function hazardsOfLayouts(
  parts: LayoutParts & { readonly lister: PackageLister; readonly t: Translate },
  { directory, patterns, settings, structs, packages: measured }: HazardsQuery,
  signal: AbortSignal,
): Promise<ReadonlyMap<MeasuredStruct, JudgedOrder>> {
  const judged = structs.flatMap(struct => {
    const best = bestOrderOf(struct);
    return best ? [{ struct, best }] : [];
  });
  if (judged.length === 0) return new Map();
  const overlay = new Map<string, string>();
  const isOfFiles = patterns.some(pattern => pattern.endsWith('.go'));
  const files = new Set(judged.map(({ struct }) => struct.file));
  const owners = measured.filter(one => one.files.some(file => files.has(file)));
  const all = isOfFiles ? patterns : [...new Set([...patterns, './...'])];
  const packages = owners.every(isForeign)
    ? measured
    : await parts.lister.list({ directory, patterns: all, overlay, settings }, signal);
  const request = { directory, patterns, tests: true, overlay, settings, ask: askErrors };
  const reports = await hazardReports(
    parts,
    {
      request,
      packages,
      structs: judged.map(({ struct }, index) => ({
        key: String(index),
        file: struct.file,
        nameStart: struct.declaration.nameSpan.start,
      })),
    },
    signal,
  );
  return new Map(
    judged.flatMap(({ struct, best }, index) => {
      const report = reports.get(String(index));
      return report ? [[struct, judge(struct, best, report)] as const] : [];
    }),
  );
}

/** Fields of 64-bit atomics are as aligned as the struct only in front: there they stay, where that mends it. */
function judge(struct: MeasuredStruct, best: FoundOrder, report: HazardReport): JudgedOrder {
  const units = orderUnitsOf(struct);
  const goarchs = struct.on.map(({ goarch }) => goarch);
  const judged = (found: FoundOrder): JudgedOrder => ({
    best: found,
    hazards: [...report.ofOrder({ order: found.order, units, goarchs }), ...report.hazards],
  });
  const plain = judged(best);
  if (!plain.hazards.some(({ code, verdict }) => code === 'atomic-align' && verdict === 'refused')) return plain;
  const pinned = bestOrder(orderUnitsOf(struct, report.atomicFields));
  return pinned ? judged(pinned) : plain;
}
