// Whether values of a type may be copied: what holds a lock, or knows its own address, may not (`go vet` says so of locks). Told by the declarations
// of its types, through all packages; where one of them is not found, nobody knows, and the answer is no.
import { basicType } from '#core/layout/basicTypes';
import type { TypeExpression } from '#core/syntax/typeExpressions';
import type { TypeIndex, TypeScope } from '../layout/typeIndex';

/** Deeper, or more names, than any type that is worth copying. */
const deepest = 20;
const mostNames = 300;

/** Types of the standard library that are told apart from their copies, beside all of sync and sync/atomic. */
const notCopied = new Set([
  'strings.Builder',
  'time.Timer',
  'time.Ticker',
  'hash/maphash.Hash',
  'testing.T',
  'testing.B',
]);

export interface CopyQuery {
  readonly index: TypeIndex;
  readonly signal: AbortSignal;
}

/** The type that must not be copied, or that nobody knows, as it is written; null where a copy is as good. Rejects only with the signal's AbortError. */
export function notCopyable(type: TypeExpression, scope: TypeScope, query: CopyQuery): Promise<string | null> {
  return look(type, scope, { ...query, depth: 0, left: { names: mostNames } });
}

interface Deeper extends CopyQuery {
  readonly depth: number;
  readonly left: { names: number };
}

async function look(type: TypeExpression, scope: TypeScope, query: Deeper): Promise<string | null> {
  switch (type.kind) {
    case 'pointer':
    case 'reference':
    case 'slice':
    case 'interface':
      return null;
    case 'array':
      return look(type.element, scope, query);
    case 'struct':
      for (const field of type.fields) {
        const found = await look(field.type, scope, query);
        if (found !== null) return found;
      }
      return null;
    case 'name':
      return lookAtName(type, scope, query);
    case 'unknown':
      return '?';
  }
}

async function lookAtName(
  type: Extract<TypeExpression, { kind: 'name' }>,
  scope: TypeScope,
  query: Deeper,
): Promise<string | null> {
  const written = type.package === null ? type.name : `${type.package}.${type.name}`;
  const { index, signal, depth, left } = query;
  if (depth > deepest || --left.names < 0 || type.arguments.length > 0) return written;
  const importPath = type.package === null ? scope.importPath : index.importPathOf(scope, type.package);
  if (importPath === null || /^(?:C|unsafe|sync|sync\/.*)$/.test(importPath)) return written;
  if (notCopied.has(`${importPath}.${type.name}`) || /nocopy/i.test(type.name)) return written;
  const found = await index.find(importPath, type.name, signal);
  if (!found) return type.package === null && basicType(type.name, 8) ? null : written;
  if (found.declaration.parameters.length > 0) return written;
  return look(found.declaration.type, found.scope, { ...query, depth: depth + 1 });
}
