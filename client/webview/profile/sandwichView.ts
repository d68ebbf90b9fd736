// Callers and callees of one function, all its occurrences together: a list to choose from, callers above, what it calls below.
import type { Frame, Span } from '#core/messages/profileView';
import { element } from '../base/element';
import { t } from '../base/words';
import { flamePane, type FlamePane, type PaneParts } from './flamePane';
import type { PanelState } from './panelState';
import type { Store } from './store';
import { subjectText } from './subject';
import type { TopTable } from './topTable';

export interface SandwichView {
  readonly element: HTMLElement;
  ask(): void;
  redraw(): void;
  readTheme(): void;
  focus(): void;
}

type Shared = Omit<
  PaneParts,
  'query' | 'growsUp' | 'onZoom' | 'onBack' | 'onPicture' | 'label' | 'rootText' | 'channel'
>;

export function sandwichView(
  store: Store<PanelState>,
  list: TopTable,
  channel: () => PaneParts['channel'],
  shared: Shared,
): SandwichView {
  let name = -1;
  const pane = (kind: 'callers' | 'callees', label: string): FlamePane => {
    let zoom: readonly Frame[] = [];
    let span: Span | null = null;
    const made = flamePane({
      ...shared,
      channel: channel(),
      label,
      query: () => ({
        scope: store.state.scope,
        root: { kind, name: Math.max(0, name) },
        order: store.state.order,
        zoom,
        span,
      }),
      growsUp: () => kind === 'callers',
      rootText: () => {
        const name = store.state.selected ? subjectText(store.state.selected) : '';
        return kind === 'callers' ? t('▲ Callers of {0}', name) : t('▼ Callees of {0}', name);
      },
      onZoom: (path, stretch) => ([zoom, span] = [path, stretch]),
      onBack() {
        [zoom, span] = [zoom.slice(0, -1), null];
        made.zoomChanged();
      },
      onPicture: () => undefined,
    });
    return {
      ...made,
      ask() {
        [zoom, span] = [[], null];
        made.ask();
      },
    };
  };
  const callers = pane('callers', t('Callers: arrow keys move, Enter zooms, Escape shows the whole'));
  const callees = pane('callees', t('Callees: arrow keys move, Enter zooms, Escape shows the whole'));
  const pictures = element('div', { class: 'sandwich-pictures' }, callers.element, callees.element);
  const hint = element('p', { class: 'hint' }, t('Choose a function to see who calls it and what it calls.'));
  const view = element(
    'div',
    { class: 'sandwich' },
    element('div', { class: 'sandwich-list' }, list.element),
    pictures,
    hint,
  );

  function showPictures(): void {
    const { selected } = store.state;
    pictures.hidden = selected === null;
    hint.hidden = selected !== null;
  }

  function askPictures(): void {
    showPictures();
    if (!store.state.selected) return;
    name = store.state.selected.name;
    callers.ask();
    callees.ask();
  }

  return {
    element: view,
    ask() {
      list.ask();
      askPictures();
    },
    redraw() {
      list.redraw();
      if (store.state.selected && store.state.selected.name !== name) return askPictures();
      callers.redraw();
      callees.redraw();
    },
    readTheme() {
      callers.readTheme();
      callees.readTheme();
    },
    focus: () => list.focus(),
  };
}
