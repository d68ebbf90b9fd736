// Composite literals without keys get them, so that their values stay with their fields when these are moved: `point{true, 1}` becomes
// `point{on: true, at: 1}`. Only names are put in; what stands between the values, comments too, stays as it is.
import type { LocatedFile } from '../syntax/locate';
import type { Span } from '../syntax/structs';
import { closest, nodeAt } from '../syntax/syntaxNode';
import type { Replacement } from './offer';

/**
 * `literals`: from brace to brace, in this very text. `names`: of all fields in today's order; an embedded field's is its type's. In the order
 * of the text; null where one of the literals has another number of values, has keys already, or gives a value to a blank field, which no key
 * can name.
 */
export function keyLiterals(
  { tree }: LocatedFile,
  literals: readonly Span[],
  names: readonly string[],
): readonly Replacement[] | null {
  if (!tree || (literals.length > 0 && names.includes('_'))) return null;
  const keys: Replacement[] = [];
  for (const { start, end } of literals) {
    const literal = closest(nodeAt(tree, start), 'literal_value');
    if (literal?.start !== start || literal.end !== end) return null;
    const values = literal.parts;
    if (values.length !== names.length || values.some(({ type }) => type !== 'literal_element')) return null;
    for (const [at, value] of values.entries()) {
      keys.push({ start: value.start, end: value.start, text: `${names[at]!}: ` });
    }
  }
  return keys.sort((a, b) => a.start - b.start);
}
