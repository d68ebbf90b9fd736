// Three coordinate systems meet here, and each has its own type, so that one cannot be passed for another:
//   compiler  1-based line, 1-based column in BYTES of UTF-8 (column 0: the compiler gave none)
//   LSP       0-based line, 0-based character in UTF-16 code units
//   offset    0-based UTF-16 code units from the start of the text (what a JavaScript string uses)
// Only core/text converts between them.

declare const unit: unique symbol;

/** A column as the Go compiler prints it: 1-based, counted in bytes; 0 where it printed none (past column 254). */
export type ByteColumn = number & { readonly [unit]?: 'byte column' };

/** A place in the LSP's units: both 0-based, `character` in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Half-open: `end` is the first position that no longer belongs. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Orders positions as they stand in the text: negative where `a` comes first. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
