// What stands between two fields: line ends, semicolons and comments, and whose they are. Read from the text alone: no brace is counted, so
// that what a comment or a tag holds never matters.
//
//   a bool // trailing: of the field before
//
//   // own: of nobody (a blank line follows)
//
//   // own: of the field below
//   /* lead */ b int
import type { Span } from '#core/syntax/structs';

/** One comment as it stands in the text, without the white space at its end. */
export interface CommentText {
  readonly text: string;
  /** A `//line` at the very start of its line, where alone it has a meaning. */
  readonly isLineDirective: boolean;
}

/** Comments on lines of their own, one line below the other. */
export interface CommentBlock {
  readonly comments: readonly CommentText[];
  readonly blankBefore: boolean;
  readonly blankAfter: boolean;
}

export interface Gap {
  /** On the line of what stands before, behind it. */
  readonly trailing: readonly CommentText[];
  readonly blocks: readonly CommentBlock[];
  /** On the line of what follows, in front of it. */
  readonly lead: readonly CommentText[];
  /** A line without anything on it, anywhere. */
  readonly hasBlank: boolean;
  /** What stands before and what follows are on one line. */
  readonly isOneLine: boolean;
}

type Token =
  | { readonly kind: 'comment'; readonly comment: CommentText }
  | { readonly kind: 'line-end' }
  | { readonly kind: 'semicolon' };

/** `behindIs`: what follows the gap; what stands before a `}` has no field to lead. Null where anything else stands in it. */
export function readGap(text: string, gap: Span, behindIs: 'field' | 'brace'): Gap | null {
  const tokens = tokensOf(text, gap);
  if (!tokens) return null;
  const lines = splitLines(tokens);
  const first = lines[0]!;
  if (lines.length === 1) {
    const semicolon = behindIs === 'field' ? first.findIndex(({ kind }) => kind === 'semicolon') : -1;
    const cut = semicolon < 0 ? first.length : semicolon;
    return {
      trailing: commentsIn(first.slice(0, cut)),
      blocks: [],
      lead: commentsIn(first.slice(cut)),
      hasBlank: false,
      isOneLine: true,
    };
  }
  const own = lines.slice(1, -1).map(commentsIn);
  const last = commentsIn(lines.at(-1)!);
  if (behindIs === 'brace' && last.length > 0) own.push(last);
  return {
    trailing: commentsIn(first),
    blocks: blocksOf(own),
    lead: behindIs === 'field' ? last : [],
    hasBlank: own.some(({ length }) => length === 0),
    isOneLine: false,
  };
}

/** Null where the span holds more than white space, semicolons and comments. */
function tokensOf(text: string, { start, end }: Span): readonly Token[] | null {
  const tokens: Token[] = [];
  const pattern = /([^\S\n]+)|(\n)|(;)|(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|([\s\S])/y;
  pattern.lastIndex = start;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const [, blank, lineEnd, semicolon, comment] = pattern.exec(text)!;
    if (blank !== undefined) continue;
    if (lineEnd !== undefined) tokens.push({ kind: 'line-end' });
    else if (semicolon !== undefined) tokens.push({ kind: 'semicolon' });
    else if (comment !== undefined) {
      const isLineDirective = comment.startsWith('//line ') && (at === 0 || text[at - 1] === '\n');
      tokens.push({ kind: 'comment', comment: { text: comment.trimEnd(), isLineDirective } });
    } else return null;
  }
  return tokens;
}

function splitLines(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'line-end') lines.push([]);
    else lines.at(-1)!.push(token);
  }
  return lines;
}

const commentsIn = (tokens: readonly Token[]): readonly CommentText[] =>
  tokens.flatMap(token => (token.kind === 'comment' ? [token.comment] : []));

/** `lines` are those between the first and the last: one without a comment is blank. */
function blocksOf(lines: readonly (readonly CommentText[])[]): readonly CommentBlock[] {
  const blocks: { comments: CommentText[]; blankBefore: boolean; blankAfter: boolean }[] = [];
  let isBlank = false;
  let isOpen = false;
  for (const line of lines) {
    if (line.length === 0) {
      if (isOpen) blocks.at(-1)!.blankAfter = true;
      isBlank = true;
      isOpen = false;
      continue;
    }
    if (!isOpen) blocks.push({ comments: [], blankBefore: isBlank, blankAfter: false });
    blocks.at(-1)!.comments.push(...joined(line));
    isOpen = true;
  }
  return blocks;
}

/** Several comments on one line stay on it. */
function joined(line: readonly CommentText[]): readonly CommentText[] {
  if (line.length === 1) return line;
  return [{ text: line.map(({ text }) => text).join(' '), isLineDirective: false }];
}
