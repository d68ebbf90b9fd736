// The declared function around a place, and how it is called: `F`, `(*T).M`, `T.M`. Closures count as their declared function's.
import { closest, type SyntaxNode } from './syntaxNode';

/** The function or method declaration; null at package level. */
export function declarationAround(node: SyntaxNode): SyntaxNode | null {
  return closest(node, 'function_declaration', 'method_declaration');
}

const names = new WeakMap<SyntaxNode, string>();

/** The declaration's name as the compiler has it, type parameters left out; '' where it has none. */
export function functionName(declaration: SyntaxNode, text: string): string {
  let name = names.get(declaration);
  if (name === undefined) names.set(declaration, (name = nameOf(declaration, text)));
  return name;
}

function nameOf(declaration: SyntaxNode, text: string): string {
  const name = declaration.child('name');
  if (!name) return '';
  const plain = text.slice(name.start, name.end);
  const receiver = declaration.child('receiver')?.parts[0]?.child('type');
  if (!receiver) return plain;
  const { type, isPointer } = baseType(receiver);
  const owner = text.slice(type.start, type.end);
  return isPointer ? `(*${owner}).${plain}` : `${owner}.${plain}`;
}

/** `T` of `*T`, `(*T)`, `*T[K]`. */
function baseType(written: SyntaxNode): { readonly type: SyntaxNode; readonly isPointer: boolean } {
  let type = written;
  let isPointer = false;
  for (;;) {
    if (type.type === 'pointer_type') isPointer = true;
    const inner = innerType(type);
    if (!inner) return { type, isPointer };
    type = inner;
  }
}

function innerType(type: SyntaxNode): SyntaxNode | null {
  switch (type.type) {
    case 'generic_type':
      return type.child('type');
    case 'pointer_type':
    case 'parenthesized_type':
      return type.parts[0] ?? null;
    default:
      return null;
  }
}
