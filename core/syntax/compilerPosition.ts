// Which expression the compiler means by a position. It does not print where an expression starts but where the token is that
// makes it (syntax.Node.Pos in the compiler's own parser, the same from go1.21 to go1.27):
//   call, make, new, append   the (          T{…}          the {        x.f, x.(T), method value   the .
//   a + b                     the operator   a[i], a[i:j]  the [        v = x, v := x              the = or :=
//   everything else           its first token
// A conversion has the position of its operand, whatever that is: string(a + b) stands at the +, string(f(x)) at f's (. What is
// put in an interface has its own position: string(b) at its (.
import type { SyntaxNode } from './syntaxNode';

/** The node that gets its position from the token; null for what is no token. */
export function nodeOfToken(token: SyntaxNode): SyntaxNode | null {
  if (token.children.length > 0 || token.start === token.end) return null;
  let at = token;
  while (at.parent && isMadeBy(at.parent, at)) at = at.parent;
  return at;
}

/** `token` (or the node that begins with it) is what gives `parent` its position. */
function isMadeBy(parent: SyntaxNode, token: SyntaxNode): boolean {
  switch (parent.type) {
    case 'call_expression':
      return token.field === 'arguments';
    case 'composite_literal':
      return token.field === 'body';
    case 'binary_expression':
    case 'assignment_statement':
      return token.field === 'operator';
    case 'type_conversion_expression':
      return token.type === '(';
    case 'selector_expression':
    case 'type_assertion_expression':
    case 'qualified_type':
      return token.type === '.';
    case 'index_expression':
    case 'slice_expression':
    case 'type_instantiation_expression':
    case 'type_arguments':
      return token.type === '[';
    // By syntax alone `s[i](x)` may be a call of a generic function.
    case 'generic_type':
      return token.type === 'type_arguments';
    case 'short_var_declaration':
      return token.type === ':=';
    case 'send_statement':
      return token.type === '<-';
    case 'inc_statement':
    case 'dec_statement':
      return token.type === '++' || token.type === '--';
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return true;
    case 'argument_list':
    case 'literal_value':
    case 'parenthesized_expression':
    case 'unary_expression':
    case 'func_literal':
    case 'for_statement':
    case 'go_statement':
    case 'defer_statement':
    case 'return_statement':
    case 'pointer_type':
    case 'slice_type':
    case 'array_type':
    case 'map_type':
    case 'channel_type':
    case 'function_type':
    case 'struct_type':
    case 'interface_type':
      return token.start === parent.start;
    default:
      return false;
  }
}

/** The conversion whose operand the node is: `string(b)` for `b`. By syntax alone `f(b)` is one too. */
export function conversionOf(operand: SyntaxNode): SyntaxNode | null {
  const { parent } = operand;
  if (parent?.type === 'type_conversion_expression') return operand.field === 'operand' ? parent : null;
  const call = parent?.parent;
  return parent?.type === 'argument_list' && call?.type === 'call_expression' && parent.parts.length === 1
    ? call
    : null;
}
