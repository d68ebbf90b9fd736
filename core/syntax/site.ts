// What the syntax tree adds to a compiler's position: the exact range of the subject, the function around it, and on what kind
// of path it stands.
import type { CodePath } from '#core/escape/finding';
import type { ByteColumn, Range } from '#core/text/position';

export interface SiteQuery {
  /** 1-based, as the compiler printed it. */
  readonly line: number;
  /** 1-based bytes; 0 where the compiler gave none (then the subject's text is looked for in the line). */
  readonly column: ByteColumn;
  readonly subject: string;
  /** What the compiler says it is: a declared name, an expression's storage, a function, or a call that was inlined. */
  readonly kind: 'name' | 'expression' | 'function' | 'call' | 'any';
}

export interface Site {
  readonly range: Range;
  /** `F`, `(*T).M`, `T.M` (type parameters left out), '' at package level. Closures count as their declared function's. */
  readonly function: string;
  readonly path: CodePath;
  /**
   * The statement that starts the function literal at the place, or else the innermost one around it: `go func() {…}()`.
   * null: neither starts it. Left out: not looked for.
   */
  readonly keyword?: 'go' | 'defer' | null;
}
