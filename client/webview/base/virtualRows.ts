// A long list of which only the rows in sight exist. One row is the cursor's: the list has the keyboard's focus and names that row to
// screen readers.
import { element, setAttributes } from './element';
import { onResize } from './onResize';

export interface VirtualRows {
  /** Has the role of the table, the head and the rows. */
  readonly element: HTMLElement;
  /** Draws again with so many rows; `cursor` -1: none. */
  show(count: number, cursor: number): void;
  reveal(index: number): void;
  /** Rows in sight. */
  seen(): { readonly first: number; readonly count: number };
}

export interface VirtualRowsParts {
  readonly role: 'grid' | 'treegrid';
  readonly label: string;
  /** Stays on top. */
  readonly head: HTMLElement;
  readonly rowHeight: number;
  readonly row: (index: number) => HTMLElement;
  /** Other rows have come in sight. */
  readonly onScroll: () => void;
  /** The list is gone. */
  readonly signal: AbortSignal;
}

let lists = 0;

export function virtualRows({ role, label, head, rowHeight, row, onScroll, signal }: VirtualRowsParts): VirtualRows {
  const prefix = `list${++lists}-`;
  const body = element('div', { class: 'rows-body', role: 'rowgroup' });
  const list = element('div', { class: 'rows', role, tabindex: 0, 'aria-label': label }, head, body);
  let [count, cursor] = [0, -1];

  const seen = () => {
    const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - 3);
    return { first, count: Math.min(count - first, Math.ceil(list.clientHeight / rowHeight) + 6) };
  };

  function draw(): void {
    body.style.height = `${count * rowHeight}px`;
    const { first, count: shown } = seen();
    const rows = Array.from({ length: Math.max(0, shown) }, (_, offset) => {
      const index = first + offset;
      const made = row(index);
      made.classList.add('row');
      made.style.top = `${index * rowHeight}px`;
      made.dataset['index'] = String(index);
      setAttributes(made, {
        id: prefix + index,
        role: 'row',
        'aria-rowindex': index + 2,
        'aria-selected': index === cursor ? 'true' : 'false',
      });
      return made;
    });
    body.replaceChildren(...rows);
    const isSeen = cursor >= first && cursor < first + shown;
    setAttributes(list, { 'aria-rowcount': count + 1, 'aria-activedescendant': isSeen ? prefix + cursor : undefined });
  }

  const drawSeen = () => {
    draw();
    onScroll();
  };
  list.addEventListener('scroll', drawSeen);
  onResize(list, drawSeen, signal);

  return {
    element: list,
    show(rows, at) {
      [count, cursor] = [rows, at];
      draw();
    },
    reveal(index) {
      const top = index * rowHeight;
      const room = list.clientHeight - head.offsetHeight;
      if (top < list.scrollTop) list.scrollTop = top;
      else if (top + rowHeight > list.scrollTop + room) list.scrollTop = top + rowHeight - room;
    },
    seen,
  };
}

/** The row that an event came from; -1: none. */
export function rowIndexOf(event: Event): number {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.row') : null;
  return row ? Number(row.dataset['index']) : -1;
}
