// A regular expression as a tree. What captures and what is lazy makes no difference to whether a text matches, so the tree has neither.

export type RegexpNode =
  | { readonly kind: 'empty' }
  /** `size`: how many comparisons a look takes, at most. */
  | { readonly kind: 'set'; readonly has: CharacterSet; readonly size: number }
  | { readonly kind: 'at'; readonly place: Place }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexpNode[] }
  | { readonly kind: 'choice'; readonly parts: readonly RegexpNode[] }
  /** `most` null: any number. */
  | { readonly kind: 'repeat'; readonly part: RegexpNode; readonly least: number; readonly most: number | null };

/** Whether a code point belongs to it. */
export type CharacterSet = (code: number) => boolean;

export type Place = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-border' | 'no-word-border';

/** What is wrong with an expression, in Go's words: `missing closing ): `(a``. Not translated, as the compiler's words are not. */
export class RegexpError extends Error {}
