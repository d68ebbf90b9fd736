// Every Get and Put of a pool that a file calls: on which pool, with which variable. A pool is told by its declaration, never by its name alone.
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';
import { declarationOf } from '#core/syntax/scopes';
import { closest, fileNode, nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import { isOnlyAssigned, variableOf } from '#core/syntax/variables';
import { isPool, type PackageDeclarations } from './declarations';
import { typeOf } from './typeOf';
import { typeRefOf, typeScope, type TypeRef, type TypeScope } from './typeRef';

export interface Pool {
  /**
   * `package`: a variable of the package; `local`: declared in a function, as a pool of its own; `reached`: a field, an element, a parameter,
   * of which nobody knows who else uses it.
   */
  readonly where: 'package' | 'local' | 'reached';
  /** As it is written here. */
  readonly text: string;
  /** Of a package-level pool. */
  readonly name: string;
  /** Of a local one: where it is declared. */
  readonly declared: SyntaxNode | null;
}

export interface Get {
  readonly pool: Pool;
  readonly call: SyntaxNode;
  /** `.(T)` behind it; `isChecked`: `v, ok := …`. */
  readonly assertion: { readonly type: SyntaxNode; readonly ref: TypeRef | null; readonly isChecked: boolean } | null;
  /** The variable that it is declared with: `v := p.Get()…`; null where it goes anywhere else. */
  readonly variable: SyntaxNode | null;
  /** The statement that declares the variable. */
  readonly statement: SyntaxNode | null;
}

export interface Put {
  readonly pool: Pool;
  readonly call: SyntaxNode;
  readonly argument: SyntaxNode;
  /** Where the variable that is given back is declared; null where the argument is no variable of a function. */
  readonly variable: SyntaxNode | null;
  readonly type: TypeRef | null;
}

export interface FileUses {
  readonly file: LocatedFile;
  readonly scope: TypeScope;
  readonly gets: readonly Get[];
  readonly puts: readonly Put[];
}

export function usesOf(file: LocatedFile, declared: PackageDeclarations): FileUses {
  const { tree, lines } = file;
  const { text } = lines;
  const scope = typeScope(text, importsOf(file));
  const gets: Get[] = [];
  const puts: Put[] = [];
  if (!tree) return { file, scope, gets, puts };
  for (const { index } of text.matchAll(/\.(?:Get|Put)\(/g)) {
    const callee = nodeBelow(fileNode(tree), index + 1).parent;
    const call = callee?.type === 'selector_expression' && callee.field === 'function' ? callee.parent : null;
    const operand = callee?.child('operand');
    if (call?.type !== 'call_expression' || !operand) continue;
    const pool = poolOf(operand, scope, declared);
    const given = call.child('arguments')?.parts ?? [];
    if (!pool) continue;
    if (text.startsWith('Get', index + 1)) {
      if (given.length === 0) gets.push({ pool, call, ...boundTo(call, scope) });
    } else if (given.length === 1) {
      const [argument] = given as [SyntaxNode];
      const variable = argument.type === 'identifier' ? localOf(argument, text) : null;
      puts.push({ pool, call, argument, variable, type: typeOf(argument, scope, declared) });
    }
  }
  return { file, scope, gets, puts };
}

/** The pool that an expression is, or points to. */
export function poolOf(expression: SyntaxNode, scope: TypeScope, declared: PackageDeclarations): Pool | null {
  const text = scope.text.slice(expression.start, expression.end);
  const reached: Pool = { where: 'reached', text, name: '', declared: null };
  if (expression.type !== 'identifier') return isPoolType(typeOf(expression, scope, declared)) ? reached : null;
  const meant = declarationOf(expression, scope.text);
  const isOfPackage = meant === null || (meant.kind === 'variable' && isAtTop(meant.name));
  if (isOfPackage) {
    return declared.pools.has(text) ? { where: 'package', text, name: text, declared: null } : null;
  }
  if (meant.kind !== 'variable') return null;
  const type = meant.type ? typeRefOf(meant.type, scope) : meant.value && typeOf(meant.value, scope, declared);
  if (!isPoolType(type)) return null;
  const isOwn = meant.name.parent?.type !== 'parameter_declaration' && (!meant.value || isLiteral(meant.value));
  return isOwn ? { where: 'local', text, name: '', declared: meant.name } : reached;
}

const isPoolType = (type: TypeRef | null): boolean => isPool(type?.kind === 'pointer' ? type.of : type);

const isAtTop = (name: SyntaxNode): boolean =>
  closest(name, 'function_declaration', 'method_declaration', 'func_literal') === null;

const isLiteral = (value: SyntaxNode): boolean =>
  value.type === 'composite_literal' || (value.type === 'unary_expression' && value.parts[0]?.type !== 'identifier');

function localOf(identifier: SyntaxNode, text: string): SyntaxNode | null {
  const name = variableOf(identifier, text);
  return name && !isAtTop(name) ? name : null;
}

function boundTo(call: SyntaxNode, scope: TypeScope): Pick<Get, 'assertion' | 'variable' | 'statement'> {
  const asserted = call.parent?.type === 'type_assertion_expression' ? call.parent : null;
  const value = asserted ?? call;
  const list = value.parent?.type === 'expression_list' ? value.parent : null;
  const holder = list?.parent;
  const names =
    holder?.type === 'var_spec'
      ? holder.children.filter(({ field }) => field === 'name')
      : (holder?.child('left')?.parts ?? []);
  const isGiven = holder?.type === 'var_spec' || list?.field === 'right';
  const isChecked = asserted !== null && isGiven && names.length === 2 && list?.parts.length === 1;
  const declares = holder?.type === 'short_var_declaration' || holder?.type === 'var_spec';
  const index = list?.parts.indexOf(value) ?? -1;
  const name = declares && isGiven ? names[isChecked ? 0 : index] : undefined;
  const type = asserted?.child('type') ?? null;
  return {
    assertion: type && { type, ref: typeRefOf(type, scope), isChecked },
    variable: name?.type === 'identifier' && isNew(name, scope.text) ? name : null,
    statement: holder?.type === 'var_spec' ? closest(holder, 'var_declaration') : (holder ?? null),
  };
}

const isNew = (name: SyntaxNode, text: string): boolean =>
  text.slice(name.start, name.end) !== '_' && !isOnlyAssigned(name, text);
