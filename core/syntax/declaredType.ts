// What the declarations of one file say for certain of an expression's type: a parameter, result, receiver or variable with a written type, or
// with a value that shows it; the fields of a struct that is declared there. Everything else (other files and packages) is not known, and null.
import { declarationOf } from './scopes';
import type { SyntaxNode } from './syntaxNode';

/** How often a type is looked through: names of names, fields of fields. */
const deepest = 8;

/** A type as written, seen from a place in the file. */
export interface WrittenType {
  readonly node: SyntaxNode;
  /** Where its names are looked up. */
  readonly from: SyntaxNode;
}

/**
 * The type of a name, of a field `x.f`, of `*p`, of a literal, a conversion; `one-byte`: of a condition, or `s[i]` with a string s. Null where
 * nobody can tell.
 */
export function typeOfExpression(node: SyntaxNode, text: string): WrittenType | 'one-byte' | null {
  return typeOf(node, text, 0);
}

function typeOf(node: SyntaxNode, text: string, depth: number): WrittenType | 'one-byte' | null {
  if (depth > deepest) return null;
  switch (node.type) {
    case 'identifier': {
      const declared = declarationOf(node, text);
      if (declared?.kind !== 'variable') return null;
      if (declared.type) return { node: declared.type, from: node };
      return declared.value && typeOf(declared.value, text, depth + 1);
    }
    case 'true':
    case 'false':
      return 'one-byte';
    case 'binary_expression': {
      const operator = node.child('operator');
      return operator && conditions.test(text.slice(operator.start, operator.end)) ? 'one-byte' : null;
    }
    case 'composite_literal': {
      const type = node.child('type');
      return type && { node: type, from: node };
    }
    case 'call_expression': {
      // `uint8(n)`: a name of the language that is declared nowhere here.
      const callee = node.child('function');
      const isType = callee?.type === 'identifier' && declarationOf(callee, text)?.kind === 'universe';
      return isType ? { node: callee, from: node } : null;
    }
    case 'parenthesized_expression':
      return node.parts.length === 1 ? typeOf(node.parts[0]!, text, depth + 1) : null;
    case 'index_expression': {
      const operand = node.child('operand');
      const type = operand && typeOf(operand, text, depth + 1);
      const name = type && type !== 'one-byte' ? basicName(type, text) : null;
      return name === 'string' ? 'one-byte' : null;
    }
    case 'unary_expression': {
      const operand = node.child('operand');
      if (text.charAt(node.start) === '!') return 'one-byte';
      const isIndirection = text.charAt(node.start) === '*';
      const type = isIndirection && operand ? typeOf(operand, text, depth + 1) : null;
      return type && type !== 'one-byte' && type.node.type === 'pointer_type'
        ? { ...type, node: type.node.parts[0]! }
        : null;
    }
    case 'selector_expression': {
      const [operand, field] = [node.child('operand'), node.child('field')];
      const type = operand && typeOf(operand, text, depth + 1);
      if (!field || !type || type === 'one-byte') return null;
      const pointed = type.node.type === 'pointer_type' ? { ...type, node: type.node.parts[0]! } : type;
      const struct = structOf(pointed, text);
      return struct && fieldType(struct, text.slice(field.start, field.end), text);
    }
    default:
      return null;
  }
}

const conditions = /^(?:[=!]=|[<>]=?|&&|\|\|)$/;

/** The name of the basic type (`bool`, `string`, `uint8` …) that a type is made of; null where it is another, or not known. */
export function basicName(type: WrittenType, text: string): string | null {
  const under = underlying(type, text);
  return under && isTypeName(under.node) ? text.slice(under.node.start, under.node.end) : null;
}

/** The struct that a type is made of. */
export function structOf(type: WrittenType, text: string): WrittenType | null {
  const under = underlying(type, text);
  return under?.node.type === 'struct_type' ? under : null;
}

/** A struct whose values take no bytes: it has no fields, or only such ones. */
export function isEmptyStruct(struct: WrittenType, text: string, depth = 0): boolean {
  if (depth > deepest) return false;
  return fieldsOf(struct).every(field => {
    const type = field.child('type');
    const inner = type && structOf({ node: type, from: struct.from }, text);
    const isPointer = text.charAt(field.start) === '*';
    return inner && !isPointer ? isEmptyStruct(inner, text, depth + 1) : false;
  });
}

/** The declarations of its fields, in their order; one may name several. */
export function fieldsOf({ node }: WrittenType): readonly SyntaxNode[] {
  const list = node.parts.find(({ type }) => type === 'field_declaration_list');
  return list?.parts.filter(({ type }) => type === 'field_declaration') ?? [];
}

function fieldType(struct: WrittenType, name: string, text: string): WrittenType | null {
  for (const field of fieldsOf(struct)) {
    const isIt = field.children.some(child => child.field === 'name' && text.slice(child.start, child.end) === name);
    const type = isIt ? field.child('type') : null;
    if (type) return { node: type, from: struct.from };
  }
  return null;
}

/** What a type is declared as, in this file or by the language; null where it is declared elsewhere. */
export function underlying({ node, from }: WrittenType, text: string): WrittenType | null {
  let at = node;
  for (let depth = 0; depth < deepest; depth++) {
    if (at.type === 'parenthesized_type' && at.parts.length === 1) at = at.parts[0]!;
    if (!isTypeName(at)) return { node: at, from };
    const declared = declarationOf(at, text, from);
    if (declared?.kind === 'universe') return { node: at, from };
    if (declared?.kind !== 'type' || !declared.type) return null;
    at = declared.type;
  }
  return null;
}

/** In a conversion the grammar sees a plain name. */
const isTypeName = ({ type }: SyntaxNode): boolean => type === 'type_identifier' || type === 'identifier';
