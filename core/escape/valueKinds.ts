// What kind of value an `E escapes to heap` line speaks of, as far as the text of E tells. It decides whether "put in an
// interface" is the cause: storage (a literal, new, make, a closure …) escapes by where it goes, any other value only
// gets memory of its own because an interface needs an address.
import { isName, isQuoted, splitBinary, splitCall, splitSelector } from './expressions';

/** `constant` and `boxed`: put in an interface, for certain. `storage`: memory of its own. `either`: the text does not tell. */
export type ValueKind = 'constant' | 'boxed' | 'storage' | 'either';

/** What is known of the package's names. */
export interface KnownNames {
  /** A function of the package: its call is no conversion. */
  readonly isFunction: (name: string) => boolean;
  /** Whether a selector's name can be a method. */
  readonly maybeMethod: (name: string) => boolean;
}

export function valueKind(expression: string, known: KnownNames): ValueKind {
  if (isConstant(expression)) return 'constant';
  if (isStorage(expression)) return 'storage';
  if (isName(expression)) return 'boxed';
  const { operands, operators } = splitBinary(expression);
  if (operators.length > 0) return sumKind(operands, operators);
  if (/[})\]]$/.test(expression)) return bracketKind(expression, known);
  if (/^[*!^+<-]/.test(expression)) return 'boxed';
  // `p.sum` is a field put in an interface, or a method value.
  const selector = splitSelector(expression);
  return selector !== null && known.maybeMethod(selector.name) ? 'either' : 'boxed';
}

const number = String.raw`[+-]?(?:0[xX][\da-fA-F_]+|0[bBoO][\d_]+|(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][+-]?\d+)?)i?`;
const literal = String.raw`(?:${number}|"(?:[^"\\]|\\[^])*"|\x60[^\x60]*\x60|'(?:[^'\\]|\\[^])+'|true|false)`;
const folded = new RegExp(String.raw`^\(?${literal}(?: (?:[-+*/%|^&]|<<|>>|&\^) ${literal})*\)?$`, 'u');
const basicTypes = 'bool|byte|rune|u?int(?:8|16|32|64)?|uintptr|float(?:32|64)|complex(?:64|128)|string';
const basicConversion = new RegExp(String.raw`^(?:${basicTypes})\((.*)\)$`, 'su');

/** A constant in the compiler's words: a literal, literals folded by operators (≤ 1.21), `byte(120)`. */
export function isConstant(expression: string): boolean {
  if (folded.test(expression) || isQuoted(expression)) return true;
  const inner = basicConversion.exec(expression)?.[1];
  return inner !== undefined && (folded.test(inner) || isQuoted(inner));
}

/** `bool(b)`, `byte(n)` …: the basic type that a conversion names, or null. */
export function convertedTo(expression: string): string | null {
  const call = splitCall(expression);
  return call !== null && new RegExp(`^(?:${basicTypes})$`).test(call.callee) ? call.callee : null;
}

function isStorage(expression: string): boolean {
  // `append(a, b)` is the slice that comes of it, in an interface; `append` its new array.
  if (/^(?:func literal|\.\.\. argument|append)$/.test(expression)) return true;
  if (/^(?:new|make)\(/.test(expression)) return true;
  if (expression.startsWith('&')) return true;
  return /^(?:\[\]|map\[).*\{(?:\.\.\.)?\}$/s.test(expression);
}

/** Only strings are concatenated; every other operator gives a number or a Boolean, which is put in an interface. */
function sumKind(operands: readonly string[], operators: readonly string[]): ValueKind {
  if (operators.some(operator => operator !== '+')) return 'boxed';
  if (operands.some(operand => /^["`]/.test(operand))) return 'storage';
  return operands.some(isConstant) ? 'boxed' : 'either';
}

function bracketKind(expression: string, known: KnownNames): ValueKind {
  const call = splitCall(expression);
  if (call === null) return 'boxed';
  const { callee, args } = call;
  if (/^\(\[\](?:byte|rune|uint8|int32)\)$/.test(callee) || callee === 'string') return 'either';
  if (callee === 'append' || convertedTo(expression) !== null) return 'boxed';
  // A conversion has one argument. To a named string or slice type it may copy; to any other it is put in an interface.
  const isConversion = args !== '' && !/^[-+\d]/.test(args) && !/, |\.\.\.$/.test(args) && !known.isFunction(callee);
  return isConversion ? 'either' : 'boxed';
}
