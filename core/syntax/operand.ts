// What the first name of a callee is: in `r.Read(b)` a variable (then the compiler may not know what is called) or a package.
// Told by the declarations in the file, by Go's scopes.
import { printNode, printSubject } from './print';
import type { SyntaxNode } from './syntaxNode';

export type Operand = 'variable' | 'package' | null;

/** `callee` as the compiler prints it. Null where the call is spelled differently, or nobody can tell. */
export function operandOf(call: SyntaxNode, callee: string, text: string): Operand {
  const root = /^([\p{L}_][\p{L}\p{N}_]*)\./u.exec(callee)?.[1];
  const called = call.type === 'call_expression' ? call.child('function') : null;
  if (root === undefined || !called || printNode(called, text) !== printSubject(callee)) return null;
  const name: Name = { text: root, before: call.start, source: text };
  for (let child = call, at = call.parent; at; child = at, at = at.parent) {
    const declared = at.parent ? declaredIn(at, child, name) : declaredInFile(at, name);
    if (declared !== undefined) return declared;
  }
  return null;
}

interface Name {
  readonly text: string;
  /** The offset of the use: a local name is known from the end of its declaration on. */
  readonly before: number;
  readonly source: string;
}

const isName = (node: SyntaxNode, { text, source }: Name): boolean =>
  node.end - node.start === text.length && source.startsWith(text, node.start);

/** What the name is by a declaration of this scope; undefined where the scope does not declare it. */
function declaredIn(scope: SyntaxNode, child: SyntaxNode, name: Name): Operand | undefined {
  switch (scope.type) {
    case 'statement_list':
      return firstOf(scope.children, statement => declaredBy(statement, name));
    case 'if_statement':
    case 'expression_switch_statement':
      return declaredBy(scope.child('initializer'), name);
    case 'type_switch_statement':
      return lists(scope.child('alias'), name) ? 'variable' : declaredBy(scope.child('initializer'), name);
    case 'communication_case':
      return lists(scope.child('communication')?.child('left') ?? null, name) ? 'variable' : undefined;
    case 'for_statement':
      return firstOf(scope.children, part => {
        if (part.type === 'for_clause') return declaredBy(part.child('initializer'), name);
        const isKnown = part.type === 'range_clause' && child.field === 'body';
        return isKnown && lists(part.child('left'), name) ? 'variable' : undefined;
      });
    case 'function_declaration':
    case 'method_declaration':
    case 'func_literal':
      return hasParameter(scope, name) ? 'variable' : undefined;
    default:
      return undefined;
  }
}

function firstOf(
  nodes: readonly SyntaxNode[],
  declared: (node: SyntaxNode) => Operand | undefined,
): Operand | undefined {
  for (const node of nodes) {
    const found = declared(node);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A declaration statement that is over before the use. */
function declaredBy(statement: SyntaxNode | null, name: Name): Operand | undefined {
  if (!statement || statement.end > name.before) return undefined;
  return statement.type === 'short_var_declaration'
    ? lists(statement.child('left'), name)
      ? 'variable'
      : undefined
    : declaredByKeyword(statement, name);
}

/** `var`, `const` and `type` declarations, in brackets or not. */
function declaredByKeyword(declaration: SyntaxNode, name: Name): Operand | undefined {
  switch (declaration.type) {
    case 'var_declaration':
    case 'var_spec_list':
    case 'const_declaration':
    case 'type_declaration':
      return firstOf(declaration.children, spec => declaredByKeyword(spec, name));
    case 'var_spec':
      return names(declaration, name) ? 'variable' : undefined;
    case 'const_spec':
    case 'type_spec':
    case 'type_alias':
      return names(declaration, name) ? null : undefined;
    default:
      return undefined;
  }
}

const names = (spec: SyntaxNode, name: Name): boolean =>
  spec.children.some(child => child.field === 'name' && isName(child, name));

const lists = (list: SyntaxNode | null, name: Name): boolean =>
  list?.children.some(child => child.type === 'identifier' && isName(child, name)) ?? false;

const hasParameter = (declaration: SyntaxNode, name: Name): boolean =>
  ['receiver', 'parameters', 'result'].some(field =>
    declaration.child(field)?.children.some(parameter => names(parameter, name)),
  );

/**
 * Package level. An import may have a name that is not in its path; where one could be the name in question nobody can tell, else
 * what is not declared here is a variable of another file of the package.
 */
function declaredInFile(file: SyntaxNode, name: Name): Operand {
  let maybeImport = false;
  for (const declaration of file.children) {
    if (declaration.type === 'import_declaration') {
      for (const spec of importSpecs(declaration)) {
        const alias = spec.child('name');
        const path = spec.child('path');
        if (alias && isName(alias, name)) return 'package';
        if (alias || !path) continue;
        const imported = name.source.slice(path.start + 1, path.end - 1);
        if (importName(imported) === name.text) return 'package';
        maybeImport ||= imported.includes(name.text) || /[-.]/.test(importName(imported));
      }
    } else if (declaration.type === 'function_declaration') {
      const declared = declaration.child('name');
      if (declared && isName(declared, name)) return null;
    } else {
      const declared = declaredByKeyword(declaration, name);
      if (declared !== undefined) return declared;
    }
  }
  return maybeImport ? null : 'variable';
}

const importSpecs = (declaration: SyntaxNode): readonly SyntaxNode[] =>
  declaration.children
    .flatMap(child => (child.type === 'import_spec_list' ? child.children : [child]))
    .filter(({ type }) => type === 'import_spec');

/** The name that a package most likely has: `rand` of `math/rand/v2`, `yaml` of `gopkg.in/yaml.v3`. */
function importName(path: string): string {
  const parts = path.split('/');
  const last = parts.at(-1)!;
  const name = /^v\d+$/.test(last) && parts.length > 1 ? parts.at(-2)! : last;
  return name.replace(/\.v\d+$/, '');
}
