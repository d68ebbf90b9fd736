// Whether values of a type may hold pointers, so that a pool that keeps them would keep other things alive. Certain only for numbers, and
// arrays and structs of them that the file itself declares.
import { basicName, fieldsOf, structOf, underlying } from '#core/syntax/declaredType';
import type { SyntaxNode } from '#core/syntax/syntaxNode';

export function mayHavePointers(type: SyntaxNode, text: string, depth = 0): boolean {
  if (depth > 8) return true;
  const written = { node: type, from: type };
  const under = underlying(written, text)?.node;
  const element = under?.type === 'array_type' ? under.child('element') : null;
  if (element) return mayHavePointers(element, text, depth + 1);
  const basic = basicName(written, text);
  if (basic !== null) return basic === 'string';
  const struct = structOf(written, text);
  if (!struct) return true;
  return fieldsOf(struct).some(field => {
    const of = field.child('type');
    return !of || mayHavePointers(of, text, depth + 1);
  });
}
