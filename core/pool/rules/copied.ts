// A pool that is copied shares its items with the copy: q := p. (go vet says so, too; who does not run it reads it here.)
import { code } from '#core/escape/sentences';
import { declarationOf } from '#core/syntax/scopes';
import { fileNode, nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import { wordsOf } from '#core/syntax/words';
import { isPool } from '../declarations';
import type { Misuse, Rule } from '../misuse';
import { poolOf } from '../uses';
import { typeOf } from '../typeOf';

export const copied: Rule = ({ uses, declared, t }) => {
  const { file, scope, gets } = uses;
  const { text } = scope;
  const { tree } = file;
  if (!tree) return [];
  const names = new Set(gets.flatMap(({ pool }) => (pool.where === 'local' ? [pool.text] : [])));
  for (const { name, isPointer } of declared.pools.values()) if (!isPointer) names.add(name);
  return [...names].flatMap(name =>
    wordsOf(text, name)
      .map(offset => nodeBelow(fileNode(tree), offset))
      .filter(node => node.type === 'identifier' && isCopied(node) && isPoolItself(node))
      .map((node): Misuse => {
        const message = t(
          'The pool {0} is copied: both copies hand out the same values. Use a pointer to it.',
          code(name),
        );
        return { code: 'pool-copied', node, subject: name, message, places: [] };
      }),
  );

  function isPoolItself(node: SyntaxNode): boolean {
    const pool = poolOf(node, scope, declared);
    if (pool?.where === 'package') return declared.pools.get(pool.name)?.isPointer === false;
    const meant = declarationOf(node, text);
    return pool !== null && meant?.kind === 'variable' && isPool(typeOf(node, scope, declared));
  }
};

/** Its value goes somewhere else: assigned, passed, returned, put in a literal. */
function isCopied({ parent, field }: SyntaxNode): boolean {
  switch (parent?.type) {
    case 'expression_list':
      if (parent.parent?.type === 'return_statement' || parent.parent?.type === 'var_spec') return true;
      return (
        parent.field === 'right' && /^(?:assignment_statement|short_var_declaration)$/.test(parent.parent?.type ?? '')
      );
    case 'argument_list':
      return true;
    case 'literal_element':
      return parent.field !== 'key';
    default:
      return field === 'value' && parent?.type === 'keyed_element';
  }
}
