// How a declared function is called: `F`, `(*T).M`, `T.M`. Closures count as their declared function's.
import type { Node } from 'web-tree-sitter';

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
