// From a compiler's position to what a person wants to see underlined: the exact expression or name, the function around it, and
// the kind of path it stands on. Never fails: where nothing fits, the token at the position, else the rest of the line.
import type { Tree } from 'web-tree-sitter';
import type { LineIndex } from '#core/text/lineIndex';
import { codePathOf } from './codePath';
import { declarationAround, functionName } from './enclosing';
import { findInLine } from './lineSearch';
import { operandOf } from './operand';
import type { Site, SiteQuery } from './site';
import { starterOf } from './starter';
import { subjectAt } from './subject';
import { restOfLine, subjectRange } from './subjectRange';
import { nodeAt, type SyntaxNode } from './syntaxNode';

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
    (query.column > 0 ? subjectAt(token, query, text) : null) ??
    findInLine(tree, lines, line, query) ??
    (query.column > 0 && isToken(token, text) ? token : null);
  const node = subject ?? token;
  const declaration = declarationAround(node);
  const site: Site = {
    range: subject ? subjectRange(subject, line, lines) : restOfLine(offset, line, lines),
    function: declaration ? functionName(declaration, text) : '',
    path: codePathOf({ node, declaration, file: path, text }),
    keyword: starterOf(node),
  };
  return query.kind === 'call' ? { ...site, operand: operandOf(node, query.subject, text) } : site;
}

/** It has an extent, and that on one line. */
function isToken(node: SyntaxNode, text: string): boolean {
  return node.children.length === 0 && node.end > node.start && !text.slice(node.start, node.end).includes('\n');
}
