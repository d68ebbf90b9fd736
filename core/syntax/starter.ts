// Whether a `go` or `defer` statement starts the closure at a place: it decides if a value escapes because a goroutine keeps it.
import { closest, type SyntaxNode } from './syntaxNode';

/** The statement that starts the literal that the node is, or the innermost literal around it; null where none does. */
export function starterOf(node: SyntaxNode): 'go' | 'defer' | null {
  // `go f(x)`: the compiler makes a literal of it, at the keyword (up to Go 1.21 at the call).
  const own = keywordOf(node) ?? (node.type === 'call_expression' ? keywordOf(node.parent) : null);
  if (own) return own;
  const literal = closest(node, 'func_literal');
  const call = literal?.field === 'function' ? literal.parent : null;
  return keywordOf(call?.parent ?? null);
}

function keywordOf(node: SyntaxNode | null): 'go' | 'defer' | null {
  switch (node?.type) {
    case 'go_statement':
      return 'go';
    case 'defer_statement':
      return 'defer';
    default:
      return null;
  }
}
