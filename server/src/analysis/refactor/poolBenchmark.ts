// "Generate a benchmark for this change": the edit that puts a benchmark into the package's own tests, in a file of the function's file's name.
import { addImport } from '#core/refactor/addImport';
import { applyReplacements, type FileEdit } from '#core/refactor/offer';
import { benchmarkFile, benchmarkOf, type BenchmarkText } from '#core/refactor/pool/benchmark';
import type { LocatedFile } from '#core/syntax/locate';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import { lineEdits } from '#core/text/lineEdits';
import { packageClause } from '../packageOf';
import type { Trees } from '../trees';
import type { RefactoringParts } from './refactoring';

export interface BenchmarkQuery {
  readonly source: LocatedFile;
  readonly declaration: SyntaxNode;
  readonly minor: number | null;
  readonly isTaken: (word: string) => boolean;
}

/** Null where no file of that name is free, or the text of one has no place for an import. */
export async function benchmarkEdit(
  { trees, disk, openTexts }: Pick<RefactoringParts, 'trees' | 'disk' | 'openTexts'>,
  { source, declaration, minor, isTaken }: BenchmarkQuery,
): Promise<FileEdit | null> {
  const name = packageClause(source.lines.text);
  if (name === null) return null;
  const benchmark = benchmarkOf({ file: source, declaration, minor, isTaken });
  const open = openTexts();
  const base = source.path.replace(/\.go$/, '');
  for (const file of [`${base}_test.go`, `${base}_benchmark_test.go`, `${base}_pool_test.go`]) {
    const text = open.get(file) ?? (await disk.read(file));
    if (text === null) {
      const whole = benchmarkFile(name, benchmark);
      return { file, before: '', replacements: [{ start: 0, end: 0, text: whole }], isNew: true };
    }
    // External tests cannot see what the copy may use.
    if (packageClause(text) !== name) continue;
    return intoFile(trees, file, text, benchmark);
  }
  return null;
}

/** The imports one after the other, each where it belongs in the text that the one before has left. */
function intoFile(trees: Trees, path: string, text: string, { imports, declarations }: BenchmarkText): FileEdit | null {
  let now = text;
  for (const spec of imports) {
    const [, alias = null, importPath = ''] = /^(?:(\S+) )?"(.*)"$/.exec(spec) ?? [];
    const added = addImport({ ...trees.parse(path, now), path }, importPath, alias);
    if (!added) return null;
    if (added.edit) now = applyReplacements({ file: path, before: now, replacements: [added.edit] });
  }
  now = `${now.trimEnd()}\n\n${declarations}\n`;
  if (text.includes('\r\n')) now = now.replace(/\r?\n/g, '\r\n');
  return { file: path, before: text, replacements: lineEdits(text, now) };
}
