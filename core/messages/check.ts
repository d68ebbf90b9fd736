// Checks for what arrives from another process or page: each says whether a value has a shape, with a bound on everything that
// could be long. A record's check names every field of its type, so a new field does not compile until it is checked, too.

export type Check<T> = (value: unknown) => value is T;

export const isFlag: Check<boolean> = (value): value is boolean => typeof value === 'boolean';
/** Neither NaN nor without end. */
export const isNumber: Check<number> = (value): value is number => Number.isFinite(value);
/** An index or a count. */
export const isCount: Check<number> = (value): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0x7fffffff;

export function isText(limit: number): Check<string> {
  return (value): value is string => typeof value === 'string' && value.length <= limit;
}

export function isOneOf<const T extends string>(...values: readonly T[]): Check<T> {
  return (value): value is T => values.some(known => known === value);
}

export function isListOf<T>(check: Check<T>, limit: number): Check<readonly T[]> {
  return (value): value is readonly T[] =>
    Array.isArray(value) && value.length <= limit && value.every(item => check(item));
}

export function isNullOr<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

/** An object with at least these fields. */
export function isRecord<T extends object>(fields: { readonly [K in keyof T]-?: Check<T[K]> }): Check<T> {
  const checks = Object.entries<Check<unknown>>(fields);
  return (value): value is T =>
    typeof value === 'object' &&
    value !== null &&
    checks.every(([key, check]) => check((value as Record<string, unknown>)[key]));
}

/** One of several records, told apart by `kind`. */
export function isTagged<T extends { readonly kind: string }>(kinds: {
  readonly [K in T['kind']]: Check<Omit<Extract<T, { readonly kind: K }>, 'kind'>>;
}): Check<T> {
  return (value): value is T => {
    const kind = (value as { readonly kind?: unknown } | null | undefined)?.kind;
    if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) return false;
    return (kinds as Readonly<Record<string, Check<unknown>>>)[kind]!(value);
  };
}

/** A record without fields of its own. */
export const isEmpty: Check<object> = (value): value is object => typeof value === 'object' && value !== null;

/** A column of numbers; `Type` is Float64Array, Int32Array or Uint8Array. */
export function isColumn<T extends ArrayBufferView & { readonly length: number }>(
  Type: abstract new (...args: never) => T,
  limit: number,
): Check<T> {
  return (value): value is T => value instanceof Type && value.length <= limit;
}

/** The phrases of the user's language: English is the key. */
export const isWords: Check<Readonly<Record<string, string>>> = (value): value is Readonly<Record<string, string>> =>
  isEmpty(value) && Object.values(value).every(isText(1_000_000));
