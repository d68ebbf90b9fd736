// Several more imports in a Go file at once, each where addImport would put it.
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode } from '#core/syntax/syntaxNode';
import { addImport, type AddedImport } from './addImport';

export interface AddedImports {
  /** By path: what stands before names of the package, as in {@link AddedImport}. */
  readonly prefixes: ReadonlyMap<string, string>;
  readonly edits: readonly NonNullable<AddedImport['edit']>[];
}

/** Paths of the standard library. Null where the text has no place for one, or its name means something else there. */
export function addImports(file: LocatedFile, paths: readonly string[]): AddedImports | null {
  const prefixes = new Map<string, string>();
  const edits: NonNullable<AddedImport['edit']>[] = [];
  // What is put in at one place stands in the order of the paths.
  for (const path of [...new Set(paths)].sort()) {
    const added = addImport(file, path);
    if (!added) return null;
    prefixes.set(path, added.prefix);
    if (added.edit) edits.push(added.edit);
  }
  const [first, ...more] = edits;
  if (!first || more.length === 0 || first.end === first.start) return { prefixes, edits };
  return { prefixes, edits: [{ ...first, text: wholeBlock(file, [...prefixes.keys()]) }] };
}

/** The only import, or none, becomes a block. */
function wholeBlock(file: LocatedFile, paths: readonly string[]): string {
  const { text } = file.lines;
  const known = new Set(importsOf(file).map(({ path }) => path));
  const specs = (file.tree ? fileNode(file.tree).parts : [])
    .filter(({ type }) => type === 'import_declaration')
    .flatMap(({ parts }) => parts.filter(({ type }) => type === 'import_spec'));
  const own = specs.map(spec => textOf(spec, text)).filter(spec => !spec.endsWith('"C"'))[0] ?? '';
  const path = (spec: string): string => /"(.*)"/.exec(spec)?.[1] ?? '';
  const isStandard = (spec: string): boolean => !/^[^/]*\./.test(path(spec));
  const added = paths.filter(one => !known.has(one)).map(one => `"${one}"`);
  const byPath = (a: string, b: string): number => (path(a) < path(b) ? -1 : 1);
  const standard = [...added, ...(isStandard(own) ? [own] : [])].sort(byPath);
  const groups = [standard, ...(isStandard(own) ? [] : [[own]])];
  return `import (\n${groups.map(group => group.map(spec => `\t${spec}\n`).join('')).join('\n')})`;
}
