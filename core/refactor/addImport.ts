// One more import in a Go file, where gofmt would have it: among the packages of the standard library, or among the others, in the order of
// their paths. A file that has it already is left as it is.
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

/** `alias`: the name that it shall have; null: its own. Null where the text has no place for it, or its name means something else there. */
export function addImport(file: LocatedFile, path: string, alias: string | null = null): AddedImport | null {
  const { text } = file.lines;
  const name = alias ?? lastPart(path);
  const imports = importsOf(file);
  const known = imports.find(one => one.path === path && one.name !== '_');
  if (known) return { prefix: known.name === '.' ? '' : `${known.name ?? name}.`, edit: null };
  if (imports.some(one => (one.name ?? lastPart(one.path)) === name)) return null;
  const wanted = { path, spec: alias === null ? `"${path}"` : `${alias} "${path}"` };
  const parts = file.tree ? fileNode(file.tree).parts : [];
  const declarations = parts.filter(({ type }) => type === 'import_declaration');
  const edit =
    intoBlock(declarations, wanted, text) ?? besideSingle(declarations, wanted, text) ?? behindClause(parts, wanted);
  return edit && { prefix: `${name}.`, edit };
}

interface Wanted {
  readonly path: string;
  /** As it is written. */
  readonly spec: string;
}

type Edit = AddedImport['edit'];

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const at = (start: number, text: string): Edit => ({ start, end: start, text });

/** Its first part has no dot. */
export const isStandardPath = (path: string): boolean => !/^[^/]*\./.test(path);

/** `import ( … )`, whose groups are told apart by blank lines. */
function intoBlock(declarations: readonly SyntaxNode[], { path, spec: line }: Wanted, text: string): Edit {
  const list = declarations.flatMap(({ parts }) => parts).find(({ type }) => type === 'import_spec_list');
  const specs = list?.parts ?? [];
  const [first, last] = [specs[0], specs.at(-1)];
  if (!list || !first || !last) return null;
  const isOfKind = (spec: SyntaxNode): boolean =>
    isStandardPath(pathOf(spec, text)) === isStandardPath(path) && pathOf(spec, text) !== 'C';
  const start = specs.find(isOfKind);
  if (!start) {
    return isStandardPath(path) ? at(lineStart(first, text), `\t${line}\n\n`) : behindLine(last, `\n\t${line}\n`, text);
  }
  let before = start;
  for (const spec of specs.slice(specs.indexOf(start))) {
    const isInGroup = !/\n[ \t]*\r?\n/.test(text.slice(before.end, spec.start)) && isOfKind(spec);
    if (spec !== start && !isInGroup) break;
    if (pathOf(spec, text) > path) return at(lineStart(spec, text), `\t${line}\n`);
    before = spec;
  }
  return behindLine(before, `\t${line}\n`, text);
}

function behindLine({ end }: SyntaxNode, put: string, text: string): Edit {
  const line = text.indexOf('\n', end);
  return line < 0 ? null : at(line + 1, put);
}

/** `import "fmt"` becomes a block. */
function besideSingle(declarations: readonly SyntaxNode[], { path, spec: line }: Wanted, text: string): Edit {
  const only = declarations.find(({ parts }) => parts[0]?.type === 'import_spec' && pathOf(parts[0], text) !== 'C');
  const spec = only?.parts[0];
  if (!only || !spec) return null;
  const [own, ownPath] = [textOf(spec, text), pathOf(spec, text)];
  const isOneGroup = isStandardPath(path) === isStandardPath(ownPath);
  const isFirst = isOneGroup ? ownPath > path : isStandardPath(path);
  const [first, second] = isFirst ? [line, own] : [own, line];
  return { start: only.start, end: only.end, text: `import (\n\t${first}\n${isOneGroup ? '' : '\n'}\t${second}\n)` };
}

function behindClause(parts: readonly SyntaxNode[], { spec }: Wanted): Edit {
  const clause = parts.find(({ type }) => type === 'package_clause');
  return clause ? at(clause.end, `\n\nimport ${spec}`) : null;
}

const pathOf = (spec: SyntaxNode, text: string): string => textOf(spec.child('path'), text).slice(1, -1);

const lineStart = ({ start }: SyntaxNode, text: string): number => text.lastIndexOf('\n', start - 1) + 1;
