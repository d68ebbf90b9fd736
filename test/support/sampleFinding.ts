// A finding with plain values, for tests that care for some of its fields only.
import type { Finding } from '#core/escape/finding';

export function sampleFinding(own: Partial<Finding> = {}): Finding {
  return {
    code: 'moved-to-heap',
    package: 'ex.com/m/p',
    file: '/m/p.go',
    line: 1,
    column: 1,
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    function: 'F',
    subject: 'x',
    message: '`x` is moved to the heap.',
    reason: 'returned',
    path: 'normal',
    bytes: null,
    sizeClass: null,
    chain: [],
    callee: null,
    variants: ['ex.com/m/p'],
    instances: [],
    confirmed: null,
    stale: false,
    raw: ['./p.go:1:1: moved to heap: x'],
    ...own,
  };
}
