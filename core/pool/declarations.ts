// What the files of a package declare that a rule about pools has to know: its package-level pools, and its types with their fields. Plain
// data, so that it outlives the trees that it was read from.
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';
import { isNamed, typeRefOf, typeScope, type DeclaredType, type TypeRef, type TypeScope } from './typeRef';
import { typeOf } from './typeOf';

/** A sync.Pool that the package declares for itself. */
export interface PoolDeclaration {
  readonly name: string;
  readonly isPointer: boolean;
  readonly hasNew: boolean;
  /** The type of what New gives; null where it has none, or not all of its returns tell. */
  readonly holds: TypeRef | null;
}

/** What one file declares. */
export interface FileDeclarations {
  readonly pools: readonly PoolDeclaration[];
  readonly types: readonly (readonly [name: string, type: DeclaredType])[];
}

/** What all files of a package declare. */
export interface PackageDeclarations {
  readonly pools: ReadonlyMap<string, PoolDeclaration>;
  readonly types: ReadonlyMap<string, DeclaredType>;
}

const none: FileDeclarations = { pools: [], types: [] };

/** A file that cannot declare or use a pool need not be parsed. */
export const maySpeakOfPools = (text: string): boolean => /\bPool\b|\.Get\(\)|\.Put\(/.test(text);

export function declarationsOf(file: LocatedFile): FileDeclarations {
  if (!file.tree) return none;
  const scope = typeScope(file.lines.text, importsOf(file));
  const specs = fileNode(file.tree).parts.flatMap(part => specsOf(part));
  return {
    pools: specs.flatMap(spec => (spec.type === 'var_spec' ? poolsOf(spec, scope) : [])),
    types: specs.flatMap(spec => typesOf(spec, scope)),
  };
}

export function joinDeclarations(files: readonly FileDeclarations[]): PackageDeclarations {
  return {
    pools: new Map(files.flatMap(({ pools }) => pools.map(pool => [pool.name, pool] as const))),
    types: new Map(files.flatMap(({ types }) => types)),
  };
}

/** In brackets or not. */
function specsOf(part: SyntaxNode): readonly SyntaxNode[] {
  switch (part.type) {
    case 'var_declaration':
    case 'var_spec_list':
    case 'type_declaration':
      return part.parts.flatMap(specsOf);
    case 'var_spec':
    case 'type_spec':
    case 'type_alias':
      return [part];
    default:
      return [];
  }
}

export const isPool = (type: TypeRef | null): boolean => isNamed(type, 'sync', 'Pool');

function poolsOf(spec: SyntaxNode, scope: TypeScope): readonly PoolDeclaration[] {
  const names = spec.children.filter(({ field }) => field === 'name');
  const values = spec.child('value')?.parts ?? [];
  const written = spec.child('type');
  return names.flatMap((name, index) => {
    const value = values.length === names.length ? values[index]! : null;
    const type = written ? typeRefOf(written, scope) : value && typeOf(value, scope, null);
    const pointed = type?.kind === 'pointer' ? type.of : type;
    if (!isPool(pointed)) return [];
    const maker = value && newOf(value, scope.text);
    return [
      {
        name: scope.text.slice(name.start, name.end),
        isPointer: type?.kind === 'pointer',
        // A value that is no literal of its own comes from somewhere with what it has.
        hasNew: maker !== null || (value !== null && literalOf(value) === null),
        holds: maker && resultOf(maker, scope),
      },
    ];
  });
}

/** The literal in `sync.Pool{…}`, `&sync.Pool{…}`. */
function literalOf(value: SyntaxNode): SyntaxNode | null {
  if (value.type === 'unary_expression') return literalOf(value.child('operand') ?? value.parts[0]!);
  return value.type === 'composite_literal' ? value : null;
}

/** What the literal of a pool says of New. */
function newOf(value: SyntaxNode, text: string): SyntaxNode | null {
  for (const element of literalOf(value)?.child('body')?.parts ?? []) {
    const [key, given] = [element.child('key'), element.child('value')];
    if (key && given && text.slice(key.start, key.end) === 'New') return given.parts[0] ?? given;
  }
  return null;
}

/** The one type that a function literal's returns give. */
function resultOf(maker: SyntaxNode, scope: TypeScope): TypeRef | null {
  if (maker.type !== 'func_literal') return null;
  const types = returnsBelow(maker.child('body')).map(statement => {
    const [only, ...others] = statement.parts[0]?.parts ?? [];
    return only && others.length === 0 ? typeOf(only, scope, null) : null;
  });
  const [first] = types;
  return first && types.every(type => type?.text === first.text) ? first : null;
}

function returnsBelow(node: SyntaxNode | null): readonly SyntaxNode[] {
  if (!node || node.type === 'func_literal') return [];
  return node.type === 'return_statement' ? [node] : node.parts.flatMap(returnsBelow);
}

function typesOf(spec: SyntaxNode, scope: TypeScope): readonly (readonly [string, DeclaredType])[] {
  const [name, type] = [spec.child('name'), spec.child('type')];
  if (!name || !type || spec.type === 'var_spec') return [];
  const under = typeRefOf(type, scope);
  const kind = spec.type === 'type_alias' ? 'alias' : type.type === 'interface_type' ? 'interface' : 'defined';
  const fields = type.type === 'struct_type' ? fieldsOf(type, scope) : [];
  // A generic type has as many underlying types as instances.
  const isGeneric = spec.child('type_parameters') !== null;
  return [
    [
      scope.text.slice(name.start, name.end),
      { kind, under: isGeneric ? null : under, fields: new Map(isGeneric ? [] : fields) },
    ],
  ];
}

function fieldsOf(struct: SyntaxNode, scope: TypeScope): readonly (readonly [string, TypeRef])[] {
  const list = struct.parts.find(({ type }) => type === 'field_declaration_list');
  return (list?.parts ?? []).flatMap(declaration => {
    const type = declaration.child('type');
    const ref = type && typeRefOf(type, scope);
    const names = declaration.children.filter(({ field }) => field === 'name');
    return ref ? names.map(({ start, end }) => [scope.text.slice(start, end), ref] as const) : [];
  });
}
