// Findings move with the text, or go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '#core/escape/finding';
import { moveFindings } from '#core/escape/moveFindings';
import { sampleFinding } from '#support/sampleFinding';

const file = '/m/p.go';
/** On line 10 (0-based), with a step on line 20 of the same file and one elsewhere. */
const finding: Finding = sampleFinding({
  file,
  line: 11,
  range: { start: { line: 10, character: 4 }, end: { line: 10, character: 8 } },
  chain: [
    { message: 'here', file, line: 21, column: 2 },
    { message: 'there', file: '/m/q.go', line: 5, column: 2 },
  ],
});
const change = (start: number, end: number, text: string): Parameters<typeof moveFindings>[2] => ({
  range: { start: { line: start, character: 0 }, end: { line: end, character: 0 } },
  text,
});

test('moveFindings: lines above move a finding and the chain in its file', () => {
  const [moved] = moveFindings([finding], file, change(2, 2, 'a\nb\n'));
  assert.deepEqual(moved, {
    ...finding,
    line: 13,
    range: { start: { line: 12, character: 4 }, end: { line: 12, character: 8 } },
    chain: [{ ...finding.chain[0]!, line: 23 }, finding.chain[1]],
  });
});

test('moveFindings: lines between the finding and its step move the step alone', () => {
  const [moved] = moveFindings([finding], file, change(15, 17, ''));
  assert.deepEqual(moved, { ...finding, chain: [{ ...finding.chain[0]!, line: 19 }, finding.chain[1]] });
});

test('moveFindings: an edit below leaves everything', () => {
  assert.deepEqual(moveFindings([finding], file, change(30, 31, 'x\n')), [finding]);
});

test('moveFindings: an edit of its line drops the finding', () => {
  const at = { line: 10, character: 0 };
  assert.deepEqual(moveFindings([finding], file, { range: { start: at, end: at }, text: 'x' }), []);
});
