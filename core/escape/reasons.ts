// Why a value cannot stay on the stack. The step that decides is the last one of the last flow, which leads into the heap or a
// result; where that step only carries the value on, the one before it. The table is the compiler's list of words.
import type { Explanation, Flow, Place, Step } from '#core/compiler/message';
import { callTarget, takesAny, type CallTarget, type OperandLookup } from './callees';
import { assigned, splitCall, splitList } from './expressions';
import type { Reason } from './finding';
import type { ValueKind } from './valueKinds';
import type { VariantFacts } from './variantFacts';

/** What decided, with what a sentence needs to say it. */
export interface Cause {
  readonly reason: Reason;
  /** How the value left: tells the sentences of one reason apart. */
  readonly way:
    'returned' | 'stored' | 'in-storage' | 'in-outer' | 'passed' | 'by-reference' | 'by-value' | 'sent' | 'other';
  /** What it is stored in, in the compiler's words; null where unknown. */
  readonly target: string | null;
  readonly call: CallTarget | null;
}

export interface CauseInput {
  /** `moved`: a variable; else what the text of the expression tells. */
  readonly value: ValueKind | 'moved';
  readonly subject: string;
  readonly explanation: Explanation | null;
  readonly facts: VariantFacts;
  readonly operandAt: OperandLookup;
  /** The statement that starts the function literal at, or around, a place. */
  readonly keywordAt: (place: Place, subject: string) => 'go' | 'defer' | null;
}

const unknown: Cause = { reason: 'unknown', way: 'other', target: null, call: null };

/** Steps that carry a value on and never decide. */
const transport = new Set([
  'address-of',
  'dot',
  'dot of pointer',
  'indirection',
  'slice',
  'slice-to-array',
  'fixed-array-index-of',
  'range',
  'range-deref',
  'switch case',
  'assign-pair-dot-type',
  'assign-pair-mapr',
  'assign-pair-receive',
  'interface-converted',
  'reference',
]);

const elements = new Set([
  'struct literal element',
  'array literal element',
  'slice-literal-element',
  'map literal key',
  'map literal value',
  'key of map put',
  'appended slice...',
  'appendee slice',
  'copied slice',
]);

export function causeOf(input: CauseInput): Cause {
  const { explanation } = input;
  if (explanation === null) return unknown;
  const stepped = explanation.flows.filter(({ steps }) => steps.length > 0);
  // A part that is read of what holds the value tells nothing: the flow before has put it there.
  const flow = stepped.filter(each => !isRead(each)).at(-1) ?? stepped.at(-1);
  if (flow === undefined) return unknown;
  const cause = heldBy(explanation, flow, input.facts) ?? decide(flow, input);
  if (cause.reason === 'too-large' || cause.reason === 'non-constant-size' || cause.reason === 'none') return cause;
  return isBoxed(input, explanation, cause, flow) ? { ...cause, reason: 'passed-to-interface' } : cause;
}

function isRead({ destination, steps }: Flow): boolean {
  return destination === '{temp}' && steps.every(({ reason }) => transport.has(reason));
}

/** Where the chain goes on without steps behind the last flow that has some: what holds the value then is its last place. */
function heldBy({ flows, place }: Explanation, stepped: Flow, facts: VariantFacts): Cause | null {
  const final = flows.at(-1);
  if (final === undefined || final === stepped) return null;
  const target = storageIn(final.destination) ?? final.destination;
  // `{heap} ← *{temp}`: the callee keeps what its parameter points to, so that the call decides.
  const isKeptByCallee = final.source === '{temp}' && stepped.steps.at(-1)?.reason === 'call parameter';
  if (target === '{temp}' || (target === '{heap}' && isKeptByCallee)) return null;
  if (target.startsWith('{')) return { reason: 'stored-in-heap', way: 'stored', target: null, call: null };
  if (facts.isResult(target, place)) return { reason: 'returned', way: 'returned', target: null, call: null };
  return { reason: 'stored-in-heap', way: inStorage(final.destination, place, facts), target, call: null };
}

/** `X` of `{storage for X}`. */
function storageIn(destination: string): string | null {
  return /^\{storage for (.*)\}$/s.exec(destination)?.[1] ?? null;
}

function decide(flow: Flow, input: CauseInput): Cause {
  if (flow.destination.startsWith('{storage for ') && flow.steps.at(-1)?.reason === 'interface-converted') {
    return inBox(flow, input);
  }
  const step = flow.steps.filter(({ reason }) => !transport.has(reason)).at(-1);
  if (step !== undefined) return decideBy(step, flow, input);
  const last = flow.steps.at(-1);
  if (last === undefined || flow.destination.startsWith('{')) return unknown;
  // `for _, v := range s`: only carried on, but to a variable that lives longer.
  return {
    reason: 'stored-in-heap',
    way: inStorage(flow.destination, last.place, input.facts),
    target: flow.destination,
    call: null,
  };
}

/** The chain ends in the memory of an interface; the explanation of that memory tells where the interface goes. */
function inBox(flow: Flow, input: CauseInput): Cause {
  const place = flow.steps.at(-1)?.place;
  const { explanation, facts } = input;
  const box = explanation && place ? facts.storageOf(flow.destination, place, explanation) : null;
  const isNext = box !== null && box.flows[0]?.destination !== flow.destination;
  const cause = isNext ? causeOf({ ...input, value: 'boxed', subject: box.subject, explanation: box }) : unknown;
  return { ...cause, reason: 'passed-to-interface' };
}

function decideBy(step: Step, flow: Flow, { subject, explanation, facts, operandAt, keywordAt }: CauseInput): Cause {
  const target = targetOf(step, flow);
  switch (step.reason) {
    case 'return':
      return { reason: 'returned', way: 'returned', target: null, call: null };
    case 'assign':
    case 'assign-pair':
      if (facts.isResult(flow.destination, explanation?.place ?? step.place))
        return { reason: 'returned', way: 'returned', target: null, call: null };
      return { reason: 'stored-in-heap', way: inStorage(flow.destination, step.place, facts), target, call: null };
    case 'call parameter':
      return passed(callTarget(step, facts, operandAt), target);
    case 'callee operand':
      return {
        reason: 'passed-to-call',
        way: 'passed',
        target: null,
        call: { name: step.expression, kind: 'known', place: null },
      };
    case 'captured by a closure': {
      const keyword = keywordAt(step.place, subject);
      const reason = keyword === null ? 'captured-by-closure' : keyword === 'go' ? 'goroutine' : 'defer';
      const byReference = flow.steps.at(-1)?.reason === 'reference';
      return { reason, way: byReference ? 'by-reference' : 'by-value', target: null, call: null };
    }
    case 'send':
      return { reason: 'sent-on-channel', way: 'sent', target: null, call: null };
    case 'spill':
      // `&[]T{…}`: the slice is part of other storage from the start.
      if (flow.destination.startsWith('{storage for '))
        return { reason: 'stored-in-heap', way: 'in-storage', target, call: null };
      return started(keywordAt(step.place, subject), subject, flow);
    case 'too large for stack':
    case 'too aligned for stack':
      return { reason: 'too-large', way: 'other', target: null, call: null };
    case 'non-constant size':
      return { reason: 'non-constant-size', way: 'other', target: null, call: null };
    case 'zero-sized element':
      return { reason: 'none', way: 'other', target: null, call: null };
    case 'reflect.Header.Data':
      return { reason: 'stored-in-heap', way: 'stored', target: null, call: null };
    case '//go:uintptrescapes':
      return { reason: 'passed-to-call', way: 'passed', target: null, call: null };
    default:
      return elements.has(step.reason)
        ? { reason: 'stored-in-heap', way: inStorage(flow.destination, step.place, facts), target, call: null }
        : unknown;
  }
}

/** A function literal with nothing but memory of its own: the keyword before it starts or defers it. */
function started(keyword: 'go' | 'defer' | null, subject: string, flow: Flow): Cause {
  if (subject !== 'func literal' || flow.destination !== '{heap}' || keyword === null) return unknown;
  return { reason: keyword === 'go' ? 'goroutine' : 'defer', way: 'other', target: null, call: null };
}

function passed(call: CallTarget | null, target: string | null): Cause {
  if (call === null) return { reason: 'passed-to-call', way: 'passed', target: null, call: null };
  if (call.name === 'panic') return { reason: 'passed-to-interface', way: 'passed', target: null, call };
  if (call.name === 'append' || call.name === 'copy')
    return { reason: 'stored-in-heap', way: 'stored', target, call: null };
  const isKnown = call.kind === 'known' || call.kind === 'builtin';
  return { reason: isKnown ? 'passed-to-call' : 'called-through-interface', way: 'passed', target: null, call };
}

/**
 * Where the chain ends: at a place that is itself on the heap; at a variable of the function that is not, but outlives the value,
 * being a result or declared outside of its loop or function literal (`outlives` in the compiler); or anywhere on the heap.
 */
function inStorage(destination: string, place: Place, facts: VariantFacts): 'in-storage' | 'in-outer' | 'stored' {
  if (destination.startsWith('{storage for ') || facts.isMoved(destination, place)) return 'in-storage';
  return destination.startsWith('{') ? 'stored' : 'in-outer';
}

/** What the value is stored in: the left side, the literal, the slice that grows, the map. */
function targetOf(step: Step, { destination, source, steps }: Flow): string | null {
  const { expression, reason } = step;
  const storage = storageIn(destination);
  if (storage !== null) return storage;
  if (reason === 'key of map put') return expression.replace(/\[[^[]*\]$/s, '');
  const call = splitCall(expression);
  if (call?.callee === 'append' || call?.callee === 'copy') return splitList(call.args)[0] ?? null;
  if (!destination.startsWith('{') && !isMadeUp(destination)) return destination;
  // The literal, or what stands left of the `=`.
  const isElement = elements.has(reason) && expression !== '... argument';
  const value = steps[steps.indexOf(step) - 1]?.expression ?? storageIn(source) ?? source;
  const target = isElement ? expression : assignedSide(expression, value);
  return target === null || isMadeUp(target) ? null : target;
}

/** What is left of the `=`; of `a, b = x, y` the side that `value` goes to, null where that is not certain. */
function assignedSide(expression: string, value: string): string | null {
  const left = assigned(expression);
  if (left === null) return null;
  const sides = splitList(left);
  if (sides.length === 1) return left;
  const values = splitList(expression.slice(left.length).replace(/^\s*:?=\s*/, ''));
  const places = values.flatMap((each, index) => (each === value || splitCall(each)?.args === value ? [index] : []));
  const [at] = places;
  return places.length === 1 && at !== undefined && values.length === sides.length ? (sides[at] ?? null) : null;
}

/** A variable of the compiler's own, which means nothing to a reader. */
const isMadeUp = (name: string): boolean => /^(?:[~#]|\.)[\p{L}_]\w*$/u.test(name);

/** Whether an interface is the cause: the value's kind says so, or it was put into one right before it was stored or passed. */
function isBoxed({ value, facts, operandAt }: CauseInput, { flows }: Explanation, cause: Cause, last: Flow): boolean {
  if (value === 'boxed' || value === 'constant') return true;
  const step = last.steps.at(-1);
  const callee = step?.reason === 'call parameter' ? callTarget(step, facts, operandAt) : null;
  const throughArguments = flows.some(({ destination }) => destination === '{storage for ... argument}');
  if (value === 'either' && throughArguments && callee !== null && takesAny(callee.name)) return true;
  if (!['stored', 'passed', 'in-storage', 'in-outer'].includes(cause.way)) return false;
  return convertedLast(flows);
}

/** Walks back from the end over elements and the slice of arguments to the step before the value was stored or passed. */
function convertedLast(flows: readonly Flow[]): boolean {
  for (const [index, { steps, destination }] of [...flows].reverse().entries()) {
    // Only what goes on as an argument is still the same step of the program in the flow before.
    if (index > 0 && destination !== '{storage for ... argument}') return false;
    for (const { reason } of index === 0
      ? [...steps].reverse().slice(isSink(steps.at(-1)) ? 1 : 0)
      : [...steps].reverse()) {
      if (reason === 'interface-converted') return true;
      if (reason !== 'spill' && !elements.has(reason)) return false;
    }
  }
  return false;
}

function isSink(step: Step | undefined): boolean {
  return step !== undefined && step.reason !== 'interface-converted' && !elements.has(step.reason);
}
