// Whether what arrives at one side of a profile's panel is a message of profileView: shapes, and a bound on all that could be long.
import {
  type Check,
  isColumn,
  isCount,
  isEmpty,
  isNumber,
  isFlag,
  isListOf,
  isNullOr,
  isOneOf,
  isRecord,
  isTagged,
  isText,
  isWords,
} from './check';
import type {
  Answer,
  Comparing,
  Facts,
  Filters,
  LabelKey,
  LabelValue,
  Mapping,
  Names,
  Picture,
  Question,
  Reopen,
  Root,
  SampleType,
  Scope,
  Span,
  ToHost,
  ToPanel,
} from './profileView';

// Bounds: an expression is typed, a path has as many frames as a stack, a picture as many boxes as a screen has half pixels.
const longText = 10_000;
const isName = isText(longText);
const isExpression = isText(longText);
const isPath = isListOf(isCount, 100_000);
const isNumbers = isColumn(Float64Array, 5_000_000);
const isIndexes = isColumn(Int32Array, 5_000_000);
const isBytes = isColumn(Uint8Array, 5_000_000);

const isFilters = isRecord<Filters>({
  focus: isExpression,
  ignore: isExpression,
  hide: isExpression,
  show: isExpression,
  showFrom: isExpression,
});
export const isScope: Check<Scope> = isRecord<Scope>({
  sampleType: isCount,
  filters: isFilters,
  labels: isListOf(isRecord<LabelValue>({ key: isName, value: isName }), 100),
  groupBy: isName,
  inlined: isFlag,
  comparing: isRecord<Comparing>({
    by: isOneOf('absolute', 'total', 'operation'),
    operations: isNumber,
    baseOperations: isNumber,
  }),
});
const isSpan = isRecord<Span>({ from: isNumber, to: isNumber });

/** A question as it may come out of a page. */
export const isQuestion: Check<Question> = isTagged<Question>({
  flame: isRecord({
    scope: isScope,
    root: isTagged<Root>({
      whole: isEmpty,
      callers: isRecord({ name: isCount }),
      callees: isRecord({ name: isCount }),
    }),
    order: isOneOf('value', 'name'),
    width: isCount,
    span: isNullOr(isSpan),
    zoom: isPath,
  }),
  search: isRecord({ scope: isScope, text: isExpression, expression: isFlag }),
  table: isRecord({
    scope: isScope,
    sort: isOneOf('flat', 'cum', 'name'),
    descending: isFlag,
    text: isExpression,
    expression: isFlag,
    first: isCount,
    count: isCount,
  }),
  tree: isRecord({ scope: isScope, path: isPath, first: isCount, count: isCount }),
  source: isRecord({ scope: isScope, name: isCount, path: isPath }),
});

export const isToHost: Check<ToHost> = isTagged<ToHost>({
  ready: isEmpty,
  ask: isRecord({ id: isCount, question: isQuestion }),
  goToSource: isRecord({ function: isName, file: isName, line: isCount }),
  copy: isRecord({ text: isText(1_000_000) }),
  showInCode: isRecord({ on: isFlag, scope: isScope }),
  compare: isEmpty,
  compareWith: isRecord({ address: isName }),
  stopComparing: isEmpty,
  reload: isEmpty,
  reopen: isRecord({ as: isOneOf('text', 'binary') }),
});

const isAnyText = isText(1_000_000);
const isNames: Check<Names> = isRecord<Names>({
  ids: isIndexes,
  texts: isListOf(isAnyText, 5_000_000),
  files: isListOf(isAnyText, 5_000_000),
  lines: isIndexes,
  classes: isBytes,
});
const isPictureRecord = isRecord<Picture>({
  depth: isIndexes,
  parent: isIndexes,
  name: isIndexes,
  inlined: isBytes,
  merged: isIndexes,
  x: isNumbers,
  size: isNumbers,
  value: isNumbers,
  self: isNumbers,
  base: isNullOr(isNumbers),
});
const isPicture: Check<Picture> = (value): value is Picture =>
  isPictureRecord(value) &&
  Object.values(value).every(column => column === null || column.length === value.depth.length);
const isSampleType = isRecord<SampleType>({ type: isAnyText, unit: isAnyText });
export const isFacts = isRecord<Facts>({
  sampleTypes: isListOf(isSampleType, 10_000),
  defaultType: isCount,
  totals: isListOf(isNumber, 10_000),
  timeNanos: isText(30),
  durationNanos: isText(30),
  period: isNumber,
  periodType: isSampleType,
  samples: isCount,
  functions: isCount,
  locations: isCount,
  comments: isListOf(isAnyText, 1000),
  docUrl: isAnyText,
  mappings: isListOf(isRecord<Mapping>({ file: isAnyText, buildId: isAnyText }), 10_000),
  labels: isListOf(
    isRecord<LabelKey>({ key: isAnyText, values: isListOf(isAnyText, 1000), moreValues: isCount }),
    1000,
  ),
  rounded: isFlag,
});

export const isAnswer: Check<Answer> = isTagged<Answer>({
  flame: isRecord({
    picture: isPicture,
    names: isNames,
    total: isNumber,
    shown: isNumber,
    baseShown: isNullOr(isNumber),
    span: isSpan,
    zoom: isPath,
  }),
  search: isRecord({ names: isIndexes, value: isNumber, shown: isNumber }),
  table: isRecord({
    names: isNames,
    flat: isNumbers,
    cum: isNumbers,
    baseFlat: isNullOr(isNumbers),
    baseCum: isNullOr(isNumbers),
    first: isCount,
    rows: isCount,
    total: isNumber,
    shown: isNumber,
  }),
  tree: isRecord({
    name: isIndexes,
    names: isNames,
    inlined: isBytes,
    value: isNumbers,
    self: isNumbers,
    base: isNullOr(isNumbers),
    children: isIndexes,
    first: isCount,
    rows: isCount,
    total: isNumber,
    shown: isNumber,
  }),
  source: isRecord({ function: isAnyText, file: isAnyText, line: isCount, startLine: isCount }),
  problem: isRecord({
    field: isOneOf('focus', 'ignore', 'hide', 'show', 'showFrom', 'search', ''),
    text: isAnyText,
  }),
});

export const isReopen: Check<Reopen> = isOneOf('text', 'binary', 'reload');

export const isToPanel: Check<ToPanel> = isTagged<ToPanel>({
  words: isRecord({ language: isText(100), words: isWords }),
  opening: isRecord({ name: isAnyText, bytes: isNumber }),
  opened: isRecord({
    name: isAnyText,
    facts: isFacts,
    baseName: isNullOr(isAnyText),
    operations: isNumber,
    baseOperations: isNumber,
  }),
  failed: isRecord({ text: isAnyText, reopen: isReopen }),
  answer: isRecord({ id: isCount, answer: isAnswer }),
  changed: isEmpty,
  inCode: isRecord({ on: isFlag }),
});
