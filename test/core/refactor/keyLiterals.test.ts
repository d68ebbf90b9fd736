// Literals get keys: only those that are named, and nothing else of the text changes.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { keyLiterals } from '#core/refactor/keyLiterals';
import { applyReplacements } from '#core/refactor/offer';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});

/** `‹` and `›` stand around each literal that is to be keyed, braces included. Null as the wanted text: refused. */
const cases: readonly (readonly [what: string, names: string, text: string, wanted: string | null])[] = [
  ['one', 'on at', 'var x = point‹{true, 1}›', 'var x = point{on: true, at: 1}'],
  ['behind &', 'on at', 'var x = &point‹{true, 1}›', 'var x = &point{on: true, at: 1}'],
  [
    'elided',
    'on',
    'var x = []point{‹{true}›, {on: true}, ‹{false}›}',
    'var x = []point{{on: true}, {on: true}, {on: false}}',
  ],
  [
    'map key and value',
    'on',
    'var x = map[point]point{‹{true}›: ‹{false}›}',
    'var x = map[point]point{{on: true}: {on: false}}',
  ],
  [
    'in each other',
    'next at',
    'var x = node‹{&node‹{nil, 1}›, 2}›',
    'var x = node{next: &node{next: nil, at: 1}, at: 2}',
  ],
  ['embedded', 'Mutex n', 'var x = t‹{sync.Mutex{}, 1}›', 'var x = t{Mutex: sync.Mutex{}, n: 1}'],
  ['another package', 'Lo Hi', 'var x = swapped.Range‹{1, f(2)}›', 'var x = swapped.Range{Lo: 1, Hi: f(2)}'],
  [
    'comments between the values',
    'on at up',
    'var x = point‹{\n\ttrue, // on\n\t/* at */ 9, /* at */\n\tfalse,\n}›',
    'var x = point{\n\ton: true, // on\n\t/* at */ at: 9, /* at */\n\tup: false,\n}',
  ],
  ['CRLF', 'on at', 'var x = point‹{\r\n\ttrue,\r\n\t1,\r\n}›', 'var x = point{\r\n\ton: true,\r\n\tat: 1,\r\n}'],
  [
    'a function literal with braces',
    'f n',
    'var x = t‹{func() { g(`}`) }, 1}›',
    'var x = t{f: func() { g(`}`) }, n: 1}',
  ],
  ['too few values', 'on at', 'var x = point‹{true}›', null],
  ['keys already', 'on', 'var x = point‹{on: true}›', null],
  ['a blank field', 'on _', 'var x = point‹{true, 1}›', null],
  ['not a literal', 'on', 'func f() ‹{}›', null],
];
for (const [what, names, marked, wanted] of cases) {
  test(`key literals: ${what}`, () => {
    const { text, spans } = unmark(`package p\n\n${marked}\n`);
    const keys = keyLiterals({ ...trees.parse('/p/p.go', text), path: '/p/p.go' }, spans, names.split(' '));
    const after = keys && applyReplacements({ file: '', before: text, replacements: keys });
    assert.equal(after, wanted && `package p\n\n${wanted}\n`);
  });
}

test('key literals: none to key', () => {
  assert.deepEqual(keyLiterals({ ...trees.parse('/p/p.go', 'package p\n'), path: '/p/p.go' }, [], ['_']), []);
});

function unmark(marked: string): { readonly text: string; readonly spans: readonly { start: number; end: number }[] } {
  const open: number[] = [];
  const spans: { start: number; end: number }[] = [];
  let text = '';
  for (const character of marked) {
    if (character === '‹') open.push(text.length);
    else if (character === '›') spans.push({ start: open.pop()!, end: text.length });
    else text += character;
  }
  return { text, spans };
}
