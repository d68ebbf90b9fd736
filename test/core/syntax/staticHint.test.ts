// What the syntax tree says for certain of a value at ‸; of what it cannot know it says nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { locateStaticHint } from '#core/syntax/staticHint';
import { statementLines } from '#core/syntax/statementLines';
import { allocationSites, type AllocationQuery } from '#core/syntax/allocationSites';
import type { LocatedFile } from '#core/syntax/locate';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

interface Marked extends LocatedFile {
  readonly line: number;
  readonly column: number;
}

/** The file, and the place (1-based) of its ‸. */
function parse(marked: string): Marked {
  const at = marked.indexOf('‸');
  const text = marked.replace('‸', '');
  const { tree, lines } = trees.parse('check.go', text);
  const { line, character } = lines.positionAt(Math.max(0, at));
  return { tree, lines, path: 'check.go', line: line + 1, column: lines.columnOfCharacter(line, character) };
}

const declarations = `
type (
	empty  struct{}
	nested struct{ empty }
	flag   bool
	level  int8
	alias  = level
	deep   alias
	wide   int64
	list   []int
	table  map[string]int
	pair   struct {
		a, b int
		on   flag
		p    *pair
		any  any
		in   inner
	}
	inner struct{ s string }
	box[T any] struct{ v T }
)

const limit = 3

var (
	global  flag
	started = uint8(3)
	ready   = true
	nothing = empty{}
	count   = 7
	x, y    = f()
)
`;

type Kind = 'one-byte' | 'no-bytes' | 'constant-struct' | 'no-call' | null;

/** Statements of `func (r *pair) F(…) (res bool) { … }`. */
const inFunction: readonly (readonly [subject: string, body: string, kind: Kind])[] = [
  ['on', 'sink = ‸on', 'one-byte'],
  ['b', 'sink = ‸b', 'one-byte'],
  ['n', 'sink = ‸n', null],
  ['lv', 'sink = ‸lv', 'one-byte'],
  ['d', 'sink = ‸d', 'one-byte'],
  ['w', 'sink = ‸w', null],
  ['res', 'sink = ‸res', 'one-byte'],
  ['e', 'sink = ‸e', 'no-bytes'],
  ['ne', 'sink = ‸ne', 'no-bytes'],
  ['t', 'sink = ‸t', null],
  ['v', 'sink = ‸v', null],
  ['many', 'sink = ‸many', null],
  ['other', 'sink = ‸other', null],
  ['*pb', 'sink = ‸*pb', 'one-byte'],
  ['*pn', 'sink = ‸*pn', null],
  ['s[i]', 'sink = s‸[i]', 'one-byte'],
  ['is[i]', 'sink = is‸[i]', null],
  ['r.on', 'sink = r‸.on', 'one-byte'],
  ['r.a', 'sink = r‸.a', null],
  ['r.p.on', 'sink = r.p‸.on', 'one-byte'],
  ['r.missing', 'sink = r‸.missing', null],
  ['other.on', 'sink = other‸.on', null],
  ['global', 'sink = ‸global', 'one-byte'],
  ['started', 'sink = ‸started', 'one-byte'],
  ['ready', 'sink = ‸ready', 'one-byte'],
  ['nothing', 'sink = ‸nothing', 'no-bytes'],
  ['count', 'sink = ‸count', null],
  ['x', 'sink = ‸x', null],
  ['ok', 'ok := a == n; sink = ‸ok', 'one-byte'],
  ['ok', 'ok := !on; sink = ‸ok', 'one-byte'],
  ['ok', 'm, ok := n, b; sink = ‸ok', 'one-byte'],
  ['ok', 'm, ok := g(); sink = ‸ok', null],
  ['sum', 'sum := a + n; sink = ‸sum', null],
  // Something nearer has the name.
  ['on', 'on := n; sink = ‸on', null],
  ['on', 'for _, on := range many { sink = ‸on }', null],
  ['on', 'if on := n; n > 0 { sink = ‸on }', null],
  ['on', 'switch on := v.(type) { case int: sink = ‸on }', null],
  ['on', 'func(on int) { sink = ‸on }(1)', null],
  ['on', 'var on int; sink = ‸on', null],
  ['on', 'select { case on := <-c: sink = ‸on }', null],
  ['b', 'type byte int64; var b byte; sink = ‸b', null],
  ['on', '{ on := n; _ = on }; sink = ‸on', 'one-byte'],
  ['on', 'sink = ‸on; on := n; _ = on', 'one-byte'],
  // Literals.
  ['empty{}', 'sink = empty‸{}', 'no-bytes'],
  ['nested{}', 'sink = nested‸{}', 'no-bytes'],
  ['list{}', 'sink = list‸{}', 'no-bytes'],
  ['list{...}', 'sink = list‸{1}', null],
  ['table{}', 'sink = table‸{}', null],
  ['unknown{}', 'sink = unknown‸{}', null],
  ['q.T{}', 'sink = q.T‸{}', null],
  ['pair{}', 'sink = pair‸{}', 'constant-struct'],
  ['pair{...}', 'sink = pair‸{1, -2, true, nil, nil, inner{}}', null],
  ['pair{...}', 'sink = pair‸{a: 1, b: limit, on: false}', 'constant-struct'],
  ['pair{...}', 'sink = pair‸{in: inner{s: "x"}}', 'constant-struct'],
  ['pair{...}', 'sink = pair‸{in: inner{s: s}}', null],
  ['pair{...}', 'sink = pair‸{a: n}', null],
  ['pair{...}', 'limit := n; sink = pair‸{a: limit}', null],
  ['pair{...}', 'sink = pair‸{any: 5}', null],
  ['pair{...}', 'sink = pair‸{p: &pair{}}', null],
  ['pair{...}', 'sink = pair‸{a: f()}', null],
  ['&empty{}', 'sink = ‸&empty{}', 'no-bytes'],
  ['&pair{}', 'sink = ‸&pair{}', null],
  ['new(empty)', 'sink = new‸(empty)', 'no-bytes'],
  ['new(pair)', 'sink = new‸(pair)', null],
  // A constant by its name.
  ['syscall.Errno(32)', 'sink = syscall‸.EPIPE', 'no-call'],
  ['wide(3)', 'sink = ‸limit', 'no-call'],
  ['q.F(32)', 'sink = q.F‸(32)', null],
  // The compiler's words are another expression's.
  ['1000', 'sink = ‸on', null],
  ['q.v', 'sink = f‸(on)', null],
];

const parameters =
  '(on bool, b byte, a, n int, lv level, d deep, w wide, e empty, ne nested, t T, v any, many ...bool, other q.T, pb *bool, pn *int, s string, is []int, i int)';

for (const [subject, body, kind] of inFunction) {
  test(`${subject} in ${body}`, () => {
    const marked = parse(
      `package p\n${declarations}\nfunc (r *pair) F${parameters} (res bool) { ${body} }\n\nfunc unrelated(on int) {}\n`,
    );
    const { line, column } = marked;
    const hint = locateStaticHint(marked, { line, column, subject, kind: 'expression' });
    assert.equal(hint?.kind ?? null, kind);
  });
}

for (const declaration of ['func (x l[byte]) F(v byte)', 'func F[byte any](v byte)', 'func F[T ~uint8](v T)']) {
  test(`a type parameter has the name of a type: ${declaration}`, () => {
    const marked = parse(`package p\n\n${declaration} { sink = ‸v }\n`);
    assert.equal(locateStaticHint(marked, { ...marked, subject: 'v', kind: 'expression' }), null);
  });
}

test('the names of a function literal', () => {
  const marked = parse('package p\n\nvar f = ‸func(a int) int { return a + x.y /* z */ }\n');
  const hint = locateStaticHint(marked, { ...marked, subject: 'func literal', kind: 'expression' });
  assert.deepEqual(hint?.kind === 'names' && ['a', 'x', 'y', 'b'].map(name => hint.names.has(name)), [
    true,
    true,
    true,
    false,
  ]);
});

test('no column, no hint', () => {
  const marked = parse('package p\n\nfunc F(on bool) { sink = ‸on }\n');
  assert.equal(locateStaticHint(marked, { ...marked, column: 0, subject: 'on', kind: 'expression' }), null);
});

const statements: readonly (readonly [marked: string, first: number, last: number])[] = [
  ['package p\n\nvar t = map[string]T{\n\t"a": ‸{1},\n\t"b": {2},\n}\n', 3, 6],
  ['package p\n\nfunc f() {\n\tx := 1\n\treturn g(\n\t\t‸x,\n\t)\n}\n', 5, 7],
  ['package p\n\nfunc f() {\n\tif a := g(\n\t\t‸x,\n\t); a {\n\t\tb()\n\t}\n}\n', 4, 6],
  ['package p\n\nfunc f() {\n\tfor i := range ‸x {\n\t\tb()\n\t}\n}\n', 4, 4],
  ['package p\n\nfunc f() {\n\tgo func() {\n\t\t‸b()\n\t\tc()\n\t}()\n}\n', 5, 5],
  ['package p\n\nfunc f(\n\ta ‸int,\n) {\n\tb()\n}\n', 3, 5],
];
for (const [marked, first, last] of statements) {
  test(`the lines of a statement: ${JSON.stringify(marked.slice(11))}`, () => {
    const file = parse(marked);
    assert.deepEqual(statementLines(file, file), { first, last });
  });
}

const sites: readonly (readonly [line: string, allocator: AllocationQuery['allocator'], found: readonly string[]])[] = [
  ['a, b := make(chan int), make([]int, n)', 'channel', ['make(chan int)']],
  ['a, b := make(chan int), make([]int, n)', 'slice', ['make([]int, n)']],
  ['a, b := make(Named), make(map[int]int, n)', 'map', ['make(Named)', 'make(map[int]int, n)']],
  ['a, b := T{1}, map[int]int{}', 'map', ['T{1}', 'map[int]int{}']],
  ['s = append(append(s, 1), m.append(2))', 'append', ['append(append(s, 1), m.append(2))', 'append(s, 1)']],
  ['m[k], n[k] = n[j], 1', 'map-entry', ['m[k]', 'n[k]']],
  ['m[k] += x[0]', 'map-entry', ['m[k]']],
  ['(m[k])++', 'map-entry', ['m[k]']],
  ['x := a + b + c', 'string', ['a + b + c']],
  ['x += string(b)', 'string', ['x += string(b)', 'string(b)']],
  ['x := []byte(s)', 'string', ['[]byte(s)']],
  ['go f(x)', 'goroutine', ['go f(x)']],
  ['defer f(x)', 'defer', ['defer f(x)']],
  ['go f(x)', 'defer', []],
  ['x := &T{}', 'object', []],
];
for (const [line, allocator, found] of sites) {
  test(`${allocator} in ${line}`, () => {
    const file = parse(`package p\n\nfunc (r *T) F() {\n\tfor {\n\t\t${line}\n\t}\n}\n`);
    const answer = allocationSites(file, { line: 5, allocator });
    assert.deepEqual(
      answer.sites.map(({ subject }) => subject),
      found,
    );
    for (const site of [...answer.sites, answer.line]) {
      assert.deepEqual([site.function, site.path, site.range.start.line], ['(*T).F', 'loop', 4]);
    }
    assert.equal(answer.line.range.start.character, 2);
  });
}
