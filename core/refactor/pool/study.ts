// What can be done with the allocations of one file, in three steps between which the compiler is asked: candidates with the questions
// about their types, probes by the answers, decisions by the verdicts. Each step starts from the tree anew, so nothing is kept of it.
import type { VariantOutput } from '#core/compiler/message';
import { siteQueryOf } from '#core/escape/findings';
import { functionName } from '#core/syntax/enclosing';
import { locateSubject, type LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { closest, type SyntaxNode } from '#core/syntax/syntaxNode';
import { borrowsIn, harmless, type Borrow, type Need } from './borrowing';
import type { Constructed } from './constructors';
import { candidatesIn, type Candidate } from './candidate';
import { constantIn, constructionFault, constructionQuestions, isMaybeOwn } from './constructorQuestions';
import { forbidden, lineOf } from './forbidden';
import type { Probe } from './probeCopy';
import type { Refusal } from './refusal';
import { resetOf, typePath } from './reset';
import { sizeof, typeQuestion, unnamed, type Answer, type Question } from './typeQuestions';
import { usesOf } from './uses';
import type { ProbeVerdict } from './verdict';

export interface Studied {
  readonly candidate: Candidate;
  readonly uses: readonly SyntaxNode[];
  readonly forbidden: Refusal | null;
  readonly borrows: readonly Borrow[];
}

export type Decision =
  /** On the stack, or nothing that the compiler speaks of. */
  { readonly kind: 'none' } | { readonly kind: 'refused'; readonly why: Refusal } | Offered;

export interface Offered {
  readonly kind: 'offered';
  /** The compiler says that it goes to the heap; else only the run tells, by its size. */
  readonly isOnHeap: boolean;
  /** What the proof rests on beside the compiler's word; [] where that is enough. */
  readonly contracts: readonly string[];
  /** Of a fixed size; null where only the run knows. */
  readonly bytes: number | null;
  /** Of a slice: of one element, and how many there are, where that is fixed. */
  readonly elementBytes: number | null;
  readonly count: number | null;
  /** The types of what `make` is given as capacity, or else length, and as length; null where it is given none. */
  readonly sizeType: string | null;
  readonly lengthType: string | null;
  /** Of a constructor: the size or level that all values of the pool are made with; null where it has none. */
  readonly constant: number | null;
  /** Of a constructor: it may answer with its argument. */
  readonly isMaybeOwn: boolean;
}

/** In the order of the text. Test files have none: what they allocate nobody waits for. */
export function studyFile(file: LocatedFile): readonly Studied[] {
  if (!file.tree || file.path.endsWith('_test.go')) return [];
  return candidatesIn(file).map(candidate => {
    const uses = usesOf(candidate, file.lines.text);
    const refusal = forbidden(candidate, uses, file);
    if (refusal) return { candidate, uses, forbidden: refusal, borrows: [] };
    const path = typePath(candidate, file) ?? '';
    const isOurs = ({ argument, isItself, of }: Borrow): boolean =>
      isItself !== true ||
      ((of === undefined ? harmless.has(path) : of.includes(path)) && uses.some(use => isUse(argument, use)));
    return { candidate, uses, forbidden: null, borrows: borrowsIn(candidate.body, file).filter(isOurs) };
  });
}

/** `x`, `&x` */
function isUse(argument: SyntaxNode, use: SyntaxNode): boolean {
  const operand = argument.type === 'unary_expression' ? argument.child('operand') : argument;
  return operand === use;
}

/** Questions by what they are about, so that the answers are found again. */
export function questionsOf(studied: readonly Studied[], text: string): ReadonlyMap<string, Question> {
  const questions = new Map<string, Question>();
  const ask = (key: string, question: Question | null): void => {
    if (question && !questions.has(key)) questions.set(key, question);
  };
  for (const { candidate, forbidden: refusal, borrows } of studied) {
    if (refusal) continue;
    for (const [key, question] of constructionQuestions(candidate, text)) ask(key, question);
    for (const [what, expression] of Object.entries(sizeExpressions(candidate, text))) {
      const at = { offset: candidate.statement.start, kind: 'in-function', before: '', behind: '; ' } as const;
      ask(sizeKey(candidate, what), expression === null ? null : { expression, place: at });
    }
    for (const need of borrows.flatMap(({ needs }) => needs.flat())) {
      for (const node of nodesOf(need)) ask(typeKey(node), typeQuestion(node, text));
    }
  }
  return questions;
}

export const nodesOf = (need: Need): readonly SyntaxNode[] =>
  need.kind === 'type' ? [need.of] : [need.receiver, need.method];
export const typeKey = ({ start, end }: SyntaxNode): string => `type ${start}-${end}`;
const sizeKey = ({ name }: Candidate, what: string): string => `${what} ${name.start}`;

/** `value`: bytes of a T; `count`: how many T, where that is constant; `size`: the type of what `make` is given. */
function sizeExpressions(
  { kind, type, typeText, size, constructed }: Candidate,
  text: string,
): Readonly<Record<string, string | null>> {
  if (constructed) return {};
  const most = size && textOf(size.capacity ?? size.length, text);
  const [key, value] = kind === 'map' && type ? [type.child('key'), type.child('value')] : [null, null];
  const bytesOf = (of: string): string => `${sizeof}(*(*${of})(nil))`;
  return {
    value: `[${key && value ? `${bytesOf(textOf(key, text))} + ${bytesOf(textOf(value, text))}` : bytesOf(typeText)}]struct{}{}`,
    count: most && `[${most}]struct{}{}`,
    size: most && most,
    length: size?.capacity ? textOf(size.length, text) : null,
  };
}

/** Answers by the same keys. */
export type Answers = ReadonlyMap<string, Answer>;

/** Two for each candidate that is left, at equal places of both lists: the compiler alone, and with what is borrowed cut out. */
export function probesOf(studied: readonly Studied[], answers: Answers): readonly (Probe & { readonly of: number })[] {
  return studied.flatMap(({ candidate, uses, forbidden: refusal, borrows }, of) => {
    if (refusal) return [];
    const cuts = metBorrows(borrows, answers);
    const probe = { candidate, uses, of };
    return cuts.length > 0
      ? [
          { ...probe, cuts: [] },
          { ...probe, cuts },
        ]
      : [{ ...probe, cuts: [] }];
  });
}

export function metBorrows(borrows: readonly Borrow[], answers: Answers): readonly Borrow[] {
  return borrows.filter(({ needs }) => needs.every(some => some.some(need => isMet(need, answers))));
}

function isMet(need: Need, answers: Answers): boolean {
  if (need.kind === 'type') return need.types.includes(answers.get(typeKey(need.of))?.type ?? '');
  const method = answers.get(typeKey(need.method));
  return answers.get(typeKey(need.receiver))?.isInterface === true && unnamed(method?.type ?? '') === need.signature;
}

export interface Verdicts {
  /** Of the file itself: where something is said to be on the heap, or not. */
  readonly output: VariantOutput;
  readonly isThisFile: (printed: string) => boolean;
  /** By the probe's place in the list. */
  readonly byProbe: ReadonlyMap<number, ProbeVerdict>;
  /** Whether another file of the package has the word. */
  readonly isElsewhere: (word: string) => boolean;
}

/** One for each that was studied. */
export function decide(
  studied: readonly Studied[],
  answers: Answers,
  file: LocatedFile,
  { output, isThisFile, byProbe, isElsewhere }: Verdicts,
): readonly Decision[] {
  const onHeap = heapNodes(output, file, isThisFile);
  const calls = heapCalls(output, file, isThisFile);
  const isConstantAtCalls = constantCallsIn(output, file);
  const probes = probesOf(studied, answers);
  const { text } = file.lines;
  const decision = (one: Studied, of: number): Decision => {
    const { candidate } = one;
    const value = bytesIn(answers.get(sizeKey(candidate, 'value')));
    const isMap = candidate.kind === 'map';
    const fixed = candidate.size ? bytesIn(answers.get(sizeKey(candidate, 'count'))) : 1;
    const count = isMap && !candidate.size ? null : fixed;
    // How large a map becomes nothing tells.
    const bytes = value === null || count === null || isMap ? null : value * count;
    const said = candidate.constructed
      ? calls(candidate.constructed)
      : onHeap.get(candidate.kind === 'value' ? candidate.name : candidate.allocation);
    // Since 1.25 the compiler keeps what is small at run time on the stack, and says so of every size.
    const isSlice = candidate.kind === 'slice' && !isConstantSize(one, answers);
    // A map that is made for more has them on the heap.
    const isLargeMap = isMap && candidate.size !== null && (count === null || count > mostOnStack);
    const isVariable = said === 'stack' && (isSlice || isLargeMap);
    // Of a generic function nothing is said unless it is used.
    const isGeneric = said === undefined && one.forbidden?.kind === 'type-parameter';
    if (said !== 'heap' && said !== 'callee' && !isVariable && !isGeneric) return { kind: 'none' };
    if (one.forbidden) return refused(one.forbidden);
    if (isVariable && isConstantAtCalls(candidate) && !isElsewhere(textOf(candidate.declaration.child('name'), text)))
      return refused({ kind: 'inlined' });
    const own = probes.flatMap((probe, number) => (probe.of === of ? [byProbe.get(number) ?? null] : []));
    const [plain = null, cut = null] = own;
    if (!plain) return refused({ kind: 'no-verdict' });
    // Where memory inside is kept none of it may leave.
    const isKept =
      candidate.kind === 'made' || (!isMap && candidate.kind !== 'slice' && resetOf(candidate, file).kind === 'method');
    const [best = null] = [plain, cut].filter(
      verdict => verdict?.kind === 'stays' || (verdict?.kind === 'content' && !isKept),
    );
    if (!best) {
      const last = cut ?? plain;
      return last.kind === 'stays' ? refused({ kind: 'leaves' }) : refused(inWords(last.why, one, file));
    }
    if (bytes !== null && bytes < leastBytes && !isKept) return refused({ kind: 'small', bytes });
    const fault = constructionFault(candidate, answers, text);
    if (fault) return refused(fault);
    const sizeType = answers.get(sizeKey(candidate, 'size'))?.type ?? null;
    const lengthType = answers.get(sizeKey(candidate, 'length'))?.type ?? sizeType;
    for (const type of [sizeType, lengthType]) {
      if (candidate.size && (type === null || !integers.test(type)))
        return refused({ kind: 'size-type', type: type ?? '?' });
    }
    return {
      kind: 'offered',
      isOnHeap: said === 'heap',
      contracts: best === cut ? contractsOf(one, answers) : [],
      bytes,
      elementBytes: value,
      count,
      constant: constantIn(candidate, answers),
      sizeType,
      lengthType,
      isMaybeOwn: isMaybeOwn(candidate, answers),
    };
  };
  // Where the compiler says nothing of the line nobody looks for a reason.
  return studied.map((one, of) => {
    const { constructed } = one.candidate;
    const decided = decision(one, of);
    const isUnasked = constructed && calls(constructed) === 'callee' && decided.kind === 'refused';
    return isUnasked ? { kind: 'none' } : decided;
  });
}

/** What is said of the variable itself is said of the closure that holds it. */
function inWords(why: Refusal, { candidate, uses }: Studied, file: LocatedFile): Refusal {
  const own = textOf(candidate.name, file.lines.text);
  const isOwn = (why.kind === 'stored' && why.where === own) || why.kind === 'captured';
  if (!isOwn || (why.kind === 'captured' && why.line !== lineOf(candidate.statement, file))) return why;
  const [closure] = uses.flatMap(use => closureOf(use, candidate) ?? []);
  // A method value has no literal of its own.
  const at = closure ?? (why.kind === 'captured' ? uses.at(-1) : undefined);
  return at ? { kind: 'captured', line: lineOf(at, file) } : { kind: 'leaves' };
}

/** The function literal around a use, in the function of the candidate. */
function closureOf(use: SyntaxNode, { declaration }: Candidate): SyntaxNode | null {
  const literal = closest(use, 'func_literal');
  return literal && literal.start > declaration.start ? literal : null;
}

/** Below that a pool saves little or nothing: Get and Put take as long as the allocation. */
const leastBytes = 64;
/** Elements of a map that need no memory beside its own. */
const mostOnStack = 8;
const integers = /^(?:u?int(?:8|16|32|64)?|uintptr|byte|rune)$/;

const refused = (why: Refusal): Decision => ({ kind: 'refused', why });

function isConstantSize({ candidate }: Studied, answers: Answers): boolean {
  return answers.get(sizeKey(candidate, 'count')) !== undefined;
}

/** `[24]struct{}` */
function bytesIn(answer: Answer | undefined): number | null {
  const digits = /^\[(\d+)\]struct\{\}$/.exec(answer?.type ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Those that the variable is given to; all where it goes under other names. */
function contractsOf({ borrows, uses }: Studied, answers: Answers): readonly string[] {
  const met = metBorrows(borrows, answers);
  const own = met.filter(({ argument }) =>
    uses.some(({ start, end }) => argument.start <= start && end <= argument.end),
  );
  return [...new Set((own.length > 0 ? own : met).map(({ by }) => by))];
}

/**
 * What it says of calls of constructors, all of which stands at their `(`. One that is not inlined allocates in its own code.
 */
function heapCalls(
  { messages }: VariantOutput,
  { lines }: LocatedFile,
  isThisFile: (printed: string) => boolean,
): (constructed: Constructed) => 'heap' | 'callee' | 'stack' {
  const heap = new Set<number>();
  const inlined = new Set<number>();
  for (const { body, place } of messages) {
    const kinds = body.kind === 'inlined-call' ? inlined : /^(?:moved-to-heap|escapes)$/.test(body.kind) ? heap : null;
    if (!kinds || place.column <= 0 || place.line > lines.lineCount || !isThisFile(place.file)) continue;
    const line = place.line - 1;
    kinds.add(lines.offsetAt({ line, character: lines.characterOfColumn(line, place.column) }));
  }
  return ({ row, paren }) => (heap.has(paren) ? 'heap' : row.isHidden || !inlined.has(paren) ? 'callee' : 'stack');
}

/**
 * Whether nobody in the file would gain: a function of the package's own whose calls are all inlined, each with a constant size, which the compiler prints
 * there: `make([]T, 8) does not escape`.
 */
function constantCallsIn(
  { messages }: VariantOutput,
  { lines: { text } }: LocatedFile,
): (candidate: Candidate) => boolean {
  const calls = new Map<string, Set<string>>();
  const constant = new Set<string>();
  for (const { body, place } of messages) {
    const at = `${place.file}:${place.line}:${place.column}`;
    if (body.kind === 'inlined-call') calls.set(body.subject, (calls.get(body.subject) ?? new Set()).add(at));
    if (body.kind === 'does-not-escape' && /^make\(\[\].*, \d+\)$/.test(body.subject)) constant.add(at);
  }
  return ({ kind, declaration }) => {
    const name = functionName(declaration, text);
    const isExported = /^\p{Lu}/u.test(textOf(declaration.child('name'), text));
    const places = isExported || kind !== 'slice' ? [] : [...(calls.get(name) ?? [])];
    return places.length > 0 && places.every(at => constant.has(at));
  };
}

/** What the compiler says of names and expressions of the file. */
function heapNodes(
  { messages }: VariantOutput,
  file: LocatedFile,
  isThisFile: (printed: string) => boolean,
): ReadonlyMap<SyntaxNode, 'heap' | 'stack'> {
  const nodes = new Map<SyntaxNode, 'heap' | 'stack'>();
  for (const message of messages) {
    const { kind } = message.body;
    if (kind !== 'moved-to-heap' && kind !== 'escapes' && kind !== 'does-not-escape') continue;
    if (message.place.line > file.lines.lineCount || !isThisFile(message.place.file)) continue;
    const node = locateSubject(file, siteQueryOf(message));
    // Where it is inlined it may stay on the stack: one word that it goes to the heap is enough.
    if (node && nodes.get(node) !== 'heap') nodes.set(node, kind === 'does-not-escape' ? 'stack' : 'heap');
  }
  return nodes;
}
