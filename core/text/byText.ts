// The order of texts: by their code units, the same in every language. As a sort's last word it needs one more: equal texts may be two things.

/** Negative where `a` comes first. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
