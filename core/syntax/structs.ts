// The struct types that a file declares, as plain data: names, fields as written, groups, and where each part stands. For who measures
// structs, reorders them and looks for what hangs on their order. Syntax only: what a field's type is, the compiler says.
//
//   // T is …                     declaration: from `T` (or `type`) to `}`
//   type T[P any] struct {        name, typeParameters, body: from `{` to `}`
//       a, b int `k:"ab"` // …    one field of two names: from `a` to the tag; comments are not part of it
//
//       *sync.Mutex               another group (a blank line before it), embedded: its name is `Mutex`
//   }
import { declarationAround, functionName } from './enclosing';
import type { LocatedFile } from './locate';
import { isInGeneric } from './probePlace';
import { closest, fileNode, type SyntaxNode } from './syntaxNode';
import { readFieldType, type TypeExpression } from './typeExpressions';

/** UTF-16 offsets into the file's text; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One declaration in a struct: `a, b int` is one. */
export interface StructField extends Span {
  /** As a selector has them. An embedded field has one, its type's; blank fields are `_`. */
  readonly names: readonly string[];
  readonly embedded: boolean;
  /** As written, with the `*` of an embedded pointer. */
  readonly type: string;
  readonly typeSpan: Span;
  readonly expression: TypeExpression;
  /** With its quotes; null where there is none. */
  readonly tag: string | null;
  /** 0 for the first fields; the next number behind each blank line. */
  readonly group: number;
}

export interface StructDeclaration {
  readonly name: string;
  readonly nameSpan: Span;
  /** `type T struct{…}`, or in a `type (…)` the part about T alone. */
  readonly declaration: Span;
  /** The struct type with its keyword. */
  readonly struct: Span;
  /** With its braces. */
  readonly body: Span;
  /** `type T = struct{…}` */
  readonly isAlias: boolean;
  /** Names of type parameters, in their order; [] where it has none. */
  readonly typeParameters: readonly string[];
  /** The function that it is declared in (`(*T).F`); null at the package's level. */
  readonly function: string | null;
  /** It is inside of a generic function, or of a method of a generic type: it is one type for each instance. */
  readonly isInGeneric: boolean;
  readonly fields: readonly StructField[];
  /** The grammar could not read all of it. */
  readonly isBroken: boolean;
}

/** In the order of the text, those of functions included. Structs without a name (variables, fields' types) are not among them. */
export function structsOf({ tree, lines }: LocatedFile): readonly StructDeclaration[] {
  if (!tree) return [];
  const { text } = lines;
  // Few files' functions declare types, and walking a whole tree is dear: only where the word stands is looked.
  const root = fileNode(tree);
  const found: StructDeclaration[] = [];
  for (const { index } of text.matchAll(/\bstruct\b/g)) {
    const node = structAt(root, index);
    const struct = node && readStruct(node, text);
    if (struct) found.push(struct);
  }
  return found;
}

/** The struct whose declaration holds the offset: the innermost of them. */
export function structAround(structs: readonly StructDeclaration[], offset: number): StructDeclaration | null {
  const around = structs.filter(({ declaration }) => declaration.start <= offset && offset <= declaration.end);
  return around.at(-1) ?? null;
}

function structAt(root: SyntaxNode, offset: number): SyntaxNode | null {
  let at: SyntaxNode = root;
  for (;;) {
    const child = at.children.findLast(({ start, end }) => start <= offset && offset < end);
    if (!child) return null;
    if (child.type === 'struct_type' && child.start === offset) return child;
    at = child;
  }
}

function readStruct(struct: SyntaxNode, text: string): StructDeclaration | null {
  let holder = struct.parent;
  while (holder?.type === 'parenthesized_type') holder = holder.parent;
  const list = struct.parts.find(({ type }) => type === 'field_declaration_list');
  const name = holder?.child('name');
  if (!holder || !/^type_(?:spec|alias)$/.test(holder.type) || !name || !list) return null;
  const declaration = declarationAround(holder);
  return {
    name: textOf(name, text),
    nameSpan: spanOf(name),
    declaration: spanOf(isInBrackets(holder) ? holder : holder.parent!),
    struct: spanOf(struct),
    body: spanOf(list),
    isAlias: holder.type === 'type_alias',
    typeParameters: parametersOf(holder, text),
    function: isLocal(holder) ? (declaration ? functionName(declaration, text) : '') : null,
    isInGeneric: isInGeneric(holder),
    fields: fieldsOf(list, text),
    isBroken: hasError(struct),
  };
}

/** `type (…)` */
const isInBrackets = (spec: SyntaxNode): boolean => spec.parent?.children.some(({ type }) => type === '(') ?? true;

const isLocal = (node: SyntaxNode): boolean => closest(node, 'block') !== null;

function parametersOf(spec: SyntaxNode, text: string): readonly string[] {
  const list = spec.child('type_parameters')?.parts ?? [];
  return list.flatMap(part => part.children.filter(({ field }) => field === 'name').map(name => textOf(name, text)));
}

function fieldsOf(list: SyntaxNode, text: string): readonly StructField[] {
  const fields: StructField[] = [];
  let group = 0;
  let before = list.start + 1;
  for (const node of list.parts) {
    const type = node.child('type');
    if (node.type !== 'field_declaration' || !type) continue;
    if (fields.length > 0 && hasBlankLine(list, { start: before, end: node.start }, text)) group++;
    before = node.end;
    fields.push(readField(node, type, group, text));
  }
  return fields;
}

function readField(node: SyntaxNode, type: SyntaxNode, group: number, text: string): StructField {
  const names = node.children.filter(({ field }) => field === 'name').map(name => textOf(name, text));
  const embedded = names.length === 0;
  const tag = node.child('tag');
  const typeSpan = embedded ? { start: node.start, end: type.end } : spanOf(type);
  return {
    ...spanOf(node),
    names: embedded ? [embeddedName(type, text)] : names,
    embedded,
    type: text.slice(typeSpan.start, typeSpan.end),
    typeSpan,
    expression: readFieldType(node, type, text),
    tag: tag && textOf(tag, text),
    group,
  };
}

/** `sync.Mutex` → `Mutex`, `base[int]` → `base`. */
function embeddedName(type: SyntaxNode, text: string): string {
  const name = type.type === 'generic_type' ? (type.child('type') ?? type) : type;
  const written = textOf(name, text);
  return /[\p{L}_][\p{L}\p{N}_]*\s*$/u.exec(written)?.[0].trim() ?? written;
}

/** A line without anything on it, in no comment. */
function hasBlankLine(list: SyntaxNode, { start, end }: Span, text: string): boolean {
  let bare = '';
  let at = start;
  for (const comment of list.children) {
    if (comment.type !== 'comment' || comment.start < start || comment.end > end) continue;
    bare += `${text.slice(at, comment.start)}#`;
    at = comment.end;
  }
  return /\n[\t\v\f \r]*\n/.test(bare + text.slice(at, end));
}

function hasError(node: SyntaxNode): boolean {
  return node.type === 'ERROR' || node.children.some(hasError);
}

const spanOf = ({ start, end }: SyntaxNode): Span => ({ start, end });
const textOf = ({ start, end }: SyntaxNode, text: string): string => text.slice(start, end);
