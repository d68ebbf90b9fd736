// What `escapes to heap` in the compiler's words and yet never allocates: the linker lays it in the program's data, or it has
// no bytes. Only what the text says for certain counts, for every Go release from 1.21 on; the rest stays `escapes`.
// (Measured: test/cases/escape/allocs/measured.tsv.)
import type { StaticHint } from '#core/syntax/staticHint';
import { splitBinary, splitCall, splitList, splitSelector } from './expressions';
import { convertedTo, isConstant } from './valueKinds';
import { dictionary } from './variantFacts';

/** Why nothing is allocated. `table`: the runtime has every one-byte value ready. `literal`: a function that captures nothing. */
export type StaticKind = 'constant' | 'table' | 'empty' | 'literal';

export interface StaticHints {
  /** The variables that function literals around this place capture; null where nobody knows. */
  readonly captured: ReadonlySet<string> | null;
  /** The words of the explanation's steps. */
  readonly reasons: ReadonlySet<string>;
  /** Whether the compiler explained the value under another text: from Go 1.25 on a boxed variable is shown as its constant. */
  readonly isSubstituted: boolean;
  /** Whether a name is known to be a type of the package (it has methods). */
  readonly isType: (name: string) => boolean;
  /** Whether the compiler is one of Go 1.25 or later, which lays a struct of constants in the program's data; false where nobody knows. */
  readonly hasReadOnlyStructs: boolean;
  /** What the syntax tree says; asked only where the text leaves a doubt. */
  readonly hint: () => StaticHint | null;
}

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=', '&&', '||']);

/** The kind of a value that never allocates, or null where it may. */
export function staticKind(expression: string, hints: StaticHints): StaticKind | null {
  const { captured, reasons, isSubstituted, isType, hasReadOnlyStructs, hint } = hints;
  if (expression === 'func literal') return captured !== null && capturesNone(captured, hint) ? 'literal' : null;
  if (reasons.has('zero-sized element')) return 'empty';
  if (isConstant(expression)) return 'constant';
  const call = splitCall(expression);
  const isMade = call?.callee === 'new' || call?.callee === 'make';
  const ofConstant = call !== null && !isMade && isConstant(call.args);
  if (ofConstant && (isSubstituted || isType(call.callee))) return 'constant';
  if (isEmpty(expression)) return 'empty';
  if (isOneByte(expression)) return 'table';
  if (call !== null ? !ofConstant && call.callee !== 'new' : !mayBeHinted(expression)) return null;
  switch (hint()?.kind) {
    case 'one-byte':
      return 'table';
    case 'no-bytes':
      return 'empty';
    case 'constant-struct':
      return hasReadOnlyStructs ? 'constant' : null;
    case 'no-call':
      return ofConstant ? 'constant' : null;
    default:
      return null;
  }
}

/** A name, `x.f`, `s[i]`, `*p`, `T{}`, `T{...}`, `&T{}`: what the syntax tree may know more of. */
function mayBeHinted(expression: string): boolean {
  return /^(?:\*|&(?=.*\{\}$))?[\p{L}_][\p{L}\p{N}_.]*(?:\[[^\][]*\]|\{(?:\.\.\.)?\})?$/u.test(expression);
}

/** A literal captures none of the variables that the literals around it capture if it has none of their names. */
function capturesNone(captured: ReadonlySet<string>, hint: () => StaticHint | null): boolean {
  if (captured.size === 0) return true;
  if (captured.has(dictionary)) return false;
  const found = hint();
  return found?.kind === 'names' && ![...captured].some(name => found.names.has(name));
}

/**
 * Whether it takes the explanations of -m=2 to tell if this `E escapes to heap` allocates: a literal may capture nothing, `T(91)` may be a
 * constant or a call, and `T{1, 2}` is read-only data from Go 1.25 on, which the explanations show.
 */
export function needsExplanation(expression: string): boolean {
  if (expression === 'func literal' || /^[\p{L}_][\p{L}\p{N}_.]*\{(?:\.\.\.)?\}$/u.test(expression)) return true;
  const call = splitCall(expression);
  return call !== null && isConstant(call.args) && !/^(?:new|make)$/.test(call.callee);
}

/** What context.Background() and TODO() return, inlined: structs without fields on every release. */
const contexts = /^context\.(?:backgroundCtx|todoCtx)\{\}$/;

/** No bytes: `struct {}{}`, `[]T{}`, `make([]T, 0)`, `new(struct {})`, and arrays and slices of these. */
function isEmpty(expression: string): boolean {
  if (/^&?(?:\[\d*\])*struct \{\}\{/.test(expression) || contexts.test(expression)) return true;
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
