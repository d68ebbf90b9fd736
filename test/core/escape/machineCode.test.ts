// The machine code of each release against what was measured there: the calls that are read, and the findings that they confirm.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { mergeFindings } from '#core/escape/findings';
import type { Finding } from '#core/escape/finding';
import { declaredIn } from '#core/escape/names';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';
import { agreement, measured } from '#support/measured';
import { findingsWith, onDisk, outputsOf } from './confirming';

const folder = 'test/cases/escape/allocs/machine-code';
const file = 'test/cases/escape/allocs/cases.go';
const resolveFile = (printed: string): string => (printed.endsWith('allocs/cases.go') ? file : printed);

/** Rows whose measured calls are partly those of a function behind it. */
const otherFunctions = new Set(['go1.21.13 MapPutAnyKey', 'go1.27.3 AppendMake']);

/** Verdicts of cases.go that the text and the tree leave `escapes`, and that call no allocator. */
const unsaid: Readonly<Record<string, string>> = {
  'go1.21.13': 'z',
  'go1.22.12': 'z',
  'go1.23.12': 'z',
  'go1.24.11': 'z',
  'go1.25.5': 'x, z',
  'go1.26.8': 'x, z',
  'go1.27.3': 'x, z',
};

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

const releases = readdirSync(folder).map(name => name.replace(/\.txt$/, ''));

function read(release: string): { readonly text: Finding[]; readonly confirmed: Finding[] } {
  const found = outputsOf(readFileSync(`${folder}/${release}.txt`, 'utf8')).map(output =>
    findingsWith(output, { trees, sources: onDisk, resolveFile }),
  );
  return {
    text: mergeFindings(found.flatMap(({ text }) => text)),
    confirmed: mergeFindings(found.flatMap(({ confirmed }) => confirmed)),
  };
}

describe('machine code of the measured functions', () => {
  it('is recorded for every release', () => assert.equal(releases.length, 7));

  for (const release of releases) {
    it(`${release}: the calls of each function`, () => {
      const calls = outputsOf(readFileSync(`${folder}/${release}.txt`, 'utf8')).flatMap(
        ({ machineCode }) => machineCode?.calls ?? [],
      );
      const wrong = measured(release).flatMap(({ name, first, last, calls: expected }) => {
        const own = calls.filter(
          ({ line, function: symbol }) => first <= line && line <= last && declaredIn(symbol) === name,
        );
        const found = own.map(({ callee }) => callee).sort();
        if (otherFunctions.has(`${release} ${name}`)) return [];
        return found.join() === expected.join() ? [] : [`${name}: ${found.join(' ')}, measured ${expected.join(' ')}`];
      });
      assert.deepEqual(wrong, []);
    });

    it(`${release}: confirmed findings agree with the measured allocations`, () => {
      const { functions, agreeing, wrong } = agreement(read(release).confirmed, release);
      assert.deepEqual(wrong, []);
      assert.ok(functions > 160, `${agreeing} of ${functions}`);
    });

    it(`${release}: nothing that its text calls static allocates, and what the text leaves open is known`, () => {
      const { text, confirmed } = read(release);
      const key = ({ line, column, subject, raw }: Finding): string => [line, column, subject, ...raw].join(' ');
      const codes = new Map(confirmed.map(finding => [key(finding), finding.code]));
      const open = text.filter(
        finding => finding.code !== 'escapes-static' && codes.get(key(finding)) === 'escapes-static',
      );
      assert.equal(open.map(({ subject }) => subject).join(', '), unsaid[release]);
      const wrong = read(release).confirmed.filter(
        ({ code, confirmed }) => code === 'escapes-static' && confirmed === true,
      );
      assert.deepEqual(wrong, []);
    });
  }
});
