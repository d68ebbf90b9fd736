// The oracle: allocations per run, measured for each function of test/cases/escape/allocs and each release. A verdict that is
// called static must belong to a function that allocates nothing; how many the other way round is a figure that may only fall.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findingsOfVariant, mergeFindings } from '#core/escape/findings';
import type { Finding } from '#core/escape/finding';
import { measured, type Measured } from '#support/measured';
import { contextOf, readOutput } from './recordings';

const folder = 'test/cases/escape-findings/allocs';

/** Each measured function with its heap verdicts. */
function joined(release: string): { readonly row: Measured; readonly heap: readonly Finding[] }[] {
  const findings = mergeFindings(
    readOutput(`${folder}/${release}.txt`).flatMap(variant =>
      findingsOfVariant(variant, {
        ...contextOf(),
        site: (_, { line, column }) => ({
          range: { start: { line: line - 1, character: column }, end: { line: line - 1, character: column } },
          function: functionAt(line),
          path: 'normal',
        }),
      }),
    ),
  ).filter(({ file }) => file === 'allocs/cases.go');
  return measured(release).map(row => ({
    row,
    heap: findings.filter(
      ({ code, line }) => /^(?:moved-to-heap|escapes)/.test(code) && row.first <= line && line <= row.last,
    ),
  }));
}

const source = readFileSync('test/cases/escape/allocs/cases.go', 'utf8').split('\n');

function functionAt(line: number): string {
  for (let at = line - 1; at >= 0; at--) {
    const name = /^func (\w+)/.exec(source[at] ?? '')?.[1];
    if (name !== undefined) return name;
  }
  return '';
}

/** Functions that allocate nothing although a verdict is called `escapes`: it is certain at run time only, or by the release. */
const unseen: Readonly<Record<string, number>> = {
  'go1.21.13': 20,
  'go1.23.12': 20,
  'go1.25.5': 23,
  'go1.26.8': 23,
  'go1.27.3': 23,
};

/** Up to Go 1.24 `append` has no verdict: the inlined Builder grows its buffer, and only its panics' constants are reported. */
const allocatesBeside = new Set(['BuilderLocal']);

describe('measured allocations', () => {
  for (const release of readdirSync(folder).map(name => name.replace(/\.txt$/, ''))) {
    it(`${release}: what is called static allocates nothing`, () => {
      const functions = joined(release);
      assert.ok(functions.length > 150, `${functions.length} functions joined`);
      const wrong = functions.filter(
        ({ row, heap }) =>
          row.allocations > 0 &&
          !allocatesBeside.has(row.name) &&
          heap.length > 0 &&
          heap.every(({ code }) => code === 'escapes-static'),
      );
      assert.deepEqual(
        wrong.map(({ row, heap }) => `${row.name} ${row.allocations} ${heap.map(({ subject }) => subject).join()}`),
        [],
      );
      const idle = functions.filter(({ row, heap }) => row.allocations === 0 && heap.length > 0);
      const missed = idle.filter(({ heap }) => heap.some(({ code }) => code !== 'escapes-static'));
      assert.equal(
        missed.length,
        unseen[release],
        `of ${idle.length}: ${missed.map(({ row, heap }) => `${row.name} (${heap.map(({ subject }) => subject).join()})`).join(', ')}`,
      );
    });
  }
});
