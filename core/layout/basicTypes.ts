// The types that the language has by itself, as the compiler `gc` lays them out.
import type { Measure } from './rules';

/** Null where it is no type of the language. */
export function basicType(name: string, word: 4 | 8): Measure | null {
  const bytes = sizes.get(name);
  if (bytes !== undefined)
    return { size: bytes, align: Math.min(alignments.get(name) ?? bytes, word), pointerBytes: 0 };
  switch (name) {
    case 'int':
    case 'uint':
    case 'uintptr':
      return { size: word, align: word, pointerBytes: 0 };
    case 'string':
      return { size: 2 * word, align: word, pointerBytes: word };
    case 'error':
    case 'any':
      return interfaceMeasure(word);
    default:
      return null;
  }
}

export const pointerMeasure = (word: 4 | 8): Measure => ({ size: word, align: word, pointerBytes: word });
export const sliceMeasure = (word: 4 | 8): Measure => ({ size: 3 * word, align: word, pointerBytes: word });
export const interfaceMeasure = (word: 4 | 8): Measure => ({ size: 2 * word, align: word, pointerBytes: 2 * word });

/** `length` elements. */
export function arrayMeasure(element: Measure, length: number): Measure {
  const { size, align, pointerBytes } = element;
  const before = Math.max(0, length - 1) * size;
  const pointers = pointerBytes === null ? null : pointerBytes > 0 && length > 0 ? before + pointerBytes : 0;
  return { size: size * length, align, pointerBytes: length === 0 ? 0 : pointers };
}

const sizes: ReadonlyMap<string, number> = new Map([
  ...['bool', 'int8', 'uint8', 'byte'].map(name => [name, 1] as const),
  ...['int16', 'uint16'].map(name => [name, 2] as const),
  ...['int32', 'uint32', 'rune', 'float32'].map(name => [name, 4] as const),
  ...['int64', 'uint64', 'float64', 'complex64'].map(name => [name, 8] as const),
  ['complex128', 16] as const,
]);

/** Where it is not the size. */
const alignments: ReadonlyMap<string, number> = new Map([
  ['complex64', 4],
  ['complex128', 8],
]);
