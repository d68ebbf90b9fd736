// What an edit leaves untouched moves with its lines; what it touches is gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { moveLine, moveRange, type TextChange } from '#core/text/edits';
import { createLineIndex } from '#core/text/lineIndex';
import type { Range } from '#core/text/position';

type Ends = readonly [startLine: number, startCharacter: number, endLine: number, endCharacter: number];
const range = ([startLine, startCharacter, endLine, endCharacter]: Ends): Range => ({
  start: { line: startLine, character: startCharacter },
  end: { line: endLine, character: endCharacter },
});

/** Line 10 has the finding, 20 characters long; what a person does, and where the line is then. */
const lineMoves: readonly (readonly [what: string, change: Ends, text: string, line: number | null, atEnd?: true])[] = [
  ['types in the line', [10, 4, 10, 4], 'x', null],
  ['types at its very start', [10, 0, 10, 0], 'x', null],
  ['deletes in it', [10, 4, 10, 5], '', null],
  ['types above', [9, 4, 9, 4], 'x', 10],
  ['types below', [11, 0, 11, 0], 'x', 10],
  ['nothing', [10, 4, 10, 4], '', 10],
  ['Enter at the end of the line above', [9, 7, 9, 7], '\n', 11],
  ['Enter there with indentation', [9, 7, 9, 7], '\n\t\t', 11],
  ['Enter at its very start', [10, 0, 10, 0], '\n', 11],
  ['Enter at its very start, CRLF', [10, 0, 10, 0], '\r\n', 11],
  ['Enter inside it', [10, 4, 10, 4], '\n', null],
  ['Enter at its end, told so', [10, 20, 10, 20], '\n\t', 10, true],
  ['Enter at its end, CRLF, told so', [10, 20, 10, 20], '\r\n', 10, true],
  ['Enter at its end, nobody told', [10, 20, 10, 20], '\n\t', null],
  ['types at its end', [10, 20, 10, 20], 'x', null, true],
  ['joins the next line to it', [10, 20, 11, 0], '', null, true],
  ['takes the next lines away', [10, 20, 12, 3], '\n', 10, true],
  ['joins it to the line above', [9, 7, 10, 0], '', null],
  ['pastes lines above', [3, 0, 3, 0], 'a\nb\n', 12],
  ['pastes lines right above', [10, 0, 10, 0], 'a\nb\n', 12],
  ['pastes the beginning of a line right above', [10, 0, 10, 0], 'a\nb', null],
  ['deletes lines above', [2, 0, 5, 0], '', 7],
  ['deletes lines right above', [8, 0, 10, 0], '', 8],
  ['deletes up to its start from inside a line', [8, 3, 10, 0], '', null],
  ['replaces lines right above', [8, 3, 10, 0], 'x\n', 9],
  ['deletes the line', [10, 0, 11, 0], '', null],
  ['replaces everything around', [0, 0, 30, 0], 'x', null],
];
for (const [what, change, text, line, atEnd] of lineMoves) {
  test(`line: ${what}`, () => {
    const told: TextChange = atEnd
      ? { range: range(change), text, startsAtLineEnd: true }
      : { range: range(change), text };
    assert.equal(moveLine(10, told), line);
    const moved = line === null ? null : range([line, 4, line, 8]);
    assert.deepEqual(moveRange(range([10, 4, 10, 8]), told), moved);
  });
}

/** A range from line 10 to line 14. */
const rangeMoves: readonly (readonly [
  what: string,
  change: Ends,
  text: string,
  lines: readonly [number, number] | null,
  atEnd?: true,
])[] = [
  ['above', [9, 0, 10, 0], '', [9, 13]],
  ['on its first line', [10, 0, 10, 0], 'x', null],
  ['Enter inside', [12, 0, 12, 0], '\n', null],
  ['as many lines inside', [11, 0, 12, 0], 'x\n', null],
  ['from the end of its first line to its last one', [10, 9, 14, 0], '\na\nb\nc\n', null, true],
  ['Enter before its last line', [14, 0, 14, 0], '\n', null],
  ['Enter at the end of its last line', [14, 9, 14, 9], '\n', [10, 14], true],
  ['below', [15, 0, 15, 0], 'x', [10, 14]],
];
for (const [what, change, text, lines, atEnd] of rangeMoves) {
  test(`range: ${what}`, () => {
    const told: TextChange = atEnd
      ? { range: range(change), text, startsAtLineEnd: true }
      : { range: range(change), text };
    const moved = lines === null ? null : range([lines[0], 4, lines[1], 8]);
    assert.deepEqual(moveRange(range([10, 4, 14, 8]), told), moved);
  });
}

/** No \r but in \r\n: editors keep none, and a line feed put behind one would make it part of the line end. */
const anyText = fc.string({ unit: fc.constantFrom('a', 'b', '名', '\t', '\n', '\n', '\r\n'), maxLength: 40 });

const situation = fc
  .record({
    text: anyText,
    ends: fc.tuple(fc.nat(), fc.nat()),
    edits: fc.array(fc.record({ from: fc.nat(), length: fc.nat(8), text: anyText }), { minLength: 1, maxLength: 4 }),
  })
  .map(({ text, ends, edits }) => ({
    text,
    ends: ends.map(end => end % (text.length + 1)).sort((a, b) => a - b),
    edits,
  }));

test('any text, any edits: what is not gone covers the same text, on the same lines', () => {
  let kept = 0;
  fc.assert(
    fc.property(situation, ({ text, ends: [from = 0, to = 0], edits }) => {
      let lines = createLineIndex(text);
      const first: Range = { start: lines.positionAt(from), end: lines.positionAt(to) };
      const wholeLines = (index: typeof lines, { start, end }: Range): string[] =>
        Array.from({ length: end.line - start.line + 1 }, (_, i) => index.lineText(start.line + i));
      const covered = (index: typeof lines, { start, end }: Range): string =>
        index.text.slice(index.offsetAt(start), index.offsetAt(end));
      const before = [covered(lines, first), wholeLines(lines, first)];
      let moved: Range = first;
      for (const edit of edits) {
        const at = edit.from % (lines.text.length + 1);
        const start = lines.positionAt(at);
        const change: TextChange = {
          range: { start, end: lines.positionAt(Math.min(at + edit.length, lines.text.length)) },
          text: edit.text,
          startsAtLineEnd: start.character === lines.lineText(start.line).length,
        };
        const [cutFrom, cutTo] = [lines.offsetAt(change.range.start), lines.offsetAt(change.range.end)];
        const after = lines.text.slice(0, cutFrom) + edit.text + lines.text.slice(cutTo);
        const next = moveRange(moved, change);
        for (let line = moved.start.line; line <= moved.end.line; line++) {
          const movedLine = moveLine(line, change);
          if (movedLine !== null) assert.equal(createLineIndex(after).lineText(movedLine), lines.lineText(line));
        }
        lines = createLineIndex(after);
        if (next === null) return;
        moved = next;
        assert.deepEqual([covered(lines, moved), wholeLines(lines, moved)], before);
      }
      kept++;
    }),
    { numRuns: 2000 },
  );
  assert.ok(kept > 100, 'hardly any range was kept: the test says nothing');
});
