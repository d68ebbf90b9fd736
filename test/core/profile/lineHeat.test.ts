// What each line costs: flat where a stack ends on it, cumulative once for every stack that passes it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineHeat } from '#core/profile/lineHeat';
import { textView } from '#support/textProfile';

/** `FILE:LINE FLAT CUM`, in order. */
function check(name: string, text: string, wanted: readonly string[], type = 0): void {
  test(name, () => {
    const view = textView(text);
    const { file, line, flat, cum } = lineHeat(view, type);
    const rows = Array.from(file, (index, place) => {
      return `${view.profile.strings.text(index)}:${line[place]} ${flat[place]} ${cum[place]}`;
    });
    assert.deepEqual(rows.sort(), [...wanted].sort());
  });
}

check('callers have the cumulative part', 'main@/m.go:3;a@/a.go:7 5\nmain@/m.go:4;a@/a.go:7 2', [
  '/m.go:3 0 5',
  '/m.go:4 0 2',
  '/a.go:7 7 7',
]);
check('an inlined call is a line of its own function', 'main@/m.go:3;+a@/a.go:7 5', ['/m.go:3 0 5', '/a.go:7 5 5']);
check('recursion counts once', 'f@/f.go:1;f@/f.go:1;f@/f.go:1 4\nf@/f.go:1 1', ['/f.go:1 5 5']);
check('two functions on one line are one line', 'f@/f.go:1;f.func1@/f.go:1 4', ['/f.go:1 4 4']);
check('lines that are not known have no place', 'main;a@/a.go:7;[server] 5\n(empty) 3', ['/a.go:7 0 5']);
check(
  'another type, values below zero and none at all',
  '# types alloc_objects/count alloc_space/bytes\nf@/f.go:1 1 100\nf@/f.go:1 1 -30\nf@/f.go:2 1 0',
  ['/f.go:1 70 70', '/f.go:2 0 0'],
  1,
);
