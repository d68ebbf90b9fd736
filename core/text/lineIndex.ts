// Where lines begin, and how columns of one unit become columns of another. The only place where bytes, UTF-16 units and offsets
// are converted. A line ends at \n alone, as Go and the LSP's line numbers have it for Go text; a \r before it belongs to no line.
import type { ByteColumn, Position } from './position';

export interface LineIndex {
  readonly text: string;
  /** At least 1: an empty text has one empty line. */
  readonly lineCount: number;
  /** Clamped to the text. */
  positionAt(offset: number): Position;
  /** Clamped to the text. */
  offsetAt(position: Position): number;
  /** A 0-based line without its line end; '' past the last one. */
  lineText(line: number): string;
  /** 0-based line, compiler's column → UTF-16 character; clamped to the line. Inside a character: that character's start. Column 0 → 0. */
  characterOfColumn(line: number, column: ByteColumn): number;
  /** 0-based line, UTF-16 character → compiler's column. */
  columnOfCharacter(line: number, character: number): ByteColumn;
}

export function createLineIndex(text: string): LineIndex {
  let known: number[] | null = null;
  /** The offset at which each line starts; found when first asked for. */
  function starts(): number[] {
    if (known) return known;
    known = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) known.push(at + 1);
    return known;
  }

  function lineText(line: number): string {
    const start = starts()[line];
    if (start === undefined) return '';
    let end = (starts()[line + 1] ?? text.length + 1) - 1;
    if (end > start && text.charCodeAt(end - 1) === 13) end--;
    return text.slice(start, end);
  }

  return {
    text,
    get lineCount() {
      return starts().length;
    },
    positionAt(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      const line = lastNotAfter(starts(), at);
      return { line, character: at - starts()[line]! };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      const start = starts()[line];
      if (start === undefined) return text.length;
      return start + Math.max(0, Math.min(character, (starts()[line + 1] ?? text.length + 1) - 1 - start));
    },
    lineText,
    characterOfColumn(line, column) {
      const content = lineText(line);
      return characterOfByte(content, column - 1);
    },
    columnOfCharacter(line, character) {
      let bytes = 0;
      const content = lineText(line);
      const end = Math.max(0, Math.min(character, content.length));
      for (let at = 0; at < end;) {
        const code = content.codePointAt(at)!;
        bytes += utf8Length(code);
        at += code > 0xffff ? 2 : 1;
      }
      return bytes + 1;
    },
  };
}

/** The last index whose value is not after `value`; `sorted` begins with a value that is not. */
function lastNotAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function characterOfByte(content: string, byte: number): number {
  let bytes = 0;
  let at = 0;
  while (at < content.length) {
    const code = content.codePointAt(at)!;
    const length = utf8Length(code);
    if (bytes + length > byte) break;
    bytes += length;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

/** Bytes of a code point in UTF-8; a lone surrogate is written as U+FFFD, three bytes. */
function utf8Length(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
