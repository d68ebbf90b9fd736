// What the colours and marks of boxes and rows mean.
import { type PackageClass, packageClasses } from '#core/messages/profileView';
import { element } from '../base/element';
import { t } from '../base/words';
import { classText } from './subject';

export function legend(isComparing: boolean): HTMLElement {
  const keys = isComparing
    ? [key('is-more', `▲ ${t('more than before')}`), key('is-less', `▼ ${t('less than before')}`)]
    : packageClasses.filter(name => name !== 'unknown').map(legendOf);
  return element('span', { class: 'legend' }, ...keys);
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
