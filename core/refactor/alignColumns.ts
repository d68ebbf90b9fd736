// Columns as gofmt sets them: text/tabwriter with a padding of one blank, empty columns left out. A column is what consecutive lines have at
// one place; a line that has no such cell ends it, and what stands behind it starts a new one.
//
//   a     bool   `k:"a"`  // first          cells: a | bool | | `k:"a"` | // first
//   names string          // second         cells: names | string | // second

/** The last cell of a line belongs to no column: it is never padded. */
export type CellLine = readonly string[];

/** Lines without indentation and line ends. */
export function alignColumns(lines: readonly CellLine[]): readonly string[] {
  const out: string[] = [];
  alignFrom(lines, 0, lines.length, [], out);
  return out;
}

/** Writes the lines from `first` to `end`, the widths of whose first columns are known. */
function alignFrom(
  lines: readonly CellLine[],
  first: number,
  end: number,
  widths: readonly number[],
  out: string[],
): void {
  const column = widths.length;
  let written = first;
  const write = (to: number): void => {
    for (; written < to; written++) out.push(padded(lines[written]!, widths));
  };
  for (let at = first; at < end; at++) {
    if (!hasColumn(lines[at]!, column)) continue;
    write(at);
    let behind = at;
    let widest = 0;
    for (; behind < end && hasColumn(lines[behind]!, column); behind++) {
      widest = Math.max(widest, widthOf(lines[behind]![column]!));
    }
    alignFrom(lines, at, behind, [...widths, widest === 0 ? 0 : widest + 1], out);
    written = behind;
    at = behind;
  }
  write(end);
}

const hasColumn = (line: CellLine, column: number): boolean => column < line.length - 1;

const padded = (line: CellLine, widths: readonly number[]): string =>
  line
    .map((cell, at) => (at < widths.length ? cell + ' '.repeat(Math.max(0, widths[at]! - widthOf(cell))) : cell))
    .join('');

/** In code points, as gofmt counts. */
const widthOf = (cell: string): number => [...cell].length;
