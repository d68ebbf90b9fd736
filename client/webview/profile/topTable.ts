// The top table: every function with its flat and cumulative value. The worker sorts, and sends the rows that come in sight.
import type { SampleType, Scope, TableSort } from '#core/messages/profileView';
import { formatChange, formatShare, formatValue } from '#core/profile/units';
import { element, setAttributes } from '../base/element';
import { rowIndexOf, virtualRows } from '../base/virtualRows';
import { t } from '../base/words';
import type { AnswerTo, Asking } from './asking';
import { printable } from './boxLabels';
import { classOfNumber } from './palette';
import type { Subject } from './subject';

export interface TopTableParts {
  readonly asking: Asking;
  readonly query: () => TopTableQuery;
  readonly type: () => SampleType;
  readonly chosen: () => number;
  /** The panel is gone. */
  readonly signal: AbortSignal;
  onSort(sort: TableSort): void;
  onChoose(subject: Subject): void;
  onOpen(subject: Subject): void;
  onGoToSource(subject: Subject): void;
  onMenu(subject: Subject, x: number, y: number): void;
  onProblem(field: string, text: string): void;
}

export interface TopTableQuery {
  readonly scope: Scope;
  readonly sort: TableSort;
  readonly descending: boolean;
  readonly text: string;
  readonly expression: boolean;
}

export interface TopTable {
  readonly element: HTMLElement;
  ask(): void;
  redraw(): void;
  focus(): void;
}

type Page = Extract<AnswerTo<'table'>, { kind: 'table' }>;
const pageSize = 200;

export function topTable(parts: TopTableParts): TopTable {
  const pages = new Map<number, Page>();
  const ask = parts.asking.channel();
  let rows = 0;
  let cursor = 0;
  let isStale = true;
  const heads: readonly { readonly sort: TableSort; readonly text: () => string; readonly class: string }[] = [
    { sort: 'flat', text: () => t('Flat'), class: 'number' },
    { sort: 'cum', text: () => t('Cum'), class: 'number' },
    { sort: 'name', text: () => t('Function'), class: '' },
  ];
  const headCells = heads.map(({ sort, text, class: name }) => {
    const button = element('button', { class: 'head-button', tabindex: -1 }, text());
    button.addEventListener('click', () => parts.onSort(sort));
    return element('div', { role: 'columnheader', class: `cell ${name}` }, button);
  });
  const headRow = element('div', { class: 'rows-head top-grid', role: 'row', 'aria-rowindex': 1 }, ...headCells);
  const head = element('div', { role: 'rowgroup', class: 'rows-headgroup' }, headRow);
  const list = virtualRows({
    role: 'grid',
    label: t('Top functions'),
    head,
    rowHeight: 22,
    row,
    onScroll: fetchSeen,
    signal: parts.signal,
  });

  const pageOf = (index: number) => pages.get(Math.floor(index / pageSize));
  function subjectAt(index: number): Subject | null {
    const page = pageOf(index);
    const at = index % pageSize;
    return page && at < page.names.texts.length
      ? { name: page.names.ids[at]!, text: page.names.texts[at]!, path: [] }
      : null;
  }

  function fetchSeen(): void {
    if (list.element.clientHeight === 0) return;
    const { first, count } = list.seen();
    const wanted = [first, first + Math.max(0, count - 1)].map(index => Math.floor(index / pageSize));
    const missing = isStale ? (wanted[0] ?? 0) : wanted.find(page => !pages.has(page) && page * pageSize < rows);
    if (missing === undefined) return;
    ask({ kind: 'table', ...parts.query(), first: missing * pageSize, count: pageSize }, answer => {
      if (answer.kind === 'problem') return parts.onProblem(answer.field, answer.text);
      const isFirst = isStale;
      if (isStale) pages.clear();
      isStale = false;
      pages.set(Math.floor(answer.first / pageSize), answer);
      rows = answer.rows;
      cursor = Math.min(cursor, Math.max(0, rows - 1));
      draw();
      if (isFirst) followChosen();
      draw();
      fetchSeen();
    });
  }

  /** Chosen elsewhere: the cursor goes to it where its row is at hand. */
  function followChosen(): void {
    for (const [number, { names }] of pages) {
      const at = names.ids.indexOf(parts.chosen());
      if (at < 0) continue;
      cursor = number * pageSize + at;
      list.reveal(cursor);
    }
  }

  function draw(): void {
    const { sort, descending } = parts.query();
    const hasBase = [...pages.values()].some(({ baseFlat }) => baseFlat !== null);
    list.element.classList.toggle('has-base', hasBase);
    headCells.forEach((cell, index) => {
      const isSorted = heads[index]!.sort === sort;
      setAttributes(cell, { 'aria-sort': isSorted ? (descending ? 'descending' : 'ascending') : 'none' });
    });
    list.show(rows, cursor);
  }

  function row(index: number): HTMLElement {
    const page = pageOf(index);
    const at = index % pageSize;
    if (!page || at >= page.names.texts.length)
      return element('div', { class: 'top-grid' }, element('div', { class: 'cell', role: 'gridcell' }, '…'));
    const { names, flat, cum, baseFlat, baseCum, total } = page;
    const made = element(
      'div',
      { class: names.ids[at] === parts.chosen() ? 'top-grid is-chosen' : 'top-grid' },
      valueCell(flat[at]!, baseFlat ? baseFlat[at]! : null, total, parts.type()),
      valueCell(cum[at]!, baseCum ? baseCum[at]! : null, total, parts.type()),
      nameCell(names.texts[at]!, names.classes[at]!),
    );
    return made;
  }

  list.element.addEventListener('click', event => {
    const index = rowIndexOf(event);
    const subject = index < 0 ? null : subjectAt(index);
    if (!subject) return;
    cursor = index;
    parts.onChoose(subject);
    if (event.ctrlKey || event.metaKey) parts.onGoToSource(subject);
    draw();
  });
  list.element.addEventListener('dblclick', event => {
    const subject = subjectAt(rowIndexOf(event));
    if (subject) parts.onOpen(subject);
  });
  list.element.addEventListener('contextmenu', event => {
    event.preventDefault();
    const index = rowIndexOf(event);
    const subject = index < 0 ? null : subjectAt(index);
    if (!subject) return;
    cursor = index;
    parts.onChoose(subject);
    draw();
    parts.onMenu(subject, event.clientX, event.clientY);
  });
  list.element.addEventListener('keydown', event => {
    const subject = subjectAt(cursor);
    const page = Math.max(1, Math.floor(list.element.clientHeight / 22) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -page,
      PageDown: page,
      Home: -rows,
      End: rows,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      cursor = Math.max(0, Math.min(rows - 1, cursor + step));
      list.reveal(cursor);
      draw();
      const moved = subjectAt(cursor);
      if (moved) parts.onChoose(moved);
    } else if (subject && event.key === 'Enter') {
      if (event.ctrlKey || event.metaKey) parts.onGoToSource(subject);
      else parts.onOpen(subject);
    } else if (subject && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      const { left, bottom } =
        list.element.querySelector('[aria-selected="true"]')?.getBoundingClientRect() ??
        list.element.getBoundingClientRect();
      parts.onMenu(subject, left + 40, bottom);
    } else return;
    event.preventDefault();
  });

  return {
    element: list.element,
    ask() {
      isStale = true;
      fetchSeen();
    },
    redraw() {
      if (subjectAt(cursor)?.name !== parts.chosen()) followChosen();
      draw();
    },
    focus: () => list.element.focus({ preventScroll: true }),
  };
}

/** Value, share and, of a comparison, the change; the bar behind it shows the share. */
export function valueCell(value: number, base: number | null, total: number, { unit }: SampleType): HTMLElement {
  const share = total === 0 ? 0 : Math.min(1, Math.abs(value / total));
  const bar = element('span', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.width = `${(share * 46).toFixed(2)}px`;
  const cell = element(
    'div',
    { class: 'cell number', role: 'gridcell' },
    bar,
    element('span', { class: 'value' }, formatValue(value, unit)),
  );
  if (base === null) cell.append(element('span', { class: 'share faint' }, formatShare(value, total)));
  else {
    const change = value - base;
    const kind = change > 0 ? 'is-more' : change < 0 ? 'is-less' : 'faint';
    cell.append(element('span', { class: `share ${kind}` }, change === 0 ? '=' : formatChange(change, unit)));
  }
  return cell;
}

/** The package faint, the rest clear. */
export function nameCell(name: string, packageClass: number, ...before: readonly HTMLElement[]): HTMLElement {
  const text = printable(name.replaceAll('%2e', '.'));
  const bracket = text.search(/[[({<]/);
  const slash = text.lastIndexOf('/', bracket < 0 ? text.length : bracket);
  return element(
    'div',
    { class: 'cell name', role: 'gridcell', title: text },
    ...before,
    element('span', { class: `swatch is-${classOfNumber(packageClass)}`, 'aria-hidden': 'true' }),
    element('span', { class: 'faint' }, text.slice(0, slash + 1)),
    element('span', {}, text.slice(slash + 1)),
  );
}
