// The filters, as `go tool pprof` has them: expressions that samples or frames are kept or left out by, labels, inlined calls, and how two
// profiles are compared. What is not the default shows as a chip even while the fields are folded away.
import type { Comparing, Facts, Filters, Scope } from '#core/messages/profileView';
import { element, setAttributes, setText } from '../base/element';
import { select } from '../base/select';
import { t } from '../base/words';
import { printable } from './boxLabels';
import { noFilters, type PanelState } from './panelState';
import type { Store } from './store';

export interface FilterBar {
  readonly element: HTMLElement;
  update(): void;
  /** An expression that is none; '' takes it back. */
  showProblem(field: string, text: string): void;
}

const fields = ['focus', 'ignore', 'hide', 'show', 'showFrom'] as const;

const fieldText = (field: keyof Filters): { readonly name: string; readonly hint: string } => {
  switch (field) {
    case 'focus':
      return { name: t('Focus'), hint: t('only stacks that match') };
    case 'ignore':
      return { name: t('Ignore'), hint: t('no stacks that match') };
    case 'hide':
      return { name: t('Hide'), hint: t('leave out frames that match') };
    case 'show':
      return { name: t('Show'), hint: t('only frames that match') };
    case 'showFrom':
      return { name: t('Show from'), hint: t('nothing above the first match') };
  }
};

export function filterBar(store: Store<PanelState>, facts: Facts, isComparing: boolean): FilterBar {
  const change = (part: Partial<Scope>) => store.change({ scope: { ...store.state.scope, ...part }, span: null });
  const problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  const inputs = fields.map(field => {
    const { name, hint } = fieldText(field);
    const input = element('input', { type: 'text', placeholder: hint, spellcheck: 'false', id: `filter-${field}` });
    const apply = () => {
      if (store.state.scope.filters[field] !== input.value) {
        change({ filters: { ...store.state.scope.filters, [field]: input.value } });
      }
    };
    input.addEventListener('change', apply);
    input.addEventListener('keydown', event => {
      if (event.key === 'Enter') apply();
    });
    return { field, input, label: element('label', { class: 'field' }, element('span', {}, name), input) };
  });

  const groupBy = select(t('Group by label'), [
    ['', t('nothing')],
    ...facts.labels.map(({ key }) => [key, printable(key)] as const),
  ]);
  groupBy.addEventListener('change', () => change({ groupBy: groupBy.value }));
  const withLabel = select(t('Only with label'), [
    ['', t('any')],
    ...facts.labels.flatMap(({ key, values }) =>
      values.map(value => [JSON.stringify([key, value]), `${printable(key)}: ${printable(value)}`] as const),
    ),
  ]);
  withLabel.addEventListener('change', () => {
    if (withLabel.value === '') return;
    const [key, value] = JSON.parse(withLabel.value) as [string, string];
    const others = store.state.scope.labels.filter(label => label.key !== key);
    change({ labels: [...others, { key, value }] });
  });
  const inlined = element('input', { type: 'checkbox' });
  inlined.addEventListener('change', () => change({ inlined: inlined.checked }));

  const comparing = comparingFields(store, change);
  const form = element(
    'div',
    { class: 'filter-fields', id: 'filters' },
    ...inputs.map(({ label }) => label),
    ...(facts.labels.length > 0 ? [field(t('Group by label'), groupBy), field(t('Only with label'), withLabel)] : []),
    element('label', { class: 'field is-check' }, inlined, element('span', {}, t('Show inlined calls'))),
    ...(isComparing ? [comparing.element] : []),
    problem,
  );
  const chips = element('div', { class: 'chips' });
  const bar = element('div', { class: 'filters' }, form, chips);

  function chip(text: string, clear: Partial<Scope>): HTMLElement {
    const made = element(
      'button',
      { class: 'chip', title: t('Take this filter away') },
      text,
      element('span', { 'aria-hidden': 'true' }, ' ×'),
    );
    made.addEventListener('click', () => change(clear));
    return made;
  }

  function update(): void {
    const { scope, showFilters } = store.state;
    form.hidden = !showFilters;
    for (const { field: name, input } of inputs)
      if (document.activeElement !== input) input.value = scope.filters[name];
    groupBy.value = scope.groupBy;
    withLabel.value = '';
    inlined.checked = scope.inlined;
    comparing.update();
    const made = [
      ...fields
        .filter(name => scope.filters[name] !== '')
        .map(name =>
          chip(`${fieldText(name).name}: ${printable(scope.filters[name])}`, {
            filters: { ...scope.filters, [name]: '' },
          }),
        ),
      ...scope.labels.map(label =>
        chip(`${printable(label.key)}: ${printable(label.value)}`, {
          labels: scope.labels.filter(other => other !== label),
        }),
      ),
      ...(scope.groupBy === '' ? [] : [chip(t('grouped by {0}', printable(scope.groupBy)), { groupBy: '' })]),
      ...(scope.inlined ? [] : [chip(t('without inlined calls'), { inlined: true })]),
    ];
    if (made.length > 1) {
      made.push(chip(t('All filters off'), { filters: noFilters, labels: [], groupBy: '', inlined: true }));
    }
    chips.replaceChildren(...made);
    chips.hidden = made.length === 0;
  }

  return {
    element: bar,
    update,
    showProblem(name, text) {
      setText(problem, text);
      problem.hidden = text === '';
      for (const { field: of, input } of inputs)
        setAttributes(input, { 'aria-invalid': of === name && text !== '' ? 'true' : undefined });
      if (text !== '' && name !== '' && name !== 'search' && !store.state.showFilters)
        store.change({ showFilters: true });
    },
  };
}

function comparingFields(store: Store<PanelState>, change: (part: Partial<Scope>) => void) {
  const by = select(t('Compare'), [
    ['absolute', t('as they are')],
    ['total', t('with equal totals')],
    ['operation', t('per operation')],
  ]);
  const numbers = (['operations', 'baseOperations'] as const).map(key => {
    const input = element('input', { type: 'number', min: 1, step: 1 });
    input.addEventListener('change', () => set({ [key]: Math.max(0, Number(input.value) || 0) }));
    return { key, input };
  });
  const set = (part: Partial<Comparing>) => change({ comparing: { ...store.state.scope.comparing, ...part } });
  by.addEventListener('change', () =>
    set({ by: by.value === 'total' ? 'total' : by.value === 'operation' ? 'operation' : 'absolute' }),
  );
  const [own, base] = numbers as [(typeof numbers)[number], (typeof numbers)[number]];
  const counts = [field(t('Operations'), own.input), field(t('Operations before'), base.input)];
  return {
    element: element('div', { class: 'comparing' }, field(t('Compare'), by), ...counts),
    update() {
      const { comparing } = store.state.scope;
      by.value = comparing.by;
      for (const { key, input } of numbers) if (document.activeElement !== input) input.value = String(comparing[key]);
      for (const count of counts) count.hidden = comparing.by !== 'operation';
    },
  };
}

function field(name: string, control: HTMLElement): HTMLElement {
  return element('label', { class: 'field' }, element('span', {}, name), control);
}
