// One order of the fields, drawn to scale: a row is eight bytes, a field as wide as its bytes, a hole hatched. Fields are buttons: the arrow keys
// walk through them, Enter shows the declaration. A screen reader hears name, type, place and the hole behind; the rest of the picture is hidden
// from it.
import { memoryRows, rowBytes, type MemoryRow, type RowPiece } from '#core/layout/memoryRows';
import type { DrawnField, LayoutDrawing } from '#core/messages/layoutView';
import { element } from '../base/element';
import { t } from '../base/words';

export interface DrawingParts {
  /** Unique on the page; the fields' ids begin with it. */
  readonly id: string;
  /** What a screen reader hears of the whole. */
  readonly label: string;
  readonly cacheLine: number;
  readonly reveal: (line: number) => void;
  /** All pieces of a field in this drawing and the one beside it. */
  readonly others: (name: string) => readonly HTMLElement[];
}

export function drawing({ fields, size }: LayoutDrawing, parts: DrawingParts): HTMLElement {
  const buttons: HTMLElement[] = [];
  const rows = memoryRows(fields, size, parts.cacheLine).flatMap(row => rowElements(row, fields, parts, buttons));
  const grid = element('div', { class: 'memory', role: 'group', 'aria-label': parts.label }, ...rows);
  walk(grid, buttons);
  return grid;
}

function rowElements(
  row: MemoryRow,
  fields: readonly DrawnField[],
  parts: DrawingParts,
  buttons: HTMLElement[],
): readonly HTMLElement[] {
  const pieces = row.pieces.map(piece => pieceElement(piece, fields, parts, buttons));
  const empty = row.empty.map(at => {
    const made = fieldButton(at, fields, parts, buttons);
    made.classList.add('is-empty');
    return made;
  });
  return [
    ...(row.startsCacheLine ? [cacheLine(parts.cacheLine)] : []),
    element(
      'div',
      { class: 'word' },
      element('span', { class: 'offset faint', 'aria-hidden': 'true' }, String(row.offset)),
      element('div', { class: 'bytes' }, ...pieces),
      ...empty,
    ),
    ...(row.skipped > 0
      ? [element('div', { class: 'skipped faint', 'aria-hidden': 'true' }, `⋮ ${row.skipped * rowBytes} B`)]
      : []),
  ];
}

function cacheLine(bytes: number): HTMLElement {
  return element('div', { class: 'border', 'aria-hidden': 'true' }, t('cache line of {0} bytes', bytes));
}

function pieceElement(
  { field, from, to, isFirst }: RowPiece,
  fields: readonly DrawnField[],
  parts: DrawingParts,
  buttons: HTMLElement[],
): HTMLElement {
  const made =
    field === null
      ? element('span', { class: 'piece is-hole', 'aria-hidden': 'true', title: t('{0} bytes of padding', to - from) })
      : isFirst
        ? fieldButton(field, fields, parts, buttons)
        : element('span', { class: `piece ${shade(field)} is-rest`, 'aria-hidden': 'true' });
  if (field !== null) mark(made, fields[field]!, parts);
  made.style.gridColumn = `${from + 1} / ${to + 1}`;
  return made;
}

/** Two that alternate; the border tells neighbours apart without them. */
const shade = (field: number): string => (field % 2 === 0 ? 'is-even' : 'is-odd');

function fieldButton(
  at: number,
  fields: readonly DrawnField[],
  parts: DrawingParts,
  buttons: HTMLElement[],
): HTMLElement {
  const field = fields[at]!;
  const told = describe(field);
  const button = element(
    'button',
    {
      type: 'button',
      id: `${parts.id}-${at}`,
      class: `piece ${shade(at)}`,
      title: told,
      'aria-label': told,
      tabindex: at === 0 ? 0 : -1,
    },
    field.name,
  );
  button.addEventListener('click', () => parts.reveal(field.line));
  mark(button, field, parts);
  buttons[at] = button;
  return button;
}

function describe({ name, type, offset, size, paddingAfter }: DrawnField): string {
  const shown = type === name || type.endsWith(`.${name}`) ? type : `${name} ${type}`;
  return paddingAfter > 0
    ? t('{0}: offset {1}, size {2}, then padding {3}', shown, offset, size, paddingAfter)
    : t('{0}: offset {1}, size {2}', shown, offset, size);
}

/** The same field in the order beside lights up with it. */
function mark(piece: HTMLElement, { name, line }: DrawnField, { others }: DrawingParts): void {
  const key = `${line} ${name}`;
  piece.dataset['field'] = key;
  const light = (on: boolean) => () => others(key).forEach(other => other.classList.toggle('is-same', on));
  piece.addEventListener('focus', light(true));
  piece.addEventListener('blur', light(false));
  piece.addEventListener('pointerenter', light(true));
  piece.addEventListener('pointerleave', light(false));
}

/** One stop for Tab; inside of it the arrow keys walk. */
function walk(grid: HTMLElement, buttons: readonly HTMLElement[]): void {
  grid.addEventListener('keydown', event => {
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const next = at < 0 ? null : nextOf(event.key, at, buttons.length);
    if (next === null) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = -1;
    buttons[next]!.tabIndex = 0;
    buttons[next]!.focus();
  });
}

function nextOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
