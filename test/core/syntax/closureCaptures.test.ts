// Which of a function's captured variables one of its literals holds, by the names in it. ▸ marks the literal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { capturesOfLiteral } from '#core/syntax/closureCaptures';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';
import { sampleFinding } from '#support/sampleFinding';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

/** `captured`: the names that the compiler says are captured in the function, each at its first place in the source. */
const cases: readonly (readonly [
  name: string,
  source: string,
  captured: readonly string[],
  held: readonly string[] | null,
])[] = [
  ['all that it names', 'func f(a, b int) { keep(▸func() int { return a + b }) }', ['a', 'b'], ['a', 'b']],
  [
    'not what another literal names',
    'func f(a, b int) { keep(func() { use(b) }, ▸func() { use(a) }) }',
    ['a', 'b'],
    ['a'],
  ],
  ['through a literal inside of it', 'func f(a int) { keep(▸func() { go func() { use(a) }() }) }', ['a'], ['a']],
  ['a field is no variable', 'func f(a, b int) { keep(▸func() { use(b, x.a) }) }', ['a', 'b'], ['b']],
  ['a name that is declared again', 'func f(a int) { keep(▸func() { a := 1; use(a) }) }', ['a'], null],
  ['a name that its parameter has', 'func f(a int) { keep(▸func(a int) { use(a) }) }', ['a'], null],
  ['a key, which may be a field', 'func f(a int) { keep(▸func() { use(T{a: 1}) }) }', ['a'], null],
  ['what a constant condition may leave out', 'func f(a int) { keep(▸func() { if debug { use(a) } }) }', ['a'], null],
  ['what a condition at run time may not', 'func f(a int) { keep(▸func() { if g() { use(a) } }) }', ['a'], ['a']],
  ['nothing', 'func f(a int) { keep(func() { use(a) }, ▸func() { }) }', ['a'], null],
];

for (const [name, source, captured, held] of cases) {
  test(name, () => {
    const plain = source.replace('▸', '');
    const captures = captured.map(variable => {
      const column = new RegExp(`\\b${variable}\\b`).exec(plain)!.index + 1;
      return { name: variable, line: 3, column, by: 'value' as const, width: 8 };
    });
    const finding = sampleFinding({
      code: 'escapes',
      line: 3,
      column: source.indexOf('▸') + 1,
      subject: 'func literal',
      captures,
    });
    const file = { ...trees.parse('p.go', `package p\n\n${plain}\n`), path: '/p.go' };
    assert.deepEqual(capturesOfLiteral(file, finding)?.map(capture => capture.name) ?? null, held);
  });
}
