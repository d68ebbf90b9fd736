// The memory that a result can hand over instead of having it copied: the columns of numbers in it.

/** Each buffer once; only those that a view fills, since a part of a larger one must not take the rest along. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    const { buffer } = value;
    const isWhole = value.byteLength === buffer.byteLength;
    if (isWhole && buffer instanceof ArrayBuffer && buffer.byteLength > 0) found.add(buffer);
    return;
  }
  // Lists of texts are long, and hold no numbers.
  if (Array.isArray(value) && typeof value[0] !== 'object') return;
  for (const part of Object.values(value)) collect(part, found);
}
