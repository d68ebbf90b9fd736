// Go's rules for where the fields of a struct lie (compiler `gc`): each field at the next multiple of its alignment; the struct as aligned as the
// most aligned field, its size rounded up to that; a zero-size field at the end takes a byte, so that its address is never the next object's.
// The numbers of the fields come from the compiler; the rules say what another order would give, and are checked by today's.

/** Bytes. */
export interface Measure {
  readonly size: number;
  readonly align: number;
  /** Up to and with the last word that the collector may take for a pointer; null where that is not known. */
  readonly pointerBytes: number | null;
}

export interface PlacedStruct extends Measure {
  /** Of each field, in the order of the fields. */
  readonly offsets: readonly number[];
}

export function placeFields(fields: readonly Measure[]): PlacedStruct {
  const offsets: number[] = [];
  let end = 0;
  let align = 1;
  let pointerBytes: number | null = 0;
  for (const field of fields) {
    const offset = roundUp(end, field.align);
    offsets.push(offset);
    end = offset + field.size;
    align = Math.max(align, field.align);
    // The last field with pointers counts, whatever is before it.
    if (field.pointerBytes === null) pointerBytes = null;
    else if (field.pointerBytes > 0) pointerBytes = offset + field.pointerBytes;
  }
  if (end > 0 && fields.at(-1)?.size === 0) end++;
  return { size: roundUp(end, align), align, pointerBytes, offsets };
}

/** Bytes that nothing lies in behind each field: up to the next one, or to the end. */
export function paddingOf(fields: readonly Measure[], { offsets, size }: PlacedStruct): readonly number[] {
  return fields.map((field, index) => (offsets[index + 1] ?? size) - offsets[index]! - field.size);
}

/** No order of the fields is smaller. */
export function leastSize(fields: readonly Measure[]): number {
  const align = Math.max(1, ...fields.map(field => field.align));
  return roundUp(
    fields.reduce((sum, { size }) => sum + size, 0),
    align,
  );
}

/** `align`: a power of two. */
export function roundUp(bytes: number, align: number): number {
  return Math.ceil(bytes / align) * align;
}
