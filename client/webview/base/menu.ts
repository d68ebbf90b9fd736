// A context menu: opens at a place, is walked with the arrow keys, and gives the focus back.
import { element } from './element';

export interface MenuItem {
  readonly text: string;
  /** The key that does the same without the menu. */
  readonly keys?: string;
  readonly run: () => void;
}

export interface MenuPlace {
  /** Of the window. */
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** What the menu belongs to is gone. */
  readonly signal: AbortSignal;
}

/** `groups` are divided by a line. Closes itself. */
export function openMenu(groups: readonly (readonly MenuItem[])[], { x, y, label, signal }: MenuPlace): void {
  const before = document.activeElement;
  const menu = element('div', { class: 'menu', role: 'menu', 'aria-label': label });
  const items: HTMLElement[] = [];
  const shown = groups.filter(group => group.length > 0);
  shown.forEach((group, index) => {
    if (index > 0) menu.append(element('div', { class: 'menu-line', role: 'separator' }));
    for (const { text, keys, run } of group) {
      const item = element('div', { class: 'menu-item', role: 'menuitem', tabindex: -1 }, element('span', {}, text));
      if (keys) item.append(element('span', { class: 'menu-keys', 'aria-hidden': 'true' }, keys));
      item.addEventListener('click', () => {
        close();
        run();
      });
      item.addEventListener('pointermove', () => item.focus());
      items.push(item);
      menu.append(item);
    }
  });

  function close(): void {
    menu.remove();
    removeEventListener('pointerdown', closeOutside, true);
    removeEventListener('blur', close);
    signal.removeEventListener('abort', close);
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
  const closeOutside = (event: Event) => {
    if (!(event.target instanceof Node && menu.contains(event.target))) close();
  };
  menu.addEventListener('keydown', event => {
    const at = items.indexOf(document.activeElement as HTMLElement);
    const count = items.length;
    if (event.key === 'ArrowDown') items[(at + 1) % count]?.focus();
    else if (event.key === 'ArrowUp') items[(at - 1 + count) % count]?.focus();
    else if (event.key === 'Home') items[0]?.focus();
    else if (event.key === 'End') items.at(-1)?.focus();
    else if (event.key === 'Enter' || event.key === ' ') items[at]?.click();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  document.body.append(menu);
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(0, Math.min(x, innerWidth - width - 4))}px`;
  menu.style.top = `${Math.max(0, Math.min(y, innerHeight - height - 4))}px`;
  items[0]?.focus();
  addEventListener('pointerdown', closeOutside, true);
  addEventListener('blur', close);
  signal.addEventListener('abort', close);
}
