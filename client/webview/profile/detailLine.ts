// The line at the bottom: what the cursor is on, with its figures; screen readers are told the same.
import { element, setText } from '../base/element';
import type { Figure } from './figures';

export interface DetailLine {
  readonly element: HTMLElement;
  show(title: string, place: string, figures: readonly Figure[]): void;
  /** Says one sentence to screen readers. */
  say(text: string): void;
}

export function detailLine(): DetailLine {
  const title = element('span', { class: 'detail-title' });
  const place = element('span', { class: 'faint detail-place' });
  const figures = element('span', { class: 'detail-figures' });
  const live = element('div', { class: 'unseen', 'aria-live': 'polite' });
  let saying: ReturnType<typeof setTimeout> | undefined;
  return {
    element: element('div', { class: 'detail' }, element('div', { class: 'detail-main' }, title, place, figures), live),
    show(name, where, values) {
      setText(title, name);
      title.title = name;
      setText(place, where);
      figures.replaceChildren(
        ...values.map(({ label, value }) =>
          element('span', { class: 'figure' }, element('span', { class: 'faint' }, `${label} `), value),
        ),
      );
    },
    say(text) {
      // Someone who holds an arrow key down wants to hear where it ends.
      clearTimeout(saying);
      saying = setTimeout(() => setText(live, text), 150);
    },
  };
}
