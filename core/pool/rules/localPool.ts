// A pool that is declared in a function and never leaves it: what one call gives back no other call can get.
import { code } from '#core/escape/sentences';
import { functionName } from '#core/syntax/enclosing';
import { closest, type SyntaxNode } from '#core/syntax/syntaxNode';
import { occurrencesOf } from '#core/syntax/variables';
import { functionAround } from '../flow';
import type { Misuse, Rule } from '../misuse';

export const localPool: Rule = ({ uses, t }) => {
  const { text } = uses.file.lines;
  // A test of a pool has one, and main runs as long as the program.
  if (uses.file.path.endsWith('_test.go')) return [];
  const names = new Map(uses.gets.flatMap(({ pool }) => (pool.declared ? [[pool.declared.start, pool.declared]] : [])));
  return [...names.values()].flatMap((name): Misuse[] => {
    const around = functionAround(name);
    if (!around || isMain(around, text)) return [];
    const stays = occurrencesOf(name, around, text).every(
      ({ node, isInLiteral }) => !isInLiteralOf(node, around, isInLiteral) && isOperand(node, text),
    );
    if (!stays) return [];
    const subject = text.slice(name.start, name.end);
    const message = t(
      'The pool {0} lives only as long as this call: what is given back to it no other call can get. Declare it at package level.',
      code(subject),
    );
    return [{ code: 'pool-local', node: name, subject, message, places: [] }];
  });
};

const isMain = (around: SyntaxNode, text: string): boolean =>
  around.type === 'function_declaration' && functionName(around, text) === 'main';

/** Goroutines of one call may share a pool. */
const isInLiteralOf = (node: SyntaxNode, around: SyntaxNode, isInLiteral: boolean): boolean =>
  isInLiteral && closest(node, 'func_literal') !== around;

/** `p.Get`, `p.Put`, `p.New`. */
function isOperand(node: SyntaxNode, text: string): boolean {
  const selector = node.parent?.type === 'selector_expression' && node.field === 'operand' ? node.parent : null;
  const field = selector?.child('field');
  return !!field && /^(?:Get|Put|New)$/.test(text.slice(field.start, field.end));
}
