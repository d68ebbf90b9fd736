// Which declared types a type is made of: `[]*frame` reaches frame, and through a field of it `inner`. Names are looked up among the
// packages that were read; what is declared elsewhere reaches nothing.
import type { DeclaredType, FileFacts } from './fileFacts';
import type { HeldField, NamedType, TypeShape } from './typeText';

/** A file with the package that it belongs to; `name` is the package clause's. */
export interface PackageFile {
  readonly importPath: string;
  readonly packageName: string;
  readonly facts: FileFacts;
}

/** Where a name is looked up: in a file, or in the compiler's words about a package. */
export interface Scope {
  readonly importPath: string;
  /** The file's; null in the compiler's words, which have packages' own names. */
  readonly imports: ReadonlyMap<string, string> | null;
}

export interface TypeIndex {
  /** More than one where a function's own type has the name of another. */
  resolve(type: NamedType, scope: Scope): readonly DeclaredType[];
  scopeOf(type: DeclaredType): Scope;
  methodsOf(type: DeclaredType): ReadonlySet<string>;
  /** The named types that are reached, the outermost included. */
  reach(shape: TypeShape, scope: Scope, way: Way): ReadonlySet<DeclaredType>;
}

/** How far a value's parts are followed. */
export interface Way {
  /** `top`: only outside of any struct; `all`: fields that are pointers, too. */
  readonly pointers: 'none' | 'top' | 'all';
  /** Slices and maps inside of structs. */
  readonly collections: boolean;
  readonly field: (field: HeldField) => boolean;
  /** A type with one of these methods shows itself in its own way, and is not followed. */
  readonly opaque: RegExp | null;
}

export function createTypeIndex(files: readonly PackageFile[]): TypeIndex {
  const byName = new Map<string, DeclaredType[]>();
  const scopes = new Map<DeclaredType, Scope>();
  const methods = new Map<string, Set<string>>();
  const pathsOfName = new Map<string, Set<string>>();
  for (const { importPath, packageName, facts } of files) {
    pathsOfName.set(packageName, (pathsOfName.get(packageName) ?? new Set()).add(importPath));
    for (const type of facts.types) {
      const key = `${importPath} ${type.name}`;
      byName.set(key, [...(byName.get(key) ?? []), type]);
      scopes.set(type, { importPath, imports: facts.imports });
    }
    for (const [type, names] of facts.methods) {
      const key = `${importPath} ${type}`;
      methods.set(key, new Set([...(methods.get(key) ?? []), ...names]));
    }
  }

  function packagesOf(type: NamedType, scope: Scope): readonly string[] {
    if (type.package === null) return [scope.importPath];
    const imported = scope.imports?.get(type.package);
    return imported === undefined ? [type.package, ...(pathsOfName.get(type.package) ?? [])] : [imported];
  }

  const index: TypeIndex = {
    resolve: (type, scope) => packagesOf(type, scope).flatMap(path => byName.get(`${path} ${type.name}`) ?? []),
    scopeOf: type => scopes.get(type) ?? { importPath: '', imports: null },
    methodsOf: type => methods.get(`${index.scopeOf(type).importPath} ${type.name}`) ?? new Set(),
    reach(shape, scope, way) {
      const reached = new Set<DeclaredType>();
      follow(shape, { scope, way, index, reached, inStruct: false, isHidden: false });
      return reached;
    },
  };
  return index;
}

interface Trail {
  readonly scope: Scope;
  readonly way: Way;
  readonly index: TypeIndex;
  readonly reached: Set<DeclaredType>;
  readonly inStruct: boolean;
  /** In a field whose methods nobody outside can call: what shows itself in its own way does not do so here. */
  readonly isHidden: boolean;
}

function follow(shape: TypeShape, trail: Trail): void {
  const { way, inStruct } = trail;
  switch (shape.kind) {
    case 'pointer':
      if (way.pointers === 'all' || (way.pointers === 'top' && !inStruct)) follow(shape.element, trail);
      return;
    case 'array':
      return follow(shape.element, trail);
    case 'slice':
      if (way.collections || !inStruct) follow(shape.element, trail);
      return;
    case 'map':
      if (!way.collections && inStruct) return;
      follow(shape.key, { ...trail, inStruct: true });
      return follow(shape.element, { ...trail, inStruct: true });
    case 'struct':
      return followFields(shape.fields, trail);
    case 'named':
      return followNamed(shape, trail);
    case 'channel':
    case 'interface':
    case 'other':
  }
}

function followFields(fields: readonly HeldField[], trail: Trail): void {
  for (const field of fields) {
    if (!trail.way.field(field)) continue;
    const isHidden = trail.isHidden || !field.names.some(isExported);
    follow(field.type, { ...trail, inStruct: true, isHidden });
  }
}

function followNamed(type: NamedType, trail: Trail): void {
  const { index, way, reached, scope } = trail;
  for (const argument of type.arguments) follow(argument, trail);
  for (const declared of index.resolve(type, scope)) {
    if (reached.has(declared)) continue;
    const { opaque } = way;
    if (opaque && !trail.isHidden && [...index.methodsOf(declared)].some(name => opaque.test(name))) continue;
    reached.add(declared);
    const inner = { ...trail, scope: index.scopeOf(declared) };
    if (declared.fields) followFields(declared.fields, inner);
    else follow(declared.shape, inner);
  }
}

export const isExported = (name: string): boolean => /^\p{Lu}/u.test(name);
