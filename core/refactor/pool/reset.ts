// How a value is made as good as new when it comes out of a pool, by its type. What is not in the table is set to its zero value, which is
// always right; what is, keeps memory inside that is worth keeping, and must then not have given any of it away.
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { Candidate } from './candidate';

export type Reset =
  /** `*x = T{}`, or T with the values of its literal. */
  | { readonly kind: 'zero' }
  /** A method that keeps the memory inside; `grown`: what tells how much that is, in bytes. */
  | { readonly kind: 'method'; readonly call: string; readonly grown: string | null }
  /** Its memory goes to the string that it makes. */
  | { readonly kind: 'builder' }
  /** Has an identity of its own, or is watched by others. */
  | { readonly kind: 'never' };

/** Types of the standard library: import path and name. */
const table: ReadonlyMap<string, Reset> = new Map<string, Reset>([
  ['bytes.Buffer', { kind: 'method', call: 'Reset()', grown: 'Cap()' }],
  ['math/big.Int', { kind: 'method', call: 'SetInt64(0)', grown: null }],
  ['strings.Builder', { kind: 'builder' }],
]);

/** Packages whose values stand for something outside, or must not be used twice. */
const never = /^(?:sync|sync\/atomic|context|net|os|os\/exec|testing|database\/sql|runtime|unsafe|time)$/;
/** Plain values among them. */
const plain = /^(?:time\.Time|time\.Duration|net\.IPNet|net\.IPAddr|net\.TCPAddr|net\.UDPAddr|net\.IPMask)$/;

/** Of a candidate's type; what constructors make has its reset there (constructors.ts), where it is not a buffer. */
export function resetOf(candidate: Pick<Candidate, 'type' | 'constructed'>, file: LocatedFile): Reset {
  const path = typePath(candidate, file);
  if (path === null) return { kind: 'zero' };
  const known = table.get(path);
  if (known) return known;
  return never.test(path.slice(0, path.lastIndexOf('.'))) && !plain.test(path) ? { kind: 'never' } : { kind: 'zero' };
}

/** Import path and name of the type, where it is another package's. */
export function typePath(
  { type, constructed }: Pick<Candidate, 'type' | 'constructed'>,
  file: LocatedFile,
): string | null {
  if (constructed) return constructed.row.makes;
  return type && writtenPath(type, file);
}

function writtenPath(type: SyntaxNode, file: LocatedFile): string | null {
  if (type.type !== 'qualified_type') return null;
  const { text } = file.lines;
  const path = importPathOf(textOf(type.child('package'), text), file);
  return path === null ? null : `${path}.${textOf(type.child('name'), text)}`;
}

/** What a file imports under a name; of a package without a name of its own the last part of its path. */
export function importPathOf(name: string, file: LocatedFile): string | null {
  const found = importsOf(file).find(({ name: own, path }) => (own ?? path.slice(path.lastIndexOf('/') + 1)) === name);
  return found?.path ?? null;
}
