// A copy of a file with questions put in, and the way back: which place of the file a place of the copy is.
import type { LocatedFile } from './locate';
import { fileNode } from './syntaxNode';

export interface Insertion {
  /** In the file, in UTF-16 units. */
  readonly offset: number;
  readonly text: string;
}

/** The offset behind `package p`. */
export function endOfPackageClause({ tree }: LocatedFile): number | null {
  const clause = tree && fileNode(tree).parts.find(({ type }) => type === 'package_clause');
  return clause?.end ?? null;
}

/** A name that the file does not have. */
export function freeName(text: string, name: string): string {
  let free = name;
  while (text.includes(free)) free += 'X';
  return free;
}

/** Several at one offset stay in their order. */
export function insertAll(text: string, insertions: readonly Insertion[]): string {
  const sorted = [...insertions].sort((a, b) => a.offset - b.offset);
  let out = '';
  let at = 0;
  for (const insertion of sorted) {
    out += text.slice(at, insertion.offset) + insertion.text;
    at = insertion.offset;
  }
  return out + text.slice(at);
}

/** The offset in the file of an offset in its copy; null inside of what was put in. */
export function originalOffset(insertions: readonly Insertion[], offset: number): number | null {
  let shift = 0;
  for (const { start, end } of placesInCopy(insertions)) {
    if (offset < start) break;
    if (offset < end) return null;
    shift += end - start;
  }
  return offset - shift;
}

/** Whether something was put in between two offsets of the copy. */
export function holdsInsertion(insertions: readonly Insertion[], from: number, to: number): boolean {
  return placesInCopy(insertions).some(({ start, end }) => start < to && from < end);
}

function placesInCopy(insertions: readonly Insertion[]): readonly { readonly start: number; readonly end: number }[] {
  let shift = 0;
  return [...insertions]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, text }) => {
      const start = offset + shift;
      shift += text.length;
      return { start, end: start + text.length };
    });
}
