// Bytes, UTF-16 units and offsets. The columns are those that the compiler prints (1-based, bytes), the characters those of the
// editor (0-based, UTF-16).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLineIndex } from '#core/text/lineIndex';

/** A line; the columns at which its characters begin, in the order of `characters`. */
const columns: readonly (readonly [
  name: string,
  text: string,
  columns: readonly number[],
  characters: readonly number[],
])[] = [
  ['ASCII', 'x := 1', [1, 2, 6, 7], [0, 1, 5, 6]],
  ['a tab is one byte', '\t\tx', [1, 2, 3, 4], [0, 1, 2, 3]],
  ['two bytes', 'é=x', [1, 3, 4], [0, 1, 2]],
  ['Chinese, three bytes', '名, x', [1, 4, 5, 6], [0, 1, 2, 3]],
  ['outside the first plane, four bytes and two units', '𐐀:=x', [1, 5, 6, 7], [0, 2, 3, 4]],
  ['a joined emoji', '"👩‍🔬"x', [1, 2, 6, 9, 13, 14], [0, 1, 3, 4, 6, 7]],
  ['a lone surrogate is written as U+FFFD', '\ud83dx', [1, 4, 5], [0, 1, 2]],
  ['two lone ones', '\udc00\ud800', [1, 4, 7], [0, 1, 2]],
  ['a byte order mark counts', '\ufeffpackage b; var g *int; func F() { x := 1', [1, 4, 32, 38], [0, 1, 29, 35]],
  ['a carriage return inside a line counts', 'package b; /*\r*/ func J() { x := 1', [23, 29], [22, 28]],
];
for (const [name, text, byteColumns, characters] of columns) {
  test(`columns: ${name}`, () => {
    const index = createLineIndex(`\n${text}\r\nnext`);
    assert.deepEqual(
      byteColumns.map(column => index.characterOfColumn(1, column)),
      characters,
    );
    assert.deepEqual(
      characters.map(character => index.columnOfCharacter(1, character)),
      byteColumns,
    );
  });
}

test('columns: inside a character is its start; outside the line is its ends; 0 is none', () => {
  const index = createLineIndex('a名𐐀b\r\nc');
  assert.deepEqual(
    [2, 3, 4, 5, 6, 8, 9, 10, 11, 500].map(column => index.characterOfColumn(0, column)),
    [1, 1, 1, 2, 2, 2, 4, 5, 5, 5],
  );
  assert.deepEqual(
    [0, -3].map(column => index.characterOfColumn(0, column)),
    [0, 0],
  );
  assert.deepEqual(
    [3, 5, 6, 500, -1].map(character => index.columnOfCharacter(0, character)),
    [5, 10, 10, 10, 1],
  );
  assert.deepEqual([index.characterOfColumn(2, 5), index.columnOfCharacter(-1, 5)], [0, 1]);
});

test('lines: \\n alone ends one; a \\r before it belongs to the end', () => {
  const index = createLineIndex('a\r\n\nb\rc\r\r\n\u2028');
  assert.equal(index.lineCount, 4);
  assert.deepEqual(
    [-1, 0, 1, 2, 3, 4].map(line => index.lineText(line)),
    ['', 'a', '', 'b\rc\r', '\u2028', ''],
  );
  assert.deepEqual([createLineIndex('').lineCount, createLineIndex('\n').lineCount], [1, 2]);
});

test('offsets: clamped to the text and to the line', () => {
  const index = createLineIndex('ab\r\nc');
  assert.deepEqual(
    [-1, 0, 2, 3, 4, 5, 9].map(offset => index.positionAt(offset)),
    [
      { line: 0, character: 0 },
      { line: 0, character: 0 },
      { line: 0, character: 2 },
      { line: 0, character: 2 },
      { line: 1, character: 0 },
      { line: 1, character: 1 },
      { line: 1, character: 1 },
    ],
  );
  const at = (line: number, character: number): number => index.offsetAt({ line, character });
  assert.deepEqual([at(-1, 3), at(0, -1), at(0, 1), at(0, 9), at(1, 0), at(1, 9), at(2, 0)], [0, 0, 1, 2, 4, 5, 5]);
});

const unit = fc.constantFrom('a', '\t', ' ', 'é', '名', '𐐀', '👩‍🔬', '\ud83d', '\udc00', '\ufeff', '\r', '\n', '\r\n');
const anyText = fc.array(unit, { maxLength: 60 }).map(parts => parts.join(''));

test('columns of any text are those that a UTF-8 encoder counts', () => {
  fc.assert(
    fc.property(anyText, text => {
      const index = createLineIndex(text);
      const lines = text.split('\n').map((line, i, all) => (i < all.length - 1 ? line.replace(/\r$/, '') : line));
      assert.equal(index.lineCount, lines.length);
      for (const [line, content] of lines.entries()) {
        assert.equal(index.lineText(line), content);
        let character = 0;
        for (const part of [...content, '']) {
          const column = Buffer.byteLength(content.slice(0, character)) + 1;
          assert.equal(index.columnOfCharacter(line, character), column);
          assert.equal(index.characterOfColumn(line, column), character);
          for (let inside = 1; inside < Buffer.byteLength(part); inside++) {
            assert.equal(index.characterOfColumn(line, column + inside), character);
          }
          character += part.length;
        }
      }
    }),
  );
});

test('offsets of any text go to a position and back', () => {
  fc.assert(
    fc.property(anyText, text => {
      const index = createLineIndex(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const isInsideLineEnd = text[offset] === '\n' && text[offset - 1] === '\r';
        assert.equal(index.offsetAt(index.positionAt(offset)), isInsideLineEnd ? offset - 1 : offset);
      }
    }),
  );
});
