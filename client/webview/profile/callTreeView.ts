// The call tree: rows that open to what each function calls. Children are asked for when a row is opened; at the start the heaviest path
// is open as far as one function has most of its caller's value.
import type { Frame, SampleType, Scope } from '#core/messages/profileView';
import { element, setAttributes } from '../base/element';
import { rowIndexOf, virtualRows } from '../base/virtualRows';
import { t } from '../base/words';
import type { Asking } from './asking';
import type { Subject } from './subject';
import { nameCell, valueCell } from './topTable';

export interface CallTreeParts {
  readonly asking: Asking;
  readonly scope: () => Scope;
  readonly type: () => SampleType;
  readonly chosen: () => number;
  /** The panel is gone. */
  readonly signal: AbortSignal;
  onChoose(subject: Subject): void;
  onOpen(subject: Subject): void;
  onGoToSource(subject: Subject): void;
  onMenu(subject: Subject, x: number, y: number): void;
  onProblem(field: string, text: string): void;
}

export interface CallTree {
  readonly element: HTMLElement;
  ask(): void;
  redraw(): void;
  focus(): void;
}

interface Node {
  readonly path: readonly Frame[];
  readonly name: number;
  readonly text: string;
  readonly packageClass: number;
  readonly isInlined: boolean;
  readonly value: number;
  readonly self: number;
  readonly base: number | null;
  readonly childCount: number;
  readonly position: number;
  readonly siblings: number;
  children: readonly Node[];
  isOpen: boolean;
}

/** Rows that are fetched below one function. A function that calls more different ones than this is a table, not a tree. */
const mostChildren = 500;
const firstLevels = 12;

export function callTree(parts: CallTreeParts): CallTree {
  let roots: readonly Node[] = [];
  let rows: readonly Node[] = [];
  let total = 0;
  let cursor = 0;
  /** Answers to an older scope are of no use. */
  let generation = 0;
  const headCells = [t('Function'), t('Cum'), t('Flat')].map((text, index) =>
    element('div', { role: 'columnheader', class: `cell ${index > 0 ? 'number' : ''}` }, text),
  );
  const headRow = element('div', { class: 'rows-head tree-grid', role: 'row', 'aria-rowindex': 1 }, ...headCells);
  const head = element('div', { role: 'rowgroup', class: 'rows-headgroup' }, headRow);
  const list = virtualRows({
    role: 'treegrid',
    label: t('Call tree'),
    head,
    rowHeight: 22,
    row,
    onScroll: () => undefined,
    signal: parts.signal,
  });

  function fetchChildren(path: readonly Frame[], use: (children: readonly Node[]) => void): void {
    const mine = generation;
    const question = { kind: 'tree', scope: parts.scope(), path, first: 0, count: mostChildren } as const;
    parts.asking.channel()(question, answer => {
      if (mine !== generation) return;
      if (answer.kind === 'problem') return parts.onProblem(answer.field, answer.text);
      total = answer.total;
      const { names, name, inlined, value, self, base, children, rows: siblings } = answer;
      use(
        Array.from(name, (place, index): Node => {
          const id = names.ids[place]!;
          return {
            path: [...path, id * 2 + inlined[index]!],
            name: id,
            text: names.texts[place]!,
            packageClass: names.classes[place]!,
            isInlined: inlined[index] === 1,
            value: value[index]!,
            self: self[index]!,
            base: base ? base[index]! : null,
            childCount: children[index]!,
            position: index + 1,
            siblings,
            children: [],
            isOpen: false,
          };
        }),
      );
    });
  }

  function openNode(node: Node, then: () => void = draw): void {
    if (node.childCount === 0) return;
    node.isOpen = true;
    if (node.children.length > 0) return then();
    fetchChildren(node.path, children => {
      node.children = children;
      then();
    });
  }

  /** Opens the first row of each level while it has at least half of its caller's value. */
  function openHeaviest(node: Node | undefined, levels: number): void {
    draw();
    if (!node || levels === 0) return;
    openNode(node, () => {
      const [first] = node.children;
      openHeaviest(first && Math.abs(first.value) * 2 >= Math.abs(node.value) ? first : undefined, levels - 1);
    });
  }

  function draw(): void {
    const open: Node[] = [];
    const left = [...roots].reverse();
    for (let node = left.pop(); node; node = left.pop()) {
      open.push(node);
      if (node.isOpen) left.push(...[...node.children].reverse());
    }
    rows = open;
    cursor = Math.max(0, Math.min(cursor, rows.length - 1));
    list.element.classList.toggle(
      'has-base',
      rows.some(({ base }) => base !== null),
    );
    list.show(rows.length, rows.length === 0 ? -1 : cursor);
  }

  function row(index: number): HTMLElement {
    const node = rows[index]!;
    const twist = element('span', {
      class: node.childCount === 0 ? 'twist' : node.isOpen ? 'twist is-open' : 'twist is-closed',
      'aria-hidden': 'true',
    });
    const name = nameCell(node.text, node.packageClass, twist);
    name.style.paddingLeft = `${6 + Math.min(60, node.path.length - 1) * 12}px`;
    if (node.isInlined) name.append(element('span', { class: 'tag' }, t('inlined')));
    const made = element(
      'div',
      { class: node.name === parts.chosen() ? 'tree-grid is-chosen' : 'tree-grid' },
      name,
      valueCell(node.value, node.base, total, parts.type()),
      valueCell(node.self, null, total, parts.type()),
    );
    setAttributes(made, {
      'aria-level': node.path.length,
      'aria-posinset': node.position,
      'aria-setsize': node.siblings,
      'aria-expanded': node.childCount === 0 ? undefined : String(node.isOpen),
    });
    return made;
  }

  const subjectOf = ({ name, text, path }: Node): Subject => ({ name, text, path });
  function moveTo(index: number): void {
    const node = rows[index];
    if (!node) return;
    cursor = index;
    list.reveal(index);
    parts.onChoose(subjectOf(node));
    draw();
  }
  function toggle(node: Node): void {
    if (!node.isOpen) return openNode(node);
    node.isOpen = false;
    draw();
  }

  list.element.addEventListener('click', event => {
    const node = rows[rowIndexOf(event)];
    if (!node) return;
    moveTo(rowIndexOf(event));
    if (event.ctrlKey || event.metaKey) parts.onGoToSource(subjectOf(node));
    else if (event.target instanceof Element && event.target.classList.contains('twist')) toggle(node);
  });
  list.element.addEventListener('dblclick', event => {
    const node = rows[rowIndexOf(event)];
    if (node) toggle(node);
  });
  list.element.addEventListener('contextmenu', event => {
    event.preventDefault();
    const node = rows[rowIndexOf(event)];
    if (!node) return;
    moveTo(rowIndexOf(event));
    parts.onMenu(subjectOf(node), event.clientX, event.clientY);
  });
  list.element.addEventListener('keydown', event => {
    const node = rows[cursor];
    if (!node) return;
    const page = Math.max(1, Math.floor(list.element.clientHeight / 22) - 2);
    const parent = () => rows.findLastIndex((above, index) => index < cursor && above.path.length < node.path.length);
    if (event.key === 'ArrowDown') moveTo(cursor + 1);
    else if (event.key === 'ArrowUp') moveTo(cursor - 1);
    else if (event.key === 'PageDown') moveTo(Math.min(rows.length - 1, cursor + page));
    else if (event.key === 'PageUp') moveTo(Math.max(0, cursor - page));
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(rows.length - 1);
    else if (event.key === 'ArrowRight' && node.isOpen && node.children.length > 0) moveTo(cursor + 1);
    else if (event.key === 'ArrowRight') openNode(node);
    else if (event.key === 'ArrowLeft' && node.isOpen) toggle(node);
    else if (event.key === 'ArrowLeft') moveTo(parent());
    else if (event.key === ' ') toggle(node);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) parts.onGoToSource(subjectOf(node));
    else if (event.key === 'Enter') parts.onOpen(subjectOf(node));
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const place = list.element.querySelector('[aria-selected="true"]') ?? list.element;
      const { left, bottom } = place.getBoundingClientRect();
      parts.onMenu(subjectOf(node), left + 40, bottom);
    } else return;
    event.preventDefault();
  });

  return {
    element: list.element,
    ask() {
      generation++;
      fetchChildren([], children => {
        roots = children;
        cursor = 0;
        openHeaviest(roots[0], firstLevels);
      });
    },
    redraw: draw,
    focus: () => list.element.focus({ preventScroll: true }),
  };
}
