// The text of a struct with its fields in another order, in gofmt's form: comments, tags and directives go with their field, blank lines stay
// between groups, and nothing outside of the braces changes.
import type { StructDeclaration } from '#core/syntax/structs';
import { alignColumns, type CellLine } from './alignColumns';
import type { Replacement } from './offer';
import type { CommentText } from './structComments';
import { readStructText, type FieldText, type FloatingComment, type StructText } from './structText';

/**
 * `order`: indices into `fields`, each once. Null where it is no such order, or the struct holds something that cannot be moved for certain
 * (the grammar could not read all of it). The replacement is as short as can be, and empty where nothing changes.
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
  return narrowed(text, { start: keywordEnd, end: body.end, text: withLineEnds(put, lineEndOf(text, body.start)) });
}

function isPermutation(order: readonly number[], count: number): boolean {
  return order.length === count && new Set(order).size === count && order.every(at => at >= 0 && at < count);
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
    const { group, cells, hasLead, doc } = field;
    if (before && before.group !== group) blank();
    const index = put.get(group) ?? 0;
    put.set(group, index + 1);
    float(floating => floating.group === group && floating.index === index);
    comments(doc);
    rows.push({ kind: 'field', cells, hasLead });
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
  return { first: [...cells.slice(0, at), cell.slice(0, lineEnd).trimEnd()], rest: behind.join(' ') };
}

/** Without the whole lines at either end that stay as they are. */
function narrowed(before: string, { start, end, text }: Replacement): Replacement {
  const old = before.slice(start, end);
  const most = Math.min(old.length, text.length);
  let front = 0;
  while (front < most && old[front] === text[front]) front++;
  front = old.lastIndexOf('\n', front - 1) + 1;
  let back = 0;
  while (back < most - front && old[old.length - 1 - back] === text[text.length - 1 - back]) back++;
  const lineEnd = old.indexOf('\n', old.length - back);
  back = lineEnd < 0 ? (old === text ? old.length - front : 0) : old.length - lineEnd;
  return { start: start + front, end: end - back, text: text.slice(front, text.length - back) };
}
