// What the syntax tree says for certain about a value that `escapes to heap`, where the compiler's text does not: that its type has one byte or
// none, that a literal holds constants only, which names a function literal has.
import {
  basicName,
  fieldsOf,
  isEmptyStruct,
  structOf,
  typeOfExpression,
  underlying,
  type WrittenType,
} from './declaredType';
import type { LocatedFile } from './locate';
import { printNode, printSubject } from './print';
import { declarationOf } from './scopes';
import type { SiteQuery } from './site';
import { subjectAt } from './subject';
import { nodeAt, type SyntaxNode } from './syntaxNode';

export type StaticHint =
  /** A Boolean or a one-byte number. */
  | { readonly kind: 'one-byte' }
  /** A struct without fields, or an empty slice. */
  | { readonly kind: 'no-bytes' }
  /** A struct of constants: from Go 1.25 on it is read-only data. */
  | { readonly kind: 'constant-struct' }
  /** The source has no call where the compiler prints `T(91)`: it is a constant. */
  | { readonly kind: 'no-call' }
  /** A function literal that has these names, and no other. */
  | { readonly kind: 'names'; readonly names: ReadonlySet<string> };

/** Null where nothing is certain. */
export function locateStaticHint({ tree, lines }: LocatedFile, query: SiteQuery): StaticHint | null {
  if (!tree || query.column <= 0) return null;
  const { text } = lines;
  const line = Math.max(0, Math.min(query.line - 1, lines.lineCount - 1));
  const token = nodeAt(tree, lines.offsetAt({ line, character: lines.characterOfColumn(line, query.column) }));
  const node = subjectAt(token, query, text);
  if (!node) return null;
  if (query.subject === 'func literal') {
    return node.type === 'func_literal' ? { kind: 'names', names: namesIn(node, text) } : null;
  }
  if (/\([^()]*\)$/.test(query.subject) && isConstantName(node)) return { kind: 'no-call' };
  // An inlined callee's value is printed at the call.
  if (printNode(node, text) !== printSubject(query.subject)) return null;
  switch (node.type) {
    case 'composite_literal':
      return ofLiteral(node, text);
    case 'unary_expression':
      if (text.charAt(node.start) === '&') return ofPointed(node.child('operand')?.child('type') ?? null, text);
      break;
    case 'call_expression':
      return query.subject.startsWith('new(') ? ofPointed(node.child('arguments')?.parts[0] ?? null, text) : null;
  }
  return ofType(typeOfExpression(node, text), text);
}

/** `&T{}`, `new(T)`: only what has no bytes is never allocated. */
function ofPointed(type: SyntaxNode | null, text: string): StaticHint | null {
  const struct = type && structOf({ node: type, from: type }, text);
  return struct && isEmptyStruct(struct, text) ? { kind: 'no-bytes' } : null;
}

/** `syscall.EPIPE`, `limit`: what a constant is written as. */
const isConstantName = (node: SyntaxNode): boolean =>
  node.type === 'identifier' || (node.type === 'selector_expression' && node.child('operand')?.type === 'identifier');

/** Every word of a function literal that may be a variable's. */
function namesIn(literal: SyntaxNode, text: string): ReadonlySet<string> {
  const words = text.slice(literal.start, literal.end).match(/[\p{L}_][\p{L}\p{N}_]*/gu);
  return new Set(words ?? []);
}

const oneByte = /^(?:bool|byte|u?int8)$/;

function ofType(type: WrittenType | 'one-byte' | null, text: string): StaticHint | null {
  if (type === 'one-byte') return { kind: 'one-byte' };
  if (type === null) return null;
  const basic = basicName(type, text);
  if (basic !== null) return oneByte.test(basic) ? { kind: 'one-byte' } : null;
  const struct = structOf(type, text);
  return struct && isEmptyStruct(struct, text) ? { kind: 'no-bytes' } : null;
}

/** `T{…}` with a T of this file. */
function ofLiteral(literal: SyntaxNode, text: string): StaticHint | null {
  const written = literal.child('type');
  const elements = literal.child('body')?.parts ?? [];
  const type = written && { node: written, from: literal };
  if (!type) return null;
  const struct = structOf(type, text);
  if (struct) {
    if (isEmptyStruct(struct, text)) return { kind: 'no-bytes' };
    return hasConstantsOnly(elements, struct, text, 0) ? { kind: 'constant-struct' } : null;
  }
  const isSlice = written.type === 'type_identifier' && underlying(type, text)?.node.type === 'slice_type';
  return isSlice && elements.length === 0 ? { kind: 'no-bytes' } : null;
}

const deepest = 8;

/** Every element is a constant in a field that is no interface: put in one it has a verdict, and perhaps an allocation, of its own. */
function hasConstantsOnly(elements: readonly SyntaxNode[], struct: WrittenType, text: string, depth: number): boolean {
  if (depth > deepest) return false;
  const fields = fieldsOf(struct).flatMap(field => {
    const type = field.child('type');
    const written = field.children
      .filter(child => child.field === 'name')
      .map(child => text.slice(child.start, child.end));
    return type
      ? (written.length > 0 ? written : ['']).map(name => ({ name, type: { node: type, from: struct.from } }))
      : [];
  });
  return elements.every((element, index) => {
    const key = element.type === 'keyed_element' ? element.child('key')?.parts[0] : undefined;
    const value = element.type === 'keyed_element' ? element.child('value')?.parts[0] : element.parts[0];
    const field = key ? fields.find(({ name }) => name === text.slice(key.start, key.end)) : fields[index];
    return value !== undefined && field !== undefined && isConstant(value, field.type, text, depth);
  });
}

const literals = /^(?:interpreted_string|raw_string|int|float|imaginary|rune)_literal$/;

function isConstant(value: SyntaxNode, type: WrittenType, text: string, depth: number): boolean {
  if (value.type === 'composite_literal') {
    const written = value.child('type');
    const struct = written && structOf({ node: written, from: value }, text);
    const own = structOf(type, text);
    const elements = value.child('body')?.parts ?? [];
    return struct !== null && own !== null && hasConstantsOnly(elements, struct, text, depth + 1);
  }
  if (basicName(type, text) === null) return false;
  if (literals.test(value.type) || value.type === 'true' || value.type === 'false') return true;
  if (value.type === 'unary_expression') {
    const operand = value.child('operand');
    return /[-+!^]/.test(text.charAt(value.start)) && operand !== null && isConstant(operand, type, text, depth);
  }
  return value.type === 'identifier' && declarationOf(value, text)?.kind === 'constant';
}
