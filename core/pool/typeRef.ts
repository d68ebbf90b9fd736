// Types as one file writes them, so far as that alone makes them certain: enough to tell `*bytes.Buffer` from `[]byte`, never enough to decide
// what a call gives. What cannot be told is null.
import type { Import } from '#core/syntax/imports';
import { declarationOf } from '#core/syntax/scopes';
import { closest, type SyntaxNode } from '#core/syntax/syntaxNode';

/** `text`: as written, for a person. `path` of a name: '' for the package itself, `universe` for the language's own. */
export type TypeRef =
  | { readonly kind: 'named'; readonly path: string; readonly name: string; readonly text: string }
  | { readonly kind: 'pointer' | 'slice' | 'array'; readonly of: TypeRef | null; readonly text: string }
  | { readonly kind: 'map' | 'chan' | 'func' | 'interface' | 'struct'; readonly text: string };

/** The file that types are written in. */
export interface TypeScope {
  readonly text: string;
  /** The name by which the file calls a package → its import path; packages whose own name nobody can tell from the path are missing. */
  readonly imports: ReadonlyMap<string, string>;
  readonly hasDotImport: boolean;
}

export function typeScope(text: string, imports: readonly Import[]): TypeScope {
  const named = imports.map(({ name, path }) => [name ?? usualName(path), path] as const);
  return {
    text,
    imports: new Map(named.filter(([name]) => name !== '.' && name !== '_')),
    hasDotImport: named.some(([name]) => name === '.'),
  };
}

/** The last element that is no version: `gopkg.in/yaml.v3`, `ex.com/m/v2`. */
function usualName(path: string): string {
  const elements = path.split('/');
  const last = elements.at(-1) ?? '';
  const named = /^v\d+$/.test(last) && elements.length > 1 ? elements.at(-2)! : last;
  return named.replace(/\.v\d+$/, '');
}

/** Of a node that is a type, or that is one in a conversion. */
export function typeRefOf(node: SyntaxNode, scope: TypeScope): TypeRef | null {
  const text = scope.text.slice(node.start, node.end);
  const inner = (field: string): TypeRef | null => {
    const type = node.child(field) ?? node.parts.at(-1);
    return type ? typeRefOf(type, scope) : null;
  };
  switch (node.type) {
    case 'type_identifier':
    case 'identifier':
      return namedHere(node, text, scope);
    case 'qualified_type': {
      const [owner, name] = [node.child('package'), node.child('name')];
      const path = owner && scope.imports.get(scope.text.slice(owner.start, owner.end));
      return path && name ? { kind: 'named', path, name: scope.text.slice(name.start, name.end), text } : null;
    }
    case 'parenthesized_type':
      return node.parts.length === 1 ? typeRefOf(node.parts[0]!, scope) : null;
    case 'pointer_type':
      return { kind: 'pointer', of: inner(''), text };
    case 'slice_type':
      return { kind: 'slice', of: inner('element'), text };
    case 'array_type':
    case 'implicit_length_array_type':
      return { kind: 'array', of: inner('element'), text };
    case 'map_type':
      return { kind: 'map', text };
    case 'channel_type':
      return { kind: 'chan', text };
    case 'function_type':
      return { kind: 'func', text };
    case 'interface_type':
      return { kind: 'interface', text };
    case 'struct_type':
      return { kind: 'struct', text };
    default:
      return null;
  }
}

function namedHere(node: SyntaxNode, text: string, { text: file, hasDotImport }: TypeScope): TypeRef | null {
  const declared = declarationOf(node, file);
  if (declared?.kind === 'universe') return { kind: 'named', path: 'universe', name: text, text };
  if (declared === null) {
    if (text === 'error' || text === 'any') return { kind: 'interface', text };
    return hasDotImport ? null : { kind: 'named', path: '', name: text, text };
  }
  // A type of a function's own has no name that another place could mean; `other`: a type parameter, a generic type.
  const isLocal =
    declared.kind !== 'type' ||
    (declared.type !== null && closest(declared.type, 'function_declaration', 'method_declaration', 'func_literal'));
  return isLocal ? null : { kind: 'named', path: '', name: text, text };
}

export const isNamed = (type: TypeRef | null, path: string, name: string): boolean =>
  type?.kind === 'named' && type.path === path && type.name === name;

export const isPointerTo = (type: TypeRef | null, path: string, name: string): boolean =>
  type?.kind === 'pointer' && isNamed(type.of, path, name);

/** What a name of the package is declared as. */
export interface DeclaredType {
  readonly kind: 'alias' | 'interface' | 'defined';
  readonly under: TypeRef | null;
  /** Of a struct: its named fields, and their types where they are certain. */
  readonly fields: ReadonlyMap<string, TypeRef>;
}

/** Whether two types are one: null where a name may stand for another type, or for an interface. */
export function isSameType(a: TypeRef, b: TypeRef, types: ReadonlyMap<string, DeclaredType>): boolean | null {
  if (a.kind === 'named' || b.kind === 'named') {
    if (a.kind === 'named' && b.kind === 'named' && a.path === b.path && plain(a.name) === plain(b.name)) return true;
    return isDefined(a, types) && isDefined(b, types) ? false : null;
  }
  if (a.kind === 'interface' || b.kind === 'interface') return null;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'pointer':
    case 'slice': {
      const other = b.kind === a.kind ? b.of : null;
      return a.of && other && isSameType(a.of, other, types);
    }
    default:
      return a.text === b.text ? true : null;
  }
}

/** It is no other type's name, and no interface. */
function isDefined(type: TypeRef, types: ReadonlyMap<string, DeclaredType>): boolean {
  if (type.kind !== 'named') return type.kind !== 'interface';
  if (type.path === 'universe') return true;
  if (type.path === '') return types.get(type.name)?.kind === 'defined';
  return ownTypes.has(`${type.path}.${type.name}`);
}

/** Types of the standard library that pools hold, none of them another's name. */
const ownTypes = new Set([
  'bytes.Buffer',
  'bytes.Reader',
  'strings.Builder',
  'strings.Reader',
  'bufio.Reader',
  'bufio.Writer',
  'compress/flate.Writer',
  'compress/gzip.Reader',
  'compress/gzip.Writer',
  'compress/zlib.Writer',
]);

const plain = (name: string): string => (name === 'uint8' ? 'byte' : name === 'int32' ? 'rune' : name);
