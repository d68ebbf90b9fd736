// The last thing made, kept as long as the same is asked for: a panel looks at one scope at a time, and what a scope needs is large.

/** The value of a key: `make` runs again only when the key differs from the one before. */
export type Latest<T> = (key: string, make: () => T) => T;

export function latest<T>(): Latest<T> {
  let kept: { readonly key: string; readonly value: T } | null = null;
  return (key, make) => {
    if (kept?.key !== key) {
      // Let go first: two of them may not fit.
      kept = null;
      kept = { key, value: make() };
    }
    return kept.value;
  };
}
