// A struct on each architecture: today's order, and beside it the best one.
import type { LayoutDrawing, LayoutModel, LayoutOnOne } from '#core/messages/layoutView';
import { element } from '../base/element';
import { t } from '../base/words';
import { drawing, type DrawingParts } from './drawing';

/** `reveal`: shows a line of the text (0-based). */
export function layoutPage({ name, architectures, note }: LayoutModel, reveal: (line: number) => void): HTMLElement {
  return element(
    'div',
    { class: 'layout' },
    element('h1', {}, t('Layout of {0}', name)),
    element('p', { class: 'note', role: 'status', hidden: note === '' }, note),
    ...architectures.map(one => architecture(one, reveal)),
    architectures.length > 0 ? legend() : '',
  );
}

function architecture(one: LayoutOnOne, reveal: (line: number) => void): HTMLElement {
  const { goarch, today, best } = one;
  const parts = { cacheLine: one.cacheLine, reveal, others: otherFields };
  const id = `on-${goarch}`;
  const section = element('section', { class: 'architecture', 'aria-labelledby': id });
  function otherFields(name: string): readonly HTMLElement[] {
    return [...section.querySelectorAll<HTMLElement>('[data-field]')].filter(piece => piece.dataset['field'] === name);
  }
  section.append(
    element('h2', { id }, goarch),
    element(
      'div',
      { class: 'orders' },
      order({ id: `${id}-today`, title: t('Today'), drawn: today, parts }),
      best
        ? order({ id: `${id}-best`, title: t('Smaller order'), drawn: best, parts })
        : element('p', { class: 'faint best' }, t("Today's order is the smallest.")),
    ),
  );
  return section;
}

interface Order {
  readonly id: string;
  readonly title: string;
  readonly drawn: LayoutDrawing;
  readonly parts: Omit<DrawingParts, 'id' | 'label'>;
}

function order({ id, title, drawn, parts }: Order): HTMLElement {
  const label = `${title}: ${drawn.summary}`;
  return element(
    'figure',
    { class: 'order' },
    element('figcaption', {}, element('strong', {}, title), ` ${drawn.summary}`),
    drawing(drawn, { ...parts, id, label }),
  );
}

function legend(): HTMLElement {
  return element(
    'p',
    { class: 'legend faint' },
    element('span', { class: 'sign piece is-hole', 'aria-hidden': 'true' }),
    t('padding: nothing lies here'),
    element('span', { class: 'sign is-border', 'aria-hidden': 'true' }),
    t('a cache line begins'),
  );
}
