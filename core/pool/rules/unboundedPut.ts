// What grows goes back to its pool whatever its size: one large value keeps its memory as long as the pool is used. Off unless asked for. Behind
// a pointer a slice only grows where it is stored back: `*p = b`.
import { code } from '#core/escape/sentences';
import { declarationAround } from '#core/syntax/enclosing';
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { PackageRule } from '../packageRule';
import { isPointerTo, type TypeRef } from '../typeRef';

export const unboundedPut: PackageRule = {
  candidates: ({ uses, declared, t }) =>
    uses.puts.flatMap(({ pool, argument, call, type }) => {
      const held = type ?? declared.pools.get(pool.name)?.holds ?? null;
      if (pool.where !== 'package' || !held || !grows(held)) return [];
      if (held.kind === 'pointer' && held.of?.kind === 'slice' && !isStoredBack(argument, uses.scope.text)) return [];
      const subject = uses.scope.text.slice(argument.start, argument.end);
      const message = t(
        '{0} goes back to {1} whatever its size: one large value keeps its memory for as long as the pool is used.',
        code(subject),
        code(pool.name),
      );
      return [
        { pool: pool.name, misuse: { code: 'pool-unbounded-put' as const, node: call, subject, message, places: [] } },
      ];
    }),
  holdsWhere: ({ hasCap, isElsewhere }) => !hasCap && !isElsewhere,
};

const grows = (type: TypeRef): boolean =>
  type.kind === 'slice' ||
  (type.kind === 'pointer' && type.of?.kind === 'slice') ||
  isPointerTo(type, 'bytes', 'Buffer');

/** `*p = …` in the function around, or `&b`. */
function isStoredBack(argument: SyntaxNode, text: string): boolean {
  if (argument.type === 'unary_expression') return true;
  const target = `*${textOf(argument, text)}`;
  const isIn = (node: SyntaxNode): boolean =>
    node.type === 'assignment_statement'
      ? (node.child('left')?.parts ?? []).some(left => textOf(left, text) === target)
      : node.parts.some(isIn);
  return isIn(declarationAround(argument)?.child('body') ?? argument);
}
