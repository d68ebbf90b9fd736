// Which structs would be smaller in another order, in which orders, and what hangs on each. The compiler measures (analysis/layouts) and says who
// relies on the order (analysis/hazards); the orders are core/layout's.
import { bestOrder, type FoundOrder } from '#core/layout/bestOrder';
import { verdictOf, type Hazard } from '#core/layout/hazard';
import { orderUnitsOf, type MeasuredStruct } from '#core/layout/measuredStruct';
import { hazardReports, type HazardReport, type UnkeyedLiteral } from '../hazards';
import { measureLayouts, type LayoutParts, type Layouts } from '../layouts';
import { askErrors, type GoSettings, type ListedPackage } from '../ports';
import type { HazardParts } from '../hazards';

export interface ReorderQuery {
  readonly directory: string;
  /** The packages whose structs are looked at. */
  readonly patterns: readonly string[];
  /** Where given, only structs that are declared in these files. */
  readonly files?: ReadonlySet<string>;
  readonly tests: boolean;
  /** All that may notice an edit (dependents.ts); asked for only where a struct would be smaller. */
  readonly packages: () => Promise<readonly ListedPackage[]>;
  /** Absolute path → text that is not saved. */
  readonly overlay: ReadonlyMap<string, string>;
  readonly settings: GoSettings;
  /** The build's own ('') first. */
  readonly goarchs: readonly string[];
}

export interface StructPlan {
  readonly struct: MeasuredStruct;
  /** The gentler one first; never empty. */
  readonly choices: readonly OrderChoice[];
  /** All literals without keys, which any new order has to give keys to. */
  readonly unkeyedLiterals: readonly UnkeyedLiteral[];
}

export interface OrderChoice {
  /** `inside`: the fields stay in their blank-line groups, and another choice mixes them; `across`: that one; `only`: there is no other. */
  readonly flavour: 'inside' | 'across' | 'only';
  readonly found: FoundOrder;
  readonly hazards: readonly Hazard[];
}

export interface ReorderPlans {
  /** In the order of packages, files and text. */
  readonly plans: readonly StructPlan[];
  /** Smaller in another order, but what hangs on it cannot be known: something does not compile. */
  readonly unjudged: readonly MeasuredStruct[];
  /** What the compiler measured: of all structs. */
  readonly layouts: Layouts;
}

export type ReorderParts = LayoutParts & HazardParts;

/** Rejects only with the signal's AbortError. */
export async function planReorders(
  parts: ReorderParts,
  query: ReorderQuery,
  signal: AbortSignal,
): Promise<ReorderPlans> {
  const { directory, patterns, files, tests, overlay, settings, goarchs } = query;
  const layouts = await measureLayouts(
    parts,
    { directory, patterns, overlay, settings, tests, goarch: goarchs, ...(files && { files }) },
    signal,
  );
  const own = layouts.outcome.goarch;
  const candidates = layouts.structs.filter(struct => struct.on[0]!.goarch === own && ordersOf(struct).length > 0);
  if (candidates.length === 0) return { plans: [], unjudged: [], layouts };
  const packages = await query.packages();
  const keyOf = ({ file, name, declaration }: MeasuredStruct): string =>
    `${file}\n${declaration.nameSpan.start}\n${name}`;
  const reports = await hazardReports(
    parts,
    {
      request: { directory, patterns, tests: true, overlay, settings, ask: askErrors },
      packages,
      structs: candidates.map(struct => ({
        key: keyOf(struct),
        file: struct.file,
        nameStart: struct.declaration.nameSpan.start,
      })),
    },
    signal,
  );
  const plans = candidates.flatMap(struct => {
    const report = reports.get(keyOf(struct));
    return report ? [planOf(struct, report)] : [];
  });
  return { plans, unjudged: candidates.filter(struct => !reports.has(keyOf(struct))), layouts };
}

/** Orders that are smaller on the build's own architecture, and on none larger. */
function ordersOf(struct: MeasuredStruct, pinned: readonly string[] = []): readonly FoundOrder[] {
  const units = orderUnitsOf(struct, pinned);
  const isSmaller = (found: FoundOrder | null): found is FoundOrder =>
    found !== null && found.placed[0]!.size < struct.on[0]!.placed.size;
  const best = bestOrder(units);
  const inside = best?.groups === 'inside' ? best : bestOrder(units, { groups: 'inside' });
  const found = [inside, best].filter(isSmaller);
  return found.length === 2 && found[0]!.order.every((at, index) => at === found[1]!.order[index])
    ? found.slice(1)
    : found;
}

function planOf(struct: MeasuredStruct, report: HazardReport): StructPlan {
  const units = orderUnitsOf(struct);
  const goarchs = struct.on.map(({ goarch }) => goarch);
  const hazardsOf = ({ order }: FoundOrder): readonly Hazard[] => [
    ...report.ofOrder({ order, units, goarchs }),
    ...report.hazards,
  ];
  let found = ordersOf(struct);
  // Fields of 64-bit atomics are as aligned as the struct only in front: there they stay, if that mends it.
  if (
    report.atomicFields.length > 0 &&
    found.some(one => verdictOf(report.ofOrder({ ...one, units, goarchs })) === 'refused')
  ) {
    const pinned = ordersOf(struct, report.atomicFields);
    if (pinned.length > 0) found = pinned;
  }
  const choices = found.map((one, at): OrderChoice => {
    const flavour = found.length === 1 ? 'only' : at === 0 ? 'inside' : 'across';
    return { flavour, found: one, hazards: hazardsOf(one) };
  });
  return { struct, choices, unkeyedLiterals: report.unkeyedLiterals };
}
