// A function at a glance: which of its parameters leak, what the inliner says of it, and how much it allocates. Put together from the findings of
// its file; shown when the mouse rests on its name, and as a lens above it.
import { comparePositions, type Position, type Range } from '#core/text/position';
import type { Finding } from './finding';
import { withoutInstance } from './names';

export interface FunctionSummary {
  /** As declared: `F`, `(*T).M`. */
  readonly name: string;
  /** Its name in the source. */
  readonly range: Range;
  /** What the inliner says: `can-inline`, or `cannot-inline` with the first thing that forbids it. */
  readonly inline: Finding;
  /** The inliner's cost of the body, where it says one. */
  readonly cost: number | null;
  /** One for each parameter that leaks, in the order of the source. */
  readonly leaks: readonly Finding[];
  /** In it and in the function literals in it. */
  readonly allocations: readonly Finding[];
  /** Of these, on paths that a loop repeats. */
  readonly inLoops: number;
}

const allocating: ReadonlySet<Finding['code']> = new Set(['moved-to-heap', 'escapes', 'allocates']);

/** The functions of one file that the inliner has spoken of, in the order of the source. `findings` are those of the file, of all codes. */
export function functionSummaries(findings: readonly Finding[]): FunctionSummary[] {
  const summaries = new Map<string, FunctionSummary>();
  for (const inline of findings) {
    if (inline.code !== 'can-inline' && inline.code !== 'cannot-inline') continue;
    const name = withoutInstance(inline.subject);
    // Function literals (`F.func1`) and what is inlined into a caller count as their function's.
    if (name !== inline.function || summaries.has(name)) continue;
    const own = findings.filter(finding => finding.function === name);
    const allocations = own.filter(({ code }) => allocating.has(code));
    summaries.set(name, {
      name,
      range: inline.range,
      inline,
      cost: costOf(inline),
      leaks: own.filter(({ code }) => code === 'leaking-param').sort(bySource),
      allocations,
      inLoops: allocations.filter(({ path }) => path === 'loop').length,
    });
  }
  return [...summaries.values()].sort((a, b) => bySource(a, b));
}

/** The function whose name is at a position. */
export function functionAt(findings: readonly Finding[], position: Position): FunctionSummary | null {
  const isThere = ({ range }: { readonly range: Range }): boolean =>
    comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
  const named = findings.some(finding => isThere(finding) && /^can(?:not)?-inline$/.test(finding.code));
  return named ? (functionSummaries(findings).find(isThere) ?? null) : null;
}

/** `can inline F with cost 24 as: …`, `cannot inline F: function too complex: cost 112 exceeds budget 80` */
function costOf({ code, raw: [line = ''] }: Finding): number | null {
  const words =
    code === 'can-inline' ? / with cost (\d{1,9}) as: / : /: function too complex: cost (\d{1,9}) exceeds budget \d+$/;
  const cost = words.exec(line)?.[1];
  return cost === undefined ? null : Number(cost);
}

function bySource(a: { readonly range: Range }, b: { readonly range: Range }): number {
  return comparePositions(a.range.start, b.range.start);
}
