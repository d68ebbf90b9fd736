// What a name of one file stands for, by Go's scopes: the declaration that a use of it means.
import type { SyntaxNode } from './syntaxNode';

/** What a name stands for. `type`: as written, null where it is not. `universe`: declared nowhere here, and a name of the language. */
export type Declared =
  | { readonly kind: 'variable'; readonly type: SyntaxNode | null; readonly value: SyntaxNode | null }
  | { readonly kind: 'type'; readonly type: SyntaxNode | null }
  | { readonly kind: 'constant'; readonly type: SyntaxNode | null }
  | { readonly kind: 'universe' }
  | { readonly kind: 'other' };

const universe =
  /^(?:bool|byte|rune|u?int(?:8|16|32|64)?|uintptr|float(?:32|64)|complex(?:64|128)|string|true|false|nil)$/;

/** What a name stands for by Go's scopes, seen from `from`; null where this file does not declare it. */
export function declarationOf(name: SyntaxNode, text: string, from: SyntaxNode = name): Declared | null {
  const word = text.slice(name.start, name.end);
  for (let child = from, scope = from.parent; scope; child = scope, scope = scope.parent) {
    const found = declaredIn(scope, { child, word, before: from.start, text });
    if (found) return found;
  }
  return universe.test(word) ? { kind: 'universe' } : null;
}

interface Use {
  /** The part of the scope that the name is used in. */
  readonly child: SyntaxNode;
  readonly word: string;
  /** A local name is known from the end of its declaration on. */
  readonly before: number;
  readonly text: string;
}

const other: Declared = { kind: 'other' };

function declaredIn(scope: SyntaxNode, use: Use): Declared | null {
  switch (scope.type) {
    case 'source_file':
      return first(scope.children, part => atTop(part, use));
    case 'statement_list':
      return last(scope.children, part => (part.end <= use.before ? byStatement(part, use) : null));
    case 'if_statement':
    case 'expression_switch_statement':
      return byStatement(scope.child('initializer'), use);
    case 'type_switch_statement':
      return lists(scope.child('alias'), use) ? other : byStatement(scope.child('initializer'), use);
    case 'communication_case':
      return lists(scope.child('communication')?.child('left') ?? null, use) ? other : null;
    case 'for_statement':
      return first(scope.children, part => {
        if (part.type === 'for_clause') return byStatement(part.child('initializer'), use);
        return part.type === 'range_clause' && lists(part.child('left'), use) ? other : null;
      });
    case 'function_declaration':
    case 'method_declaration':
    case 'func_literal':
      return byFunction(scope, use);
    default:
      return null;
  }
}

function first<T>(nodes: readonly SyntaxNode[], found: (node: SyntaxNode) => T | null): T | null {
  for (const node of nodes) {
    const result = found(node);
    if (result) return result;
  }
  return null;
}

const last = <T>(nodes: readonly SyntaxNode[], found: (node: SyntaxNode) => T | null): T | null =>
  first([...nodes].reverse(), found);

function isWord(node: SyntaxNode, { word, text }: Use): boolean {
  return node.end - node.start === word.length && text.startsWith(word, node.start);
}

const names = (spec: SyntaxNode, use: Use): boolean =>
  spec.children.some(child => child.field === 'name' && isWord(child, use));

const lists = (list: SyntaxNode | null, use: Use): boolean => list?.parts.some(part => isWord(part, use)) ?? false;

function byStatement(statement: SyntaxNode | null, use: Use): Declared | null {
  if (!statement) return null;
  switch (statement.type) {
    case 'short_var_declaration':
      return lists(statement.child('left'), use)
        ? {
            kind: 'variable',
            type: null,
            value: valueOf(statement.child('left')?.parts ?? [], statement.child('right'), use),
          }
        : null;
    case 'labeled_statement':
      return first(statement.children, part => byStatement(part, use));
    default:
      return byKeyword(statement, use);
  }
}

/** `var`, `const` and `type` declarations, in brackets or not. */
function byKeyword(declaration: SyntaxNode, use: Use): Declared | null {
  switch (declaration.type) {
    case 'var_declaration':
    case 'var_spec_list':
    case 'const_declaration':
    case 'type_declaration':
      return first(declaration.children, spec => byKeyword(spec, use));
    case 'var_spec':
      return names(declaration, use) ? variable(declaration, use) : null;
    case 'const_spec':
      return names(declaration, use) ? { kind: 'constant', type: declaration.child('type') } : null;
    case 'type_spec':
      if (!names(declaration, use)) return null;
      return declaration.child('type_parameters') ? other : { kind: 'type', type: declaration.child('type') };
    case 'type_alias':
      return names(declaration, use) ? { kind: 'type', type: declaration.child('type') } : null;
    default:
      return null;
  }
}

function variable(spec: SyntaxNode, use: Use): Declared {
  const written = spec.children.filter(({ field }) => field === 'name');
  return { kind: 'variable', type: spec.child('type'), value: valueOf(written, spec.child('value'), use) };
}

/** The value that a name is declared with; null where one call gives them all. */
function valueOf(written: readonly SyntaxNode[], values: SyntaxNode | null, use: Use): SyntaxNode | null {
  const list = values?.parts ?? [];
  return list.length === written.length ? (list[written.findIndex(name => isWord(name, use))] ?? null) : null;
}

function byFunction(declaration: SyntaxNode, use: Use): Declared | null {
  // The types of a method's receiver may be parameters, too: `func (l *list[T]) Push(v T)`.
  const generic = [declaration.child('type_parameters'), declaration.child('receiver')];
  if (generic.some(part => part !== null && namesInBrackets(part, use))) return other;
  for (const field of ['receiver', 'parameters', 'result']) {
    for (const parameter of declaration.child(field)?.children ?? []) {
      if (!names(parameter, use)) continue;
      return parameter.type === 'parameter_declaration'
        ? { kind: 'variable', type: parameter.child('type'), value: null }
        : other;
    }
  }
  return null;
}

/** Whether a list of type parameters, or the type arguments of a receiver, have the word. */
function namesInBrackets(part: SyntaxNode, use: Use): boolean {
  if (part.type === 'type_parameter_declaration') return names(part, use);
  if (part.type === 'type_arguments') return someBelow(part, node => node.children.length === 0 && isWord(node, use));
  return part.parts.some(child => namesInBrackets(child, use));
}

const someBelow = (node: SyntaxNode, is: (node: SyntaxNode) => boolean): boolean =>
  is(node) || node.children.some(child => someBelow(child, is));

function atTop(part: SyntaxNode, use: Use): Declared | null {
  if (part.type !== 'function_declaration') return byKeyword(part, use);
  const name = part.child('name');
  return name && isWord(name, use) ? other : null;
}
