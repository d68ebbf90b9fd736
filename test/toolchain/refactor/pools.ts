// The pool refactoring by the real compiler, and the study behind it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { applyReplacements, type Offer } from '#core/refactor/offer';
import { createPoolRefactoring } from '#server/analysis/refactor/pool';
import { createPoolStudy, type PoolStudy } from '#server/analysis/refactor/poolStudy';
import type { Refactoring } from '#server/analysis/refactor/refactoring';
import type { Trees } from '#server/analysis/trees';
import { refactoringParts, type PartsOptions } from '#support/refactoringParts';

export interface Pools {
  readonly trees: Trees;
  readonly study: PoolStudy;
  readonly refactoring: Refactoring;
}

export async function openPools(options: PartsOptions = {}): Promise<Pools> {
  const parts = await refactoringParts(options);
  return { trees: parts.trees, study: createPoolStudy(parts), refactoring: createPoolRefactoring(parts) };
}

const { signal } = new AbortController();

export const introduce = 'refactor.rewrite.pool.introduce';
export const benchmark = 'refactor.rewrite.pool.benchmark';

/** What is offered in a line (0-based). */
export function offersAt({ refactoring }: Pools, file: string, text: string, line: number): Promise<readonly Offer[]> {
  const at = { line, character: 0 };
  return refactoring.offers({ file, text, range: { start: at, end: at } }, signal);
}

/** The one file with the offer taken; why not, where it is refused. */
export async function taken(
  { refactoring }: Pools,
  file: string,
  text: string,
  { data }: Offer,
): Promise<{ readonly file: string; readonly text: string } | string> {
  const resolution = await refactoring.resolve({ file, text }, data, signal);
  if (resolution.kind === 'refused') return resolution.reason;
  const [edit, ...others] = resolution.files;
  assert.ok(edit && others.length === 0);
  return { file: edit.file, text: applyReplacements(edit) };
}

/** Takes every offer of a file, one after the other, and writes it. */
export async function takeAll(
  pools: Pools,
  file: string,
): Promise<{ readonly taken: number; readonly failed: readonly string[] }> {
  const failed: string[] = [];
  let count = 0;
  for (let line = 0; ; line++) {
    const text = readFileSync(file, 'utf8');
    if (line >= text.split('\n').length) return { taken: count, failed };
    const offers = await offersAt(pools, file, text, line);
    const offer = offers.find(({ kind, refused }) => kind === introduce && refused === null);
    if (!offer) continue;
    const after = await taken(pools, file, text, offer);
    if (typeof after === 'string') {
      failed.push(`${file}:${line + 1}: ${after}`);
      continue;
    }
    writeFileSync(after.file, after.text);
    count++;
  }
}
