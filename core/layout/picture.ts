// A struct's memory as text, in words of eight bytes: a mark for each byte that a field takes, a dot for each that nothing lies in, and behind it
// the fields that begin there.
//    0  █·······  ok bool
//    8  ▓▓▓▓▓▓▓▓  hits int64
//   16  █▓▓█████  a bool, b uint16, …
import type { PlacedStruct } from './rules';

export interface PictureField {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

const wordBytes = 8;
/** Two that alternate: where one field ends and the next begins is seen without colour. */
const marks = ['█', '▓'] as const;
const hole = '·';
/** A field of more words is drawn by its first and its last. */
const mostWords = 4;
const longestType = 48;

/** Lines without line ends. `fields`: one for each offset. */
export function pictureOf(fields: readonly PictureField[], { offsets, size }: PlacedStruct): readonly string[] {
  const owners = ownersOf(fields, offsets, size);
  const words = Math.max(1, Math.ceil(size / wordBytes));
  const width = String((words - 1) * wordBytes).length;
  const lines: string[] = [];
  for (let word = 0; word < words; word++) {
    const start = word * wordBytes;
    const skipped = wordsInside(owners, word, words);
    if (skipped > mostWords - 2) {
      lines.push(`${'⋮'.padStart(width)}  ${'⋮'.repeat(wordBytes)}`);
      word += skipped - 1;
      continue;
    }
    const cells = Array.from({ length: Math.min(wordBytes, size - start) }, (_, at) => {
      const owner = owners(start + at);
      return owner === null ? hole : marks[owner % 2]!;
    }).join('');
    const isLast = word === words - 1;
    const begun = fields.filter((_, at) => {
      const offset = offsets[at]!;
      return offset >= start && (offset < start + wordBytes || (isLast && offset >= start));
    });
    lines.push(
      `${String(start).padStart(width)}  ${cells.padEnd(wordBytes)}  ${begun.map(label).join(', ')}`.trimEnd(),
    );
  }
  return lines;
}

/** Which field a byte belongs to; null where it is a hole. */
function ownersOf(
  fields: readonly PictureField[],
  offsets: readonly number[],
  size: number,
): (byte: number) => number | null {
  return byte => {
    if (byte >= size) return null;
    let low = 0;
    let high = fields.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (offsets[middle]! <= byte) low = middle + 1;
      else high = middle;
    }
    // Of fields at one offset only the last has a size.
    const owner = low - 1;
    return owner >= 0 && byte < offsets[owner]! + fields[owner]!.size ? owner : null;
  };
}

/** How many words from this one on lie inside of a field, without its first and last. */
function wordsInside(owners: (byte: number) => number | null, word: number, words: number): number {
  const owner = owners(word * wordBytes);
  if (owner === null || word === 0 || owners(word * wordBytes - 1) !== owner) return 0;
  let end = word;
  while (end + 1 < words && owners((end + 1) * wordBytes + wordBytes - 1) === owner) end++;
  return end - word;
}

function label({ name, type, size }: PictureField): string {
  const line = type.replace(/\s+/g, ' ').trim();
  const short = line.length > longestType ? `${line.slice(0, longestType - 1)}…` : line;
  const shown = short === name || short.endsWith(`.${name}`) || short === `*${name}` ? short : `${name} ${short}`;
  return size === 0 ? `${shown} (0)` : shown;
}
