// Flat and cumulative values by profiles of a few lines.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dropFrames } from '#core/profile/dropFrames';
import { framesOf } from '#core/profile/frames';
import { tableRows, totalOf, type TableOrder } from '#core/profile/table';
import { textProfile, textView } from '#support/textProfile';

interface Expected {
  readonly total: number | bigint;
  /** `name flat cum`, in order. */
  readonly rows: readonly string[];
  readonly type?: number;
  readonly order?: TableOrder;
}

function check(name: string, text: string, { total, rows, type, order = 'flat' }: Expected): void {
  test(`table: ${name}`, () => {
    const view = textView(text);
    const of = type ?? view.profile.defaultSampleType;
    const found = tableRows(view, of, order).map(
      row => `${view.frames.names.text(row.name)} ${String(row.flat)} ${String(row.cum)}`,
    );
    assert.deepEqual(found, rows);
    assert.equal(totalOf(view, of), total);
  });
}

check('a leaf has the flat value, everyone above it the cumulative one', 'main;a;b 10\nmain;a 5\nmain 1', {
  total: 16,
  rows: ['b 10 10', 'a 5 15', 'main 1 16'],
});
check('recursion counts once', 'main;f;g;f;g 10\nmain;f;+f 5', { total: 15, rows: ['g 10 10', 'f 5 15', 'main 0 15'] });
check('an inlined leaf has the flat value', 'main;a;+b;+c 10', {
  total: 10,
  rows: ['c 10 10', 'a 0 10', 'b 0 10', 'main 0 10'],
});
check('two functions of one name are one row', 'main;a@x.go 10\nmain;a@y.go 5', {
  total: 15,
  rows: ['a 15 15', 'main 0 15'],
});
check('equal values stand by name; cumulative order', 'main;b 5\nmain;a 5\nmain;c;a 2', {
  total: 12,
  order: 'cum',
  rows: ['main 0 12', 'a 7 7', 'b 5 5', 'c 0 2'],
});
check('what has no function is named by its binary', 'main;[server] 3\nmain;<unknown> 4\n<unknown>;main 2', {
  total: 9,
  rows: ['<unknown> 4 6', '[server] 3 3', 'main 2 9'],
});
check('a sample without a stack counts in the total only', '(empty) 7\nmain 1', { total: 8, rows: ['main 1 1'] });
check('negative values: the total has no signs', 'main;a -10\nmain;b 4\nmain;c -4\nmain;c 4', {
  total: 22,
  rows: ['a -10 -10', 'b 4 4', 'main 0 -6'],
});
check('samples whose value is 0 add nothing', '# types samples/count cpu/nanoseconds\nmain;a 1 0\nmain;b 1 2', {
  total: 2,
  rows: ['b 2 2', 'main 0 2'],
});
check('the first type', '# types samples/count cpu/nanoseconds\nmain;a 1 0\nmain;b 1 2', {
  total: 2,
  type: 0,
  rows: ['a 1 1', 'b 1 1', 'main 0 2'],
});
check("the file's own default type", '# types alloc_space/bytes inuse_space/bytes\n# default alloc_space\nmain 3 1', {
  total: 3,
  rows: ['main 3 3'],
});
check('all digits above 2^53', 'main;a 9007199254740993\nmain;b 1\nmain;a 2', {
  total: 9007199254740996n,
  rows: ['a 9007199254740995 9007199254740995', 'b 1 1', 'main 0 9007199254740996'],
});
check('a sum passes 2^53 where no value does', 'main;a 9007199254740991\nmain;a 9007199254740991\nmain;b 3', {
  total: 18014398509481985n,
  rows: ['a 18014398509481982 18014398509481982', 'b 3 3', 'main 0 18014398509481985'],
});
check('a sum past an int64 wraps, as in pprof', 'main;a 9223372036854775807\nmain;a 1', {
  total: -9223372036854775808n,
  rows: ['a -9223372036854775808 -9223372036854775808', 'main 0 -9223372036854775808'],
});
check('the total of a saved difference is that of its base', 'main;a -10 pprof::base=true\nmain;a 17', {
  total: 10,
  rows: ['a 7 7', 'main 0 7'],
});
check('names from hostile files', '__proto__;constructor 1\ntoString 2', {
  total: 3,
  rows: ['toString 2 2', 'constructor 1 1', '__proto__ 0 1'],
});

test('table: what a file asks to leave out stays, where looking for it would take too long', () => {
  const profile = textProfile('# drop alloc.*\nmain;serve;alloc;grow 3');
  const whole = { profile, frames: framesOf(profile), stacks: profile.stacks, samples: null };
  const rows = (mostSteps?: number) => tableRows(dropFrames(whole, mostSteps), 0, 'flat').length;
  assert.deepEqual([rows(), rows(50)], [2, 4]);
});
