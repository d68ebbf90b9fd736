// Structs with an interface inside: comparing them may panic, and whether it comes to that hangs on which field is compared first.
import type { DeclaredType } from './fileFacts';
import type { TypeIndex, Scope } from './typeIndex';
import type { NamedType, TypeShape } from './typeText';

/** What is known by the text; `ask`: types of other packages, of which only the compiler knows whether they are interfaces. */
export interface InterfacesInside {
  readonly known: boolean;
  readonly ask: readonly NamedType[];
  /** It holds something as strictly aligned as a pointer. */
  readonly isWordAligned: boolean;
}

export function interfacesInside(type: DeclaredType, index: TypeIndex): InterfacesInside {
  const found = { known: false, ask: new Map<string, NamedType>(), isWordAligned: false };
  look(type.shape, index.scopeOf(type), { index, found, seen: new Set([type]) });
  return { ...found, ask: [...found.ask.values()] };
}

interface Search {
  readonly index: TypeIndex;
  readonly found: { known: boolean; isWordAligned: boolean; readonly ask: Map<string, NamedType> };
  readonly seen: Set<DeclaredType>;
}

const words = /^(?:string|u?int|uintptr|error|any)$/;

function look(shape: TypeShape, scope: Scope, search: Search): void {
  const { found, index, seen } = search;
  switch (shape.kind) {
    case 'interface':
      found.known = true;
      found.isWordAligned = true;
      return;
    case 'pointer':
    case 'slice':
    case 'map':
    case 'channel':
      found.isWordAligned = true;
      return;
    case 'array':
      return look(shape.element, scope, search);
    case 'struct':
      for (const field of shape.fields) look(field.type, scope, search);
      return;
    case 'named': {
      const declared = index.resolve(shape, scope);
      if (declared.length === 0) {
        if (words.test(shape.name) && shape.package === null) found.isWordAligned = true;
        if (/^(?:error|any)$/.test(shape.name) && shape.package === null) found.known = true;
        else if (shape.package !== null && shape.arguments.length === 0) {
          found.ask.set(`${shape.package}.${shape.name}`, shape);
        }
      }
      for (const type of declared) {
        if (seen.has(type)) continue;
        seen.add(type);
        look(type.shape, index.scopeOf(type), search);
      }
      return;
    }
    case 'other':
  }
}
