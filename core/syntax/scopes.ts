// What a name of one file stands for, by Go's scopes: the declaration that a use of it means.
import { nodeBelow, type SyntaxNode } from './syntaxNode';

/**
 * What a name stands for. `type`: as written, null where it is not. `name`: where it is declared, which tells variables of one name apart.
 * `universe`: declared nowhere here, and a name of the language. `other`: a function, type parameter, or variable of which no more is told.
 */
export type Declared =
  | {
      readonly kind: 'variable';
      readonly name: SyntaxNode;
      readonly type: SyntaxNode | null;
      readonly value: SyntaxNode | null;
    }
  | { readonly kind: 'type'; readonly type: SyntaxNode | null }
  | { readonly kind: 'constant'; readonly type: SyntaxNode | null }
  | { readonly kind: 'universe' }
  | { readonly kind: 'other'; readonly name: SyntaxNode };

const universe =
  /^(?:bool|byte|rune|u?int(?:8|16|32|64)?|uintptr|float(?:32|64)|complex(?:64|128)|string|true|false|nil)$/;

/** What a name stands for by Go's scopes, seen from `from`; null where this file does not declare it. */
export function declarationOf(name: SyntaxNode, text: string, from: SyntaxNode = name): Declared | null {
  return declarationOfWord(text.slice(name.start, name.end), text, from);
}

/** The same of a name that need not stand there. */
export function declarationOfWord(word: string, text: string, from: SyntaxNode): Declared | null {
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

const otherAt = (name: SyntaxNode | null): Declared | null => name && { kind: 'other', name };

function declaredIn(scope: SyntaxNode, use: Use): Declared | null {
  switch (scope.type) {
    case 'source_file':
      return topLevel(scope, use);
    case 'statement_list':
      return last(scope.children, part => (part.end <= use.before ? byStatement(part, use) : null));
    case 'if_statement':
    case 'expression_switch_statement':
      return byStatement(scope.child('initializer'), use);
    case 'type_switch_statement':
      return otherAt(listed(scope.child('alias'), use)) ?? byStatement(scope.child('initializer'), use);
    case 'communication_case':
      return otherAt(listed(declaredList(scope.child('communication')), use));
    case 'for_statement':
      return first(scope.children, part => {
        if (part.type === 'for_clause') return byStatement(part.child('initializer'), use);
        return part.type === 'range_clause' ? otherAt(listed(declaredList(part), use)) : null;
      });
    case 'function_declaration':
    case 'method_declaration':
    case 'func_literal':
      return byFunction(scope, use);
    default:
      return null;
  }
}

function first<N, T>(nodes: readonly N[], found: (node: N) => T | null): T | null {
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

const named = (spec: SyntaxNode, use: Use): SyntaxNode | null =>
  spec.children.find(child => child.field === 'name' && isWord(child, use)) ?? null;

const listed = (list: SyntaxNode | null, use: Use): SyntaxNode | null =>
  list?.parts.find(part => isWord(part, use)) ?? null;

/** The names of `for x := range …`, `case x := <-c`; with `=` they are declared elsewhere. */
function declaredList(part: SyntaxNode | null): SyntaxNode | null {
  return part?.children.some(({ type }) => type === ':=') ? part.child('left') : null;
}

function byStatement(statement: SyntaxNode | null, use: Use): Declared | null {
  if (!statement) return null;
  switch (statement.type) {
    case 'short_var_declaration': {
      const left = statement.child('left');
      const name = listed(left, use);
      return (
        name && {
          kind: 'variable',
          name,
          type: null,
          value: valueOf(left?.parts ?? [], statement.child('right'), use),
        }
      );
    }
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
      return variable(declaration, use);
    case 'const_spec':
      return named(declaration, use) ? { kind: 'constant', type: declaration.child('type') } : null;
    case 'type_spec':
      if (!named(declaration, use)) return null;
      return declaration.child('type_parameters')
        ? otherAt(named(declaration, use))
        : { kind: 'type', type: declaration.child('type') };
    case 'type_alias':
      return named(declaration, use) ? { kind: 'type', type: declaration.child('type') } : null;
    default:
      return null;
  }
}

function variable(spec: SyntaxNode, use: Use): Declared | null {
  const name = named(spec, use);
  if (!name) return null;
  const written = spec.children.filter(({ field }) => field === 'name');
  return { kind: 'variable', name, type: spec.child('type'), value: valueOf(written, spec.child('value'), use) };
}

/** The value that a name is declared with; null where one call gives them all. */
function valueOf(written: readonly SyntaxNode[], values: SyntaxNode | null, use: Use): SyntaxNode | null {
  const list = values?.parts ?? [];
  return list.length === written.length ? (list[written.findIndex(name => isWord(name, use))] ?? null) : null;
}

function byFunction(declaration: SyntaxNode, use: Use): Declared | null {
  // The types of a method's receiver may be parameters, too: `func (l *list[T]) Push(v T)`.
  const generic = [declaration.child('type_parameters'), declaration.child('receiver')];
  const parameter = first(generic, part => part && namedInBrackets(part, use));
  if (parameter) return otherAt(parameter);
  for (const field of ['receiver', 'parameters', 'result']) {
    for (const parameter of declaration.child(field)?.children ?? []) {
      const name = named(parameter, use);
      if (!name) continue;
      return parameter.type === 'parameter_declaration'
        ? { kind: 'variable', name, type: parameter.child('type'), value: null }
        : otherAt(name);
    }
  }
  return null;
}

/** The word in a list of type parameters, or in the type arguments of a receiver. */
function namedInBrackets(part: SyntaxNode, use: Use): SyntaxNode | null {
  if (part.type === 'type_parameter_declaration') return named(part, use);
  if (part.type === 'type_arguments') return findBelow(part, node => node.children.length === 0 && isWord(node, use));
  return first(part.parts, child => namedInBrackets(child, use));
}

const findBelow = (node: SyntaxNode, is: (node: SyntaxNode) => boolean): SyntaxNode | null =>
  is(node) ? node : first(node.children, child => findBelow(child, is));

/** At the file's own level. */
function topLevel(file: SyntaxNode, use: Use): Declared | null {
  const index = fileIndex(file, use.text);
  let declared = index.known.get(use.word);
  if (declared === undefined) index.known.set(use.word, (declared = findAtTop(file, index, use)));
  return declared;
}

interface FileIndex {
  /** Where the names of declarations stand. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly known: Map<string, Declared | null>;
}

const indexes = new WeakMap<SyntaxNode, FileIndex>();

function fileIndex(file: SyntaxNode, text: string): FileIndex {
  let index = indexes.get(file);
  if (!index) indexes.set(file, (index = { places: declaredPlaces(text), known: new Map() }));
  return index;
}

/**
 * By the lines of the text: a file may have thousands of declarations, of which few are asked for. As gofmt writes them; what is written
 * otherwise is not found, and so not known.
 */
function declaredPlaces(text: string): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  let isGroup = false;
  for (let start = 0; start < text.length; start = text.indexOf('\n', start) + 1 || text.length) {
    const first = text.charCodeAt(start);
    // `\t` in a group, else a keyword: nearly all lines are indented and in none.
    if (first === 0x09 ? !isGroup : first < 0x61) {
      if (first === 0x29) isGroup = false;
      continue;
    }
    declaredNames.lastIndex = start;
    const [whole, list, group] = declaredNames.exec(text) ?? [];
    if (group !== undefined) isGroup = true;
    if (whole === undefined || list === undefined) continue;
    let at = start + whole.length - list.length;
    for (const name of list.split(', ')) {
      const there = places.get(name);
      if (there === undefined) places.set(name, [at]);
      else there.push(at);
      at += name.length + 2;
    }
  }
  return places;
}

const declaredNames =
  /(?:var |const |type |func |\t)(?:([\p{L}_][\p{L}\p{N}_]*(?:, [\p{L}_][\p{L}\p{N}_]*)*)|(?<!func )(\())/uy;

function findAtTop(file: SyntaxNode, { places }: FileIndex, use: Use): Declared | null {
  for (const place of places.get(use.word) ?? []) {
    const name = nodeBelow(file, place);
    const spec = name.field === 'name' ? name.parent : null;
    if (!spec || !isAtTop(spec)) continue;
    return spec.type === 'function_declaration' ? otherAt(name) : byKeyword(spec, use);
  }
  return null;
}

function isAtTop(spec: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = spec.parent; at; at = at.parent) {
    if (at.type === 'source_file') return true;
    if (!/^(?:var|const|type)_declaration$|^var_spec_list$/.test(at.type)) return false;
  }
  return true;
}
