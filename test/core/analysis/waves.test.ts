// When what is compiled, by what the last compiles took.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delayAfterChange, delayBeforeExplanations, explainsAtOnce, restBeforeExact } from '#server/analysis/waves';

test('explanations come with the verdicts where that costs little', () => {
  const cases: readonly (readonly [number, number, boolean])[] = [
    [0, 0, true],
    [0, 100, true],
    [0, 200, false],
    [0, 2000, false],
    [60, 80, true],
    [400, 2000, false],
    [400, 430, true],
    [400, 500, false],
  ];
  for (const [verdicts, explanations, expected] of cases) {
    assert.equal(explainsAtOnce({ verdicts, explanations, exact: 0 }), expected, `${verdicts} ${explanations}`);
  }
});

test('the first key after a rest is compiled at once, those of a burst wait as long as the compile takes', () => {
  const small = { verdicts: 0, explanations: 30, exact: 0 };
  const medium = { verdicts: 100, explanations: 120, exact: 0 };
  const large = { verdicts: 400, explanations: 2000, exact: 7000 };
  const cases: readonly (readonly [typeof small, number, number])[] = [
    [small, Infinity, 5],
    [large, 1000, 5],
    [small, 100, 30],
    [medium, 100, 120],
    [large, 100, 300],
    [{ verdicts: 0, explanations: 0, exact: 0 }, 100, 10],
  ];
  for (const [took, since, expected] of cases) assert.equal(delayAfterChange(took, since), expected);
  assert.ok(delayBeforeExplanations(large) > delayBeforeExplanations(medium));
  assert.deepEqual([restBeforeExact(small), restBeforeExact(large)], [800, 5000]);
});
