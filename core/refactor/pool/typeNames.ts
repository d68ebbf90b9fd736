// Whether a type that is written in a function means the same at the top of the file: its names are neither declared in the function nor
// parameters of its types.
import { declarationOf } from '#core/syntax/scopes';
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';

/** The names in it that the function declares. */
export function localNames(type: SyntaxNode, declaration: SyntaxNode, text: string): readonly string[] {
  const top = declaration.parent?.parts[0] ?? declaration;
  return namesIn(type).flatMap(name => {
    const here = declarationOf(name, text);
    const there = declarationOf(name, text, top);
    const isSame =
      here === there ||
      (here !== null && there !== null && here.kind === there.kind && here.kind !== 'other' && sameNode(here, there));
    return isSame ? [] : [textOf(name, text)];
  });
}

function sameNode(a: object, b: object): boolean {
  const typeOf = (declared: object): unknown => ('type' in declared ? declared.type : null);
  return typeOf(a) === typeOf(b);
}

/** Type names and the packages before them; lengths of arrays included. */
function namesIn(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.children.length === 0)
    return /^(?:type_identifier|package_identifier|identifier)$/.test(node.type) ? [node] : [];
  if (node.type === 'qualified_type') return node.parts.slice(0, 1);
  if (node.type === 'selector_expression') return namesIn(node.child('operand') ?? node);
  return node.parts.flatMap(namesIn);
}
