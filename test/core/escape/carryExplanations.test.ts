// What a verdict keeps of the explanation that the text before had.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carryExplanations } from '#core/escape/carryExplanations';
import type { Finding } from '#core/escape/finding';
import { sampleFinding } from '#support/sampleFinding';

const verdict = (change: Partial<Finding>): Finding =>
  sampleFinding({ code: 'escapes', reason: 'unknown', message: 'verdict', unexplained: true, ...change });
const explained = (change: Partial<Finding>): Finding =>
  sampleFinding({ code: 'escapes', reason: 'returned', message: 'explained', ...change });

interface Case {
  readonly name: string;
  readonly verdicts: readonly Finding[];
  readonly before: readonly Finding[];
  readonly elsewhere?: readonly Finding['code'][];
  /** `code message[?]`, ? for what is not explained of the present text. */
  readonly now: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'a new verdict stands alone', verdicts: [verdict({ subject: 'a' })], before: [], now: ['escapes verdict?'] },
  {
    name: 'the same verdict keeps what was explained',
    verdicts: [verdict({ subject: 'a' })],
    before: [explained({ subject: 'a', stale: true })],
    now: ['escapes explained?'],
  },
  {
    name: 'another subject at the place does not',
    verdicts: [verdict({ subject: 'b' })],
    before: [explained({ subject: 'a' })],
    now: ['escapes verdict?'],
  },
  {
    name: 'another line does not',
    verdicts: [verdict({ subject: 'a', line: 99 })],
    before: [explained({ subject: 'a' })],
    now: ['escapes verdict?'],
  },
  { name: 'a verdict that is gone is gone', verdicts: [], before: [explained({ subject: 'a' })], now: [] },
  {
    name: 'what was static stays static',
    verdicts: [verdict({ subject: 'func literal' })],
    before: [explained({ subject: 'func literal', code: 'escapes-static' })],
    now: ['escapes-static explained?'],
  },
  {
    name: 'a literal that may capture nothing is held back',
    verdicts: [verdict({ subject: 'func literal' })],
    before: [],
    now: [],
  },
  { name: 'so is what may be a constant', verdicts: [verdict({ subject: 'T(91)' })], before: [], now: [] },
  {
    name: 'make and new are what they are',
    verdicts: [verdict({ subject: 'make([]int, 91)' })],
    before: [],
    now: ['escapes verdict?'],
  },
  {
    name: 'an explained finding is taken as it is',
    verdicts: [explained({ subject: 'a', message: 'new' })],
    before: [explained({ subject: 'a' })],
    now: ['escapes new'],
  },
  {
    name: 'codes of another run stay',
    verdicts: [],
    before: [explained({ code: 'bounds-check', message: 'check' }), explained({ code: 'leaking-param' })],
    elsewhere: ['bounds-check'],
    now: ['bounds-check check'],
  },
];

for (const { name, verdicts, before, elsewhere = [], now } of cases) {
  test(name, () => {
    const carried = carryExplanations(verdicts, before, new Set(elsewhere));
    assert.deepEqual(
      carried.map(({ code, message, unexplained }) => `${code} ${message}${unexplained ? '?' : ''}`),
      now,
    );
    assert.ok(carried.every(({ stale }) => !stale));
  });
}
