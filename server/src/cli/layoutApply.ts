// `escapement layout --apply TYPE… PACKAGE`: the editor's refactoring in a terminal. All types together or none: what is written has been compiled
// as it stands. What a person should look at is told on stderr; the difference itself is for the version control to show.
import { applyReplacements } from '#core/refactor/offer';
import { dependentsOf } from '#server/analysis/refactor/dependents';
import { reorderEdit, type Chosen, type ReorderEditParts } from '#server/analysis/refactor/reorderEdit';
import {
  planReorders,
  type OrderChoice,
  type ReorderPlans,
  type ReorderQuery,
  type StructPlan,
} from '#server/analysis/refactor/reorderPlans';
import type { ApplyCommand } from './arguments';
import { isRefusal, pathShortener, type CheckParts, type ExitStatus } from './check';
import { refusalLine } from './errors';
import { architectures, settingsOf, unknownLine, wrongLines } from './layout';
import { writeAll } from './output';
import { planRuns } from './runs';

export interface ApplyParts extends CheckParts {
  readonly write: (file: string, text: string) => Promise<void>;
}

/** 0: done, or nothing to do; 1: refused; 2: it could not be judged. Rejects only with the signal's AbortError. */
export async function applyLayout(command: ApplyCommand, parts: ApplyParts, signal: AbortSignal): Promise<ExitStatus> {
  const { cwd, disk, t, progress } = parts;
  const end = async (status: ExitStatus, ...lines: readonly string[]): Promise<ExitStatus> => {
    progress.clear();
    await writeAll(parts.err, lines.map(line => `${line}\n`).join(''));
    return status;
  };
  const runs = await planRuns([command.pattern], { cwd, disk, t, tests: command.tests });
  if (isRefusal(runs)) return end(2, refusalLine(runs));
  const run = runs[0]!;
  const settings = settingsOf(command, cwd);
  progress.show(t('moving fields …'));
  let packages: ReturnType<ReorderQuery['packages']> | null = null;
  const query: ReorderQuery = {
    ...run,
    tests: command.tests,
    overlay: new Map(),
    settings,
    goarchs: architectures(command, parts),
    packages: () => (packages ??= dependentsOf(parts, { ...run, overlay: new Map(), settings }, signal)),
  };
  const editParts: ReorderEditParts = { ...parts, textOf: file => disk.read(file) };
  const known = await planReorders(editParts, query, signal);
  const wrong = wrongLines([known.layouts], { patterns: [command.pattern] }, parts);
  if (wrong.length > 0) return end(2, ...wrong);

  const chosen: Chosen[] = [];
  const nothing: string[] = [];
  for (const type of command.types) {
    const found = choose(type, known, command, parts);
    if ('status' in found) return end(found.status, ...found.lines);
    if ('plan' in found) chosen.push(found);
    else nothing.push(found.note);
  }
  if (chosen.length === 0) return end(0, ...nothing);
  const resolution = await reorderEdit(editParts, query, chosen, signal);
  const names = chosen.map(({ plan }) => plan.struct.name).join(', ');
  if (resolution.kind === 'refused') return end(1, refusal(t('{0} is not reordered', names), resolution.reason));
  for (const edit of resolution.files) await parts.write(edit.file, applyReplacements(edit));
  progress.clear();
  await writeAll(parts.out, chosen.map(one => `${summary(one, parts)}\n`).join(''));
  return end(0, ...nothing, ...resolution.confirm.map(reason => refusal(t('look at {0}', names), reason)));
}

type Found = Chosen | { readonly note: string } | { readonly status: 1 | 2; readonly lines: readonly string[] };

function choose(
  type: string,
  { plans, unjudged, layouts }: ReorderPlans,
  command: ApplyCommand,
  parts: ApplyParts,
): Found {
  const { t, cwd } = parts;
  const isNamed = ({ name }: { readonly name: string }): boolean => name === type;
  const structs = layouts.structs.filter(({ declaration }) => isNamed(declaration));
  const places = new Set(structs.map(({ file, declaration }) => `${file} ${declaration.nameSpan.start}`));
  if (places.size > 1) {
    return {
      status: 2,
      lines: [refusal(t('{0} structs are named {1}', places.size, type), t('name the package of one'))],
    };
  }
  if (structs.length === 0) {
    const unknown = layouts.unknown.filter(({ declaration }) => isNamed(declaration));
    if (unknown.length > 0)
      return { status: 2, lines: unknown.map(one => unknownLine(one, pathShortener(cwd), parts)) };
    const wrong = t('there is no struct {0} in {1}', type, command.pattern);
    return { status: 2, lines: [refusal(wrong, t('see `escapement layout {0}`', command.pattern))] };
  }
  if (unjudged.some(({ declaration }) => isNamed(declaration))) {
    const why = t('its package, or one that depends on it, does not compile');
    return { status: 2, lines: [refusal(t('{0} cannot be judged', type), why)] };
  }
  const plan = plans.find(({ struct }) => isNamed(struct.declaration));
  if (!plan) return { note: t('{0} is as small as it can be.', type) };
  const choice = choiceOf(plan, command);
  if (!choice) return { note: t('{0} is as small as it can be.', type) };
  const refused = choice.hazards.find(({ verdict }) => verdict === 'refused');
  if (refused) return { status: 1, lines: [refusal(t('{0} is not reordered', type), refused.message)] };
  return { plan, choice };
}

/** The smallest that is not refused; with `--keep-groups` the one that stays inside of groups. */
function choiceOf({ choices }: StructPlan, { keepGroups }: ApplyCommand): OrderChoice | undefined {
  if (keepGroups) return choices.find(({ found }) => found.groups === 'inside');
  return choices.findLast(({ hazards }) => hazards.every(({ verdict }) => verdict !== 'refused')) ?? choices.at(-1);
}

function summary({ plan: { struct }, choice }: Chosen, { t, cwd }: ApplyParts): string {
  const line = struct.range.start.line + 1;
  const place = `${pathShortener(cwd)(struct.file)}:${line}`;
  return t('{0}: {1} → {2} bytes ({3})', struct.name, struct.on[0]!.placed.size, choice.found.placed[0]!.size, place);
}

/** `escapement: <what>: <why>` */
const refusal = (wrong: string, remedy: string): string => refusalLine({ wrong, remedy });
