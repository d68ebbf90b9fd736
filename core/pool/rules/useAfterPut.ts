// A value that was given back belongs to whoever gets it next:  p.Put(v); v.x = 1
// Told where the use is in a later statement of the same list, so that nothing leads around the Put, and the variable has no new value between.
// A second Put is the same mistake, with a name of its own.
import { code } from '#core/escape/sentences';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import { occurrencesOf, type Occurrence } from '#core/syntax/variables';
import { isDirect, isInside } from '../flow';
import { sharesMemory } from '../memory';
import type { Misuse, Rule } from '../misuse';
import type { Put } from '../uses';

export const useAfterPut: Rule = ({ uses, declared, t }) => {
  const { text } = uses.file.lines;
  return uses.puts.flatMap((put): Misuse[] => {
    const { variable, call, argument, pool } = put;
    const list = call.parent?.parent;
    if (!variable || !isDirect(put) || !list || !sharesMemory(put, uses, declared)) return [];
    const use = nextUse(variable, list.parts.slice(list.parts.indexOf(call.parent!) + 1), text);
    if (!use) return [];
    const subject = text.slice(argument.start, argument.end);
    const again = uses.puts.find(other => isInside(use, other.argument));
    const places = [{ message: t('{0} is given back to the pool', code(subject)), node: call }];
    return again
      ? [{ code: 'pool-double-put', node: again.call, subject, message: twice(again, subject), places }]
      : [{ code: 'pool-use-after-put', node: use, subject, message: afterPut(subject, pool.text), places }];
  });

  function twice(again: Put, subject: string): string {
    return t(
      '{0} is given back to {1} a second time: two users may get it at once.',
      code(subject),
      code(again.pool.text),
    );
  }
  function afterPut(subject: string, pool: string): string {
    return t(
      '{0} is used after it was given back to {1}: somebody else may already have it.',
      code(subject),
      code(pool),
    );
  }
};

/** The first use in these statements of the value that the variable had before them; null where there is none for certain. */
function nextUse(variable: SyntaxNode, statements: readonly SyntaxNode[], text: string): SyntaxNode | null {
  for (const statement of statements) {
    for (const { node, kind, isInLiteral } of inOrder(statement, occurrencesOf(variable, statement, text))) {
      if (kind !== 'read' || isInLiteral) return null;
      if (!isHarmless(node, text)) return node;
    }
    // Who comes from elsewhere has another value.
    if (statement.type === 'labeled_statement') return null;
  }
  return null;
}

/** An assignment works out its right side first. */
function inOrder(statement: SyntaxNode, occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const isAssignment = statement.type === 'assignment_statement' || statement.type === 'short_var_declaration';
  if (!isAssignment) return occurrences;
  return [...occurrences].sort((a, b) => Number(a.kind === 'write') - Number(b.kind === 'write'));
}

/** Looks at the variable, not at what it points to: `v == nil`, `len(v)`. */
function isHarmless(node: SyntaxNode, text: string): boolean {
  const { parent } = node;
  if (parent?.type === 'binary_expression') {
    const operator = parent.child('operator');
    return operator !== null && /^[!=]=$/.test(text.slice(operator.start, operator.end));
  }
  const call = parent?.type === 'argument_list' ? parent.parent : null;
  const callee = call?.child('function');
  return !!callee && /^(?:len|cap|runtime\.KeepAlive)$/.test(text.slice(callee.start, callee.end));
}
