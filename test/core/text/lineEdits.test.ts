// From one text to another by the lines that differ.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyReplacements } from '#core/refactor/offer';
import { lineEdits } from '#core/text/lineEdits';

const cases: readonly (readonly [what: string, before: string, after: string, texts: readonly string[]])[] = [
  ['nothing', 'a\nb\n', 'a\nb\n', []],
  ['of nothing', '', 'a\n', ['a\n']],
  ['to nothing', 'a\nb', '', ['']],
  ['a line in the middle', 'a\nb\nc\n', 'a\nB\nc\n', ['B\n']],
  ['two places', 'a\nb\nc\nd\ne\n', 'a\nB\nc\nD\ne\n', ['B\n', 'D\n']],
  ['a line moves', 'a\nb\nc\nd\n', 'b\nc\na\nd\n', ['', 'a\n']],
  ['the last line end', 'a\nb', 'a\nb\n', ['b\n']],
  ['line ends', 'a\r\nb\r\n', 'a\r\nB\r\n', ['B\r\n']],
];
for (const [what, before, after, texts] of cases) {
  test(`line edits: ${what}`, () => {
    const edits = lineEdits(before, after);
    assert.deepEqual(
      edits.map(({ text }) => text),
      texts,
    );
    assert.equal(applyReplacements({ file: '', before, replacements: edits }), after);
  });
}

test('line edits: any text becomes any other, and edits are apart', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '', 'd\r'), { maxLength: 12 }).map(lines => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const edits = lineEdits(before, after);
      assert.equal(applyReplacements({ file: '', before, replacements: edits }), after);
      for (const [at, { start }] of edits.entries()) if (at > 0) assert.ok(start > edits[at - 1]!.end);
    }),
    { numRuns: 2_000 },
  );
});

test('line edits: what is too different is replaced as a whole', () => {
  const lines = (letter: string): string => Array.from({ length: 1_500 }, (_, at) => `${letter}${at}\n`).join('');
  const [before, after] = [`x\n${lines('a')}y\n`, `x\n${lines('b')}y\n`];
  assert.deepEqual(lineEdits(before, after), [{ start: 2, end: before.length - 2, text: lines('b') }]);
});
