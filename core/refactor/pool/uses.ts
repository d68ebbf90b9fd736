// Where a candidate's variable is used, and which of these uses assign to it or take its address. By Go's scopes: a name that an inner
// declaration hides is another variable.
import { declarationOf } from '#core/syntax/scopes';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { Candidate } from './candidate';

/** The names that mean the variable, in the order of the text; its declaration is not among them. */
export function usesOf({ name, type, value, statement, constructed }: Candidate, text: string): readonly SyntaxNode[] {
  const word = text.slice(name.start, name.end);
  const uses: SyntaxNode[] = [];
  const isOurs = (node: SyntaxNode): boolean => {
    if (isDeclared(node, text)) return isRedeclared(node, statement);
    const declared = declarationOf(node, text);
    if (declared?.kind !== 'variable') return false;
    // Of a call with an error nothing is told of the one value.
    if (constructed?.row.hasError) return declared.name.start === name.start;
    return value ? declared.value === value : declared.type === type;
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'identifier' && text.slice(node.start, node.end) === word && isOurs(node)) uses.push(node);
    node.parts.forEach(visit);
  };
  const siblings = statement.parent?.parts ?? [];
  siblings.slice(siblings.indexOf(statement) + 1).forEach(visit);
  return uses;
}

/** Stands where it is declared, and not where it is used; the key of a literal is a field. (A map's key does not compile as one.) */
function isDeclared(name: SyntaxNode, text: string): boolean {
  const { parent, field } = name;
  switch (parent?.type) {
    case 'literal_element':
      return parent.field === 'key';
    case 'expression_list':
      return parent.field === 'alias' || (parent.field === 'left' && declares(parent.parent, text));
    default:
      return field === 'name';
  }
}

/** `:=` */
function declares(statement: SyntaxNode | null, text: string): boolean {
  if (statement?.type === 'short_var_declaration') return true;
  return statement?.children.some(({ type, start, end }) => type === ':=' || text.slice(start, end) === ':=') ?? false;
}

/** `x, err := f()` in the same list declares no new x. */
function isRedeclared({ parent }: SyntaxNode, statement: SyntaxNode): boolean {
  const holder = parent?.field === 'left' ? parent.parent : null;
  return holder?.type === 'short_var_declaration' && holder.parent === statement.parent;
}

/** The statement that gives the variable another value: `x = …`, `x, y = …`, `x += …`, `for x = range …`, `case x = <-c`. */
export function assignmentOf(use: SyntaxNode): SyntaxNode | null {
  const list = outOfBrackets(use).parent;
  return list?.type === 'expression_list' && list.field === 'left' ? list.parent : null;
}

/** `&x` */
export function isAddressed(use: SyntaxNode, text: string): boolean {
  const at = outOfBrackets(use).parent;
  return at?.type === 'unary_expression' && text.charAt(at.start) === '&';
}

export function outOfBrackets(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent?.type === 'parenthesized_expression') at = at.parent;
  return at;
}
