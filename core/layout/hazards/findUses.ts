// Where one file uses values in a way that may see the order of their fields. By syntax, and by what the file imports; what the values'
// types are is asked later (typeProbes).
import type { LocatedFile } from '#core/syntax/locate';
import { fileNode } from '#core/syntax/syntaxNode';
import { atomicUses } from './atomicUses';
import { packageCalls, type Source } from './calls';
import { isSerialiser } from './serialisers';
import { unsafeUses } from './unsafeUses';
import type { Use } from './use';
import { writingUses } from './writingUses';

/** `imports`: what the file calls a package → its path. */
export function findUses({ tree, lines }: LocatedFile, imports: ReadonlyMap<string, string>): readonly Use[] {
  if (!tree) return [];
  const source: Source = { root: fileNode(tree), text: lines.text, imports };
  const calls = packageCalls(source, path => isSerialiser(path) || /^(?:unsafe|sync\/atomic|runtime)$/.test(path));
  return [...writingUses(source, calls), ...unsafeUses(source, calls), ...atomicUses(source, calls)];
}
