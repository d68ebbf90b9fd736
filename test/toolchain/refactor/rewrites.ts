// The small rewrites of a folder, offered and made by the real compiler, one after the other, each on the text that the one before has left.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '#core/escape/finding';
import { applyReplacements, type Offer, type Resolution } from '#core/refactor/offer';
import { analyse } from '#server/analysis/analyse';
import { askExplanations } from '#server/analysis/ports';
import { createAllocRefactoring } from '#server/analysis/refactor/alloc';
import { joinRefactorings } from '#server/analysis/refactor/refactorings';
import { createValueResult } from '#server/analysis/refactor/valueResult';
import { refactoringParts } from '#support/refactoringParts';

const { signal } = new AbortController();
const everything = { start: { line: 0, character: 0 }, end: { line: 1e9, character: 0 } };

interface Change {
  readonly before: string;
  readonly after: string;
}

export interface Made {
  readonly file: string;
  readonly offer: Offer;
  /** What stood there and what stands there now, or why it was refused. */
  readonly outcome: Change | string;
  readonly confirm: readonly string[];
}

/** Files of the folder are written. `wants`: by file name and text; all where it is left out. */
export async function makeRewrites(
  directory: string,
  wants: (offer: Offer) => boolean = () => true,
): Promise<readonly Made[]> {
  let findings: readonly Finding[] = [];
  const parts = await refactoringParts({ findings: file => findings.filter(finding => finding.file === file) });
  const rows = joinRefactorings([createAllocRefactoring(parts), createValueResult(parts)], parts.log);
  const look = async (): Promise<void> => {
    const request = {
      directory,
      patterns: ['./...'],
      tests: false,
      overlay: new Map(),
      settings: parts.settings().go,
      ask: askExplanations,
    };
    const { variants } = await analyse({ ...parts, textOf: file => parts.disk.read(file) }, { request }, signal);
    findings = variants.flatMap(variant => variant.findings);
  };
  const outcomeOf = async (
    offer: Offer,
    place: { readonly file: string; readonly text: string },
  ): Promise<Resolution> =>
    offer.refused === null
      ? (await rows.resolve(offer.kind, place, offer.data, signal))!
      : { kind: 'refused', reason: offer.refused };
  await look();
  const made: Made[] = [];
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  for (const name of files.filter(name => name.endsWith('.go') && !name.endsWith('_test.go')).sort()) {
    const file = path.join(directory, name);
    const refused = new Set<string>();
    for (;;) {
      const text = readFileSync(file, 'utf8');
      const offers = await rows.offers({ file, text, range: everything }, null, signal);
      const offer = offers.filter(wants).find(one => !refused.has(keyOf(one, text)));
      if (!offer) break;
      const resolution = await outcomeOf(offer, { file, text });
      if (resolution.kind === 'refused') {
        refused.add(keyOf(offer, text));
        made.push({ file: name, offer, outcome: resolution.reason, confirm: [] });
        continue;
      }
      const changes = resolution.files.map(edit => differing(edit.before, applyReplacements(edit)));
      const side = (of: keyof Change): string => changes.map(change => change[of]).join('\n');
      made.push({
        file: name,
        offer,
        outcome: { before: side('before'), after: side('after') },
        confirm: resolution.confirm,
      });
      for (const edit of resolution.files) writeFileSync(edit.file, applyReplacements(edit));
      await look();
    }
  }
  parts.trees.dispose();
  return made;
}

/** Of the same place, if what stands before it has changed, too. */
function keyOf({ kind, offset = 0 }: Offer, text: string): string {
  return `${kind} ${text.length - offset}`;
}

/** The lines between the first and the last that differ. */
function differing(before: string, after: string): Change {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return { before: a.slice(start, a.length - end).join('\n'), after: b.slice(start, b.length - end).join('\n') };
}
