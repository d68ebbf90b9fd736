// What one allocation takes, where the compiler's words say it: types of fixed size and constant lengths, and, where the size of a
// pointer is known, the types that are as wide as one. All of them hold no pointers.
import { splitCall, splitList } from './expressions';

const fixed: ReadonlyMap<string, number> = new Map([
  ...['bool', 'byte', 'uint8', 'int8'].map(name => [name, 1] as const),
  ...['uint16', 'int16'].map(name => [name, 2] as const),
  ...['rune', 'uint32', 'int32', 'float32'].map(name => [name, 4] as const),
  ...['uint64', 'int64', 'float64', 'complex64'].map(name => [name, 8] as const),
  ['complex128', 16] as const,
]);

const asWideAsPointer = /^(?:u?int|uintptr)$/;

/** Bytes of `new(T)`, `make([]T, n)`, `&[n]T{…}` with a basic T without pointers, of a conversion to it; null where unknown. */
export function bytesOf(expression: string, word: 4 | 8 | null = null): number | null {
  const call = splitCall(expression);
  if (call === null) {
    const literal = /^&(\[.*\][a-z0-9]+)\{(?:\.\.\.)?\}$/.exec(expression)?.[1];
    return literal === undefined ? null : typeSize(literal, word);
  }
  const [type = '', length = '', capacity = length] = splitList(call.args);
  if (call.callee === 'new') return typeSize(type, word);
  if (call.callee === 'make') return makeSize(type, capacity, word);
  // A boxed `int64(n)`; a one-byte value is in the runtime's table.
  return typeSize(call.callee, word);
}

function makeSize(type: string, capacity: string, word: 4 | 8 | null): number | null {
  if (!type.startsWith('[]')) return null;
  const [size, count] = [typeSize(type.slice(2), word), constant(capacity)];
  return size === null || count === null ? null : safe(size * count);
}

function typeSize(type: string, word: 4 | 8 | null): number | null {
  const array = /^\[(\d+)\](.+)$/.exec(type);
  if (array === null) return fixed.get(type) ?? (asWideAsPointer.test(type) ? word : null);
  const element = typeSize(array[2] ?? '', word);
  return element === null ? null : safe(element * Number(array[1]));
}

/** `65536`, and as written up to Go 1.21: `64 << 10`, `64 << 10 + 1`, `4 * 1024`. */
function constant(text: string): number | null {
  const tokens = text.split(' ');
  if (!tokens.every((token, index) => (index % 2 === 0 ? /^\d+$/ : /^(?:<<|\+|\*)$/).test(token))) return null;
  const values: number[] = [Number(tokens[0])];
  for (let at = 1; at + 1 < tokens.length; at += 2) {
    const value = Number(tokens[at + 1]);
    const last = values.at(-1) ?? 0;
    if (tokens[at] === '+') values.push(value);
    else values[values.length - 1] = tokens[at] === '*' ? last * value : last * 2 ** value;
  }
  return safe(values.reduce((sum, value) => sum + value, 0));
}

function safe(value: number): number | null {
  return Number.isSafeInteger(value) ? value : null;
}
