// Where lines begin, and how columns of one unit become columns of another: the only place where bytes, UTF-16 units and
// offsets are converted. A line ends at \n alone, as the compiler counts lines; a \r right before it belongs to the line end.
// A byte order mark counts like any other character: its three bytes are part of the compiler's columns in line 1 (measured on
// go1.21, 1.26 and 1.27), and in a JavaScript string it is one unit.
import type { ByteColumn, Position } from './position';

export interface LineIndex {
  readonly text: string;
  /** At least 1: an empty text has one empty line. */
  readonly lineCount: number;
  /** Clamped to the text, and to what stands before a line's end. */
  positionAt(offset: number): Position;
  /** Clamped to the text; a character past its line is the line's end. */
  offsetAt(position: Position): number;
  /** A 0-based line without its line end (\n or \r\n); '' past the last one. */
  lineText(line: number): string;
  /**
   * 0-based line, the compiler's column → UTF-16 character. Clamped to the line; a column inside a character is that
   * character's start; column 0 (the compiler gave none) is 0.
   */
  characterOfColumn(line: number, column: ByteColumn): number;
  /** 0-based line, UTF-16 character → the compiler's column. Clamped to the line; between two surrogates: the pair's start. */
  columnOfCharacter(line: number, character: number): ByteColumn;
}

/** Costs nothing until it is first asked. */
export function createLineIndex(text: string): LineIndex {
  let known: number[] | null = null;
  /** The offset at which each line starts. */
  function starts(): readonly number[] {
    if (known) return known;
    known = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) known.push(at + 1);
    return known;
  }

  /** The offset at which the text of a line ends, and its line end begins. */
  function endOf(line: number, start: number): number {
    const next = starts()[line + 1];
    if (next === undefined) return text.length;
    const end = next - 1;
    return end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
  }

  return {
    text,
    get lineCount() {
      return starts().length;
    },
    positionAt(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      const line = lastNotAfter(starts(), at);
      const start = starts()[line] ?? 0;
      return { line, character: Math.min(at, endOf(line, start)) - start };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      const start = starts()[line];
      if (start === undefined) return text.length;
      return Math.max(start, Math.min(start + character, endOf(line, start)));
    },
    lineText(line) {
      const start = starts()[line];
      return start === undefined ? '' : text.slice(start, endOf(line, start));
    },
    characterOfColumn(line, column) {
      const start = starts()[line];
      return start === undefined ? 0 : unitsOfBytes(text, start, endOf(line, start), column - 1);
    },
    columnOfCharacter(line, character) {
      const start = starts()[line];
      if (start === undefined) return 1;
      return bytesOfUnits(text, start, Math.min(start + character, endOf(line, start))) + 1;
    },
  };
}

const carriageReturn = 13;

/** The last index whose value is not after `value`; `sorted` begins with a value that is not. */
function lastNotAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many units from `start` fill `bytes` bytes of UTF-8; whole characters only, not past `end`. */
function unitsOfBytes(text: string, start: number, end: number, bytes: number): number {
  let at = start;
  for (let left = bytes; at < end && left > 0;) {
    const unit = text.charCodeAt(at);
    const length = unit < 0x80 ? 1 : byteLength(text.codePointAt(at) ?? unit);
    if (length > left) break;
    left -= length;
    at += length === 4 ? 2 : 1;
  }
  return at - start;
}

/** How many bytes of UTF-8 the units from `start` to `end` take; a character that `end` cuts is not counted. */
function bytesOfUnits(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let at = start; at < end;) {
    const unit = text.charCodeAt(at);
    const length = unit < 0x80 ? 1 : byteLength(text.codePointAt(at) ?? unit);
    at += length === 4 ? 2 : 1;
    if (at <= end) bytes += length;
  }
  return bytes;
}

/** Bytes of a code point in UTF-8; a lone surrogate is written to a file as U+FFFD, three bytes. */
function byteLength(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
