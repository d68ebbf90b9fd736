// What one compilation's output says beside the single message: which functions the package declares, which variables are on
// the heap, who captures, and which calls have a receiver that is a value. Causes and chains are decided by it.
import type { CompilerMessage, Explanation, Place, VariantOutput } from '#core/compiler/message';
import type { Capture } from './finding';
import { splitCall, splitSelector } from './expressions';
import { declaredFunction, withoutInstance } from './names';

export interface VariantFacts {
  /** The place of a function that this package declares, by the name that calls are printed with. */
  readonly declared: (name: string) => Place | null;
  /** Whether the inliner spoke, so that a function without a line is none of the package's. */
  readonly inlinerSpoke: boolean;
  /** Whether the package has methods of a type with this name. */
  readonly isType: (name: string) => boolean;
  /** Whether the package has a method of this name. */
  readonly isMethod: (name: string) => boolean;
  /** Whether a variable of this name is moved to the heap in the function around a place. */
  readonly isMoved: (name: string, place: Place) => boolean;
  /** The names of the variables that function literals inside this declared function capture. */
  readonly capturedIn: (declaredName: string) => ReadonlySet<string>;
  /** What literals beside the one at a place inside this declared function capture, and it; null where the text leaves a doubt. */
  readonly capturesAt: (place: Place, declaredName: string) => readonly Capture[] | null;
  /** Whether this name is a result of the function around a place, by the words of its leaking parameters. */
  readonly isResult: (name: string, place: Place) => boolean;
  /** Whether the callee's first name is known to be a variable at this call: then it is no package and no type. */
  readonly isVariable: (name: string, call: Place) => boolean;
  /** Whether the receiver of this call flows into the call itself: only a call through an interface does that. */
  readonly isInterfaceCall: (expression: string, call: Place) => boolean;
  /** The width in bytes of a captured variable, by its declaration's place; null where none is known. */
  readonly width: (variable: string, place: Place) => number | null;
  /** The explanation of the storage or variable that a flow ends in; null where the text leaves a choice. */
  readonly storageOf: (destination: string, near: Place, from: Explanation) => Explanation | null;
}

export function placeKey({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** The variable of the compiler's own that a generic function is given for its type arguments. */
export const dictionary = '.dict';

const nothing: ReadonlySet<string> = new Set();

export function factsOf({ messages, explanations }: VariantOutput): VariantFacts {
  const declared = new Map<string, Place>();
  const types = new Set<string>();
  const methods = new Set<string>();
  const captured = new Map<string, Set<string>>();
  const widths = new Map<string, number>();
  /** The names that the inliner has for what stands at a place, and what literals of each function capture. */
  const literals = new Map<string, Set<string>>();
  const captures = new Map<string, Map<string, { readonly file: string; readonly capture: Capture }>>();
  for (const { body, place, text } of messages) {
    if (body.kind === 'can-inline' || body.kind === 'cannot-inline') {
      const name = withoutInstance(body.subject);
      const key = placeKey(place);
      literals.set(key, (literals.get(key) ?? new Set()).add(body.subject));
      if (!declared.has(name)) declared.set(name, place);
      const receiver = /^\(\*(.+)\)\.[^.]+$/.exec(name)?.[1] ?? /^([^().]+)\.[^.]+$/.exec(name)?.[1];
      if (receiver !== undefined) types.add(receiver);
      const method = /\.([^.]+)$/.exec(name)?.[1];
      if (method !== undefined) methods.add(method);
    }
    if (body.kind !== 'captured') continue;
    // Inlined from another package it is `slices.Collect` here, and `Collect` where the literal is explained.
    const closure = declaredFunction(body.closure);
    for (const name of new Set([closure, closure.replace(/^\w+\./, '')])) {
      const own = captured.get(name) ?? new Set<string>();
      // In a generic function `.dict` is what tells the types; a literal that needs it has no name for it.
      const variable = body.subject.startsWith(dictionary) ? dictionary : body.subject;
      captured.set(name, own.add(variable === dictionary ? variable : variable.slice(variable.lastIndexOf('.') + 1)));
    }
    const width = /\bwidth=(\d+)/.exec(text)?.[1];
    if (width === undefined) continue;
    const variable = `${placeKey(place)} ${body.subject}`;
    widths.set(variable, Number(width));
    const held = captures.get(body.closure) ?? new Map<string, { readonly file: string; readonly capture: Capture }>();
    const { file, line, column } = place;
    const capture = { name: body.subject, line, column, by: body.by, width: Number(width) };
    captures.set(body.closure, held.set(variable, { file, capture }));
  }
  const receivers = receiversIn(explanations);
  const around = byFunction(messages);
  const values = new Map<string, Explanation[]>();
  for (const explanation of explanations) {
    if (explanation.kind !== 'value') continue;
    const key = storageKey(explanation.subject, explanation.function);
    const same = values.get(key);
    if (same === undefined) values.set(key, [explanation]);
    else same.push(explanation);
  }
  return {
    declared: name => declared.get(withoutInstance(name)) ?? null,
    inlinerSpoke: declared.size > 0,
    isType: name => types.has(withoutInstance(name)),
    isMethod: name => methods.has(name),
    isMoved: around.isMoved,
    capturedIn: name => captured.get(name) ?? nothing,
    capturesAt: (place, name) => {
      const [literal, other] = literals.get(placeKey(place)) ?? [];
      return literal === undefined || other !== undefined ? null : capturesBeside(literal, name, place.file, captures);
    },
    // `#rv1`: what the body of a range over a function returns from the function around.
    isResult: (name, place) => /^(?:~r|#rv)\d+$/.test(name) || around.isResult(name, place),
    isVariable: around.isParameter,
    isInterfaceCall: (expression, call) => receivers.has(`${placeKey(call)} ${expression}`),
    width: (variable, place) => widths.get(`${placeKey(place)} ${variable}`) ?? null,
    storageOf: (destination, near, from) => storageOf(values, around.isSame, destination, near, from),
  };
}

type Captures = ReadonlyMap<string, { readonly file: string; readonly capture: Capture }>;

/**
 * By whom a variable is captured is not said, but of which function it is: of the declared one, or of a literal around this one. A copy
 * of a literal that was inlined has another function's name in its own.
 */
function capturesBeside(
  literal: string,
  declaredName: string,
  file: string,
  captures: ReadonlyMap<string, Captures>,
): readonly Capture[] | null {
  const isOwn =
    literal.startsWith(`${declaredName}.`) && /^\.func\d+(?:\.\d+)*$/.test(literal.slice(declaredName.length));
  if (!isOwn) return null;
  const held: Capture[] = [];
  for (let around = literal; around.length > declaredName.length;) {
    around = around.slice(0, around.lastIndexOf('.'));
    for (const one of captures.get(around)?.values() ?? []) if (one.file === file) held.push(one.capture);
  }
  return held.length === 0 ? null : held;
}

/** The calls into which their own receiver flows: `from t.Take(&x) (call parameter)` right after `t`. */
function receiversIn(explanations: readonly Explanation[]): Set<string> {
  const calls = new Set<string>();
  for (const { flows } of explanations) {
    for (const { source, steps } of flows) {
      let value = source;
      for (const step of steps) {
        const callee = step.reason === 'call parameter' ? splitCall(step.expression)?.callee : undefined;
        const operand = callee === undefined ? undefined : splitSelector(callee)?.operand;
        if (operand === value) calls.add(`${placeKey(step.place)} ${step.expression}`);
        value = step.expression;
      }
    }
  }
  return calls;
}

/** What is known of the declared function around a place: it begins on the nearest line above with a function. */
function byFunction(messages: readonly CompilerMessage[]): {
  readonly isParameter: (name: string, place: Place) => boolean;
  readonly isResult: (name: string, place: Place) => boolean;
  readonly isMoved: (name: string, place: Place) => boolean;
  /** Whether two places of one file lie in one declared function. */
  readonly isSame: (a: Place, b: Place) => boolean;
} {
  const starts = new Map<string, number[]>();
  for (const { body, place } of messages) {
    if (body.kind !== 'can-inline' && body.kind !== 'cannot-inline') continue;
    // `cannot inline F into G` stands at a call in G.
    if (body.subject.includes(' into ')) continue;
    if (declaredFunction(body.subject) !== withoutInstance(body.subject)) continue;
    const lines = starts.get(place.file);
    if (lines === undefined) starts.set(place.file, [place.line]);
    else lines.push(place.line);
  }
  for (const lines of starts.values()) lines.sort((a, b) => a - b);
  const startOf = ({ file, line }: Place) => lastUpTo(starts.get(file) ?? [], line);
  const keyOf = (name: string, place: Place) => `${place.file}:${startOf(place)} ${name}`;
  const parameters = new Set<string>();
  const results = new Set<string>();
  const moved = new Set<string>();
  for (const { body, place } of messages) {
    if (body.kind === 'moved-to-heap') moved.add(keyOf(body.subject, place));
    if (body.kind !== 'leaking-param') continue;
    parameters.add(keyOf(body.subject, place));
    if (body.result !== null) results.add(keyOf(body.result, place));
  }
  return {
    isParameter: (name, place) => parameters.has(keyOf(name, place)),
    isResult: (name, place) => results.has(keyOf(name, place)),
    isMoved: (name, place) => moved.has(keyOf(name, place)),
    isSame: (a, b) => a.file === b.file && startOf(a) === startOf(b),
  };
}

/** The last of the sorted lines that is not after `line`; 0 where there is none. */
function lastUpTo(lines: readonly number[], line: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return lines[low - 1] ?? 0;
}

function storageKey(subject: string, functionName: string | null): string {
  return `${functionName ?? ''}\n${subject}`;
}

function storageOf(
  values: ReadonlyMap<string, readonly Explanation[]>,
  isSameFunction: (a: Place, b: Place) => boolean,
  destination: string,
  near: Place,
  from: Explanation,
): Explanation | null {
  const expression = /^\{storage for (.*)\}$/s.exec(destination)?.[1];
  const candidates = (values.get(storageKey(expression ?? destination, from.function)) ?? []).filter(
    ({ place, flows }) =>
      // Up to Go 1.24 no name is printed; then the lines on which functions begin have to do.
      (from.function === null ? isSameFunction(place, from.place) : place.file === from.place.file) &&
      // A boxed `x` and a moved `x` have equal heads; their flows tell storage from variable.
      (flows[0]?.source.startsWith('{storage for ') ?? false) === (expression !== undefined),
  );
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) return only === from ? null : only;
  // Of several literals only the one that stands where the step says is meant; which closure captured is never said.
  if (expression === 'func literal') return null;
  return candidates.find(candidate => candidate !== from && placeKey(candidate.place) === placeKey(near)) ?? null;
}
