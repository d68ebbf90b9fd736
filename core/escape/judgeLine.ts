// The heap verdicts of one line against the calls of the allocator on it: which verdict has a call, which has none. A line is all that the machine
// code says of a place, so several verdicts are told apart by the kind of call, by the column of an inlined call, by the type; where none of that
// tells, nothing is said.
import type { Allocator } from '#core/compiler/allocators';
import type { AllocationCall } from '#core/compiler/machineCode';
import { demandOf } from './demand';
import type { Finding } from './finding';
import { isOfType } from './typeOfSubject';

/** `allocates` null: nobody can tell. `calls`: those that may be meant. */
export interface Answer {
  readonly allocates: boolean | null;
  readonly calls: readonly AllocationCall[];
}

export interface LineAnswers {
  /** One for each verdict of the line. */
  readonly answers: ReadonlyMap<Finding, Answer>;
  /** Calls that no verdict on the line can stand for. */
  readonly unclaimed: readonly AllocationCall[];
  /** These, and all of those of which there are more than verdicts. */
  readonly spare: readonly AllocationCall[];
}

/** `verdicts`: all heap verdicts of one line; `calls`: all calls of the allocator on it. */
export function judgeLine(verdicts: readonly Finding[], calls: readonly AllocationCall[]): LineAnswers {
  const answers = new Map<Finding, Answer>();
  const open = verdicts.filter(({ code: of }) => of !== 'escapes-static');
  const fitting = new Map(open.map(verdict => [verdict, callsFor(verdict, calls)]));
  const remaining = calls.filter(call => !open.some(verdict => fitting.get(verdict)?.includes(call)));
  // What its text shows to be static has no call of its own, also on a line that allocates otherwise. Where one is left all the same (the
  // runtime is called for `make([]struct{}, n)`, too) it is this one's, and the machine code is no witness.
  const excused = new Set<AllocationCall>();
  const isStart = calls.some(({ allocator }) => allocator === 'goroutine' || allocator === 'defer');
  for (const verdict of verdicts) {
    if (verdict.code !== 'escapes-static') continue;
    // Where `go` or `defer` stands on the line the object holds its arguments.
    const own = callsFor(verdict, remaining).filter(({ allocator }) => allocator !== 'object' || !isStart);
    for (const call of own) excused.add(call);
    answers.set(verdict, { allocates: own.length > 0 ? null : false, calls: own });
  }
  const unclaimed = remaining.filter(call => !excused.has(call));
  // The compiler speaks of every object and box that leaves the stack, but for what it makes itself for `go` and `defer`.
  const isUnexplained = !isStart && unclaimed.some(({ allocator }) => allocator === 'object' || allocator === 'box');
  const spare = [...unclaimed];
  for (const group of groups(open, verdict => fitting.get(verdict) ?? [])) {
    if (group.calls.length > group.verdicts.length) spare.push(...group.calls);
    if (group.calls.length === 0) {
      for (const verdict of group.verdicts)
        answers.set(verdict, { allocates: isUnexplained ? null : false, calls: [] });
    } else {
      judgeGroup(group, verdict => fitting.get(verdict) ?? [], answers);
    }
  }
  return { answers, unclaimed, spare };
}

/** The kinds of call that a heap verdict asks for. */
export function kindsOf({ code: of, subject }: Finding): readonly Allocator[] {
  return of === 'moved-to-heap' ? ['object'] : demandOf(subject);
}

/** The calls of the kind that the verdict asks for: of the line's own code, and of the inlined call that it stands at. */
function callsFor(finding: Finding, calls: readonly AllocationCall[]): readonly AllocationCall[] {
  const { column } = finding;
  const kinds = kindsOf(finding);
  const fitting = calls.filter(({ allocator }) => kinds.includes(allocator));
  // Past byte 254 the compiler gives verdicts no column. What the line's own code does at an inlined call (its variadic slice, its result put in
  // an interface) has the column of the call, too.
  return column === 0 ? fitting : fitting.filter(call => call.column === 0 || call.column === column);
}

/** Verdicts that have calls in common, with all calls of any of them. */
interface Group {
  readonly verdicts: readonly Finding[];
  readonly calls: readonly AllocationCall[];
}

function groups(verdicts: readonly Finding[], callsOf: (verdict: Finding) => readonly AllocationCall[]): Group[] {
  let found: Group[] = [];
  for (const verdict of verdicts) {
    const own = callsOf(verdict);
    const touched = found.filter(({ calls }) => calls.some(call => own.includes(call)));
    found = [
      ...found.filter(group => !touched.includes(group)),
      {
        verdicts: [...touched.flatMap(group => group.verdicts), verdict],
        calls: [...new Set([...touched.flatMap(({ calls }) => calls), ...own])],
      },
    ];
  }
  return found;
}

function judgeGroup(
  group: Group,
  callsOf: (verdict: Finding) => readonly AllocationCall[],
  answers: Map<Finding, Answer>,
): void {
  if (isEnough(group)) {
    for (const verdict of group.verdicts) answers.set(verdict, { allocates: true, calls: callsOf(verdict) });
    return;
  }
  // Fewer calls than verdicts: one or more of them allocate nothing. The types may tell which ones do.
  const typed = (verdict: Finding): AllocationCall[] => callsOf(verdict).filter(({ type }) => isOfType(verdict, type));
  for (const part of groups(group.verdicts, typed)) {
    const allocates = part.calls.length > 0 && isEnough(part) ? true : null;
    for (const verdict of part.verdicts) answers.set(verdict, { allocates, calls: typed(verdict) });
  }
}

function isEnough({ verdicts, calls }: Group): boolean {
  if (calls.length >= verdicts.length) return true;
  return calls.some(mayBeShared) && verdicts.every(({ code: of }) => of === 'moved-to-heap');
}

/** From Go 1.25 on several moved variables of a function, without pointers, share one object of up to 16 bytes, made at the first one's line. */
export const mayBeShared = ({ callee }: AllocationCall): boolean =>
  /^mallocgc(?:TinySC2|SmallNoScanSC2)?$/.test(callee);
