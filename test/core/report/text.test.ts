// The lines that `escapement check` prints for a person.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '#core/escape/finding';
import { english, translator } from '#core/messages/translate';
import { reportText, summaryText } from '#core/report/text';
import zhCn from '#l10n/bundle.l10n.zh-cn';
import { sampleFinding } from '#support/sampleFinding';

const finding = (fields: Partial<Finding>): Finding => sampleFinding({ code: 'escapes', reason: 'unknown', ...fields });

function check(name: string, findings: readonly Partial<Finding>[], expected: readonly string[]): void {
  test(`text: ${name}`, () => {
    const text = reportText(findings.map(finding), file => file.replace('/m/', ''));
    assert.equal(text, expected.map(line => `${line}\n`).join(''));
  });
}

check('nothing found', [], []);
check(
  'place, message, code and reason',
  [{ file: '/m/p/f.go', line: 12, column: 9, message: '`x` is moved', code: 'moved-to-heap', reason: 'returned' }],
  ['p/f.go:12:9: `x` is moved [moved-to-heap, returned]'],
);
check(
  'no column where the compiler gave none, no reason where nothing is allocated',
  [{ file: '/m/f.go', line: 3, column: 0, message: 'm', code: 'does-not-escape', reason: 'none' }],
  ['f.go:3: m [does-not-escape]'],
);
check(
  'a message of several lines is one',
  [{ file: '/m/f.go', line: 3, column: 1, message: '`a\n\t b` escapes\r\n', code: 'escapes', reason: 'unknown' }],
  ['f.go:3:1: `a b` escapes [escapes, unknown]'],
);
check(
  'sorted by file, line as a number, column, code, subject; equal ones stay',
  [
    { file: '/m/b.go', line: 1, column: 1, message: '1' },
    { file: '/m/a.go', line: 10, column: 1, message: '2' },
    { file: '/m/a.go', line: 9, column: 2, message: '3' },
    { file: '/m/a.go', line: 9, column: 1, message: '4', code: 'moved-to-heap' },
    { file: '/m/a.go', line: 9, column: 1, message: '5', code: 'escapes', subject: 'y' },
    { file: '/m/a.go', line: 9, column: 1, message: '6', code: 'escapes', subject: 'x' },
    { file: '/m/a.go', line: 9, column: 1, message: '6', code: 'escapes', subject: 'x' },
  ],
  [
    'a.go:9:1: 6 [escapes, unknown]',
    'a.go:9:1: 6 [escapes, unknown]',
    'a.go:9:1: 5 [escapes, unknown]',
    'a.go:9:1: 4 [moved-to-heap, unknown]',
    'a.go:9:2: 3 [escapes, unknown]',
    'a.go:10:1: 2 [escapes, unknown]',
    'b.go:1:1: 1 [escapes, unknown]',
  ],
);

test('summary: one and many, in both languages', () => {
  const seconds = 1.24;
  const summaries = [
    [1, 1, '1 finding in 1 package, 1.2 s'],
    [1, 3, '1 finding in 3 packages, 1.2 s'],
    [0, 1, '0 findings in 1 package, 1.2 s'],
    [12, 3, '12 findings in 3 packages, 1.2 s'],
  ] as const;
  for (const [findings, packages, expected] of summaries) {
    assert.equal(summaryText({ findings, packages, seconds }, english), expected);
  }
  assert.equal(
    summaryText({ findings: 12, packages: 3, seconds }, translator(zhCn)),
    '3 个包中有 12 条结果，用时 1.2 秒',
  );
});
