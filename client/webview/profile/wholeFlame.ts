// The flame graph of the whole profile, its zoom kept in the panel's state, with the way back.
import type { Frame, Span } from '#core/messages/profileView';
import { type Boxes, boxOf, frameOf } from './boxes';
import { printable } from './boxLabels';
import { flamePane, type FlamePane, type PaneParts } from './flamePane';
import type { PanelState } from './panelState';
import type { PathStep } from './pathBar';
import type { Store } from './store';
import { shortName } from '#core/profile/shortName';
import { t } from '../base/words';

export interface WholeFlame extends FlamePane {
  zoomTo(path: readonly Frame[]): void;
  /** The steps from the whole to the zoom. */
  steps(): readonly PathStep[];
}

type Shared = Omit<PaneParts, 'query' | 'growsUp' | 'onZoom' | 'onBack' | 'onPicture' | 'label'>;

export function wholeFlame(
  store: Store<PanelState>,
  shared: Shared & { onSteps(): void; onPicture(boxes: Boxes): void },
): WholeFlame {
  /** Where the user came from, for the way back. */
  const history: { readonly zoom: readonly Frame[]; readonly span: Span | null }[] = [];
  let newest: Boxes | null = null;
  const remember = () => {
    const { zoom, span } = store.state;
    const last = history.at(-1);
    if (last?.zoom !== zoom || last.span !== span) history.push({ zoom, span });
    if (history.length > 100) history.shift();
  };
  const pane = flamePane({
    ...shared,
    label: t('Flame graph: arrow keys move, Enter zooms, Escape shows the whole'),
    query: () => {
      const { scope, order, zoom, span } = store.state;
      return { scope, root: { kind: 'whole' }, order, zoom, span };
    },
    growsUp: () => store.state.growsUp,
    onZoom(zoom, span) {
      remember();
      store.change({ zoom, span });
      shared.onSteps();
    },
    onBack() {
      const last = history.pop();
      if (!last) return;
      store.change(last);
      pane.zoomChanged();
      shared.onSteps();
    },
    onPicture(boxes) {
      newest = boxes;
      shared.onPicture(boxes);
      shared.onSteps();
    },
  });
  const zoomTo = (path: readonly Frame[]) => {
    remember();
    store.change({ zoom: path, span: null });
    pane.zoomChanged();
    shared.onSteps();
  };
  return {
    ...pane,
    zoomTo,
    steps() {
      const { zoom } = store.state;
      const steps: PathStep[] = [{ text: t('All'), title: shared.rootText(), go: () => zoomTo([]) }];
      if (!newest) return steps;
      zoom.forEach((_, index) => {
        const path = zoom.slice(0, index + 1);
        const { box, isWhole } = boxOf(newest!, path);
        const name = isWhole && frameOf(newest!, box) >= 0 ? newest!.names.texts[newest!.picture.name[box]!]! : '…';
        steps.push({ text: printable(shortName(name)), title: printable(name), go: () => zoomTo(path) });
      });
      return steps;
    },
  };
}
