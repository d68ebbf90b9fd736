// The line on top: which view, which sample type, how the picture lies, and the search.
import type { Facts } from '#core/messages/profileView';
import { element, setAttributes, setText } from '../base/element';
import { select } from '../base/select';
import { t } from '../base/words';
import { printable } from './boxLabels';
import { type PanelState, type View, views } from './panelState';
import type { Store } from './store';

export interface Toolbar {
  readonly element: HTMLElement;
  update(): void;
  focusSearch(): void;
}

export interface ToolbarParts {
  readonly store: Store<PanelState>;
  readonly facts: Facts;
  onNextFound(step: 1 | -1): void;
  /** The keyboard is to go back to the view. */
  onLeaveSearch(): void;
  onShowInCode(): void;
  onCompare(): void;
  readonly isInCode: () => boolean;
  readonly isComparing: () => boolean;
}

const viewText = (view: View): string => {
  switch (view) {
    case 'flame':
      return t('Flame graph');
    case 'sandwich':
      return t('Callers and callees');
    case 'top':
      return t('Top');
    case 'tree':
      return t('Call tree');
    case 'facts':
      return t('Facts');
  }
};

export function toolbar({ store, facts, ...parts }: ToolbarParts): Toolbar {
  const tabs = views.map(view => {
    const tab = element(
      'button',
      { class: 'tab', role: 'tab', id: `tab-${view}`, 'aria-controls': 'view' },
      viewText(view),
    );
    tab.addEventListener('click', () => store.change({ view }));
    return tab;
  });
  const tabList = element('div', { class: 'tabs', role: 'tablist', 'aria-label': t('Views') }, ...tabs);
  tabList.addEventListener('keydown', event => {
    const at = views.indexOf(store.state.view);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = (at + step + views.length) % views.length;
    store.change({ view: views[next]! });
    tabs[next]!.focus();
  });

  const types = select(
    t('Sample type'),
    facts.sampleTypes.map(({ type, unit }, index) => {
      const text = unit === '' || unit === 'count' ? printable(type) : `${printable(type)} (${printable(unit)})`;
      return [String(index), text];
    }),
  );
  types.addEventListener('change', () => {
    store.change({ scope: { ...store.state.scope, sampleType: Number(types.value) }, span: null });
  });

  const order = select(t('Order'), [
    ['value', t('By value')],
    ['name', t('By name')],
  ]);
  order.addEventListener('change', () =>
    store.change({ order: order.value === 'name' ? 'name' : 'value', span: null }),
  );
  const flip = toggle(t('Root at the bottom'), '⇅');
  flip.addEventListener('click', () => store.change({ growsUp: !store.state.growsUp }));
  const filters = element('button', { class: 'button', 'aria-controls': 'filters' }, t('Filter'));
  filters.addEventListener('click', () => store.change({ showFilters: !store.state.showFilters }));
  const compare = element('button', { class: 'button' }, t('Compare…'));
  compare.addEventListener('click', () => parts.onCompare());
  const inCode = element('button', { class: 'button' }, t('Show in code'));
  inCode.addEventListener('click', () => parts.onShowInCode());

  const search = element('input', {
    type: 'search',
    class: 'search',
    placeholder: t('Search functions'),
    'aria-label': t('Search functions'),
    spellcheck: 'false',
  });
  const expression = toggle(t('Regular expression'), '.*');
  expression.addEventListener('click', () => store.change({ isExpression: !store.state.isExpression }));
  let typing: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => store.change({ search: search.value }), 120);
  });
  search.addEventListener('keydown', event => {
    if (event.key === 'Enter') {
      clearTimeout(typing);
      if (store.state.search !== search.value) store.change({ search: search.value });
      parts.onNextFound(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      search.value = '';
      store.change({ search: '' });
      parts.onLeaveSearch();
    } else if (event.key === 'ArrowDown') parts.onLeaveSearch();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const bar = element(
    'div',
    { class: 'toolbar' },
    tabList,
    types,
    order,
    flip,
    element('span', { class: 'spring' }),
    element('span', { class: 'search-box' }, search, expression),
    filters,
    compare,
    inCode,
  );

  function update(): void {
    const { view, scope, order: by, growsUp, showFilters, isExpression, search: text } = store.state;
    tabs.forEach((tab, index) => {
      const isActive = views[index] === view;
      setAttributes(tab, { 'aria-selected': String(isActive), tabindex: isActive ? 0 : -1 });
    });
    types.value = String(scope.sampleType);
    order.value = by;
    order.hidden = flip.hidden = view !== 'flame';
    setAttributes(flip, { 'aria-pressed': String(growsUp) });
    setAttributes(filters, { 'aria-expanded': String(showFilters) });
    setAttributes(expression, { 'aria-pressed': String(isExpression) });
    setAttributes(inCode, { 'aria-pressed': String(parts.isInCode()) });
    setText(compare, parts.isComparing() ? t('Stop comparing') : t('Compare…'));
    if (document.activeElement !== search && search.value !== text) search.value = text;
  }

  return {
    element: bar,
    update,
    focusSearch() {
      search.focus();
      search.select();
    },
  };
}

function toggle(label: string, sign: string): HTMLButtonElement {
  return element(
    'button',
    { class: 'button is-sign', 'aria-label': label, title: label, 'aria-pressed': 'false' },
    sign,
  );
}
