// Structs with an interface inside: comparing them may panic, and whether it comes to that hangs on which field is compared first.
import type { DeclaredType } from './fileFacts';
import type { TypeIndex, Scope } from './typeIndex';
import type { NamedType, TypeShape } from './typeText';

/** What is known by the text; `ask`: types of other packages, of which only the compiler knows whether they are interfaces. */
export interface InterfacesInside {
  readonly known: boolean;
  readonly ask: readonly ForeignType[];
}

export interface ForeignType {
  /** Of its package. */
  readonly path: string;
  readonly name: string;
}

export function interfacesInside(type: DeclaredType, index: TypeIndex): InterfacesInside {
  const found = { known: false, ask: new Map<string, ForeignType>() };
  const scope = index.scopeOf(type);
  look(type.shape, scope, { index, found, seen: new Set([type]), importPath: scope.importPath });
  return { ...found, ask: [...found.ask.values()] };
}

interface Search {
  readonly index: TypeIndex;
  readonly found: { known: boolean; readonly ask: Map<string, ForeignType> };
  readonly seen: Set<DeclaredType>;
  /** Only what this package imports can be asked about in it. */
  readonly importPath: string;
}

function look(shape: TypeShape, scope: Scope, search: Search): void {
  const { found, index, seen } = search;
  switch (shape.kind) {
    case 'interface':
      found.known = true;
      return;
    case 'array':
      return look(shape.element, scope, search);
    case 'struct':
      for (const field of shape.fields) look(field.type, scope, search);
      return;
    case 'named': {
      const declared = index.resolve(shape, scope);
      if (declared.length === 0) lookAtUnknown(shape, scope, search);
      for (const type of declared) {
        if (seen.has(type)) continue;
        seen.add(type);
        look(type.shape, index.scopeOf(type), search);
      }
      return;
    }
    case 'pointer':
    case 'slice':
    case 'map':
    case 'channel':
    case 'other':
  }
}

/** A name of the language, or of a package that was not read. */
function lookAtUnknown(type: NamedType, scope: Scope, { found, importPath }: Search): void {
  if (type.package === null) {
    if (/^(?:error|any)$/.test(type.name)) found.known = true;
    return;
  }
  const path = scope.imports?.get(type.package);
  if (path === undefined || path === 'C' || path === 'unsafe' || scope.importPath !== importPath) return;
  if (type.arguments.length === 0) found.ask.set(`${path} ${type.name}`, { path, name: type.name });
}
