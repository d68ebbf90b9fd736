// Does it really allocate? `escapes to heap` is the compiler's opinion early on; its machine code is the last word. Each heap verdict is joined
// with the calls of the allocator on its line: with one it is `confirmed`, without one it is `escapes-static`. Calls that no verdict speaks of
// become findings of their own, `allocates` (core/escape/unreported.ts).
// What cannot be told stays `confirmed: null`.
import type { AllocationCall, MachineCode } from '#core/compiler/machineCode';
import type { CompilerMessage } from '#core/compiler/message';
import type { Translate } from '#core/messages/translate';
import { freeWhen } from './allocationSentences';
import type { Finding } from './finding';
import { judgeLine, kindsOf, mayBeShared, type Answer, type LineAnswers } from './judgeLine';
import { declaredIn, withoutInstance } from './names';
import { code } from './sentences';
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

  const sharing = sharingFunctions(machineCode, resolveFile);
  const lines = new Map([...verdicts].map(([key, there]) => [key, judgeLine(there, calls.get(key) ?? [])]));
  const spare = spareCalls(lines, calls);
  const answered = new Map<Finding, Finding>();
  for (const { answers } of lines.values()) {
    for (const [finding, answer] of answers) {
      const isCertain =
        answer.allocates !== false || (!machineCode.truncated && !sharing(finding) && isAlone(finding, spare, context));
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

/** Of the instances of one function the one with the most calls, for each column: a wrapper has those of the instance in it, at another one. */
function withoutRepeats(functions: ReadonlyMap<string, readonly AllocationCall[]>): readonly AllocationCall[] {
  const most = new Map<string, readonly AllocationCall[]>();
  for (const [symbol, calls] of functions) {
    for (const column of new Set(calls.map(call => call.column))) {
      const key = `${column} ${withoutInstance(symbol)}`;
      const there = calls.filter(call => call.column === column);
      if (there.length > (most.get(key)?.length ?? 0)) most.set(key, there);
    }
  }
  return [...most.values()].flat();
}

/** Whether a moved variable may be part of an object that is made at the line of another. */
function sharingFunctions(
  { calls }: MachineCode,
  resolveFile: (printed: string) => string,
): (finding: Finding) => boolean {
  const sharing = new Set(
    calls.filter(mayBeShared).map(({ file, function: symbol }) => `${resolveFile(file)}\n${declaredIn(symbol)}`),
  );
  return ({ code: of, file, function: name }) => of === 'moved-to-heap' && sharing.has(`${file}\n${name}`);
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
