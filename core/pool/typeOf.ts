// The type of an expression, where what the package writes makes it certain: a written type, a literal, `new`, `make`, a type assertion, a field
// of a struct of the package. Everything else is the type checker's to know, and null.
import { declarationOf } from '#core/syntax/scopes';
import { closest, type SyntaxNode } from '#core/syntax/syntaxNode';
import type { PackageDeclarations } from './declarations';
import { typeRefOf, type TypeRef, type TypeScope } from './typeRef';

/** How often a value is looked through: names of names, fields of fields. */
const deepest = 8;

/** `declared` null: fields and package-level pools are not known. */
export function typeOf(
  node: SyntaxNode,
  scope: TypeScope,
  declared: PackageDeclarations | null,
  depth = 0,
): TypeRef | null {
  if (depth > deepest) return null;
  const { text } = scope;
  const of = (inner: SyntaxNode | null | undefined): TypeRef | null =>
    inner ? typeOf(inner, scope, declared, depth + 1) : null;
  switch (node.type) {
    case 'parenthesized_expression':
      return node.parts.length === 1 ? of(node.parts[0]) : null;
    case 'composite_literal': {
      const type = node.child('type');
      return type && typeRefOf(type, scope);
    }
    case 'type_assertion_expression': {
      const type = node.child('type');
      return type && typeRefOf(type, scope);
    }
    case 'unary_expression': {
      const type = of(node.child('operand'));
      if (text.charAt(node.start) === '&') return type && { kind: 'pointer', of: type, text: `*${type.text}` };
      return text.charAt(node.start) === '*' && type?.kind === 'pointer' ? type.of : null;
    }
    case 'slice_expression': {
      const type = of(node.child('operand'));
      return type?.kind === 'slice' ? type : null;
    }
    case 'index_expression': {
      const type = of(node.child('operand'));
      return type?.kind === 'slice' || type?.kind === 'array' ? type.of : null;
    }
    case 'selector_expression': {
      const [operand, field] = [node.child('operand'), node.child('field')];
      const type = of(operand);
      const struct = type?.kind === 'pointer' ? type.of : type;
      if (!field || struct?.kind !== 'named' || struct.path !== '') return null;
      return declared?.types.get(struct.name)?.fields.get(text.slice(field.start, field.end)) ?? null;
    }
    case 'call_expression':
      return typeOfCall(node, scope, of);
    case 'identifier':
      return typeOfName(node, scope, of);
    default:
      return null;
  }
}

function typeOfCall(
  call: SyntaxNode,
  scope: TypeScope,
  of: (node: SyntaxNode | null | undefined) => TypeRef | null,
): TypeRef | null {
  const callee = call.child('function');
  const [first] = call.child('arguments')?.parts ?? [];
  const name = callee ? scope.text.slice(callee.start, callee.end) : '';
  if (callee?.type === 'identifier' && declarationOf(callee, scope.text) !== null) return null;
  switch (name) {
    case 'new': {
      const type = first ? typeRefOf(first, scope) : null;
      return type && { kind: 'pointer', of: type, text: `*${type.text}` };
    }
    case 'make':
      return first ? typeRefOf(first, scope) : null;
    case 'append':
      return of(first);
    case 'bytes.NewBuffer':
    case 'bytes.NewBufferString': {
      if (scope.imports.get('bytes') !== 'bytes') return null;
      const buffer: TypeRef = { kind: 'named', path: 'bytes', name: 'Buffer', text: 'bytes.Buffer' };
      return { kind: 'pointer', of: buffer, text: '*bytes.Buffer' };
    }
    default:
      return null;
  }
}

function typeOfName(
  name: SyntaxNode,
  scope: TypeScope,
  of: (node: SyntaxNode | null | undefined) => TypeRef | null,
): TypeRef | null {
  const declared = declarationOf(name, scope.text);
  if (declared?.kind !== 'variable') return null;
  if (declared.type) return typeRefOf(declared.type, scope);
  if (declared.value) return of(declared.value);
  // `v, ok := x.(T)`: one value on the right that gives both.
  const declaration = closest(declared.name, 'short_var_declaration');
  const [left, right] = [declaration?.child('left')?.parts ?? [], declaration?.child('right')?.parts ?? []];
  const isAsserted = left.length === 2 && right.length === 1 && right[0]?.type === 'type_assertion_expression';
  return isAsserted && left[0]?.start === declared.name.start ? of(right[0]) : null;
}
