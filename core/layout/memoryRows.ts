// A struct's memory as rows of eight bytes, for a drawing to scale: which pieces of which fields, and which holes, stand in each.
//
//   offset  0  | ok |      hole      |        { offset: 0, pieces: [field 0: 0–1, hole: 1–8] }
//           8  |        hits         |        { offset: 8, pieces: [field 1: 0–8] }

export interface RowField {
  readonly offset: number;
  readonly size: number;
  readonly paddingAfter: number;
}

/** A part of a row: bytes `from` to `to` (exclusive, 0 … 8). */
export interface RowPiece {
  /** Index of the field; null: nothing lies here. */
  readonly field: number | null;
  readonly from: number;
  readonly to: number;
  /** The field begins here. */
  readonly isFirst: boolean;
}

export interface MemoryRow {
  /** Bytes from the start of the struct. */
  readonly offset: number;
  readonly pieces: readonly RowPiece[];
  /** Fields without a size that stand at an offset of this row. */
  readonly empty: readonly number[];
  /** A line of the cache begins here, if the struct begins with one; not told of the first row. */
  readonly startsCacheLine: boolean;
  /** So many rows of the same field follow that are left out. */
  readonly skipped: number;
}

export const rowBytes = 8;
/** A field of more rows is drawn by its first ones and its last. */
const mostRows = 9;

export function memoryRows(fields: readonly RowField[], size: number, cacheLine: number): readonly MemoryRow[] {
  const rows: MemoryRow[] = [];
  const count = Math.max(1, Math.ceil(size / rowBytes));
  let first = 0;
  for (let row = 0; row < count; row++) {
    const offset = row * rowBytes;
    while (first < fields.length - 1 && endOf(fields[first]!) <= offset) first++;
    const pieces = piecesOf(fields, first, offset, Math.min(size, offset + rowBytes));
    const skipped = skippedAfter(fields[first], offset, cacheLine);
    rows.push({
      offset,
      pieces,
      empty: fields.flatMap((field, at) => (field.size === 0 && isIn(field.offset, row, count) ? [at] : [])),
      startsCacheLine: offset > 0 && offset % cacheLine === 0,
      skipped,
    });
    row += skipped;
  }
  return rows;
}

/** With its padding. */
const endOf = ({ offset, size, paddingAfter }: RowField): number => offset + size + paddingAfter;

const isIn = (offset: number, row: number, rows: number): boolean =>
  Math.floor(offset / rowBytes) === row || (row === rows - 1 && offset >= rows * rowBytes);

function piecesOf(fields: readonly RowField[], first: number, start: number, end: number): readonly RowPiece[] {
  const pieces: RowPiece[] = [];
  const push = (field: number | null, from: number, to: number, isFirst: boolean): void => {
    const piece = { field, from: Math.max(from, start) - start, to: Math.min(to, end) - start, isFirst };
    if (piece.to > piece.from) pieces.push(piece);
  };
  for (let at = first; at < fields.length && fields[at]!.offset < end; at++) {
    const field = fields[at]!;
    const fieldEnd = field.offset + field.size;
    push(at, field.offset, fieldEnd, field.offset >= start);
    push(null, fieldEnd, endOf(field), fieldEnd >= start);
  }
  return pieces;
}

/** Rows behind this one that are inside of a long field: all but its last; the border of a cache line is not left out of sight. */
function skippedAfter(field: RowField | undefined, offset: number, cacheLine: number): number {
  if (!field || field.size < mostRows * rowBytes) return 0;
  const isSecond = offset >= field.offset + rowBytes && offset < field.offset + 2 * rowBytes;
  if (!isSecond || offset < field.offset) return 0;
  const last = Math.floor((field.offset + field.size - 1) / rowBytes) * rowBytes;
  return Math.max(0, (last - offset) / rowBytes - 1 - (last % cacheLine === 0 ? 1 : 0));
}
