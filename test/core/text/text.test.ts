// Columns of one unit into another, and how lines move with edits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { moveLine, moveRange, type TextChange } from '#core/text/edits';
import { createLineIndex } from '#core/text/lineIndex';

const columns: readonly (readonly [line: string, column: number, character: number])[] = [
  ['x := 1', 1, 0],
  ['x := 1', 6, 5],
  ['x := 1', 99, 6],
  ['x := 1', 0, 0],
  ['\tx', 2, 1],
  ['名 := x', 8, 5],
  ['名 := x', 2, 0],
  ['"𝔘" + x', 10, 7],
  ['é+x', 4, 2],
  ['', 1, 0],
];
for (const [line, column, character] of columns) {
  test(`byte column ${column} of ${JSON.stringify(line)} is character ${character}`, () => {
    for (const end of ['', '\n', '\r\n', '\r\nnext']) {
      assert.equal(createLineIndex(`first\n${line}${end}`).characterOfColumn(1, column), character);
    }
  });
}

const anyText = fc
  .array(fc.constantFrom('a', ' ', '\t', '名', '𝔘', 'é', '\n', '\r\n', '\uFEFF', '\ud800'), { maxLength: 40 })
  .map(parts => parts.join(''));

test('positions and offsets are each other’s inverse, columns agree with Buffer', () => {
  fc.assert(
    fc.property(anyText, fc.nat(60), (text, at) => {
      const lines = createLineIndex(text);
      const offset = Math.min(at, text.length);
      const position = lines.positionAt(offset);
      // A line's end is one place, however many characters it is made of.
      if (text.slice(offset - 1, offset + 1) === '\r\n') return;
      assert.equal(lines.offsetAt(position), offset);
      assert.equal(lines.lineCount, text.split('\n').length);
      const content = lines.lineText(position.line);
      assert.equal(content, text.split('\n')[position.line]!.replace(/\r$/, ''));
      const character = Math.min(position.character, content.length);
      const insidePair =
        /[\ud800-\udbff]$/.test(content.slice(0, character)) && /^[\udc00-\udfff]/.test(content.slice(character));
      if (insidePair) return;
      const column = lines.columnOfCharacter(position.line, character);
      assert.equal(column, Buffer.byteLength(content.slice(0, character)) + 1);
      assert.equal(lines.characterOfColumn(position.line, column), character);
    }),
  );
});

const change = (from: string, to: string, text: string): TextChange => {
  const [start, end] = [from, to].map(at => {
    const [line, character] = at.split(':').map(Number);
    return { line: line!, character: character! };
  });
  return { range: { start: start!, end: end! }, text };
};

const moves: readonly (readonly [what: string, change: TextChange, line: number | null])[] = [
  ['typing on a line below', change('6:0', '6:0', 'x'), 5],
  ['typing on a line above', change('4:3', '4:3', 'x'), 5],
  ['Enter at the end of the line above', change('4:9', '4:9', '\n\t'), 6],
  ['Enter at its own start', change('5:0', '5:0', '\n'), 6],
  ['lines pasted at its own start', change('5:0', '5:0', 'a\r\nb\r\n'), 7],
  ['typing at its own start', change('5:0', '5:0', 'x'), null],
  ['typing in it', change('5:3', '5:3', 'x'), null],
  ['whole lines above deleted', change('2:0', '5:0', ''), 2],
  ['joined to the line above', change('4:9', '5:0', ''), null],
  ['lines above replaced', change('2:0', '4:0', 'x\n'), 4],
  ['deleted', change('4:0', '6:0', ''), null],
  ['nothing at all', change('5:3', '5:3', ''), 5],
];
for (const [what, made, line] of moves) {
  test(`line 5 after: ${what}`, () => assert.equal(moveLine(5, made), line));
}

test('a range that is not dropped covers the same text on the same lines', () => {
  fc.assert(
    fc.property(
      anyText,
      fc.array(fc.nat(60), { minLength: 4, maxLength: 4 }),
      anyText,
      (text, [a, b, c, d], inserted) => {
        const before = createLineIndex(text);
        const range = { start: before.positionAt(Math.min(a!, b!)), end: before.positionAt(Math.max(a!, b!)) };
        const edit = { start: before.positionAt(Math.min(c!, d!)), end: before.positionAt(Math.max(c!, d!)) };
        const [from, to] = [before.offsetAt(edit.start), before.offsetAt(edit.end)];
        const after = createLineIndex(text.slice(0, from) + inserted + text.slice(to));
        const moved = moveRange(range, { range: edit, text: inserted });
        if (moved === null) return;
        const part = (lines: typeof before, { start, end }: typeof range): string =>
          lines.text.slice(lines.offsetAt(start), lines.offsetAt(end));
        assert.equal(part(after, moved), part(before, range));
        for (let line = range.start.line; line <= range.end.line; line++) {
          assert.equal(after.lineText(line + moved.start.line - range.start.line), before.lineText(line));
        }
      },
    ),
    { numRuns: 2000 },
  );
});
