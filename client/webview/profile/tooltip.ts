// What the pointer is on, beside the pointer. Screen readers hear the same from the live region.
import { element } from '../base/element';
import type { Figure } from './figures';

export interface Tooltip {
  show(title: string, place: string, figures: readonly Figure[], x: number, y: number): void;
  hide(): void;
}

/** In the page until `signal` says that it is over. */
export function tooltip(signal: AbortSignal): Tooltip {
  const box = element('div', { class: 'tooltip', 'aria-hidden': 'true', hidden: true });
  document.body.append(box);
  signal.addEventListener('abort', () => box.remove());
  return {
    show(title, place, figures, x, y) {
      box.replaceChildren(
        element('div', { class: 'tooltip-title' }, title),
        ...(place === '' ? [] : [element('div', { class: 'tooltip-place' }, place)]),
        element(
          'div',
          { class: 'tooltip-figures' },
          ...figures.flatMap(({ label, value }) => [
            element('span', { class: 'faint' }, label),
            element('span', {}, value),
          ]),
        ),
      );
      box.hidden = false;
      const { width, height } = box.getBoundingClientRect();
      const left = x + 14 + width > innerWidth ? x - width - 10 : x + 14;
      const top = y + 18 + height > innerHeight ? y - height - 10 : y + 18;
      box.style.left = `${Math.max(2, left)}px`;
      box.style.top = `${Math.max(2, top)}px`;
    },
    hide: () => void (box.hidden = true),
  };
}
