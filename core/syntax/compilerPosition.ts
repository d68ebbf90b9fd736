// Where the compiler says that a node is. Its positions are those of the operator or bracket that makes the expression, not of
// the expression's start (measured on go1.21 … go1.27):
//   call, make, new, append     the (          T{…}            the {        x.f, x.(T), method value   the .
//   a + b                       the operator   a[i], a[i:j]    the [        everything else            its start
import type { Node } from 'web-tree-sitter';

/** The offset (UTF-16) of the compiler's position of a node. */
export function compilerOffset(node: Node): number {
  switch (node.type) {
    case 'call_expression':
      return node.childForFieldName('arguments')?.startIndex ?? node.startIndex;
    case 'type_conversion_expression':
      return token(node, '(');
    case 'composite_literal':
      return node.childForFieldName('body')?.startIndex ?? node.startIndex;
    case 'binary_expression':
      return node.childForFieldName('operator')?.startIndex ?? node.startIndex;
    case 'selector_expression':
    case 'type_assertion_expression':
      return token(node, '.');
    case 'index_expression':
    case 'slice_expression':
    case 'type_instantiation_expression':
      return token(node, '[');
    default:
      return node.startIndex;
  }
}

/** The operand of a conversion or the first argument of a call: the compiler puts `string(b)` at `b`. */
export function operandOffset(node: Node): number {
  const inner =
    node.type === 'call_expression'
      ? node.childForFieldName('arguments')?.namedChild(0)
      : node.type === 'type_conversion_expression'
        ? node.childForFieldName('operand')
        : null;
  return inner?.startIndex ?? -1;
}

/** The token after the first operand; a comment may stand between. */
function token(node: Node, text: string): number {
  const second = node.child(1);
  if (second?.type === text) return second.startIndex;
  return node.children.find(child => child.type === text)?.startIndex ?? node.startIndex;
}
