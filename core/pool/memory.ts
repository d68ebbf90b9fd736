// Whether a variable that is given back leads to memory that it shares with the pool: a pointer does, a number does not.
import type { PackageDeclarations } from './declarations';
import type { TypeRef } from './typeRef';
import type { FileUses, Put } from './uses';

/** True where it certainly does: by the variable's own type, or by that of what the file takes out of the pool. */
export function sharesMemory(put: Put, { gets }: FileUses, declared: PackageDeclarations): boolean {
  const { pool, type } = put;
  if (type) return isReference(type, declared);
  const asserted = gets.flatMap(get => (get.pool.text === pool.text ? [get.assertion?.ref ?? null] : []));
  const held = pool.where === 'package' ? declared.pools.get(pool.name)?.holds : null;
  const known = [...asserted, held ?? null].filter(ref => ref !== null);
  return known.length > 0 && known.every(ref => isReference(ref, declared));
}

function isReference(type: TypeRef, declared: PackageDeclarations): boolean {
  switch (type.kind) {
    case 'pointer':
    case 'slice':
    case 'map':
      return true;
    case 'named': {
      const under = type.path === '' ? declared.types.get(type.name)?.under : null;
      return under?.kind === 'slice' || under?.kind === 'map';
    }
    default:
      return false;
  }
}
