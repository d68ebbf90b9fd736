// The inlay hint: short, in the reader's language, and only where something is allocated.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingCodes, type Reason } from '#core/escape/finding';
import { hintLabel } from '#core/escape/hint';
import { english, translator } from '#core/messages/translate';
import { sampleFinding } from '#support/sampleFinding';
import zhCn from '#l10n/bundle.l10n.zh-cn';

const labels: Readonly<Record<Reason, readonly [string, string]>> = {
  returned: ['heap: returned', '堆：被返回'],
  'stored-in-heap': ['heap: stored', '堆：被存储'],
  'passed-to-interface': ['heap: interface', '堆：转为接口'],
  'passed-to-call': ['heap: call', '堆：传给调用'],
  'captured-by-closure': ['heap: closure', '堆：被闭包捕获'],
  'sent-on-channel': ['heap: channel', '堆：发送到通道'],
  goroutine: ['heap: goroutine', '堆：goroutine'],
  defer: ['heap: defer in a loop', '堆：循环中的 defer'],
  'too-large': ['heap: too large', '堆：过大'],
  'non-constant-size': ['heap: size not constant', '堆：大小不固定'],
  'called-through-interface': ['heap: dynamic call', '堆：动态调用'],
  unknown: ['heap', '堆'],
  none: ['heap', '堆'],
};

describe('hintLabel', () => {
  for (const [reason, [plain, chinese]] of Object.entries(labels)) {
    it(`${reason}: ${plain}, ${chinese}`, () => {
      const finding = sampleFinding({ reason: reason as Reason });
      assert.equal(hintLabel(finding, english), plain);
      assert.equal(hintLabel(finding, translator(zhCn)), chinese);
    });
  }

  it('speaks of what allocates, of the inliner and of checks, and of nothing else', () => {
    const labels = findingCodes.flatMap(code => {
      const label = hintLabel(sampleFinding({ code, reason: 'unknown' }), english);
      return label === null ? [] : [`${code}: ${label}`];
    });
    assert.deepEqual(labels, [
      'moved-to-heap: heap',
      'escapes: heap',
      'allocates: heap',
      'can-inline: inlinable',
      'cannot-inline: not inlinable',
      'inlined-call: inlined',
      'devirtualized: devirtualized',
      'bounds-check: bounds check',
      'slice-bounds-check: bounds check',
      'nil-check: nil check',
    ]);
  });

  it('keeps its label when it is stale', () => {
    assert.equal(hintLabel(sampleFinding({ stale: true }), english), hintLabel(sampleFinding(), english));
  });
});
