// The line at the bottom: what the cursor is on, with its figures and what can be done with it; and the legend of colours and marks.
import { type PackageClass, packageClasses } from '#core/messages/profileView';
import { element, setText } from '../base/element';
import { t } from '../base/words';
import type { Figure } from './figures';
import { classText } from './subject';

export interface DetailLine {
  readonly element: HTMLElement;
  show(title: string, place: string, figures: readonly Figure[]): void;
  /** Says one sentence to screen readers. */
  say(text: string): void;
}

export function detailLine(isComparing: boolean): DetailLine {
  const title = element('span', { class: 'detail-title' });
  const place = element('span', { class: 'faint detail-place' });
  const figures = element('span', { class: 'detail-figures' });
  const live = element('div', { class: 'unseen', 'aria-live': 'polite' });
  const legend = isComparing
    ? element(
        'span',
        { class: 'legend' },
        key('is-more', `▲ ${t('more than before')}`),
        key('is-less', `▼ ${t('less than before')}`),
      )
    : element('span', { class: 'legend' }, ...packageClasses.filter(name => name !== 'unknown').map(legendOf));
  let saying: ReturnType<typeof setTimeout> | undefined;
  return {
    element: element(
      'div',
      { class: 'detail' },
      element('div', { class: 'detail-main' }, title, place, figures),
      legend,
      live,
    ),
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

const legendOf = (name: PackageClass): HTMLElement => key(`is-${name}`, classText(name));

function key(kind: string, text: string): HTMLElement {
  return element(
    'span',
    { class: 'legend-key' },
    element('span', { class: `swatch ${kind}`, 'aria-hidden': 'true' }),
    text,
  );
}
