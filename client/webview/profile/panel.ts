// A profile's panel: the views, what they share (scope, search, chosen function), and what can be done with a function.
import type { Facts, Filters, ToHost } from '#core/messages/profileView';
import { formatShare, formatValue } from '#core/profile/units';
import { onDroppedFile } from '../base/droppedFile';
import { element } from '../base/element';
import type { Host } from '../base/host';
import { openMenu } from '../base/menu';
import { onThemeChange } from '../base/theme';
import { t } from '../base/words';
import { asking, type Asking } from './asking';
import { type BoxAt, nameText } from './boxGrid';
import { printable } from './boxLabels';
import { type Boxes, frameOf, pathOf } from './boxes';
import { callTree } from './callTreeView';
import { detailLine } from './detailLine';
import { factsView } from './factsView';
import { figuresOf, placeOf, spoken } from './figures';
import { filterBar } from './filterBar';
import { fittingState, isPanelState, type PanelState, type View } from './panelState';
import { pathBar } from './pathBar';
import { sandwichView } from './sandwichView';
import { createStore } from './store';
import { menuFor, type Subject, type SubjectActions, subjectText } from './subject';
import { toolbar } from './toolbar';
import { tooltip } from './tooltip';
import { topTable, type TopTableParts } from './topTable';
import { wholeFlame } from './wholeFlame';

export interface Opened {
  readonly name: string;
  readonly facts: Facts;
  readonly baseName: string | null;
  readonly operations: number;
  readonly baseOperations: number;
}

export interface Panel {
  readonly element: HTMLElement;
  readonly asking: Asking;
  setInCode(on: boolean): void;
  /** Draws the first picture: to be called when the element is in the page. */
  start(): void;
  /** Another one takes its place: keeps what was chosen, and lets go of what is outside of the element. */
  dispose(): void;
}

export function createPanel(host: Host<ToHost>, { facts, name, baseName, ...counts }: Opened): Panel {
  const isComparing = baseName !== null;
  const ended = new AbortController();
  const { signal } = ended;
  const initial = fittingState(host.kept(isPanelState), facts);
  const store = createStore<PanelState>(withCounts(initial, counts), state => {
    if (!signal.aborted) host.keep(state);
  });
  const worker = asking((id, question) => host.post({ kind: 'ask', id, question }));
  const sampleType = () => facts.sampleTypes[store.state.scope.sampleType]!;
  const unit = () => sampleType().unit;
  let found: ReadonlySet<number> | null = null;
  let isInCode = false;
  let sums = { total: 0, shown: 0, zoomed: 0 };

  const tip = tooltip(signal);
  const detail = detailLine();
  const path = pathBar(isComparing);
  const filters = filterBar(store, facts, isComparing);
  const rootText = () => {
    const { shown, total } = sums;
    const value = formatValue(shown, unit());
    return shown === total ? t('All: {0}', value) : t('All: {0} of {1}', value, formatValue(total, unit()));
  };

  const subjectOf = ({ boxes, box }: BoxAt): Subject | null => {
    const frame = frameOf(boxes, box);
    if (frame < 0) return null;
    return { name: frame >> 1, text: boxes.names.texts[boxes.picture.name[box]!]!, path: pathOf(boxes, box) };
  };
  const choose = (subject: Subject | null) => {
    if (store.state.selected?.name !== subject?.name || store.state.selected?.path !== subject?.path)
      store.change({ selected: subject });
  };
  /** The row itself has the figures. */
  const chooseRow = (subject: Subject) => {
    choose(subject);
    detail.show(subjectText(subject), '', []);
  };
  const describe = (at: BoxAt) =>
    detail.show(nameText(at.boxes, at.box, rootText()), placeOf(at), figuresOf(at, sampleType(), sums.zoomed));

  const sourceChannel = worker.channel();
  const actions: SubjectActions = {
    zoom: zoom => {
      store.change({ view: 'flame' });
      flame.zoomTo(zoom);
    },
    sandwich: subject => store.change({ selected: subject, view: 'sandwich' }),
    goToSource({ name: id, path: at }) {
      sourceChannel({ kind: 'source', scope: store.state.scope, name: id, path: at }, answer => {
        if (answer.kind === 'problem') return detail.say(answer.text);
        host.post({
          kind: 'goToSource',
          function: answer.function,
          file: answer.file,
          line: answer.line || answer.startLine,
        });
      });
    },
    copy: text => host.post({ kind: 'copy', text }),
    filter(field: keyof Filters, expression: string) {
      const { scope } = store.state;
      store.change({ scope: { ...scope, filters: { ...scope.filters, [field]: expression } }, span: null });
    },
  };
  const menu = (subject: Subject, x: number, y: number) =>
    openMenu(menuFor(subject, actions), { x, y, label: t('Function'), signal });
  const onProblem = (field: string, text: string) => {
    filters.showProblem(field, text);
    if (field === 'search') path.showFound(text);
    detail.say(text);
  };

  const shared = {
    signal,
    unit,
    found: () => found,
    chosen: () => store.state.selected?.name ?? -1,
    onHover(at: BoxAt | null, x: number, y: number) {
      if (!at) return tip.hide();
      tip.show(nameText(at.boxes, at.box, rootText()), placeOf(at), figuresOf(at, sampleType(), sums.zoomed), x, y);
    },
    onCursor(at: BoxAt) {
      describe(at);
      detail.say(spoken(at, sampleType(), rootText()));
    },
    onMenu(at: BoxAt, x: number, y: number) {
      tip.hide();
      const subject = subjectOf(at);
      if (subject) menu(subject, x, y);
    },
    onProblem,
  };
  const flame = wholeFlame(store, {
    ...shared,
    channel: worker.channel(),
    rootText,
    onCursor(at) {
      choose(subjectOf(at));
      shared.onCursor(at);
    },
    onGoToSource(at) {
      const subject = subjectOf(at);
      if (subject) actions.goToSource(subject);
    },
    onPicture: boxes => showSums(boxes),
    onSteps: () => path.showPath(flame.steps()),
  });

  function showSums({ picture, total, span }: Boxes): void {
    filters.showProblem('', '');
    const shown = picture.value[0] ?? 0;
    sums = { total, shown, zoomed: span.to - span.from };
    const share = shown === total ? '' : ` (${formatShare(shown, total)})`;
    const all = formatValue(total, unit());
    const own = shown === total ? all : t('{0} of {1}', formatValue(shown, unit()), all) + share;
    const before = picture.base?.[0];
    path.showTotal(before === undefined ? own : t('{0}, before: {1}', own, formatValue(before, unit())));
    detail.element.classList.toggle('is-empty', picture.depth.length === 0);
  }

  const tableParts = (openIn: View): TopTableParts => ({
    asking: worker,
    signal,
    query: () => {
      const { scope, sort, descending, search, isExpression } = store.state;
      return { scope, sort, descending, text: search, expression: isExpression };
    },
    type: sampleType,
    chosen: shared.chosen,
    onSort: sort =>
      store.change(
        sort === store.state.sort ? { descending: !store.state.descending } : { sort, descending: sort !== 'name' },
      ),
    onChoose: chooseRow,
    onOpen: subject => store.change({ selected: subject, view: openIn }),
    onGoToSource: actions.goToSource,
    onMenu: menu,
    onProblem,
  });
  const top = topTable(tableParts('sandwich'));
  const sandwich = sandwichView(store, topTable(tableParts('sandwich')), worker.channel, {
    ...shared,
    onGoToSource(at) {
      const subject = subjectOf(at);
      if (subject) actions.goToSource({ ...subject, path: [] });
    },
    onMenu(at, x, y) {
      const subject = subjectOf(at);
      // A path below the function is none of the whole profile.
      if (subject) menu({ ...subject, path: [] }, x, y);
    },
  });
  const tree = callTree({
    asking: worker,
    signal,
    scope: () => store.state.scope,
    type: sampleType,
    chosen: shared.chosen,
    onChoose: chooseRow,
    onOpen: ({ path: zoom }) => actions.zoom(zoom),
    onGoToSource: actions.goToSource,
    onMenu: menu,
    onProblem,
  });
  const language = document.documentElement.lang;
  const factsPage = factsView(facts, name, baseName, language === '' ? 'en' : language);
  const pages: Readonly<Record<View, { readonly element: HTMLElement; ask(): void; redraw(): void; focus(): void }>> = {
    flame,
    sandwich,
    top,
    tree,
    facts: { element: factsPage, ask: () => undefined, redraw: () => undefined, focus: () => factsPage.focus() },
  };
  /** The scope that each view was last asked for; a view out of sight is asked when it comes in sight. */
  const asked = new Map<View, string>();
  const keyOf = (view: View) => {
    const { scope, order, search, isExpression, sort, descending } = store.state;
    const own = view === 'flame' ? [order] : view === 'tree' ? [] : [order, search, isExpression, sort, descending];
    return JSON.stringify([scope, ...own]);
  };

  const bar = toolbar({
    store,
    facts,
    onNextFound: step => {
      if (store.state.view === 'flame') flame.nextFound(step);
    },
    onLeaveSearch: () => pages[store.state.view].focus(),
    onShowInCode: () => host.post({ kind: 'showInCode', on: !isInCode, scope: store.state.scope }),
    onCompare: () => host.post({ kind: isComparing ? 'stopComparing' : 'compare' }),
    isInCode: () => isInCode,
    isComparing: () => isComparing,
  });
  const place = element('div', { class: 'view', id: 'view', role: 'tabpanel' });
  const title = element('h1', { class: 'unseen' }, printable(name));
  const root = element(
    'main',
    { class: 'panel' },
    title,
    bar.element,
    filters.element,
    path.element,
    place,
    detail.element,
  );

  onDroppedFile(root, address => host.post({ kind: 'compareWith', address }));

  function showView(): void {
    const { view } = store.state;
    const { element: page } = pages[view];
    if (page.parentNode !== place) place.replaceChildren(page);
    place.setAttribute('aria-labelledby', `tab-${view}`);
    path.showSteps(view === 'flame');
    tip.hide();
    if (asked.get(view) === keyOf(view)) return pages[view].redraw();
    asked.set(view, keyOf(view));
    pages[view].ask();
  }

  const searchChannel = worker.channel();
  function search(): void {
    const { scope, search: text, isExpression } = store.state;
    if (text === '') {
      found = null;
      path.showFound('');
      return pages[store.state.view].redraw();
    }
    searchChannel({ kind: 'search', scope, text, expression: isExpression }, answer => {
      const now = store.state;
      if (now.search !== text || now.isExpression !== isExpression || now.scope !== scope) return;
      if (answer.kind === 'problem') return onProblem(answer.field, answer.text);
      found = new Set(answer.names);
      const share = formatShare(answer.value, answer.shown);
      const count = answer.names.length;
      path.showFound(
        count === 0
          ? t('nothing found')
          : t('{0} functions, {1} ({2})', count, formatValue(answer.value, unit()), share),
      );
      pages[store.state.view].redraw();
    });
  }

  store.onChange((state, before) => {
    bar.update();
    filters.update();
    if (state.search !== before.search || state.isExpression !== before.isExpression || state.scope !== before.scope)
      search();
    showView();
  });
  const readTheme = () => {
    flame.readTheme();
    sandwich.readTheme();
  };
  onThemeChange(readTheme, signal);
  const pressed = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f') {
      bar.focusSearch();
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'F3') {
      flame.nextFound(event.shiftKey ? -1 : 1);
      event.preventDefault();
    }
  };
  addEventListener('keydown', pressed, { signal });

  return {
    element: root,
    asking: worker,
    setInCode(on) {
      isInCode = on;
      bar.update();
    },
    start() {
      bar.update();
      filters.update();
      showView();
      if (store.state.search !== '') search();
      pages[store.state.view].focus();
    },
    dispose() {
      host.keep(store.state);
      ended.abort();
    },
  };
}

/** What is known of the runs; what is not stays as somebody may have typed it. */
function withCounts(
  state: PanelState,
  { operations, baseOperations }: Pick<Opened, 'operations' | 'baseOperations'>,
): PanelState {
  const { comparing } = state.scope;
  const counted = {
    ...comparing,
    operations: operations || comparing.operations,
    baseOperations: baseOperations || comparing.baseOperations,
  };
  return { ...state, scope: { ...state.scope, comparing: counted } };
}
