// From a compiler's position to what a person wants to see underlined: the exact expression or name, the function around it, and
// the kind of path it stands on. Never fails: where nothing fits, the token at the position, else the rest of the line.
import type { Tree } from 'web-tree-sitter';
import type { LineIndex } from '#core/text/lineIndex';
import type { ByteColumn } from '#core/text/position';
import { codePathOf } from './codePath';
import { declarationAround, functionName } from './enclosing';
import { findInLine } from './lineSearch';
import { operandOf, type Operand } from './operand';
import type { Site, SiteQuery } from './site';
import { starterOf } from './starter';
import { subjectAt } from './subject';
import { restOfLine, subjectRange } from './subjectRange';
import { closest, nodeAt, type SyntaxNode } from './syntaxNode';

export interface LocatedFile {
  /** Null where the text could not be parsed: then only lines are known. */
  readonly tree: Tree | null;
  readonly lines: LineIndex;
  /** Its name tells tests. */
  readonly path: string;
}

export function locateSite({ tree, lines, path }: LocatedFile, query: SiteQuery): Site {
  const { text } = lines;
  const line = Math.max(0, Math.min(query.line - 1, lines.lineCount - 1));
  // Without a column the line's first token tells the function and the path.
  const character =
    query.column > 0 ? lines.characterOfColumn(line, query.column) : /^\s*/.exec(lines.lineText(line))![0].length;
  const offset = lines.offsetAt({ line, character });
  if (!tree) return { range: restOfLine(offset, line, lines), function: '', path: 'normal' };

  const token = nodeAt(tree, offset);
  const subject =
    subjectOf(tree, token, line, lines, query) ?? (query.column > 0 && isToken(token, text) ? token : null);
  const node = subject ?? token;
  const declaration = declarationAround(node);
  return {
    range: subject ? subjectRange(subject, line, lines) : restOfLine(offset, line, lines),
    function: declaration ? functionName(declaration, text) : '',
    path: codePathOf({ node, declaration, file: path, text }),
    keyword: starterOf(node),
  };
}

/** The node that the compiler names; null where nothing at the place, or in its line, is it. */
export function locateSubject({ tree, lines }: LocatedFile, query: SiteQuery): SyntaxNode | null {
  const line = query.line - 1;
  if (!tree || line < 0 || line >= lines.lineCount) return null;
  const character = query.column > 0 ? lines.characterOfColumn(line, query.column) : 0;
  return subjectOf(tree, nodeAt(tree, lines.offsetAt({ line, character })), line, lines, query);
}

/** `line` is 0-based. */
function subjectOf(tree: Tree, token: SyntaxNode, line: number, lines: LineIndex, query: SiteQuery): SyntaxNode | null {
  return (query.column > 0 ? subjectAt(token, query, lines.text) : null) ?? findInLine(tree, lines, line, query);
}

export interface CalleeQuery {
  /** The place of the call's `(`, as the compiler printed it. */
  readonly line: number;
  readonly column: ByteColumn;
  /** As the compiler prints it: `r.Read`, `s.r.Read`. */
  readonly callee: string;
}

/** What the first name of a callee is at its call; null where the source spells the callee differently, or nobody can tell. */
export function locateOperand({ tree, lines }: LocatedFile, { line, column, callee }: CalleeQuery): Operand {
  if (!tree || column <= 0) return null;
  const offset = lines.offsetAt({ line: line - 1, character: lines.characterOfColumn(line - 1, column) });
  const call = closest(nodeAt(tree, offset), 'call_expression');
  return call?.child('arguments')?.start === offset ? operandOf(call, callee, lines.text) : null;
}

/** What is called where the `(` of a call stands, as it is written; null where none does. */
export function calleeAt(
  { tree, lines }: LocatedFile,
  { line, column }: { readonly line: number; readonly column: ByteColumn },
): string | null {
  if (!tree || line <= 0 || column <= 0) return null;
  const offset = lines.offsetAt({ line: line - 1, character: lines.characterOfColumn(line - 1, column) });
  const call = closest(nodeAt(tree, offset), 'call_expression');
  const callee = call?.child('arguments')?.start === offset ? call.child('function') : null;
  return callee && lines.text.slice(callee.start, callee.end);
}

/** It has an extent, and that on one line. */
function isToken(node: SyntaxNode, text: string): boolean {
  return node.children.length === 0 && node.end > node.start && !text.slice(node.start, node.end).includes('\n');
}
