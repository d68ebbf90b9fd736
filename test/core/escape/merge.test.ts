// Merging is a matter of sets: the order of what comes in has no influence, and a second merge changes nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '#core/escape/finding';
import { mergeFindings } from '#core/escape/findings';
import { sampleFinding } from '#support/sampleFinding';
import { recorded, contextOf } from './recordings';
import { findingsOfVariant } from '#core/escape/findings';

const lines = [
  './p.go:1:1: moved to heap: x',
  './p.go:1:1: x escapes to heap in F:',
  './p.go:1:1:   flow: {heap} ← &x:',
  './p.go:1:1: x escapes to heap in F[go.shape.int]:',
];

const finding: fc.Arbitrary<Finding> = fc
  .record({
    code: fc.constantFrom('moved-to-heap' as const, 'escapes' as const),
    line: fc.integer({ min: 1, max: 2 }),
    subject: fc.constantFrom('x', 'y'),
    reason: fc.constantFrom('returned' as const, 'unknown' as const),
    message: fc.constantFrom('a', 'b'),
    variants: fc.constantFrom(['p'], ['p [p.test]'], ['p_test [p.test]']),
    instances: fc.subarray(['F[go.shape.int]', 'F[go.shape.string]']),
    raw: fc.array(fc.constantFrom(...lines), { maxLength: 5 }),
  })
  .map(own => sampleFinding(own));

describe('mergeFindings', () => {
  it('has no regard for order', () => {
    const shuffled = fc
      .array(finding, { maxLength: 8 })
      .chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        assert.deepEqual(mergeFindings(other), mergeFindings(all));
      }),
    );
  });

  it('changes nothing a second time', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 8 }), all => {
        const once = mergeFindings(all);
        assert.deepEqual(mergeFindings(once), once);
      }),
    );
  });

  it('leaves one finding for a place and keeps every line as often as the compilation that says it most', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 8 }), all => {
        const merged = mergeFindings(all);
        const key = ({ file, line, column, code, subject }: Finding) => [file, line, column, code, subject].join(' ');
        assert.deepEqual(merged.map(key), [...new Set(all.map(key))].sort());
        const count = (of: readonly string[], text: string) => of.filter(one => one === text).length;
        for (const one of merged) {
          const group = all.filter(other => key(other) === key(one));
          const verdict = lines[0] ?? '';
          const most = Math.max(...group.map(({ raw }) => count(verdictsOf(raw), verdict)));
          assert.equal(count(verdictsOf(one.raw), verdict), most);
        }
      }),
    );
  });

  it('sorts the plain variant first and joins instances', () => {
    const [merged, ...others] = mergeFindings([
      sampleFinding({ variants: ['p_test [p.test]'], instances: ['F[go.shape.string]'] }),
      sampleFinding({ variants: ['p [p.test]'] }),
      sampleFinding({ variants: ['p'], instances: ['F[go.shape.int]'] }),
    ]);
    assert.deepEqual(merged?.variants, ['p', 'p [p.test]', 'p_test [p.test]']);
    assert.deepEqual(merged.instances, ['F[go.shape.int]', 'F[go.shape.string]']);
    assert.deepEqual(merged.raw, ['./p.go:1:1: moved to heap: x']);
    assert.deepEqual(others, []);
  });

  it('gives the same for recorded variants in any order', () => {
    const variants = recorded('go1.26.8', 'variants').map(variant => findingsOfVariant(variant, contextOf()));
    assert.deepEqual(mergeFindings([...variants].reverse().flat()), mergeFindings(variants.flat()));
  });
});

/** The lines before the first explanation. */
function verdictsOf(raw: readonly string[]): readonly string[] {
  const head = raw.findIndex(line => line.endsWith(':') && line.includes(' in F'));
  return head < 0 ? raw : raw.slice(0, head);
}
