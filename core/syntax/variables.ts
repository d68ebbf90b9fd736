// Where a variable of a function is used: by Go's scopes, so that another of the same name is never taken for it.
import { declarationOf } from './scopes';
import { closest, nodeBelow, type SyntaxNode } from './syntaxNode';

/** The name at which the variable that an identifier stands for is declared; null where it stands for none that the file declares. */
export function variableOf(identifier: SyntaxNode, text: string): SyntaxNode | null {
  let name = declaredName(identifier, text);
  // `v, x := …` declares no second v beside one of the same scope.
  for (let step = 0; name && step < 50; step++) {
    const before = isShort(name) ? declaredName(name, text) : null;
    if (!before || scopeOf(before) !== scopeOf(name)) break;
    name = before;
  }
  return name;
}

function declaredName(identifier: SyntaxNode, text: string): SyntaxNode | null {
  // Names that are just being declared are known only behind their declaration.
  const declared = declarationOf(identifier, text);
  return declared?.kind === 'variable' || declared?.kind === 'other' ? declared.name : null;
}

const isShort = (name: SyntaxNode): boolean => name.parent?.parent?.type === 'short_var_declaration';

/** Where the scope of a declaration begins, as an offset: parameters belong to the body. */
function scopeOf(name: SyntaxNode): number {
  const owner = closest(
    name,
    'statement_list',
    'parameter_list',
    'for_statement',
    'if_statement',
    'expression_switch_statement',
    'type_switch_statement',
    'communication_case',
  );
  if (owner?.type !== 'parameter_list') return owner?.start ?? -1;
  const body = owner.parent?.child('body');
  return body?.parts.find(({ type }) => type === 'statement_list')?.start ?? -1;
}

export interface Occurrence {
  readonly node: SyntaxNode;
  /** `write`: all of the variable gets a new value. `address`: `&v`, after which nobody knows. */
  readonly kind: 'read' | 'write' | 'address';
  /** In a function literal that `within` holds: nobody knows when. */
  readonly isInLiteral: boolean;
}

/** Every use of the variable that is declared at `variable`, in the order of the text; its declaration is none. */
export function occurrencesOf(variable: SyntaxNode, within: SyntaxNode, text: string): readonly Occurrence[] {
  const word = text.slice(variable.start, variable.end);
  const found: Occurrence[] = [];
  for (let at = text.indexOf(word, within.start); at >= 0 && at < within.end; at = text.indexOf(word, at + 1)) {
    const node = nodeBelow(within, at);
    if (node.type !== 'identifier' || node.start !== at || node.end - at !== word.length) continue;
    if (at === variable.start || isFieldName(node)) continue;
    const isDeclared = isShort(node) && node.parent?.field === 'left';
    const meant = isDeclared ? declaredAgain(node, variable, text) : variableOf(node, text);
    if (meant?.start !== variable.start) continue;
    const literal = closest(node, 'func_literal');
    const isInLiteral = literal !== null && literal.start >= within.start && literal.end <= within.end;
    found.push({ node, kind: kindOf(node, text), isInLiteral });
  }
  return found;
}

/** Whether `:=` gives a variable that there was before a new value. */
export function isOnlyAssigned(name: SyntaxNode, text: string): boolean {
  const before = isShort(name) ? variableOf(name, text) : null;
  return before !== null && scopeOf(before) === scopeOf(name);
}

/** What `v` is in `v, x := …`: the variable of the same scope, or a new one. */
function declaredAgain(name: SyntaxNode, variable: SyntaxNode, text: string): SyntaxNode | null {
  const before = variableOf(name, text);
  return before?.start === variable.start && scopeOf(before) === scopeOf(name) ? before : null;
}

/** `T{v: 1}`: of a struct, most often. */
function isFieldName(node: SyntaxNode): boolean {
  const element = node.parent?.type === 'literal_element' ? node.parent : node;
  return element.field === 'key' && element.parent?.type === 'keyed_element';
}

function kindOf(node: SyntaxNode, text: string): Occurrence['kind'] {
  const { parent } = node;
  if (parent?.type === 'unary_expression' && text.charAt(parent.start) === '&') return 'address';
  if (parent?.type !== 'expression_list' || parent.field !== 'left') return 'read';
  switch (parent.parent?.type) {
    case 'short_var_declaration':
    case 'range_clause':
    case 'receive_statement':
      return 'write';
    case 'assignment_statement': {
      const operator = parent.parent.child('operator');
      return operator && text.slice(operator.start, operator.end) === '=' ? 'write' : 'read';
    }
    default:
      return 'read';
  }
}
