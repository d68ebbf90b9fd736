// The way back: from the whole profile to what is zoomed into, each step a button; and what all of it weighs.
import { element, setText } from '../base/element';
import { t } from '../base/words';

export interface PathStep {
  readonly text: string;
  readonly title: string;
  readonly go: () => void;
}

export interface PathBar {
  readonly element: HTMLElement;
  showPath(steps: readonly PathStep[]): void;
  showTotal(text: string): void;
}

/** Steps in the middle of a long way are left out; the first and the last say most. */
const most = 6;

export function pathBar(): PathBar {
  const list = element('ol', { class: 'path' });
  const total = element('span', { class: 'total' });
  const bar = element('div', { class: 'path-bar' }, element('nav', { 'aria-label': t('Zoom') }, list), total);
  return {
    element: bar,
    showPath(steps) {
      const cut = steps.length > most ? [...steps.slice(0, 1), null, ...steps.slice(-(most - 2))] : steps;
      list.replaceChildren(
        ...cut.map((step, index) => {
          if (!step) return element('li', { 'aria-hidden': 'true' }, '…');
          const isLast = index === cut.length - 1;
          const button = element(
            'button',
            { class: 'step', title: step.title, 'aria-current': isLast ? 'location' : undefined },
            step.text,
          );
          button.addEventListener('click', step.go);
          return element('li', {}, button);
        }),
      );
    },
    showTotal: text => setText(total, text),
  };
}
