// Where the call stands that a finding's callee is called by, from the compiler's own explanation.
import type { Finding } from './finding';

/** The `(` of the call, 1-based line and byte column; null where it stands in another file, or the explanation has no such call. */
export function callPlaceOf({ callee, raw }: Finding): { readonly line: number; readonly column: number } | null {
  if (callee === null) return null;
  const file = /^(.+?):\d+:/.exec(raw[0] ?? '')?.[1];
  for (const line of raw) {
    const at = line.indexOf(`     from ${callee.function}(`);
    const place = at < 0 ? null : / \(call parameter\) at (.+):(\d+):(\d+)$/.exec(line);
    if (place) return place[1] === file ? { line: Number(place[2]), column: Number(place[3]) } : null;
  }
  return null;
}
