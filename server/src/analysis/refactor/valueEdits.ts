// What a function that returns a value in place of a pointer changes in the files of its package, by syntax alone (core/refactor/value).
import path from 'node:path';
import type { FileEdit, Replacement } from '#core/refactor/offer';
import { inOrder } from '#core/refactor/pool/editText';
import { callerEdits } from '#core/refactor/value/callers';
import { constructorEdits, constructorsOf, type Constructor } from '#core/refactor/value/constructors';
import type { Obstacle } from '#core/refactor/value/obstacle';
import { functionName } from '#core/syntax/enclosing';
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { wordsOf } from '#core/syntax/words';
import { packageClause } from '../packageOf';
import { folderTexts } from './folderTexts';
import type { Place, RefactoringParts } from './refactoring';

export type ChangedFiles =
  | {
      readonly kind: 'edits';
      /** As the compiler names it, and where its name stands: 0-based line. */
      readonly function: string;
      readonly line: number;
      readonly files: readonly FileEdit[];
      /** Every file of the package that has the function's name. */
      readonly mentions: readonly string[];
    }
  | { readonly kind: 'obstacle'; readonly obstacle: Obstacle };

/** Of all files in the folder that belong to the package, by syntax alone. `at`: where the name stands. Null where there is no such function. */
export async function changedFiles(
  parts: RefactoringParts,
  { file, text }: Pick<Place, 'file' | 'text'>,
  at: number,
): Promise<ChangedFiles | null> {
  const { trees } = parts;
  const find = (): Constructor | undefined =>
    constructorsOf({ ...trees.parse(file, text), path: file }).find(({ name }) => name.start === at);
  const constructor = find();
  if (!constructor) return null;
  const name = textOf(constructor.name, text);
  const type = textOf(constructor.type, text);
  const clause = packageClause(text);
  const texts = new Map(await folderTexts(path.dirname(file), parts)).set(file, text);
  const files: FileEdit[] = [];
  const mentions: string[] = [];
  for (const [other, source] of texts) {
    if (wordsOf(source, name).length === 0 || packageClause(source) !== clause) continue;
    mentions.push(other);
    const parsed: LocatedFile = { ...trees.parse(other, source), path: other };
    const changes = [callerEdits(name, parsed), ...(other === file ? [constructorEdits(find()!, parsed)] : [])];
    const replacements: Replacement[] = [];
    for (const change of changes) {
      if (change.kind === 'obstacle') return change;
      replacements.push(...change.edits);
    }
    // What hides a pointer may keep one.
    const hides = importsOf(parsed).some(imported => imported.path === 'unsafe');
    if (hides && wordsOf(source, type).length > 0) {
      const line = parsed.lines.positionAt(source.indexOf('"unsafe"')).line + 1;
      return { kind: 'obstacle', obstacle: { kind: 'unsafe', at: { file: other, line } } };
    }
    if (replacements.length > 0) files.push({ file: other, before: source, replacements: inOrder(replacements) });
  }
  const { lines } = trees.parse(file, text);
  const own = find()!;
  return {
    kind: 'edits',
    function: functionName(own.declaration, text),
    line: lines.positionAt(at).line,
    files,
    mentions,
  };
}
