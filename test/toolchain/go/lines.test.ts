// Bytes to lines: whatever the borders of the chunks, the lines are the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineSplitter, longestLine } from '#server/go/lines';

function check(text: string, expected: readonly string[]): void {
  const bytes = Buffer.from(text);
  for (const size of [1, 2, 3, 7, bytes.length || 1]) {
    const lines: string[] = [];
    const splitter = lineSplitter(line => lines.push(line));
    for (let at = 0; at < bytes.length; at += size) splitter.write(bytes.subarray(at, at + size));
    splitter.end();
    assert.deepEqual(lines, expected, `chunks of ${size}`);
  }
}

test('lines', () => check('a\nbc\n\nd\n', ['a', 'bc', '', 'd']));
test('a last line without line feed', () => check('a\nb', ['a', 'b']));
test('nothing', () => check('', []));
test('\\r\\n', () => check('a\r\nb\r\n\r\nc\r', ['a', 'b', '', 'c']));
test('characters torn between chunks', () => check('变量 escapes\n😀\n', ['变量 escapes', '😀']));

test('a line longer than the limit is cut, the next one is whole', () => {
  const lines: string[] = [];
  const splitter = lineSplitter(line => lines.push(line));
  const piece = Buffer.from('x'.repeat(longestLine / 2 + 1));
  for (let n = 0; n < 5; n++) splitter.write(piece);
  splitter.write(Buffer.from('\nnext\n'));
  splitter.write(Buffer.concat([piece, piece, Buffer.from('\nlast')]));
  splitter.end();
  assert.deepEqual(
    lines.map(line => (line.length > 10 ? line.length : line)),
    [longestLine, 'next', longestLine, 'last'],
  );
});

test('a chunk that is used again by its owner does not change what was held back', () => {
  const lines: string[] = [];
  const splitter = lineSplitter(line => lines.push(line));
  const chunk = Buffer.from('begin');
  splitter.write(chunk);
  chunk.fill('-');
  splitter.write(Buffer.from(' end\n'));
  assert.deepEqual(lines, ['begin end']);
});
