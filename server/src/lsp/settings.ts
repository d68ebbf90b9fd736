// The settings of section `escapement`, as a table: every key, what it may hold, what it is when unset. package.json says the
// same to VS Code; a test keeps the two equal. What a client sends is foreign input: a value that does not fit is left at its
// default and named.
import { codesToFind } from '#core/escape/asked';
import { codesShownByDefault, findingCodes, type FindingCode } from '#core/escape/finding';
import type { ShowOptions } from '#core/escape/shown';
import type { LiveSettings } from '#server/analysis/live';

interface Kind<T> {
  readonly default: T;
  /** What a fitting value is, for the message about one that is not. */
  readonly expected: string;
  readonly fits: (value: unknown) => value is T;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (): Kind<string> => ({ default: '', expected: 'a string', fits: isString });
const texts = (): Kind<readonly string[]> => ({
  default: [],
  expected: 'a list of strings',
  fits: (value): value is readonly string[] => Array.isArray(value) && value.every(isString),
});
const flag = (unset: boolean): Kind<boolean> => ({
  default: unset,
  expected: 'true or false',
  fits: value => typeof value === 'boolean',
});
const positive = (unset: number): Kind<number> => ({
  default: unset,
  expected: 'a number above 0',
  fits: (value): value is number => typeof value === 'number' && value > 0 && Number.isFinite(value),
});
const oneOf = <const T extends string>(unset: NoInfer<T>, ...values: readonly T[]): Kind<T> => ({
  default: unset,
  expected: `one of ${values.join(', ')}`,
  fits: (value): value is T => values.some(known => known === value),
});
const codes = (): Kind<readonly FindingCode[]> => ({
  default: codesShownByDefault,
  expected: 'a list of finding codes',
  fits: (value): value is readonly FindingCode[] =>
    Array.isArray(value) && value.every(code => findingCodes.some(known => known === code)),
});
const environment = (): Kind<Readonly<Record<string, string>>> => ({
  default: {},
  expected: 'an object of strings',
  fits: (value): value is Readonly<Record<string, string>> => isObject(value) && Object.values(value).every(isString),
});

/** Key → kind. `trace.server` is the client library's own and only listed in package.json. */
export const settingKinds = {
  'go.path': text(),
  'go.buildFlags': texts(),
  'go.tags': text(),
  'go.gcflags': texts(),
  'go.env': environment(),
  'go.timeoutSeconds': positive(120),
  'escape.run': oneOf('onType', 'onType', 'onSave', 'manual'),
  'escape.show': codes(),
  'escape.allocations': oneOf('all', 'all', 'likely-hot'),
  'escape.severity': oneOf('information', 'hint', 'information', 'warning'),
  'escape.verify': oneOf('off', 'off', 'onSave'),
  'pool.put': oneOf('defer', 'defer', 'beforeReturn'),
  'layout.goarch': texts(),
  'layout.hint': oneOf('sizeClass', 'off', 'sizeClass', 'anyByte'),
  'inlayHints.enabled': flag(true),
  'functionLens.enabled': flag(false),
  'profile.lens': flag(true),
};

type Kinds = typeof settingKinds;
type Values = { readonly [Key in keyof Kinds]: Kinds[Key]['default'] };

export interface Settings {
  readonly live: LiveSettings;
  readonly show: ShowOptions;
  readonly severity: Values['escape.severity'];
  readonly poolPut: Values['pool.put'];
  readonly layout: { readonly goarch: readonly string[]; readonly hint: Values['layout.hint'] };
  readonly inlayHints: boolean;
  readonly functionLens: boolean;
  /** Lenses above tests that take a profile of them, where the client can show it. */
  readonly profileLens: boolean;
}

/** What the hover on a function's name tells of it, whatever is shown. */
const functionCodes: readonly FindingCode[] = ['leaking-param', 'can-inline', 'cannot-inline'];

/** Looks up `go.path` in `{go: {path}}` and in `{'go.path': …}`: editors send either. */
function lookUp(section: unknown, key: string): unknown {
  if (!isObject(section)) return undefined;
  if (key in section) return section[key];
  const dot = key.indexOf('.');
  return dot < 0 ? undefined : lookUp(section[key.slice(0, dot)], key.slice(dot + 1));
}

/** Reads the section; `problems` has one line for every value that does not fit. */
export function readSettings(section: unknown): { readonly settings: Settings; readonly problems: readonly string[] } {
  const problems: string[] = [];
  function read<Key extends keyof Kinds>(key: Key): Values[Key] {
    const kind = settingKinds[key] as Kind<Values[Key]>;
    const value = lookUp(section, key);
    if (value === undefined || value === null) return kind.default;
    if (kind.fits(value)) return value;
    problems.push(`escapement.${key} is not ${kind.expected}: using the default ${JSON.stringify(kind.default)}.`);
    return kind.default;
  }
  // What contradicts an assertion in the source is always told.
  const shown = new Set<FindingCode>([...read('escape.show'), 'assertion-failed']);
  const settings: Settings = {
    live: {
      run: read('escape.run'),
      codes: [...new Set([...codesToFind(shown), ...functionCodes])],
      verify: read('escape.verify'),
      go: {
        path: read('go.path'),
        buildFlags: read('go.buildFlags'),
        tags: read('go.tags'),
        gcflags: read('go.gcflags'),
        env: read('go.env'),
        timeoutSeconds: read('go.timeoutSeconds'),
      },
    },
    show: { codes: shown, allocations: read('escape.allocations') },
    severity: read('escape.severity'),
    poolPut: read('pool.put'),
    layout: { goarch: read('layout.goarch'), hint: read('layout.hint') },
    inlayHints: read('inlayHints.enabled'),
    functionLens: read('functionLens.enabled'),
    profileLens: read('profile.lens'),
  };
  return { settings, problems };
}
