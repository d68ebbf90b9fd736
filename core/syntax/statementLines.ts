// Which lines a statement takes. The machine code of a literal over several lines stands at the line of the whole, so a verdict on one of them is
// looked for in all.
import type { ByteColumn } from '#core/text/position';
import type { LocatedFile } from './locate';
import { nodeAt, type SyntaxNode } from './syntaxNode';

/** Both 1-based, both in it. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/**
 * The innermost statement, declaration or parameter list around a place (`line` 1-based, `column` 0: not given, then the line's first token); of
 * one with a body what stands before the body. Null where there is no tree.
 */
export function statementLines(
  { tree, lines }: LocatedFile,
  place: { readonly line: number; readonly column: ByteColumn },
): Lines | null {
  if (!tree) return null;
  const line = Math.max(0, Math.min(place.line - 1, lines.lineCount - 1));
  const character =
    place.column > 0 ? lines.characterOfColumn(line, place.column) : /^\s*/.exec(lines.lineText(line))![0].length;
  let at: SyntaxNode = nodeAt(tree, lines.offsetAt({ line, character }));
  let body: SyntaxNode | null = null;
  while (at.parent && !isStatement(at.type)) {
    body = at.type === 'block' ? at : body;
    at = at.parent;
  }
  const first = lines.positionAt(at.start).line + 1;
  const bodyOf = at.child('body') ?? at.child('consequence');
  const end = bodyOf && bodyOf !== body ? bodyOf.start : at.end;
  return { first, last: Math.max(lines.positionAt(end).line, line) + 1 };
}

const isStatement = (type: string): boolean =>
  /_(?:statement|declaration|spec|case)$/.test(type) && type !== 'parameter_declaration';
