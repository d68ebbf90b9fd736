// How a question about a size is put: as the lengths of array types, which are constants only if the question has an answer, and
// which the compiler prints in an error message (sizeProbes). What is asked for stands in the text as it is written there.
import type { SyntaxNode } from './syntaxNode';

/**
 * Stand for unsafe.Sizeof, and (before `<n>R<m>`) for a helper that tells the type of the variadic parameter of a function with n
 * parameters before it and m results. What no Go text can hold: sizeProbes puts names in that the file does not have.
 */
export const sizeofMark = '\u0000S';
export const helperMark = '\u0000H';

const S = sizeofMark;

/** `null`: the type checker refused the question. */
export type Answer = readonly number[] | null;

export interface SizeQuestion {
  /** Lengths of array types: `[S(x)]`, `[3][S(y[0])]`, S being {@link sizeofMark}. */
  readonly asks: readonly string[];
  /** Bytes from the answers, in the order of `asks`; null where they leave it open. `word`: bytes of a pointer. */
  readonly read: (answers: readonly Answer[], word: 4 | 8) => number | null;
}

/** Longer expressions are not asked about. */
const longest = 2_000;

/** As it is written in the file with this text; '' for no node. */
export const textOf = (node: SyntaxNode | null, text: string): string => (node ? text.slice(node.start, node.end) : '');

/** Can be asked for: not too long, and without statements in it. */
export const isAskable = (expression: string): boolean =>
  expression !== '' && expression.length <= longest && !/\bfunc\b/.test(expression);

/** An expression that has the type, for Sizeof alone: it is never worked out. */
export const ofType = (type: string): string => `*(*${type})(nil)`;

/** The question that most often does: how big is what the expression gives. */
export function sizeOf(expression: string): SizeQuestion | null {
  return isAskable(expression) ? { asks: [`[${S}(${expression})]`], read: ([answer]) => product(answer) } : null;
}

/** The lengths multiplied: so many elements of so many bytes. */
export function product(answer: Answer | undefined): number | null {
  if (!answer) return null;
  const bytes = answer.reduce((all, one) => all * one, 1);
  return Number.isSafeInteger(bytes) ? bytes : null;
}
