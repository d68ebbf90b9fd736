// The declared function around a node, and how it is called: `F`, `(*T).M`, `T.M`. Closures count as their declared function's.
import type { Node } from 'web-tree-sitter';

/** The function or method declaration that holds the node (or is it); null at package level. */
export function declarationAround(node: Node): Node | null {
  for (let at: Node | null = node; at; at = at.parent) {
    if (at.type === 'function_declaration' || at.type === 'method_declaration') return at;
  }
  return null;
}

/** The declaration's name as the compiler has it, type parameters left out; '' where there is none. */
export function functionName(declaration: Node | null, text: string): string {
  const name = declaration?.childForFieldName('name');
  if (!declaration || !name) return '';
  const plain = text.slice(name.startIndex, name.endIndex);
  const receiver = declaration
    .childForFieldName('receiver')
    ?.namedChildren.find(child => child.type === 'parameter_declaration');
  let type = receiver?.childForFieldName('type') ?? null;
  if (!type) return plain;
  let pointer = false;
  for (;;) {
    if (type.type === 'pointer_type') pointer = true;
    const inner: Node | null =
      type.type === 'generic_type'
        ? type.childForFieldName('type')
        : type.type === 'pointer_type' || type.type === 'parenthesized_type'
          ? type.namedChild(0)
          : null;
    if (!inner) break;
    type = inner;
  }
  const receiverName = text.slice(type.startIndex, type.endIndex);
  return pointer ? `(*${receiverName}).${plain}` : `${receiverName}.${plain}`;
}
