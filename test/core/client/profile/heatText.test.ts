// The texts beside the code: in one column, each with its share, files of one path added up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaps, lineTexts } from '#client/profile/heatText';
import type { FileHeat } from '#client/profile/workerMessages';

const heat = (rows: readonly (readonly [line: number, flat: number, cum: number])[]): FileHeat => ({
  file: '/a.go',
  function: 'a',
  line: Int32Array.from(rows, ([line]) => line),
  flat: Float64Array.from(rows, ([, flat]) => flat),
  cum: Float64Array.from(rows, ([, , cum]) => cum),
  bytes: null,
  objects: null,
});

test('numbers stand below each other, hot ones apart from warm and cool ones', () => {
  const files = [
    heat([[3, 0, 50e6]]),
    heat([
      [3, 950e6, 950e6],
      [9, 0, 0],
      [7, 2e6, 20e6],
      [8, 0, 1e6],
    ]),
  ];
  const texts = lineTexts(files, { unit: 'nanoseconds', total: 2e9 });
  assert.deepEqual(
    texts.map(({ line, text, level }) => [line, text.replaceAll('\u00a0', ' '), level]),
    [
      [3, ' 950 ms   1.00 s', 'hot'],
      [7, '2.00 ms    20 ms', 'warm'],
      [8, '      ·  1.00 ms', 'cool'],
    ],
  );
  assert.equal(texts[0]!.flat, '950 ms (47.5%)');
  assert.equal(texts[2]!.flat, '0 (0%)');
  assert.deepEqual(lineTexts([], { unit: 'bytes', total: 0 }), []);
});

test('the column stands right of the longest line, unless that is very long', () => {
  assert.deepEqual(gaps(['\tabc', 'abcdefghij', ''], 4), [5, 2, 12]);
  assert.deepEqual(gaps(['字字', 'abcd'], 4), [2, 2]);
  assert.deepEqual(gaps(['a', 'x'.repeat(300)], 4), [33, 2]);
});
