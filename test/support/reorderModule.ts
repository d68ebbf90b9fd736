// Every reorder that is offered in a module, made in a copy of it: what was offered, what was refused and why, what it wins.
import { readFileSync, writeFileSync } from 'node:fs';
import { sizeClassOf } from '#core/layout/sizeClasses';
import { verdictOf, type HazardCode } from '#core/layout/hazard';
import { applyReplacements } from '#core/refactor/offer';
import { reorderEdit, type Chosen, type ReorderEditParts } from '#server/analysis/refactor/reorderEdit';
import { planReorders, type ReorderQuery, type StructPlan } from '#server/analysis/refactor/reorderPlans';
import { refactoringParts } from './refactoringParts';

export interface Reordered {
  /** Structs that were measured. */
  readonly judged: number;
  /** Of those, smaller in another order. */
  readonly smaller: number;
  readonly applied: number;
  /** Files that were written. */
  readonly files: readonly string[];
  /** Of structs that are smaller: the code of the first hazard that refuses → how many. */
  readonly refused: Readonly<Record<string, number>>;
  /** Of those that were applied: the codes of what a person would be asked about → how many. */
  readonly confirm: Readonly<Record<string, number>>;
  /** The proof's words about those that were offered and not proven. */
  readonly unproven: readonly string[];
  /** Of all that were applied, by the size of one value. */
  readonly bytes: number;
  /** How many of them take a smaller size class. */
  readonly classes: number;
}

/**
 * `directory`: the module's root, whose files are changed. `leaveOut`: what a person would say no to, where a test compares the output of fields
 * with a golden text, say.
 */
export async function reorderModule(directory: string, leaveOut: readonly HazardCode[] = []): Promise<Reordered> {
  const own = await refactoringParts();
  const parts: ReorderEditParts = { ...own, textOf: file => own.disk.read(file) };
  const { signal } = new AbortController();
  const settings = own.settings().go;
  const packages = await own.lister.list({ directory, patterns: ['./...'], overlay: new Map(), settings }, signal);
  const query: ReorderQuery = {
    directory,
    patterns: ['./...'],
    tests: true,
    packages: () => Promise.resolve(packages),
    overlay: new Map(),
    settings,
    goarchs: ['', '386', 'arm64'],
  };
  const { plans, layouts } = await planReorders(parts, query, signal);
  const refused: Record<string, number> = {};
  const chosen: Chosen[] = [];
  for (const plan of plans) {
    const choice = plan.choices.findLast(({ hazards }) => verdictOf(hazards) !== 'refused');
    if (choice?.hazards.some(({ code }) => leaveOut.includes(code))) continue;
    if (choice) chosen.push({ plan, choice });
    else count(refused, plan.choices[0]!.hazards.find(({ verdict }) => verdict === 'refused')!.code);
  }
  const unproven: string[] = [];
  const proven = await provenOf(parts, query, chosen, unproven, signal);
  const confirm: Record<string, number> = {};
  for (const { choice } of proven)
    for (const code of new Set(choice.hazards.map(hazard => hazard.code))) count(confirm, code);
  const files = proven.length === 0 ? [] : await write(parts, query, proven, signal);
  own.trees.dispose();
  return {
    judged: layouts.structs.length,
    smaller: plans.length,
    applied: proven.length,
    files,
    refused,
    confirm,
    unproven,
    bytes: proven.reduce(
      (sum, { plan, choice }) => sum + plan.struct.on[0]!.placed.size - choice.found.placed[0]!.size,
      0,
    ),
    classes: proven.filter(
      ({ plan, choice }) =>
        classOf(plan, plan.struct.on[0]!.placed.size) !== classOf(plan, choice.found.placed[0]!.size),
    ).length,
  };
}

/** All of them where all together are proven; else those that are proven by halves. */
async function provenOf(
  parts: ReorderEditParts,
  query: ReorderQuery,
  chosen: readonly Chosen[],
  unproven: string[],
  signal: AbortSignal,
): Promise<readonly Chosen[]> {
  if (chosen.length === 0) return [];
  const resolution = await reorderEdit(parts, query, chosen, signal);
  if (resolution.kind === 'edit') return chosen;
  if (chosen.length === 1) {
    unproven.push(`${chosen[0]!.plan.struct.package}.${chosen[0]!.plan.struct.name}: ${resolution.reason}`);
    return [];
  }
  const half = chosen.length >> 1;
  return [
    ...(await provenOf(parts, query, chosen.slice(0, half), unproven, signal)),
    ...(await provenOf(parts, query, chosen.slice(half), unproven, signal)),
  ];
}

async function write(
  parts: ReorderEditParts,
  query: ReorderQuery,
  chosen: readonly Chosen[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const resolution = await reorderEdit(parts, query, chosen, signal);
  if (resolution.kind === 'refused') throw new Error(resolution.reason);
  for (const edit of resolution.files) {
    if (readFileSync(edit.file, 'utf8') !== edit.before) throw new Error(`${edit.file} has changed`);
    writeFileSync(edit.file, applyReplacements(edit));
  }
  return resolution.files.map(({ file }) => file);
}

function classOf({ struct }: StructPlan, size: number): number | null {
  const hasPointers = struct.on[0]!.placed.pointerBytes !== 0;
  return sizeClassOf(size, { hasPointers, word: 8, goVersion: struct.on[0]!.goVersion });
}

const count = (counts: Record<string, number>, name: string): void => void (counts[name] = (counts[name] ?? 0) + 1);
