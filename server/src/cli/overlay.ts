// `--overlay FILE`: other texts for files, in the go command's own form: { "Replace": { "a.go": "other/a.go", "b.go": "" } }.
// Paths in it are relative to the working directory, '' means that the file is not there.
import path from 'node:path';
import type { Translate } from '#core/messages/translate';
import type { Disk } from '#server/analysis/ports';
import type { Refusal } from './arguments';

/** Absolute path → text, or why the file cannot be used. */
export async function readOverlay(
  file: string,
  { cwd, disk, t }: { readonly cwd: string; readonly disk: Disk; readonly t: Translate },
): Promise<ReadonlyMap<string, string> | Refusal> {
  const refused = (wrong: string, remedy: string): Refusal => ({ kind: 'refused', wrong, remedy });
  const text = await disk.read(path.resolve(cwd, file));
  if (text === null) return refused(t('cannot read the overlay {0}', file), t('name a JSON file'));
  const replacements = readReplacements(text);
  if (replacements === null) {
    return refused(t('{0} is not an overlay', file), t('it must be JSON like {0}', '{"Replace": {"a.go": "b.go"}}'));
  }
  const overlay = new Map<string, string>();
  for (const [original, replacement] of replacements) {
    const found = replacement === '' ? absent : await disk.read(path.resolve(cwd, replacement));
    if (found === null) {
      return refused(t('cannot read {0}, which the overlay {1} names', replacement, file), t('mend the overlay'));
    }
    overlay.set(path.resolve(cwd, original), found);
  }
  return overlay;
}

/** A text that no build takes: what a compile sees of a file that is not there. */
const absent = '//go:build ignore\n\npackage absent\n';

function readReplacements(json: string): readonly (readonly [string, string])[] | null {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('Replace' in value)) return null;
  const { Replace } = value;
  if (typeof Replace !== 'object' || Replace === null || Array.isArray(Replace)) return null;
  const entries = Object.entries(Replace).map(([from, to]: [string, unknown]) =>
    typeof to === 'string' && from !== '' ? ([from, to] as const) : null,
  );
  return entries.every(entry => entry !== null) ? entries : null;
}
