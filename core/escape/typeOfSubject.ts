// Whether an object of a type can be what a verdict speaks of, by the words of both. It only chooses between verdicts of which one must be meant:
// an alias or a type argument is printed differently on the two sides.
import type { Finding } from './finding';
import { splitCall, splitList } from './expressions';

/** `type` as the machine code has it: `ex.com/m/p.T`, `[2]interface {}`, `noalg.struct { F uintptr; X0 int }`; null: not known. */
export function isOfType({ code, subject }: Pick<Finding, 'code' | 'subject'>, type: string | null): boolean {
  if (type === null) return true;
  const isClosure = /^(?:noalg\.)?struct \{ F uintptr/.test(type);
  if (code === 'moved-to-heap') return !isClosure;
  if (subject === 'func literal') return isClosure;
  if (subject === '... argument') return /^\[\d+\]/.test(type);
  const named = typeName(subject);
  return named === null || lastName(type) === lastName(named);
}

/** The type that `&T{...}`, `T{...}` and `new(T)` name. */
function typeName(subject: string): string | null {
  const literal = /^&?([\p{L}_][\p{L}\p{N}_./]*)\{/u.exec(subject)?.[1];
  if (literal !== undefined) return literal;
  const call = splitCall(subject);
  const [type] = call?.callee === 'new' ? splitList(call.args) : [];
  return type !== undefined && /^[\p{L}_][\p{L}\p{N}_./]*$/u.test(type) ? type : null;
}

/** `T` of `ex.com/m/p.T[int]`. */
function lastName(type: string): string {
  const name = type.replace(/\[.*$/s, '');
  return name.slice(name.lastIndexOf('.') + 1);
}
