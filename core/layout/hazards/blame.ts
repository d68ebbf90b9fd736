// Whom an error of the poisoned compile is about: the structs that its words name, or that what they name is made from.
import type { DeclaredType } from './fileFacts';
import { readType } from './typeText';
import type { Scope, TypeIndex, Way } from './typeIndex';

/** Behind these words the compiler's sentences have a type; `X does not satisfy` begins with one. */
const typeFollows =
  /\b(?:types?|as|map key type|containing|(?<=mismatched types .*)and)\s+|^(?=.*does not (?:satisfy|implement))|\((?=\S+ is not comparable)/gs;

const byValue: Way = { pointers: 'none', collections: false, field: () => true, opaque: null };
const everything: Way = { pointers: 'all', collections: true, field: () => true, opaque: null };
/** `type U T`: U is what T is. */
const derived: Way = { pointers: 'all', collections: true, field: () => false, opaque: null };

/** Those of `suspects`; [] where the words name none. `words`: the scope of the compiler's words. */
export function blamed(
  text: string,
  suspects: ReadonlySet<DeclaredType>,
  index: TypeIndex,
  words: Scope,
): readonly DeclaredType[] {
  const named = [...text.matchAll(typeFollows)].map(({ index, 0: marker }) =>
    readType(text.slice(index + marker.length)),
  );
  for (const way of [derived, byValue, everything]) {
    const found = new Set(
      named.flatMap(shape => [...index.reach(shape, words, way)]).filter(type => suspects.has(type)),
    );
    if (found.size > 0) return [...found];
  }
  return [];
}
