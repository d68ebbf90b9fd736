// Where a value is given back. `defer` is right on every way out of a function. One call before the end saves some nanoseconds, and is only
// taken where the function has one way out and nothing can use the value after it.
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { Candidate } from './candidate';

export type PutStyle = 'defer' | 'beforeReturn';

/** `before`: the statement in front of which it goes, null: at the end of the body. */
export type PutPlace = { readonly kind: 'defer' } | { readonly kind: 'direct'; readonly before: SyntaxNode | null };

export function putPlace(candidate: Candidate, uses: readonly SyntaxNode[], style: PutStyle): PutPlace {
  const { statement, body, declaration } = candidate;
  const list = statement.parent;
  const last = list?.parts.at(-1);
  if (style === 'defer' || !list || !last || list.parent !== body || holds(body, 'defer_statement'))
    return { kind: 'defer' };
  const returns = returnsIn(body);
  const hasResult = declaration.child('result') !== null;
  if (!hasResult) return returns.length === 0 ? { kind: 'direct', before: null } : { kind: 'defer' };
  const isOnly = returns.length === 1 && returns[0] === last;
  const values = last.parts.flatMap(part => (part.type === 'expression_list' ? part.parts : [part]));
  return isOnly && values.every(value => isPlain(value, uses)) ? { kind: 'direct', before: last } : { kind: 'defer' };
}

/** Worked out before, and nothing of the value. */
function isPlain(value: SyntaxNode, uses: readonly SyntaxNode[]): boolean {
  return (
    /^(?:identifier|nil|true|false|(?:int|float|rune)_literal|interpreted_string_literal|raw_string_literal)$/.test(
      value.type,
    ) && !uses.includes(value)
  );
}

function holds(node: SyntaxNode, type: string): boolean {
  return node.type === type || node.parts.some(part => holds(part, type));
}

/** Those of the function itself. */
function returnsIn(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === 'return_statement') return [node];
  return node.type === 'func_literal' ? [] : node.parts.flatMap(returnsIn);
}
