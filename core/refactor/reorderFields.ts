// The text of a struct with its fields in another order, in gofmt's form: comments, tags and directives go with their field, blank lines stay
// between groups, and nothing outside of the braces changes.
import type { StructDeclaration } from '#core/syntax/structs';
import { alignColumns, type CellLine } from './alignColumns';
import type { Replacement } from './offer';
import type { CommentText } from './structComments';
import { readStructText, type FieldText, type FloatingComment, type StructText } from './structText';

/**
 * `order`: indices into `fields`, each once. Null where it is no such order, or the struct holds something that cannot be moved for certain
 * (the grammar could not read all of it).
 */
export function reorderFields(text: string, struct: StructDeclaration, order: readonly number[]): Replacement | null {
  if (struct.isBroken || !isPermutation(order, struct.fields.length) || order.length === 0) return null;
  const { body } = struct;
  const parts = readStructText(text, struct);
  if (!parts) return null;
  const indent = indentAt(text, struct.struct.start);
  const rows = rowsOf(parts, order);
  const lines = layOut(rows).map(row => (row.text === '' ? '' : `${row.isFlush ? '' : `${indent}\t`}${row.text}`));
  const opening = parts.opening.map(({ text }) => ` ${text}`).join('');
  const keywordEnd = text.slice(struct.struct.start, body.start).trimEnd().length + struct.struct.start;
  const put = ` {${opening}\n${lines.join('\n')}\n${indent}}`;
  return { start: keywordEnd, end: body.end, text: withLineEnds(put, lineEndOf(text, body.start)) };
}

function isPermutation(order: readonly number[], count: number): boolean {
  return (
    order.length === count &&
    new Set(order).size === count &&
    order.every(at => Number.isInteger(at) && at >= 0 && at < count)
  );
}

/** The white space that the line of the offset begins with. */
function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))![0];
}

function lineEndOf(text: string, offset: number): string {
  const next = text.indexOf('\n', offset);
  const at = next < 0 ? text.indexOf('\n') : next;
  return text[at - 1] === '\r' ? '\r\n' : '\n';
}

const withLineEnds = (text: string, lineEnd: string): string => text.replace(/\r?\n/g, lineEnd);

/** One line, or a field that may take several. */
type Row =
  | { readonly kind: 'blank' }
  | { readonly kind: 'comment'; readonly comment: CommentText }
  /** A comment stands in front of its name: gofmt begins new columns there. */
  | { readonly kind: 'field'; readonly cells: CellLine; readonly hasLead: boolean };

function rowsOf(parts: StructText, order: readonly number[]): readonly Row[] {
  const rows: Row[] = [];
  const blank = (): void => {
    if (rows.length > 0 && rows.at(-1)!.kind !== 'blank') rows.push({ kind: 'blank' });
  };
  const comments = (all: readonly CommentText[]): void => {
    rows.push(...all.map((comment): Row => ({ kind: 'comment', comment })));
  };
  const put = new Map<number, number>();
  const sizeOf = (group: number): number => parts.fields.filter(field => field.group === group).length;
  const float = (wanted: (comment: FloatingComment) => boolean): void => {
    for (const floating of parts.floating.filter(wanted)) {
      if (floating.blankBefore) blank();
      comments(floating.comments);
      if (floating.blankAfter && floating.index !== Infinity) blank();
    }
  };
  let before: FieldText | null = null;
  for (const at of order) {
    const field = parts.fields[at]!;
    const { group, lead, doc } = field;
    if (before && before.group !== group) blank();
    const index = put.get(group) ?? 0;
    put.set(group, index + 1);
    float(floating => floating.group === group && floating.index === index);
    comments(doc);
    // gofmt leaves it on the line only where the field before is on the line above.
    const staysInFront =
      lead.every(({ text }) => !text.includes('\n')) &&
      (before === null || (rows.at(-1)?.kind === 'field' && !endsInLongComment(before)));
    if (!staysInFront) comments(lead);
    rows.push(fieldRow(field, staysInFront ? lead : []));
    if (index + 1 === sizeOf(group)) float(floating => floating.group === group && floating.index === Infinity);
    before = field;
  }
  for (const block of parts.closing) {
    if (block.blankBefore) blank();
    comments(block.comments);
  }
  if (parts.blankLast && (parts.closing.length > 0 || before?.hasTrailing)) blank();
  if (parts.blankFirst && (rows[0]?.kind === 'comment' || parts.opening.length > 0)) rows.unshift({ kind: 'blank' });
  return rows;
}

function fieldRow({ cells }: FieldText, lead: readonly CommentText[]): Row {
  const front = lead.map(({ text }) => `${text} `).join('');
  const [first = '', ...rest] = cells;
  return { kind: 'field', cells: [front + first, ...rest], hasLead: lead.length > 0 };
}

const endsInLongComment = ({ cells, hasTrailing }: FieldText): boolean => hasTrailing && cells.at(-1)!.includes('\n');

interface Line {
  readonly text: string;
  /** Stands at the start of its line, or has its indentation in it. */
  readonly isFlush: boolean;
}

/** Fields that follow each other share columns, up to one that takes several lines or has a comment in front. */
function layOut(rows: readonly Row[]): readonly Line[] {
  const lines: Line[] = [];
  let section: CellLine[] = [];
  const endSection = (): void => {
    lines.push(...alignColumns(section).map(text => ({ text, isFlush: false })));
    section = [];
  };
  for (const row of rows) {
    if (row.kind !== 'field') {
      endSection();
      if (row.kind === 'blank') lines.push({ text: '', isFlush: true });
      else lines.push(...linesOf(row.comment.text, row.comment.isLineDirective));
      continue;
    }
    if (row.hasLead) endSection();
    const { first, rest } = splitCells(row.cells);
    section.push(first);
    if (rest === null) continue;
    endSection();
    lines.push(...linesOf(rest, true));
  }
  endSection();
  return lines;
}

/** Only the first line is indented: the others have it in them. */
const linesOf = (text: string, isFlush: boolean): readonly Line[] =>
  text.split('\n').map((line, at) => ({ text: line.trimEnd(), isFlush: isFlush || at > 0 }));

/** The cells up to the first line end, and the text of the lines that follow; null where it is one line. */
function splitCells(cells: CellLine): { readonly first: CellLine; readonly rest: string | null } {
  const at = cells.findIndex(cell => cell.includes('\n'));
  if (at < 0) return { first: cells, rest: null };
  const cell = cells[at]!;
  const lineEnd = cell.indexOf('\n');
  const behind = [cell.slice(lineEnd + 1), ...cells.slice(at + 1)].filter(part => part !== '');
  const line = cell.slice(0, lineEnd).trimEnd();
  const [, opening = line, comment] = /^([^"`]*?[{(])[ \t]+(\/[/*].*)$/.exec(line) ?? [];
  // `struct { // c`: the comment stands in the column of the others.
  const own = comment === undefined ? [line] : [opening, comment];
  return { first: [...cells.slice(0, at), ...own], rest: behind.join(' ') };
}
