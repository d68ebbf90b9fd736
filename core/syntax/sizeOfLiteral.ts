// The size of what has memory of its own by the way it is written: `&T{…}`, the array behind `[]T{…}`, `make([]T, n)`. Syntax
// does not tell a struct from a slice by its name: questions that only one of them can answer do.
import { splitCall, splitList } from '#core/escape/expressions';
import { isAskable, ofType, product, sizeofMark as S, sizeOf, textOf, type SizeQuestion } from './sizeAsk';
import type { SyntaxNode } from './syntaxNode';

/** `&T{…}`, `&[…]T{…}`. */
export function addressedQuestion(node: SyntaxNode, text: string): SizeQuestion | null {
  const literal = node.child('operand');
  const type = literal?.type === 'composite_literal' ? literal.child('type') : null;
  if (!literal || !type) return null;
  return type.type === 'implicit_length_array_type'
    ? arrayQuestion(literal, type, text)
    : sizeOf(ofType(textOf(type, text)));
}

/** `{…}` that stands for `&T{…}` in a literal of `[]*T`, `[n]*T`, `map[K]*T`. */
export function elidedQuestion(node: SyntaxNode, text: string): SizeQuestion | null {
  const element = node.parent;
  if (element?.type !== 'literal_element') return null;
  const isKeyed = element.parent?.type === 'keyed_element';
  const isKey = isKeyed && element.parent?.parts[0] === element;
  const outer = (isKeyed ? element.parent?.parent : element.parent)?.parent;
  const type = outer?.type === 'composite_literal' ? outer.child('type') : null;
  const pointer = type?.child(type.type === 'map_type' ? (isKey ? 'key' : 'value') : 'element');
  if (pointer) return pointer.type === 'pointer_type' ? sizeOf(ofType(textOf(pointer.parts[0] ?? null, text))) : null;
  // A named slice or array: its elements are pointers, else the literal would not have an address.
  return type && /^(?:type_identifier|qualified_type|generic_type)$/.test(type.type) && !isKey
    ? sizeOf(`*(${ofType(textOf(type, text))})[0]`)
    : null;
}

/** `T{…}`: put in an interface, or the array behind a slice. */
export function literalQuestion(literal: SyntaxNode, text: string): SizeQuestion | null {
  const type = literal.child('type');
  switch (type?.type) {
    case undefined:
    case 'map_type':
      return null;
    case 'slice_type':
    case 'implicit_length_array_type':
      return arrayQuestion(literal, type, text);
    case 'array_type':
    case 'struct_type':
      return sizeOf(ofType(textOf(type, text)));
    default:
      return namedLiteralQuestion(literal, `(${ofType(textOf(type, text))})`);
  }
}

/** The array of `[]T{…}` or `[...]T{…}`. */
function arrayQuestion(literal: SyntaxNode, type: SyntaxNode, text: string): SizeQuestion | null {
  const count = elementCount(literal);
  if (count === null)
    return sizeOf(`[...]${textOf(type.child('element'), text)}${textOf(literal.child('body'), text)}`);
  const element = ofType(textOf(type.child('element'), text));
  return isAskable(element) ? { asks: [`[${count}][${S}(${element})]`], read: ([answer]) => product(answer) } : null;
}

/** How many elements a literal without keys has; null where it has keys. */
function elementCount(literal: SyntaxNode): number | null {
  const elements = literal.child('body')?.parts ?? [];
  return elements.every(({ type }) => type === 'literal_element') ? elements.length : null;
}

/** A struct has no `len`, a map no `cap`, and the `len` of an array is a constant. */
function namedLiteralQuestion(literal: SyntaxNode, value: string): SizeQuestion | null {
  const count = elementCount(literal);
  if (!isAskable(value)) return null;
  return {
    asks: [
      `[${S}(${value})]`,
      `[${S}(len(${value}))]`,
      `[len(${value})]`,
      `[${S}(cap(${value}))]`,
      `[${S}(${value}[0])]`,
    ],
    read: ([size, hasLength, isArray, isSlice, element]) => {
      if (!hasLength || isArray) return product(size);
      return isSlice && element && count !== null ? product([count, ...element]) : null;
    },
  };
}

/** `make([]T, n)`, `make([]T, n, c)`; the compiler's words have the number where the source has a name for it. */
export function makeQuestion(call: SyntaxNode, subject: string, text: string): SizeQuestion | null {
  const [type, ...written] = call.child('arguments')?.parts ?? [];
  const printed = splitList(splitCall(subject)?.args ?? '').slice(1);
  if (!subject.startsWith('make(') || !type || written.length === 0 || printed.length !== written.length) return null;
  const said = printed.at(-1) ?? '';
  const count = /^\d+$/.test(said) ? said : textOf(written.at(-1)!, text);
  const slice = `(${ofType(textOf(type, text))})`;
  if (!isAskable(slice) || !isAskable(count)) return null;
  return {
    asks: [`[${count}][${S}(${slice}[0])]`, `[${S}(cap(${slice}))]`],
    read: ([bytes, isSlice]) => (isSlice ? product(bytes) : null),
  };
}
