// Which statement runs before which, as far as the lists that they stand in tell it without a doubt.
import { closest, type SyntaxNode } from '#core/syntax/syntaxNode';
import { occurrencesOf } from '#core/syntax/variables';
import type { FileUses, Put } from './uses';

/** The innermost function that a node belongs to: a declaration, or a literal. */
export const functionAround = (node: SyntaxNode): SyntaxNode | null =>
  closest(node, 'function_declaration', 'method_declaration', 'func_literal');

/** The statement of a list that a node is, or is in, and the list. */
export function statementOf(node: SyntaxNode): { readonly statement: SyntaxNode; readonly list: SyntaxNode } | null {
  for (let at = node; at.parent; at = at.parent) {
    if (at.parent.type === 'statement_list') return { statement: at, list: at.parent };
    if (at.parent.type === 'func_literal') return null;
  }
  return null;
}

export const isInside = (node: SyntaxNode, around: SyntaxNode): boolean =>
  around.start <= node.start && node.end <= around.end;

/** A Put that is a statement of its own: whoever comes to it gives the value back. */
export const isDirect = ({ call }: Put): boolean =>
  call.parent?.type === 'expression_statement' && call.parent.parent?.type === 'statement_list';

/** A Put of a variable that runs whenever the function ends. */
export interface DeferredPut {
  readonly put: Put;
  readonly variable: SyntaxNode;
  /** The `defer`, the list that it stands in, and the function that it ends with. */
  readonly statement: SyntaxNode;
  readonly list: SyntaxNode;
  readonly function: SyntaxNode;
}

/** `defer p.Put(v)`, and `defer func() { …; p.Put(v); … }()` where nothing in the literal leads around it. */
export function deferredPuts({ puts }: FileUses): readonly DeferredPut[] {
  return puts.flatMap(put => {
    const { variable, call } = put;
    const statement = call.parent?.type === 'defer_statement' ? call.parent : deferOfLiteral(put);
    const list = statement?.parent;
    const around = statement && functionAround(statement);
    return variable && statement && around && list?.type === 'statement_list'
      ? [{ put, variable, statement, list, function: around }]
      : [];
  });
}

function deferOfLiteral(put: Put): SyntaxNode | null {
  const literal = isDirect(put) ? functionAround(put.call) : null;
  if (literal?.type !== 'func_literal' || put.call.parent?.parent?.parent?.parent !== literal) return null;
  if (below(literal.child('body'), 'return_statement').length > 0) return null;
  const call = literal.field === 'function' ? literal.parent : null;
  return call?.parent?.type === 'defer_statement' ? call.parent : null;
}

/** The nodes of a type in a node, those of function literals in it left out. */
export function below(node: SyntaxNode | null, type: string): readonly SyntaxNode[] {
  if (!node || node.type === 'func_literal') return [];
  return node.type === type ? [node] : node.parts.flatMap(part => below(part, type));
}

/** Whether a variable has one value from the statement on to the end of its function. */
export function staysTheSame(variable: SyntaxNode, from: SyntaxNode, around: SyntaxNode, text: string): boolean {
  return occurrencesOf(variable, around, text).every(
    ({ kind, node }) => kind === 'read' || (kind === 'write' && node.end <= from.start && !isInLoopWith(node, from)),
  );
}

function isInLoopWith(node: SyntaxNode, other: SyntaxNode): boolean {
  const loop = closest(other, 'for_statement');
  return loop !== null && isInside(node, loop);
}
