// How ranges move when the text changes. Live hints rest on it: what an edit did not touch stays true of its lines, wherever
// they go; what it touched is nobody's any more.
import type { Range } from './position';

/** One content change of the LSP: `range` is replaced by `text`. Units: LSP positions. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
}

/**
 * Where the 0-based `line` stands after the change; null where the change touches it. Whole lines put in or taken out before it
 * only move it: Enter at the end of the line above, or at its own very start, included.
 */
export function moveLine(line: number, { range: { start, end }, text }: TextChange): number | null {
  if (start.line > line) return line;
  const inserted = countNewlines(text);
  if (end.line < line) return line + inserted - (end.line - start.line);
  const takesWholeLines = text === '' ? start.character === 0 && start.line < end.line : text.endsWith('\n');
  const isNothing = text === '' && start.line === end.line && start.character === end.character;
  if (isNothing) return line;
  return end.line === line && end.character === 0 && takesWholeLines ? start.line + inserted : null;
}

/** Where the range stands after the change; null where the change touches one of its lines. */
export function moveRange(range: Range, change: TextChange): Range | null {
  const start = moveLine(range.start.line, change);
  const end = range.end.line === range.start.line ? start : moveLine(range.end.line, change);
  if (start === null || end === null || end - start !== range.end.line - range.start.line) return null;
  if (range.end.line - range.start.line > 1 && isBetween(range, change)) return null;
  return { start: { ...range.start, line: start }, end: { ...range.end, line: end } };
}

/** The change lies on lines between the first and the last one of the range. */
function isBetween({ start, end }: Range, { range }: TextChange): boolean {
  return range.start.line > start.line && range.start.line < end.line;
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
