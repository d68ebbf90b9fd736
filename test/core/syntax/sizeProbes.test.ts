// The deliberate mistakes that ask for sizes: what is asked about an expression or a variable, and where in the file the question
// stands. ▸ marks the compiler's position; the answers' meaning is tested on real compilers (test/toolchain/cli/sizes.test.ts).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bytesOfProbe, readSizeAnswers, sizeProbes } from '#core/syntax/sizeProbes';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';
import { sampleFinding } from '#support/sampleFinding';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

interface Case {
  readonly name: string;
  readonly source: string;
  readonly subject: string;
  /** Set for `moved to heap`. */
  readonly moved?: boolean;
  readonly raw?: readonly string[];
  /** The marked line with its questions, `S` for Sizeof; null: nothing is asked. */
  readonly asked: string | null;
}

const places: readonly Case[] = [
  {
    name: 'a variable behind its declaration',
    source: 'func f() { ▸x := 1; use(&x) }',
    subject: 'x',
    moved: true,
    asked: 'func f() { x := 1; _ = [1][S(x)]struct{}(0); use(&x) }',
  },
  {
    name: 'a labelled declaration',
    source: 'func f() { L: ▸x := 1; use(&x) }',
    subject: 'x',
    moved: true,
    asked: 'func f() { L: x := 1; _ = [1][S(x)]struct{}(0); use(&x) }',
  },
  {
    name: 'a parameter at the start of the body',
    source: 'func f(▸x T) { use(&x) }',
    subject: 'x',
    moved: true,
    asked: 'func f(x T) { _ = [1][S(x)]struct{}(0);  use(&x) }',
  },
  {
    name: 'a parameter of a literal',
    source: 'func f() { g(func(▸x T) { use(&x) }) }',
    subject: 'x',
    moved: true,
    asked: 'func f() { g(func(x T) { _ = [1][S(x)]struct{}(0);  use(&x) }) }',
  },
  {
    name: 'the variable of an if',
    source: 'func f() { if ▸x := g(); x > 0 { use(&x) } }',
    subject: 'x',
    moved: true,
    asked: 'func f() { if x := g(); x > 0 { _ = [1][S(x)]struct{}(0);  use(&x) } }',
  },
  {
    name: 'the variable of a loop',
    source: 'func f() { for _, ▸x := range g() { use(&x) } }',
    subject: 'x',
    moved: true,
    asked: 'func f() { for _, x := range g() { _ = [1][S(x)]struct{}(0);  use(&x) } }',
  },
  {
    name: 'the variable of a switch in its first clause',
    source: 'func f() { switch ▸x := g(); { case x > 0: use(&x) } }',
    subject: 'x',
    moved: true,
    asked: 'func f() { switch x := g(); { case x > 0: _ = [1][S(x)]struct{}(0);  use(&x) } }',
  },
  {
    name: 'the variable of a type switch in its clause',
    source: 'func f() { switch x := g().(type) { case ▸int: use(&x) } }',
    subject: 'x',
    moved: true,
    asked: 'func f() { switch x := g().(type) { case int: _ = [1][S(x)]struct{}(0);  use(&x) } }',
  },
  {
    name: 'a received variable',
    source: 'func f() { select { case ▸x := <-c: use(&x) } }',
    subject: 'x',
    moved: true,
    asked: 'func f() { select { case x := <-c: _ = [1][S(x)]struct{}(0);  use(&x) } }',
  },
  {
    name: 'an expression in front of its statement',
    source: 'func f() { x = ▸&T{1} }',
    subject: '&T{...}',
    asked: 'func f() { _ = [1][S(*(*T)(nil))]struct{}(0); x = &T{1} }',
  },
  {
    name: 'an expression in front of the label',
    source: 'func f() { L: x = ▸&T{1} }',
    subject: '&T{...}',
    asked: 'func f() { _ = [1][S(*(*T)(nil))]struct{}(0); L: x = &T{1} }',
  },
  {
    name: 'a condition at the start of the body',
    source: 'func f() { if x := 1; g(▸x) { } }',
    subject: 'x',
    asked: 'func f() { if x := 1; g(x) { _ = [1][S(x)]struct{}(0);  } }',
  },
  {
    name: 'the first statement of an if in front of it',
    source: 'func f() { if x := g(▸y); x { } }',
    subject: 'y',
    asked: 'func f() { _ = [1][S(y)]struct{}(0); if x := g(y); x { } }',
  },
  {
    name: 'the first statement of an else-if: its variable may hide what is meant',
    source: 'func f() { if a { } else if y := g(▸y); y { } }',
    subject: 'y',
    asked: null,
  },
  {
    name: 'what a case is compared with',
    source: 'func f() { switch { case g(▸y): } }',
    subject: 'y',
    asked: 'func f() { switch { case g(y): _ = [1][S(y)]struct{}(0);  } }',
  },
  {
    name: 'at package level',
    source: 'var x = ▸&T{1}',
    subject: '&T{...}',
    asked: 'var x = &T{1}; var _ = [1][S(*(*T)(nil))]struct{}(0)',
  },
  {
    name: 'a generic function has a size for each instance',
    source: 'func f[P any]() { x = ▸&T{1} }',
    subject: '&T{...}',
    asked: null,
  },
  {
    name: 'a method of a generic type',
    source: 'func (r *L[P]) f() { x = ▸&T{1} }',
    subject: '&T{...}',
    asked: null,
  },
];

const spill = (...steps: readonly string[]): readonly string[] => steps.map(step => `./p.go:3:9:     from ${step}`);

const questions: readonly Case[] = [
  {
    name: 'an array that is counted',
    source: 'func f() { x = []T▸{{}, {}} }',
    subject: '[]T{...}',
    asked: 'func f() { _ = [1][2][S(*(*T)(nil))]struct{}(0); x = []T{{}, {}} }',
  },
  {
    name: 'an array with keys is asked as a whole',
    source: 'func f() { x = []T▸{7: {}} }',
    subject: '[]T{...}',
    asked: 'func f() { _ = [1][S([...]T{7: {}})]struct{}(0); x = []T{7: {}} }',
  },
  {
    name: 'make says its number by the compiler’s words',
    source: 'func f() { x = make▸([]T, n) }',
    subject: 'make([]T, 10)',
    asked:
      'func f() { _ = [1][10][S((*(*[]T)(nil))[0])]struct{}(0); _ = [2][S(cap((*(*[]T)(nil))))]struct{}(0); x = make([]T, n) }',
  },
  {
    name: 'an allocation of an inlined callee is not what stands there',
    source: 'func f() { x = g▸() }',
    subject: 'new(T)',
    asked: null,
  },
  {
    name: 'a boxed value of an inlined callee',
    source: 'func f() { g▸(x) }',
    subject: 'y',
    asked: null,
  },
  {
    name: 'two equal verdicts are two sizes',
    source: 'func f() { g(▸x) }',
    subject: 'x',
    raw: ['./p.go:3:9: x escapes to heap', './p.go:3:9: x escapes to heap'],
    asked: null,
  },
  {
    name: 'the arguments of a variadic call',
    source: 'func f() { g▸(a, b) }',
    subject: '... argument',
    raw: spill('... argument (spill) at ./p.go:3:9', 'g(a, ... argument...) (call parameter) at ./p.go:3:9'),
    asked: [
      'func f() { _ = [1][2][S(H0R0(g))]struct{}(0)',
      '_ = [2][2][S(H0R1(g))]struct{}(0)',
      '_ = [3][2][S(H0R2(g))]struct{}(0)',
      '_ = [4][1][S(H1R0(g))]struct{}(0)',
      '_ = [5][1][S(H1R1(g))]struct{}(0)',
      '_ = [6][1][S(H1R2(g))]struct{}(0)',
      'g(a, b) }',
    ].join('; '),
  },
  {
    name: 'the arguments of a call inside of an inlined callee',
    source: 'func f() { g▸(a, b) }',
    subject: '... argument',
    raw: spill('... argument (spill) at ./p.go:3:9', 'h(... argument...) (call parameter) at ./p.go:3:9'),
    asked: null,
  },
  {
    name: 'the result of an inlined call that is used elsewhere',
    source: 'func f() { g(h▸(1)) }',
    subject: '~r0',
    raw: spill('~r0 (spill) at ./p.go:3:15', 'g(~r0) (call parameter) at ./p.go:3:13'),
    asked: 'func f() { _ = [1][S(h(1))]struct{}(0); g(h(1)) }',
  },
  {
    name: 'the result of a call inside of an inlined one',
    source: 'func f() { g(h▸(1)) }',
    subject: '~r0',
    raw: spill('~r0 (spill) at ./p.go:3:15', 'x = ~r0 (assign) at ./p.go:3:15'),
    asked: null,
  },
  {
    name: 'a selector that is no type is not asked as one',
    source: 'func f() { g(a.b.c▸(1)) }',
    subject: 'a.b.c(1)',
    asked: 'func f() { _ = [1][S(a.b.c(1))]struct{}(0); g(a.b.c(1)) }',
  },
  { name: 'append', source: 'func f() { x = append▸(x, 1) }', subject: 'append', asked: null },
  { name: 'a map', source: 'func f() { x = map[K]V▸{} }', subject: 'map[K]V{}', asked: null },
];

describe('where', () => places.forEach(check));
describe('what', () => questions.forEach(check));

function check({ name, source, subject, moved = false, raw = [], asked }: Case): void {
  test(name, () => {
    const column = Buffer.byteLength(source.slice(0, source.indexOf('▸'))) + 1;
    const text = `package p\n\n${source.replace('▸', '')}\n`;
    const finding = sampleFinding({ code: moved ? 'moved-to-heap' : 'escapes', line: 3, column, subject, raw });
    const probed = sizeProbes({ ...trees.parse('p.go', text), path: '/p.go' }, [finding], 1);
    if (asked === null) {
      assert.deepEqual([probed.probes.length, probed.text, probed.nextNumber], [0, text, 1]);
      return;
    }
    const [clause, , line] = probed.text.split('\n');
    assert.equal(clause, 'package p; import escapementUnsafe "unsafe"');
    assert.equal(line!.replaceAll('escapementUnsafe.Sizeof', 'S').replaceAll('escapementOf1', ''), asked);
  });
}

test('names that the file has are not taken', () => {
  const text = 'package p\n\nvar escapementUnsafe = &T{1}\n';
  const finding = sampleFinding({ code: 'escapes', line: 3, column: 24, subject: '&T{...}' });
  const probed = sizeProbes({ ...trees.parse('p.go', text), path: '/p.go' }, [finding], 1);
  assert.match(probed.text, /^package p; import escapementUnsafeX "unsafe"$/m);
});

test('an answer is a length; any other words are none', () => {
  const words = [
    './p.go:5:50: cannot convert 0 (untyped int constant) to type [7][24]struct{}',
    './p.go:6:50: cannot convert 0 (untyped int constant) to type [9][3][8]struct{}',
    './p.go:7:50: cannot convert 0 (untyped int constant) to type T',
    './p.go:8:9: undefined: x',
  ].join('\n');
  assert.deepEqual(
    [...readSizeAnswers(words)],
    [
      [7, [24]],
      [9, [3, 8]],
    ],
  );
});

test('a string is not as long as its header', () => {
  const text = 'package p\n\nfunc f() { g(a + b) }\n';
  const finding = sampleFinding({ code: 'escapes', line: 3, column: 16, subject: 'a + b' });
  const { probes } = sizeProbes({ ...trees.parse('p.go', text), path: '/p.go' }, [finding], 1);
  const bytes = (answers: readonly (readonly [number, readonly number[]])[]): number | null =>
    bytesOfProbe(probes[0]!, new Map(answers), 8);
  assert.equal(bytes([[1, [8]]]), 8, 'numbers have no length');
  assert.equal(
    bytes([
      [1, [16]],
      [2, [8]],
    ]),
    null,
    'strings have',
  );
  assert.equal(bytes([]), null, 'nobody answered');
});
