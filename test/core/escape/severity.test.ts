// How loudly an allocation is told by the path it stands on, for each value of the setting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodePath, FindingCode } from '#core/escape/finding';
import { pathSentence, severityOf, type Severity } from '#core/escape/severity';
import { english } from '#core/messages/translate';
import { sampleFinding } from '#support/sampleFinding';

/** The severities for the settings `hint`, `information` and `warning`. */
const cases: readonly (readonly [FindingCode, CodePath, ...Severity[]])[] = [
  ['moved-to-heap', 'normal', 'hint', 'information', 'warning'],
  ['moved-to-heap', 'loop', 'information', 'warning', 'warning'],
  ['escapes', 'loop', 'information', 'warning', 'warning'],
  ['allocates', 'loop', 'information', 'warning', 'warning'],
  ['escapes', 'error', 'hint', 'hint', 'information'],
  ['escapes', 'panic', 'hint', 'hint', 'information'],
  ['escapes', 'init', 'hint', 'hint', 'information'],
  ['escapes', 'test', 'hint', 'hint', 'information'],
  ['escapes-static', 'loop', 'hint', 'hint', 'hint'],
  ['can-inline', 'loop', 'hint', 'hint', 'hint'],
  ['pool-use-after-put', 'error', 'warning', 'warning', 'warning'],
  ['pool-missing-put', 'loop', 'hint', 'hint', 'hint'],
  ['assertion-failed', 'test', 'error', 'error', 'error'],
];

for (const [code, path, ...wanted] of cases) {
  test(`${code} on path ${path}`, () => {
    const finding = sampleFinding({ code, path });
    assert.deepEqual(
      (['hint', 'information', 'warning'] as const).map(setting => severityOf(finding, setting)),
      wanted,
    );
    const isAllocation = code === 'moved-to-heap' || code === 'escapes' || code === 'allocates';
    assert.equal(pathSentence(finding, english) !== null, isAllocation && path !== 'normal');
  });
}
