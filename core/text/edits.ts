// How places move when a text changes. Live hints rest on it: what an edit did not touch stays true of its lines, wherever they
// go; what it touched is nobody's any more.
import type { Range } from './position';

/** One content change of the LSP: `range` is replaced by `text`. Units: LSP positions. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
  /**
   * The range starts where its first line ends. With it, Enter at the end of a line leaves that line untouched; without it nobody
   * can tell, and the line counts as touched.
   */
  readonly startsAtLineEnd?: boolean;
}

/**
 * Where the 0-based `line` stands after the change; null where the change touches it. Whole lines put in or taken out before it
 * only move it: Enter at the end of the line above, or at its own very start, included.
 */
export function moveLine(line: number, change: TextChange): number | null {
  const shift = shiftOf(line, line, change);
  return shift === null ? null : line + shift;
}

/** Where the range stands after the change; null where the change touches one of the lines that it covers. */
export function moveRange(range: Range, change: TextChange): Range | null {
  const { start, end } = range;
  const shift = shiftOf(start.line, end.line, change);
  if (shift === null) return null;
  if (shift === 0) return range;
  return { start: { ...start, line: start.line + shift }, end: { ...end, line: end.line + shift } };
}

/** By how many lines the change moves the lines from `first` to `last`; null where it touches them. */
function shiftOf(
  first: number,
  last: number,
  { range: { start, end }, text, startsAtLineEnd }: TextChange,
): number | null {
  const isNothing = text === '' && start.line === end.line && start.character === end.character;
  if (isNothing || start.line > last) return 0;
  if (start.line === last && startsAtLineEnd === true && startsNewLine(text)) return 0;
  // Before the lines, or up to the very start of the first one and then only by whole lines.
  const leavesStart = text === '' ? start.character === 0 : text.endsWith('\n');
  const isBefore = end.line < first || (end.line === first && end.character === 0 && leavesStart);
  return isBefore ? countNewlines(text) - (end.line - start.line) : null;
}

function startsNewLine(text: string): boolean {
  return text.startsWith('\n') || text.startsWith('\r\n');
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
