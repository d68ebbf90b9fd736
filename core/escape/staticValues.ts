// What `escapes to heap` in the compiler's words and yet never allocates: the linker lays it in the program's data, or it has
// no bytes. Only what the text says for certain counts, for every Go release from 1.21 on; the rest stays `escapes`.
// (Measured: test/cases/escape/allocs/measured.tsv.)
import { splitBinary, splitCall, splitList, splitSelector } from './expressions';
import { convertedTo, isConstant } from './valueKinds';

/** Why nothing is allocated. `table`: the runtime has every one-byte value ready. `literal`: a function that captures nothing. */
export type StaticKind = 'constant' | 'table' | 'empty' | 'literal';

export interface StaticHints {
  /** Whether a function literal at this place is known to capture nothing. */
  readonly capturesNothing: boolean;
  /** The words of the explanation's steps. */
  readonly reasons: ReadonlySet<string>;
  /** Whether the compiler explained the value under another text: from Go 1.25 on a boxed variable is shown as its constant. */
  readonly isSubstituted: boolean;
  /** Whether a name is known to be a type of the package (it has methods). */
  readonly isType: (name: string) => boolean;
}

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=', '&&', '||']);

/** The kind of a value that never allocates, or null where it may. */
export function staticKind(
  expression: string,
  { capturesNothing, reasons, isSubstituted, isType }: StaticHints,
): StaticKind | null {
  if (expression === 'func literal') return capturesNothing ? 'literal' : null;
  if (reasons.has('zero-sized element')) return 'empty';
  if (isConstant(expression)) return 'constant';
  const call = splitCall(expression);
  if (call !== null && isConstant(call.args) && (isSubstituted || isType(call.callee))) return 'constant';
  if (isEmpty(expression)) return 'empty';
  return isOneByte(expression) ? 'table' : null;
}

/**
 * Whether it takes the explanations of -m=2 to tell if this `E escapes to heap` allocates: a literal may capture nothing, and `T(91)` may be
 * a constant or a call.
 */
export function needsExplanation(expression: string): boolean {
  if (expression === 'func literal') return true;
  const call = splitCall(expression);
  return call !== null && isConstant(call.args) && !/^(?:new|make)$/.test(call.callee);
}

/** No bytes: `struct {}{}`, `[]T{}`, `make([]T, 0)`, `new(struct {})`, and arrays and slices of these. */
function isEmpty(expression: string): boolean {
  if (/^&?(?:\[\d*\])*struct \{\}\{/.test(expression)) return true;
  if (/^\[\].*[^ ]\{\}$/s.test(expression) && !/^\[\]struct \{\}$/.test(expression)) return true;
  const call = splitCall(expression);
  if (call === null) return false;
  const [type = '', length, capacity] = splitList(call.args);
  if (call.callee === 'new') return isZeroSize(type);
  if (call.callee !== 'make' || !type.startsWith('[]')) return false;
  return isZeroSize(type.slice(2)) || (length === '0' && (capacity === undefined || capacity === '0'));
}

function isZeroSize(type: string): boolean {
  return /^(?:\[\d+\])*struct \{\}$/.test(type) || /^\[0\]/.test(type);
}

/** A Boolean or a one-byte number: its address is one of 256 that are always there. */
function isOneByte(expression: string): boolean {
  const { operands, operators } = splitBinary(expression);
  if (operators.length > 0) return operators.some(operator => comparisons.has(operator));
  const [only = ''] = operands;
  if (only.startsWith('!')) return true;
  const type = convertedTo(only);
  return type !== null && splitSelector(type) === null && /^(?:bool|byte|u?int8)$/.test(type);
}
