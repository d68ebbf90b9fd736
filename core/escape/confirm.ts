// Does it really allocate? `escapes to heap` is the compiler's opinion early on; its machine code is the last word. Each heap verdict is joined
// with the calls of the allocator on its line: with one it is `confirmed`, without one it is `escapes-static`. Calls that no verdict speaks of
// become findings of their own, `allocates` (core/escape/unreported.ts).
// A line is all that the machine code says of a place, so several verdicts on one line are told apart by the kind of call, by the column of an
// inlined call, by the type; where none of that tells, nothing is said (`confirmed: null`).
import type { Allocator } from '#core/compiler/allocators';
import type { AllocationCall, MachineCode } from '#core/compiler/machineCode';
import type { CompilerMessage } from '#core/compiler/message';
import type { Translate } from '#core/messages/translate';
import { freeWhen } from './allocationSentences';
import { demandOf } from './demand';
import type { Finding } from './finding';
import { declaredIn, withoutInstance } from './names';
import { code } from './sentences';
import { isOfType } from './typeOfSubject';
import { unreported, type UnreportedContext } from './unreported';

export interface ConfirmContext extends UnreportedContext {
  /** The lines (1-based) of the statement around a place; null where nobody can tell. */
  readonly statementLines: (
    file: string,
    line: number,
    column: number,
  ) => { readonly first: number; readonly last: number } | null;
}

export interface ConfirmInput {
  /** Findings of one compilation, all of its heap verdicts among them: a call is laid at the door of one that is missing otherwise. */
  readonly findings: readonly Finding[];
  readonly messages: readonly CompilerMessage[];
  readonly machineCode: MachineCode;
}

/** The findings with `confirmed` set on heap verdicts, what allocates nothing as `escapes-static`, and the `allocates` that nobody spoke of. */
export function confirmFindings({ findings, messages, machineCode }: ConfirmInput, context: ConfirmContext): Finding[] {
  const { resolveFile, t } = context;
  const isCompiled = compiledFunctions(machineCode, resolveFile);
  const calls = callsByLine(machineCode, resolveFile);
  const verdicts = new Map<string, Finding[]>();
  for (const finding of findings) {
    // What is inlined wherever it is used has verdicts, and no code.
    if (!isHeapVerdict(finding) || !isCompiled(finding)) continue;
    const key = lineKey(finding.file, finding.line);
    const there = verdicts.get(key);
    if (there === undefined) verdicts.set(key, [finding]);
    else there.push(finding);
  }

  const lines = new Map([...verdicts].map(([key, there]) => [key, judgeLine(there, calls.get(key) ?? [])]));
  const spare = spareCalls(lines, calls);
  const answered = new Map<Finding, Finding>();
  for (const { answers } of lines.values()) {
    for (const [finding, answer] of answers) {
      const isCertain = answer.allocates !== false || (!machineCode.truncated && isAlone(finding, spare, context));
      if (isCertain) answered.set(finding, said(finding, answer, t));
    }
  }
  const left = [...calls]
    .flatMap(([key, there]) => lines.get(key)?.unclaimed ?? there)
    .filter(call => !isWrapper(call));
  return [...findings.map(finding => answered.get(finding) ?? finding), ...unreported(left, messages, context)];
}

/** The wrapper of a generic instance is that function, inlined into itself at its declaration: nobody wrote it. */
const isWrapper = ({ function: symbol, inlined }: AllocationCall): boolean =>
  inlined !== null && withoutInstance(inlined) === withoutInstance(symbol);

/** Calls of a line beyond those that its own verdicts ask for. */
function spareCalls(
  lines: ReadonlyMap<string, LineAnswers>,
  calls: ReadonlyMap<string, readonly AllocationCall[]>,
): (file: string, line: number) => readonly AllocationCall[] {
  return (file, line) => {
    const key = lineKey(file, line);
    return lines.get(key)?.spare ?? calls.get(key) ?? [];
  };
}

/**
 * Whether no other line of its statement has a call that can be meant: what a literal over several lines holds is allocated at the line of the
 * whole literal.
 */
function isAlone(
  finding: Finding,
  spare: (file: string, line: number) => readonly AllocationCall[],
  { statementLines }: ConfirmContext,
): boolean {
  if (finding.code === 'escapes-static') return true;
  const { file, line, column } = finding;
  const lines = statementLines(file, line, column);
  if (lines === null || lines.last - lines.first > mostLines) return false;
  const kinds = kindsOf(finding);
  for (let at = lines.first; at <= lines.last; at++) {
    if (at !== line && spare(file, at).some(({ allocator }) => kinds.includes(allocator))) return false;
  }
  return true;
}

/** Longer statements are tables, and not looked through for each of their lines. */
const mostLines = 1_000;

/** Whether the declared function around a finding has machine code of its own. */
function compiledFunctions(
  { functions }: MachineCode,
  resolveFile: (printed: string) => string,
): (finding: Finding) => boolean {
  const known = new Set(functions.map(({ symbol, file }) => `${resolveFile(file)}\n${declaredIn(symbol)}`));
  const hasInitialiser = functions.some(({ symbol }) => declaredIn(symbol) === '');
  return ({ file, function: name }) => (name === '' ? hasInitialiser : known.has(`${file}\n${name}`));
}

const isHeapVerdict = ({ code: of }: Finding): boolean =>
  of === 'escapes' || of === 'escapes-static' || of === 'moved-to-heap';

const lineKey = (file: string, line: number): string => `${file}\n${line}`;

/** The calls of each line, one for each that the source has: instances of a generic function have the same ones again. */
function callsByLine(
  { calls }: MachineCode,
  resolveFile: (printed: string) => string,
): ReadonlyMap<string, readonly AllocationCall[]> {
  const lines = new Map<string, Map<string, AllocationCall[]>>();
  for (const call of calls) {
    const file = resolveFile(call.file);
    const key = lineKey(file, call.line);
    const functions = lines.get(key) ?? new Map<string, AllocationCall[]>();
    lines.set(key, functions);
    const own = functions.get(call.function) ?? [];
    functions.set(call.function, own);
    own.push({ ...call, file });
  }
  return new Map([...lines].map(([key, functions]) => [key, withoutRepeats(functions)]));
}

/** Of the instances of one function the one with the most calls. */
function withoutRepeats(functions: ReadonlyMap<string, readonly AllocationCall[]>): readonly AllocationCall[] {
  const most = new Map<string, readonly AllocationCall[]>();
  for (const [symbol, calls] of functions) {
    const name = withoutInstance(symbol);
    if (calls.length > (most.get(name)?.length ?? 0)) most.set(name, calls);
  }
  return [...most.values()].flat();
}

/** `allocates` null: nobody can tell. `calls`: those that may be meant. */
interface Answer {
  readonly allocates: boolean | null;
  readonly calls: readonly AllocationCall[];
}

interface LineAnswers {
  readonly answers: ReadonlyMap<Finding, Answer>;
  /** Calls that no verdict on the line can stand for. */
  readonly unclaimed: readonly AllocationCall[];
  /** These, and all of those of which there are more than verdicts. */
  readonly spare: readonly AllocationCall[];
}

function judgeLine(verdicts: readonly Finding[], calls: readonly AllocationCall[]): LineAnswers {
  const answers = new Map<Finding, Answer>();
  const open = verdicts.filter(({ code: of }) => of !== 'escapes-static');
  const fitting = new Map(open.map(verdict => [verdict, callsFor(verdict, calls)]));
  const remaining = calls.filter(call => !open.some(verdict => fitting.get(verdict)?.includes(call)));
  // What its text shows to be static has no call of its own, also on a line that allocates otherwise. Where one is left all the same (the
  // runtime is called for `make([]struct{}, n)`, too) it is this one's, and the machine code is no witness.
  const excused = new Set<AllocationCall>();
  for (const verdict of verdicts) {
    if (verdict.code !== 'escapes-static') continue;
    const own = callsFor(verdict, remaining);
    for (const call of own) excused.add(call);
    answers.set(verdict, { allocates: own.length > 0 ? null : false, calls: own });
  }
  const unclaimed = remaining.filter(call => !excused.has(call));
  // The compiler speaks of every object and box that leaves the stack, but for what it makes itself for `go` and `defer`.
  const isUnexplained =
    unclaimed.some(({ allocator }) => allocator === 'object' || allocator === 'box') && !starts(calls);
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

const starts = (calls: readonly AllocationCall[]): boolean =>
  calls.some(({ allocator }) => allocator === 'goroutine' || allocator === 'defer');

function kindsOf({ code: of, subject }: Finding): readonly Allocator[] {
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

/** From Go 1.25 on several moved variables without pointers share one object of up to 16 bytes. */
function isEnough({ verdicts, calls }: Group): boolean {
  if (calls.length >= verdicts.length) return true;
  const isShared = calls.some(({ callee }) => /^mallocgc(?:TinySC2|SmallNoScanSC2)?$/.test(callee));
  return isShared && verdicts.every(({ code: of }) => of === 'moved-to-heap');
}

function said(finding: Finding, { allocates, calls }: Answer, t: Translate): Finding {
  if (allocates === null) return finding;
  if (allocates) {
    const [callee, ...others] = new Set(calls.map(call => call.callee));
    const free = callee === undefined || others.length > 0 ? null : freeWhen(callee, t);
    const message = free === null ? finding.message : t('{0} {1}', finding.message, free);
    return { ...finding, message, confirmed: true };
  }
  if (finding.code === 'escapes-static') return { ...finding, confirmed: false };
  return {
    ...finding,
    code: 'escapes-static',
    message: t(
      '{0} allocates nothing: the machine code of this line has no call of the allocator for it.',
      code(finding.subject),
    ),
    reason: 'none',
    callee: null,
    bytes: null,
    sizeClass: null,
    confirmed: false,
  };
}
