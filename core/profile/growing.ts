// Columns whose length nobody knows beforehand.

type Column = Int32Array | Uint8Array | Float64Array | BigInt64Array | BigUint64Array;

/** A column with room for `needed` entries: `column` itself, or a larger copy. `expected`: how many there may be in the end. */
export function withRoom<T extends Column>(column: T, needed: number, expected = 0): T {
  if (needed <= column.length) return column;
  const room = Math.max(needed, Math.ceil(expected), Math.ceil(column.length * 1.5), 64);
  const make = column.constructor as new (length: number) => T;
  const larger = new make(room);
  // The constructor is the column's own, which the type system cannot see.
  (larger.set as (from: T) => void)(column);
  return larger;
}

/** The first `length` entries; copied where much room is left over, so that it can be freed. */
export function trimmed<T extends Column>(column: T, length: number): T {
  return (column.length > length * 1.2 + 64 ? column.slice(0, length) : column.subarray(0, length)) as T;
}
