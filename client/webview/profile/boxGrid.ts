// The picture as text, for screen readers: a tree of rows with the callers of the box under the cursor, its neighbours and what it calls.
// It lies behind the picture, has the keyboard's focus, and names its current row.
import { formatShare, formatValue } from '#core/profile/units';
import { element, setAttributes } from '../base/element';
import { t } from '../base/words';
import { type Boxes } from './boxes';
import { printable } from './boxLabels';

/** A box and the picture that it is in. */
export interface BoxAt {
  readonly boxes: Boxes;
  readonly box: number;
}

/** Rows beside the cursor's that are written out. */
const most = 30;
/** Go's own stacks end at 128; other writers' may be as deep as a file is long. */
const mostCallers = 300;

export interface BoxGrid {
  readonly element: HTMLElement;
  show(boxes: Boxes, cursor: number, unit: string, rootText: string): void;
}

let grids = 0;

export function boxGrid(label: string): BoxGrid {
  const prefix = `grid${++grids}`;
  const body = element('div', { class: 'unseen', role: 'rowgroup' });
  const grid = element('div', { class: 'box-grid', role: 'treegrid', tabindex: 0, 'aria-label': label }, head(), body);
  return {
    element: grid,
    show(boxes, cursor, unit, rootText) {
      body.replaceChildren(...rowsAround(boxes, cursor).map(box => row(boxes, box, cursor, unit, rootText, prefix)));
      setAttributes(grid, { 'aria-activedescendant': `${prefix}-${cursor}` });
    },
  };
}

function head(): HTMLElement {
  const cells = [t('Function'), t('Cum'), t('Share'), t('Flat')].map(text =>
    element('span', { role: 'columnheader' }, text),
  );
  return element('div', { class: 'unseen', role: 'rowgroup' }, element('div', { role: 'row' }, ...cells));
}

function rowsAround({ picture, childStart, childEnd }: Boxes, cursor: number): readonly number[] {
  const callers: number[] = [];
  for (let box = picture.parent[cursor]!; box >= 0 && callers.length < mostCallers; box = picture.parent[box]!) {
    callers.push(box);
  }
  const parent = picture.parent[cursor]!;
  const [from, to] = parent < 0 ? [0, 1] : [childStart[parent]!, childEnd[parent]!];
  const before = range(Math.max(from, cursor - most), cursor);
  const children = range(childStart[cursor]!, Math.min(childEnd[cursor]!, childStart[cursor]! + most));
  const after = range(cursor + 1, Math.min(to, cursor + 1 + most));
  return [...callers.reverse(), ...before, cursor, ...children, ...after];
}

function row(boxes: Boxes, box: number, cursor: number, unit: string, rootText: string, prefix: string): HTMLElement {
  const { picture, childStart, childEnd, total } = boxes;
  const parent = picture.parent[box]!;
  const siblings = parent < 0 ? 1 : childEnd[parent]! - childStart[parent]!;
  const hasChildren = childEnd[box]! > childStart[box]!;
  const isPath = box === cursor || isAbove(boxes, box, cursor);
  const cells = [
    nameText(boxes, box, rootText),
    formatValue(picture.value[box]!, unit),
    formatShare(picture.value[box]!, total),
    formatValue(picture.self[box]!, unit),
  ].map(text => element('span', { role: 'gridcell' }, text));
  return element(
    'div',
    {
      id: `${prefix}-${box}`,
      role: 'row',
      'aria-level': picture.depth[box]! + 1,
      'aria-posinset': parent < 0 ? 1 : box - childStart[parent]! + 1,
      'aria-setsize': siblings,
      'aria-selected': box === cursor ? 'true' : 'false',
      'aria-expanded': hasChildren ? String(isPath) : undefined,
    },
    ...cells,
  );
}

/** What a box is called; with `(inlined)` where it is. */
export function nameText({ picture, names }: Boxes, box: number, rootText: string): string {
  if (box === 0) return rootText;
  const name = picture.name[box]!;
  if (name < 0) return t('{0} narrow boxes', picture.merged[box]!);
  const text = printable(names.texts[name]!.replaceAll('%2e', '.'));
  return picture.inlined[box] === 1 ? t('{0} (inlined)', text) : text;
}

function isAbove({ picture }: Boxes, box: number, cursor: number): boolean {
  for (let at = picture.parent[cursor]!; at >= 0; at = picture.parent[at]!) if (at === box) return true;
  return false;
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
