// One more import in a Go file, where gofmt would have it: among the packages of the standard library, in the order of their paths. A file
// that has it already is left as it is.
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';

export interface AddedImport {
  /** What stands before a name of the package: `sync.`, as the file calls it; '' where it imports all its names. */
  readonly prefix: string;
  /** Null where nothing has to be put in. */
  readonly edit: { readonly start: number; readonly end: number; readonly text: string } | null;
}

/** `path`: of the standard library. Null where the text has no place for it, or its name means something else there. */
export function addImport(file: LocatedFile, path: string): AddedImport | null {
  const { text } = file.lines;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const imports = importsOf(file);
  const known = imports.find(one => one.path === path && one.name !== '_');
  if (known) return { prefix: known.name === '.' ? '' : `${known.name ?? name}.`, edit: null };
  if (imports.some(one => (one.name ?? one.path.slice(one.path.lastIndexOf('/') + 1)) === name)) return null;
  const parts = file.tree ? fileNode(file.tree).parts : [];
  const declarations = parts.filter(({ type }) => type === 'import_declaration');
  const edit =
    intoBlock(declarations, path, text) ?? besideSingle(declarations, path, text) ?? behindClause(parts, path);
  return edit && { prefix: `${name}.`, edit };
}

const at = (start: number, text: string): NonNullable<AddedImport['edit']> => ({ start, end: start, text });

/** `import ( … )`: the group of the standard library is the first whose paths have no dot before their first slash. */
function intoBlock(declarations: readonly SyntaxNode[], path: string, text: string): AddedImport['edit'] {
  const list = declarations.flatMap(({ parts }) => parts).find(({ type }) => type === 'import_spec_list');
  const specs = list?.parts ?? [];
  const [first] = specs;
  if (!list || !first) return null;
  const isStandard = (spec: SyntaxNode): boolean => !/^[^/]*\./.test(pathOf(spec, text)) && pathOf(spec, text) !== 'C';
  const start = specs.find(isStandard);
  if (!start) return at(lineStart(first, text), `\t"${path}"\n\n`);
  let last = start;
  for (const spec of specs.slice(specs.indexOf(start))) {
    const isInGroup = !/\n[ \t]*\r?\n/.test(text.slice(last.end, spec.start)) && isStandard(spec);
    if (spec !== start && !isInGroup) break;
    if (pathOf(spec, text) > path) return at(lineStart(spec, text), `\t"${path}"\n`);
    last = spec;
  }
  const end = text.indexOf('\n', last.end);
  return end < 0 ? null : at(end + 1, `\t"${path}"\n`);
}

/** `import "fmt"` becomes a block. */
function besideSingle(declarations: readonly SyntaxNode[], path: string, text: string): AddedImport['edit'] {
  const only = declarations.find(({ parts }) => parts[0]?.type === 'import_spec' && pathOf(parts[0], text) !== 'C');
  const spec = only?.parts[0];
  if (!only || !spec) return null;
  const own = textOf(spec, text);
  const isStandard = !/^[^/]*\./.test(pathOf(spec, text));
  const [first, second] = isStandard && pathOf(spec, text) < path ? [own, `"${path}"`] : [`"${path}"`, own];
  return { start: only.start, end: only.end, text: `import (\n\t${first}\n${isStandard ? '' : '\n'}\t${second}\n)` };
}

function behindClause(parts: readonly SyntaxNode[], path: string): AddedImport['edit'] {
  const clause = parts.find(({ type }) => type === 'package_clause');
  return clause ? at(clause.end, `\n\nimport "${path}"`) : null;
}

const pathOf = (spec: SyntaxNode, text: string): string => textOf(spec.child('path'), text).slice(1, -1);

const lineStart = ({ start }: SyntaxNode, text: string): number => text.lastIndexOf('\n', start - 1) + 1;
