// Where something is put in before a statement: in front of its label, and of the comment that speaks of it.
import { closest, type SyntaxNode } from '#core/syntax/syntaxNode';

export interface Before {
  readonly offset: number;
  /** What a line that is put in ends with: the text's line end, and the statement's indentation. */
  readonly lineEnd: string;
}

/** Null where the statement does not begin its line. */
export function before(statement: SyntaxNode, text: string): Before | null {
  let at = statement;
  while (at.parent?.type === 'labeled_statement') at = at.parent;
  const siblings = at.parent?.children ?? [];
  for (let index = siblings.findIndex(({ start }) => start === at.start) - 1; index >= 0; index--) {
    const above = siblings[index]!;
    const between = text.slice(above.end, at.start);
    if (above.type !== 'comment' || (between.match(/\n/g) ?? []).length !== 1 || !beginsLine(above, text)) break;
    at = above;
  }
  if (!beginsLine(at, text) || !closest(at, 'statement_list')) return null;
  const indent = /[ \t]*$/.exec(text.slice(0, at.start))![0];
  return { offset: at.start, lineEnd: `${text.includes('\r\n') ? '\r\n' : '\n'}${indent}` };
}

const beginsLine = ({ start }: SyntaxNode, text: string): boolean =>
  /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - 200), start));
