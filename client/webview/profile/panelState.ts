// What the user has chosen in a panel: small, and kept by VS Code while the panel is hidden or the window reloads.
import {
  type Check,
  isCount,
  isNumber,
  isFlag,
  isListOf,
  isNullOr,
  isOneOf,
  isRecord,
  isText,
} from '#core/messages/check';
import type { Facts, Frame, Scope, Span, TableSort } from '#core/messages/profileView';
import { isScope } from '#core/messages/profileViewChecks';

export const views = ['flame', 'sandwich', 'top', 'tree', 'facts'] as const;
export type View = (typeof views)[number];

/** A function, by its number and name, and where in the picture it was chosen: from the root to it, empty where nowhere. */
export interface Selected {
  readonly name: number;
  readonly text: string;
  readonly path: readonly Frame[];
}

export interface PanelState {
  readonly view: View;
  readonly scope: Scope;
  readonly order: 'value' | 'name';
  /** The root at the bottom: a flame. Else on top: an icicle. */
  readonly growsUp: boolean;
  readonly zoom: readonly Frame[];
  /** Where the zoom is not a box of its own: a stretch of the picture. */
  readonly span: Span | null;
  readonly search: string;
  readonly isExpression: boolean;
  readonly selected: Selected | null;
  readonly sort: TableSort;
  readonly descending: boolean;
  readonly showFilters: boolean;
}

/** Deeper paths are not kept: the state is to stay small. */
const deepest = 2000;
const isPath = isListOf(isCount, deepest);

export const isPanelState: Check<PanelState> = isRecord<PanelState>({
  view: isOneOf(...views),
  scope: isScope,
  order: isOneOf('value', 'name'),
  growsUp: isFlag,
  zoom: isPath,
  span: isNullOr(isRecord<Span>({ from: isNumber, to: isNumber })),
  search: isText(10_000),
  isExpression: isFlag,
  selected: isNullOr(isRecord<Selected>({ name: isCount, text: isText(10_000), path: isPath })),
  sort: isOneOf('flat', 'cum', 'name'),
  descending: isFlag,
  showFilters: isFlag,
});

export const noFilters = { focus: '', ignore: '', hide: '', show: '', showFrom: '' } as const;

export function newState(facts: Facts): PanelState {
  return {
    view: 'flame',
    scope: {
      sampleType: facts.defaultType,
      filters: noFilters,
      labels: [],
      groupBy: '',
      inlined: true,
      comparing: { by: 'absolute', operations: 0, baseOperations: 0 },
    },
    order: 'value',
    growsUp: false,
    zoom: [],
    span: null,
    search: '',
    isExpression: false,
    selected: null,
    sort: 'flat',
    descending: true,
    showFilters: false,
  };
}

/** What of a kept state still holds for this profile, which may be another file by now. */
export function fittingState(kept: PanelState | null, facts: Facts): PanelState {
  if (!kept || kept.scope.sampleType >= facts.sampleTypes.length) return newState(facts);
  const keys = new Set(facts.labels.map(({ key }) => key));
  const { scope } = kept;
  return {
    ...kept,
    scope: {
      ...scope,
      labels: scope.labels.filter(({ key }) => keys.has(key)),
      groupBy: keys.has(scope.groupBy) ? scope.groupBy : '',
    },
  };
}
