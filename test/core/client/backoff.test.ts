// Each case is a history of crashes, in seconds, and what is done after the last one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterCrash, type AfterCrash } from '#client/backoff';

/** `'12'`: crashed at 12 s before it worked; `'10-12'`: worked from 10 s on and crashed at 12 s. */
function check(history: string, expected: AfterCrash): void {
  const crashes = history.split(' ').map(entry => {
    const [from, at] = entry.includes('-') ? entry.split('-').map(Number) : [null, Number(entry)];
    return { at: Number(at) * 1000, healthySince: from === null || from === undefined ? null : from * 1000 };
  });
  assert.deepEqual(afterCrash(crashes), expected);
}

const cases: readonly (readonly [name: string, history: string, expected: AfterCrash])[] = [
  ['the first crash waits a second', '0-5', { kind: 'restart', delay: 1_000 }],
  ['the second waits twice as long', '0-5 6-8', { kind: 'restart', delay: 2_000 }],
  ['the fourth waits eight times as long', '0-5 6-8 10-11 15-16', { kind: 'restart', delay: 8_000 }],
  ['five within three minutes are enough', '0-5 6-8 10-11 15-16 24', { kind: 'give-up', crashes: 5 }],
  ['one that never came up counts as well', '1 3 6 11 20', { kind: 'give-up', crashes: 5 }],
  ['a minute of health starts over', '1 3 6-66', { kind: 'restart', delay: 1_000 }],
  ['and counts on from there', '1 3 6-66 67-70', { kind: 'restart', delay: 2_000 }],
  ['almost a minute does not', '1 3 6-65', { kind: 'restart', delay: 4_000 }],
  ['health does not hide five crashes in three minutes', '1 2 3-64 65-126 127-180', { kind: 'give-up', crashes: 5 }],
  ['what is three minutes old is forgotten', '0-10 11-60 61-110 111-160 161-190', { kind: 'restart', delay: 16_000 }],
  ['no pause is longer than half a minute', '1 50 99 148 197 246 295 344', { kind: 'restart', delay: 30_000 }],
];

for (const [name, history, expected] of cases) test(name, () => check(history, expected));
