// What is called where a value is passed on, as far as it can be known without types. The compiler prints a call of a known
// method with its type (`(*T).M(x, …)`, `T.M(x, …)`), so `x.M(…)` with a variable `x` is a call whose target it did not know.
import type { Place, Step } from '#core/compiler/message';
import { isName, splitCall, splitSelector } from './expressions';
import { withoutInstance } from './names';
import type { VariantFacts } from './variantFacts';

/** `known`: a function or method that the compiler looked into; otherwise through what it is called. */
export type CallKind = 'known' | 'builtin' | 'interface' | 'function-value' | 'interface-or-function';

export interface CallTarget {
  /** As printed, without instances: `fmt.Println`, `(*T).M`, `r.Read`; '' where only the compiler has a name for it. */
  readonly name: string;
  readonly kind: CallKind;
  /** Where a function of this package is declared. */
  readonly place: Place | null;
}

/** Asks the syntax tree what the callee's first name is at the call; null where it does not know. */
export type OperandLookup = (call: Place, callee: string) => 'variable' | 'package' | null;

const builtins = new Set([
  'append',
  'copy',
  'panic',
  'print',
  'println',
  'clear',
  'delete',
  'min',
  'max',
  'unsafe.Add',
  'unsafe.Slice',
]);

export function callTarget(
  { expression, place }: Step,
  facts: VariantFacts,
  operandAt: OperandLookup,
): CallTarget | null {
  const call = splitCall(expression);
  if (call === null) return null;
  const { callee } = call;
  // The compiler's own variables (`.autotmp_4`) mean nothing to a reader.
  const name = withoutInstance(callee).replace(/^\.autotmp_\d+\.?/, '');
  if (builtins.has(callee)) return { name, kind: 'builtin', place: null };
  const declared = facts.declared(callee);
  if (declared !== null) return { name, kind: 'known', place: declared };
  return { name, kind: kindOf(callee, expression, place, facts, operandAt), place: null };
}

function kindOf(
  callee: string,
  expression: string,
  place: Place,
  facts: VariantFacts,
  operandAt: OperandLookup,
): CallKind {
  if (callee.startsWith('(')) return 'known';
  const selector = splitSelector(callee);
  if (selector === null) {
    // A function of the package has a line of the inliner; a name without one holds a function.
    return isName(callee) && facts.inlinerSpoke ? 'function-value' : 'known';
  }
  if (facts.isInterfaceCall(expression, place)) return 'interface';
  const { operand } = selector;
  // `f().Read`, `s[0].Read`: a value, unless the brackets are a type's.
  if (/\[\d+\]$/.test(operand) || (operand.endsWith(')') && !operand.includes('.('))) return 'interface-or-function';
  if (/^\.autotmp_\d+$/.test(operand)) return 'interface-or-function';
  const root = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(operand)?.[0];
  if (root === undefined || facts.isType(operand)) return 'known';
  if (facts.isVariable(root, place) || operandAt(place, callee) === 'variable') return 'interface-or-function';
  return 'known';
}

const variadicOfAny = new RegExp(
  [
    String.raw`^fmt\.(?:Append|Appendf|Appendln|Errorf|errorf|Print|Printf|Println|Fprint|Fprintf|Fprintln|Sprint|Sprintf|Sprintln)$`,
    String.raw`^log\.(?:Print|Printf|Println|Fatal|Fatalf|Fatalln|Panic|Panicf|Panicln)$`,
    String.raw`^\(\*log\.Logger\)\.(?:Print|Printf|Println|Fatal|Fatalf|Fatalln|Panic|Panicf|Panicln)$`,
    String.raw`^(?:log/)?slog\.(?:Debug|Info|Warn|Error)(?:Context)?$`,
    String.raw`^\(\*testing\.common\)\.(?:Error|Errorf|Fatal|Fatalf|Log|Logf|Skip|Skipf)$`,
  ].join('|'),
);

/** Functions of the standard library whose variadic parameter is `...any`: every element is put in an interface. */
export function takesAny(callee: string): boolean {
  return variadicOfAny.test(callee);
}
