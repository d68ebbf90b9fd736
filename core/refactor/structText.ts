// A struct's body taken apart for moving its fields: each field with every byte that belongs to it, and the comments that belong to none,
// with their place among the fields of their group.
import type { Span, StructDeclaration, StructField } from '#core/syntax/structs';
import { readGap, type CommentBlock, type CommentText, type Gap } from './structComments';

/** One declaration with what moves with it. */
export interface FieldText {
  readonly group: number;
  /** Directly above it. */
  readonly doc: readonly CommentText[];
  /** The cells of its line in gofmt's columns; any may have line ends in it. */
  readonly cells: readonly string[];
  /** In front of its name, on its line. */
  readonly lead: readonly CommentText[];
  /** A comment stands behind it. */
  readonly hasTrailing: boolean;
}

/** A comment of nobody: stays in its group, in front of the `index`th field that stands there; behind the last one where there is none. */
export interface FloatingComment extends CommentBlock {
  readonly group: number;
  readonly index: number;
}

export interface StructText {
  /** Comments on the line of the `{`. */
  readonly opening: readonly CommentText[];
  readonly fields: readonly FieldText[];
  readonly floating: readonly FloatingComment[];
  /** Behind the last field, wherever that goes: they stay before the `}`. */
  readonly closing: readonly CommentBlock[];
  /** A blank line behind the `{`, which gofmt keeps in front of a comment. */
  readonly blankFirst: boolean;
  /** A blank line before the `}`, which gofmt keeps behind a comment. */
  readonly blankLast: boolean;
}

/** Null where the body holds something that is no field and no comment. Line ends are `\n`: the caller sees to others. */
export function readStructText(
  text: string,
  { body, fields }: Pick<StructDeclaration, 'body' | 'fields'>,
): StructText | null {
  const gaps: Gap[] = [];
  for (let at = 0; at <= fields.length; at++) {
    const span: Span = { start: fields[at - 1]?.end ?? body.start + 1, end: fields[at]?.start ?? body.end - 1 };
    const gap = readGap(text, span, at < fields.length ? 'field' : 'brace');
    if (!gap) return null;
    gaps.push(gap);
  }
  const texts: FieldText[] = [];
  const floating: FloatingComment[] = [];
  const first = gaps[0]!;
  for (const [at, field] of fields.entries()) {
    const gap = gaps[at]!;
    const { blocks, doc } = splitDoc(gap.blocks);
    const before = fields[at - 1];
    const inGroup = texts.filter(({ group }) => group === field.group).length;
    for (const block of blocks) {
      // What follows a field without a blank line, and is followed by one, is the end of that field's group.
      const isTail =
        before !== undefined && before.group !== field.group && !block.blankBefore && floatsOnly(blocks, block);
      const group = isTail ? before.group : field.group;
      floating.push({ ...block, group, index: isTail ? Infinity : inGroup });
    }
    // On the line of the brace nothing leads a field, unless the field is on it, too.
    const lead = [...(at === 0 && gap.isOneLine ? gap.trailing : []), ...gap.lead];
    const { trailing } = gaps[at + 1]!;
    const cells = cellsOf(text, field, trailing);
    texts.push({ group: field.group, doc, cells, lead, hasTrailing: trailing.length > 0 });
  }
  return {
    opening: first.isOneLine && fields.length > 0 ? [] : first.trailing,
    fields: texts,
    floating,
    closing: fields.length > 0 ? gaps.at(-1)!.blocks : [],
    blankLast: fields.length > 0 && (gaps.at(-1)!.blocks.at(-1)?.blankAfter ?? gaps.at(-1)!.hasBlank),
    blankFirst: first.hasBlank && (first.blocks.length === 0 || first.blocks[0]!.blankBefore),
  };
}

/** Only the first block can stand directly below a field. */
const floatsOnly = (blocks: readonly CommentBlock[], block: CommentBlock): boolean => blocks[0] === block;

/** `// ------- counters -------`: a rule between sections, which is of no field even where no blank line follows. */
const ruler = /^\/[/*][^\p{L}\p{N}]*[-=*#_~─━═]{4}/u;

/** The comments directly above the field are its own; a rule over them is not. */
function splitDoc(blocks: readonly CommentBlock[]): {
  readonly blocks: readonly CommentBlock[];
  readonly doc: readonly CommentText[];
} {
  const last = blocks.at(-1);
  if (!last || last.blankAfter) return { blocks, doc: [] };
  const cut = last.comments.findLastIndex(({ text }) => ruler.test(text)) + 1;
  const doc = last.comments.slice(cut);
  const rest = blocks.slice(0, -1);
  return cut === 0
    ? { blocks: rest, doc }
    : { blocks: [...rest, { ...last, comments: last.comments.slice(0, cut) }], doc };
}

/**
 * As gofmt prints a field: the name, the type, one empty cell, the tag; a comment behind them in the cell after. A comment between them takes
 * the place of the column's border.
 */
function cellsOf(text: string, field: StructField, trailing: readonly CommentText[]): readonly string[] {
  const { start, end, typeSpan, type, tag, embedded, names } = field;
  const tagStart = tag === null ? end : end - tag.length;
  const betweenTag = text.slice(typeSpan.end, tagStart).trim();
  const header = text.slice(start, typeSpan.start).trim();
  const nameText = /\/[/*]|\n/.test(header) ? header : names.join(', ');
  const cells: string[] = [];
  if (embedded) cells.push(type);
  else if (header.endsWith('*/')) cells.push(`${nameText} ${type}`);
  else cells.push(nameText, type);
  if (tag !== null) {
    if (betweenTag !== '') cells.push(`${cells.pop()!}${betweenTag} ${tag}`);
    else if (embedded) cells.push(tag);
    else cells.push('', tag);
  } else if (embedded && trailing.length > 0) {
    cells.push('');
  }
  return [...cells, ...trailing.map(({ text }) => text)];
}
