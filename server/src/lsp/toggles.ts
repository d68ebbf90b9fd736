// Kinds of findings that are shown for a file or a package beside what the settings say: switched on and off by a command, remembered as long as
// the server runs.
import path from 'node:path';
import type { FindingCode } from '#core/escape/finding';
import type { ToggledKind, ToggleParams } from '#core/messages/protocol';

const codesOf: Readonly<Record<ToggledKind, readonly FindingCode[]>> = {
  inlining: ['can-inline', 'cannot-inline', 'inlined-call', 'devirtualized'],
  'bounds-checks': ['bounds-check', 'slice-bounds-check', 'nil-check'],
};

export interface Toggles {
  /** Whether the kind is shown now. */
  toggle(file: string, change: Pick<ToggleParams, 'scope' | 'kind'>): boolean;
  /** What is shown of a file beside the settings. */
  codesFor(file: string): readonly FindingCode[];
  /** What is shown of any file beside the settings. */
  all(): readonly FindingCode[];
}

export function createToggles(): Toggles {
  /** A file's path, or its folder's for the package. */
  const shown = new Map<string, Set<ToggledKind>>();
  const codes = (kinds: Iterable<ToggledKind>): FindingCode[] => [...kinds].flatMap(kind => codesOf[kind]);
  return {
    toggle(file, { scope, kind }) {
      const key = scope === 'file' ? file : path.dirname(file);
      const kinds = shown.get(key) ?? new Set();
      shown.set(key, kinds);
      if (kinds.delete(kind)) return false;
      kinds.add(kind);
      return true;
    },
    codesFor: file => codes([...(shown.get(file) ?? []), ...(shown.get(path.dirname(file)) ?? [])]),
    all: () => codes(new Set([...shown.values()].flatMap(kinds => [...kinds]))),
  };
}
