// The plain facts of a profile: when and how long, what was counted, which program, notes and labels.
import type { Facts } from '#core/messages/profileView';
import { exactValue, formatValue } from '#core/profile/units';
import { element } from '../base/element';
import { t } from '../base/words';
import { printable } from './boxLabels';

export function factsView(facts: Facts, name: string, baseName: string | null, language: string): HTMLElement {
  const view = element('div', { class: 'facts', tabindex: 0 });
  const rows: [string, string][] = [[t('File'), name]];
  if (baseName !== null) rows.push([t('Compared with'), baseName]);
  if (facts.timeNanos !== '0') rows.push([t('Taken'), dateOf(facts.timeNanos, language)]);
  if (facts.durationNanos !== '0') rows.push([t('Duration'), formatValue(Number(facts.durationNanos), 'nanoseconds')]);
  if (facts.period !== 0) rows.push([t('Period'), periodText(facts)]);
  rows.push([t('Samples'), exactValue(facts.samples, 'count')]);
  rows.push([t('Functions'), exactValue(facts.functions, 'count')]);
  rows.push([t('Locations'), exactValue(facts.locations, 'count')]);
  if (facts.docUrl !== '') rows.push([t('Documentation'), facts.docUrl]);
  view.append(section(t('Profile'), definitions(rows)));
  if (facts.rounded)
    view.append(element('p', { class: 'note' }, t('Some sums are beyond 2^53: their last digits are rounded here.')));

  const types = facts.sampleTypes.map(({ type, unit }, index) => [
    printable(type) + (index === facts.defaultType ? ` (${t('default')})` : ''),
    printable(unit),
    formatValue(facts.totals[index]!, unit),
    exactValue(facts.totals[index]!, unit),
  ]);
  view.append(section(t('Sample types'), table([t('Type'), t('Unit'), t('Total'), t('All digits')], types)));
  if (facts.comments.length > 0) {
    view.append(
      section(t('Comments'), element('ul', {}, ...facts.comments.map(text => element('li', {}, printable(text))))),
    );
  }
  if (facts.labels.length > 0) {
    const labels = facts.labels.map(({ key, values, moreValues }) => [
      printable(key),
      values.slice(0, 20).map(printable).join(', ') +
        (values.length + moreValues > 20 ? ` … (${values.length + moreValues})` : ''),
    ]);
    view.append(section(t('Labels'), table([t('Label'), t('Values')], labels)));
  }
  if (facts.mappings.length > 0) {
    const mappings = facts.mappings.map(({ file, buildId }) => [printable(file), printable(buildId)]);
    view.append(section(t('Mappings'), table([t('File'), t('Build id')], mappings)));
  }
  return view;
}

function section(title: string, ...content: readonly Node[]): HTMLElement {
  return element('section', {}, element('h2', {}, title), ...content);
}

function definitions(rows: readonly (readonly [string, string])[]): HTMLElement {
  return element(
    'dl',
    {},
    ...rows.flatMap(([term, text]) => [element('dt', {}, term), element('dd', {}, printable(text))]),
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...heads.map(text => element('th', { scope: 'col' }, text)))),
    element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map(text => element('td', {}, text))))),
  );
}

function periodText({ period, periodType: { type, unit } }: Facts): string {
  const value = formatValue(period, unit);
  return type === '' ? value : t('one sample every {0} of {1}', value, printable(type));
}

function dateOf(nanos: string, language: string): string {
  const date = new Date(Number(BigInt(nanos) / 1_000_000n));
  return Number.isNaN(date.getTime())
    ? nanos
    : date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' });
}
