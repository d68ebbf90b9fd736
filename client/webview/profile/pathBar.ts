// The way back: from the whole profile to what is zoomed into, each step a button; and what all of it weighs.
import { element, setText } from '../base/element';
import { t } from '../base/words';
import { legend } from './legend';

export interface PathStep {
  readonly text: string;
  readonly title: string;
  readonly go: () => void;
}

export interface PathBar {
  readonly element: HTMLElement;
  showPath(steps: readonly PathStep[]): void;
  /** The steps are those of the flame graph, and are not shown elsewhere. */
  showSteps(on: boolean): void;
  showFound(text: string): void;
  showTotal(text: string): void;
}

/** Steps in the middle of a long way are left out; the first and the last say most. */
const most = 6;

export function pathBar(isComparing: boolean): PathBar {
  const list = element('ol', { class: 'path' });
  const found = element('span', { class: 'found', role: 'status' });
  const total = element('span', { class: 'total' });
  const steps = element('nav', { 'aria-label': t('Zoom') }, list);
  const bar = element('div', { class: 'path-bar' }, steps, legend(isComparing), found, total);
  return {
    element: bar,
    showPath(path) {
      const cut = path.length > most ? [...path.slice(0, 1), null, ...path.slice(-(most - 2))] : path;
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
    showSteps: on => void (list.hidden = !on),
    showFound: text => setText(found, text),
    showTotal: text => setText(total, text),
  };
}
