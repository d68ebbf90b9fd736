// Types as they are written, as plain data that outlives the tree: for who has to look through names of several files and packages. What a type
// is made of stands here; how large it is, the compiler says.
import type { LocatedFile } from './locate';
import { fileNode, type SyntaxNode } from './syntaxNode';

export type TypeExpression =
  /** `int`, `T`, `pkg.T`, `T[int]`; `package` as the file calls it. */
  | {
      readonly kind: 'name';
      readonly package: string | null;
      readonly name: string;
      readonly arguments: readonly TypeExpression[];
    }
  | { readonly kind: 'pointer'; readonly to: TypeExpression }
  /** Maps, channels, functions: a pointer for the collector. */
  | { readonly kind: 'reference' }
  | { readonly kind: 'slice' }
  | { readonly kind: 'interface' }
  | { readonly kind: 'array'; readonly length: string; readonly element: TypeExpression }
  | { readonly kind: 'struct'; readonly fields: readonly FieldExpression[] }
  | { readonly kind: 'unknown' };

/** A declaration of `count` fields. */
export interface FieldExpression {
  readonly count: number;
  readonly type: TypeExpression;
}

export interface TypeDeclaration {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly type: TypeExpression;
}

/** The names of the file's package that a type hangs on, those in lengths of arrays included; names of fields are none. */
export function namesIn(type: TypeExpression): readonly string[] {
  switch (type.kind) {
    case 'name':
      return [type.package ?? type.name, ...type.arguments.flatMap(namesIn)];
    case 'pointer':
      return namesIn(type.to);
    case 'array':
      return [...(type.length.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []), ...namesIn(type.element)];
    case 'struct':
      return type.fields.flatMap(field => namesIn(field.type));
    case 'reference':
    case 'slice':
    case 'interface':
    case 'unknown':
      return [];
  }
}

/** The types that are declared at the file's top level. */
export function typeDeclarationsOf({ tree, lines }: LocatedFile): readonly TypeDeclaration[] {
  if (!tree) return [];
  const { text } = lines;
  const specs = fileNode(tree)
    .parts.filter(({ type }) => type === 'type_declaration')
    .flatMap(({ parts }) => parts);
  return specs.flatMap(spec => {
    const [name, type] = [spec.child('name'), spec.child('type')];
    if (!name || !type) return [];
    const parameters = (spec.child('type_parameters')?.parts ?? []).flatMap(part =>
      part.children.filter(({ field }) => field === 'name').map(parameter => textOf(parameter, text)),
    );
    return [{ name: textOf(name, text), parameters, type: readType(type, text) }];
  });
}

/** Of a type's node. */
export function readType(node: SyntaxNode, text: string): TypeExpression {
  switch (node.type) {
    case 'type_identifier':
    case 'identifier':
      return { kind: 'name', package: null, name: textOf(node, text), arguments: [] };
    case 'qualified_type': {
      const [owner, name] = [node.child('package'), node.child('name')];
      if (!owner || !name) return { kind: 'unknown' };
      return { kind: 'name', package: textOf(owner, text), name: textOf(name, text), arguments: [] };
    }
    case 'generic_type': {
      const base = node.child('type');
      const type = base && readType(base, text);
      const given = node.child('type_arguments')?.parts ?? [];
      return type?.kind === 'name'
        ? { ...type, arguments: given.map(part => readType(part, text)) }
        : { kind: 'unknown' };
    }
    case 'parenthesized_type':
    case 'type_elem':
      return node.parts.length === 1 ? readType(node.parts[0]!, text) : { kind: 'unknown' };
    case 'pointer_type':
      return { kind: 'pointer', to: node.parts[0] ? readType(node.parts[0], text) : { kind: 'unknown' } };
    case 'map_type':
    case 'channel_type':
    case 'function_type':
      return { kind: 'reference' };
    case 'slice_type':
      return { kind: 'slice' };
    case 'interface_type':
      return { kind: 'interface' };
    case 'array_type': {
      const [length, element] = [node.child('length'), node.child('element')];
      if (!length || !element) return { kind: 'unknown' };
      return { kind: 'array', length: textOf(length, text), element: readType(element, text) };
    }
    case 'struct_type':
      return { kind: 'struct', fields: fieldsOf(node, text) };
    default:
      return { kind: 'unknown' };
  }
}

function fieldsOf(struct: SyntaxNode, text: string): readonly FieldExpression[] {
  const list = struct.parts.find(({ type }) => type === 'field_declaration_list');
  return (list?.parts ?? []).flatMap(field => {
    const type = field.child('type');
    if (field.type !== 'field_declaration' || !type) return [];
    const names = field.children.filter(child => child.field === 'name').length;
    return [{ count: Math.max(1, names), type: readFieldType(field, type, text) }];
  });
}

/** An embedded `*T` is no pointer type to the grammar. */
export function readFieldType(field: SyntaxNode, type: SyntaxNode, text: string): TypeExpression {
  const written = readType(type, text);
  const isPointer = field.child('name') === null && text.charAt(field.start) === '*';
  return isPointer ? { kind: 'pointer', to: written } : written;
}

const textOf = ({ start, end }: SyntaxNode, text: string): string => text.slice(start, end);
