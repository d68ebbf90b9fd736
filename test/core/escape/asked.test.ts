// What is shown decides what the compiler is asked: each row is the codes, and the flags that come of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askFor, askKnownTo, type Asked } from '#core/escape/asked';
import { codesShownByDefault, findingCodes, type FindingCode } from '#core/escape/finding';

function check(codes: readonly FindingCode[], asked: string): void {
  const { words, debug } = askFor(new Set(codes));
  assert.equal([words, ...debug].join(' '), asked);
}

const rows: readonly (readonly [codes: readonly FindingCode[], asked: string])[] = [
  [codesShownByDefault, 'explanations'],
  [[], 'verdicts'],
  [['does-not-escape', 'leaking-param'], 'verdicts'],
  [['can-inline'], 'explanations'],
  [['bounds-check', 'slice-bounds-check'], 'verdicts ssa/check_bce'],
  [['bounds-elided'], 'verdicts'],
  [['escapes', 'nil-check', 'defer'], 'explanations defer nil'],
  [['mutates-param', 'calls-param'], 'verdicts escapemutationscalls'],
  // In its place the compiler would leave out `p does not escape`.
  [['mutates-param', 'does-not-escape'], 'verdicts'],
  [['loop-variable', 'live'], 'verdicts'],
  [
    findingCodes,
    'explanations append closure defer escapealias escapedebug=3 nil slice ssa/check_bce staticcopy tailcall typeassert wb',
  ],
];
for (const [codes, asked] of rows) {
  test(`${codes.length === findingCodes.length ? 'all' : codes.join(', ')}: ${asked}`, () => check(codes, asked));
}

const everything: Asked = {
  words: 'explanations',
  debug: [...askFor(new Set(findingCodes)).debug, 'pctab=pctoinline'],
};
const later = ['staticcopy', 'tailcall', 'escapedebug=3', 'escapealias'];
const releases: readonly (readonly [version: string, unknown: number])[] = [
  ['go1.21.13', 4],
  ['go1.22.12', 3],
  ['go1.23.12', 3],
  ['go1.24.11', 2],
  ['go1.25.5', 1],
  ['go1.26.8', 0],
  ['go1.27rc1', 0],
  ['devel go1.28-0123456789 Mon Jan 2', 0],
  ['some other compiler', 4],
];
for (const [version, unknown] of releases) {
  test(`${version} does not know ${unknown} keys`, () => {
    const { debug, words } = askKnownTo(everything, version);
    assert.equal(words, 'explanations');
    assert.deepEqual(
      everything.debug.filter(key => !debug.includes(key)).sort(),
      later.slice(later.length - unknown).sort(),
    );
  });
}
