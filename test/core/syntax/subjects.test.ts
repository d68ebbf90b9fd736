// What is underlined for every message of one odd file, positions as the compiler printed them. UPDATE=1 writes the expected rows
// anew: a changed row is to be read by a person.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { locateOperand, locateSite } from '#core/syntax/locate';
import { isOnlyPackageName } from '#core/syntax/packageName';
import type { SiteQuery } from '#core/syntax/site';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';
import { locateRecorded } from './located';

const folder = 'test/cases/syntax';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

test('the range, function, path and keyword of every message', () => {
  const rows = locateRecorded(trees, folder, `${folder}/subjects.go1.26.8.txt`).map(
    ({ message, place, text, site }) => {
      const said = message.text.replace(/ with cost .*| \(addr=.*/s, '');
      const where = [site.function || '-', site.path, site.keyword].filter(Boolean).join(' ');
      return `${place.replace('subjects.go:', '')} ${said} => ${text.replaceAll('\n', '⏎').replaceAll('\t', '→')} | ${where}`;
    },
  );
  const actual = `${[...new Set(rows)].join('\n')}\n`;
  if (process.env['UPDATE']) writeFileSync(`${folder}/subjects.expected.txt`, actual);
  assert.equal(actual, readFileSync(`${folder}/subjects.expected.txt`, 'utf8'));
});

/** Asks for the place at ‸ (unless the query has another one); the range must be the text between « and ». */
function check(marked: string, query: Partial<SiteQuery>, path = 'a.go'): void {
  const at = marked.indexOf('‸');
  const text = marked.replace(/[‸«»]/g, '');
  const { tree, lines } = trees.parse('check.go', text);
  const position = lines.positionAt(marked.slice(0, at).replace(/[«»]/g, '').length);
  const site = locateSite(
    { tree, lines, path },
    {
      line: position.line + 1,
      column: lines.columnOfCharacter(position.line, position.character),
      subject: '',
      kind: 'expression',
      ...query,
    },
  );
  const range = [lines.offsetAt(site.range.start), lines.offsetAt(site.range.end)] as const;
  assert.equal(
    `${text.slice(0, range[0])}«${text.slice(range[0], range[1])}»${text.slice(range[1])}`,
    marked.replace('‸', ''),
  );
}

const long = ` /*${'.'.repeat(260)}*/ `;

const cases: readonly (readonly [name: string, marked: string, query: Partial<SiteQuery>])[] = [
  ['a column in bytes', 'package p\nvar 名 = f("名", «‸x»)', { subject: 'x' }],
  ['CRLF', 'package p\r\n\r\nvar x = «‸&T{»\r\n\tA: 1,\r\n}\r\n', { subject: '&T{...}' }],
  ['a BOM', '\ufeffpackage p\n\nvar x = «&T‸{}»\n', { subject: '', kind: 'any', line: 3, column: 9 }],
  ['no column: a name', `package p\nfunc F() {${long}«x» := 1‸ }`, { column: 0, subject: 'x', kind: 'name' }],
  ['no column: a literal', `package p\nfunc F() {${long}p = «&T{1, 2}»‸ }`, { column: 0, subject: '&T{...}' }],
  ['no column: the one that has none', `package p\nfunc F() { x = 1; ${long}«x» = 1‸ }`, { column: 0, subject: 'x' }],
  [
    'no column: a closure',
    `package p\nfunc F() {${long}f = «func() int» { return 1 }‸ }`,
    { column: 0, subject: 'func literal' },
  ],
  ['no column: make', `package p\nfunc F() {${long}f = «make([]int, n)»‸ }`, { column: 0, subject: 'make([]int, n)' }],
  ['no column: append', `package p\nfunc F() {${long}f = «append(f, n)»‸ }`, { column: 0, subject: 'append' }],
  [
    'no column: a call',
    `package p\nfunc F() {${long}«fmt.Println(1)»‸ }`,
    { column: 0, subject: 'fmt.Println', kind: 'call' },
  ],
  [
    'no column: a method',
    `package p\nfunc F() {${long}«a.b.Do(1)»‸ }`,
    { column: 0, subject: '(*B).Do', kind: 'call' },
  ],
  ['no column: operators', `package p\nfunc F() {${long}f = «a+b»‸ }`, { column: 0, subject: 'a + b' }],
  ['no column, not found: the line', `package p\n\t«f(‸x)»  \n`, { column: 0, subject: 'y' }],
  ['a column that is not the source’s', 'package p\nfunc F(«p» *T, ‸q *T) {}', { subject: 'p', kind: 'name' }],
  ['past the end of the line', 'package p\n\t«var x = y»‸\n', { subject: 'z', column: 99 }],
  ['an empty line', 'package p\n«»‸\nvar x = y\n', { subject: 'z' }],
  ['another name there: that one', 'package p\nvar x = «y» z‸\n', { subject: 'q', column: 9, line: 2 }],
  ['a broken text', 'package p\nfunc F() { x := «‸&T{}» ; if { \n', { subject: '&T{...}' }],
  ['a called literal', 'package p\nfunc F() {\n\tgo func(x int) {\n\t«}‸(i)»\n}', { subject: 'x' }],
  ['the end of a chain', 'package p\nvar x = a.\n\tb(1).\n\t«c‸(2)»\n', { subject: '~r0' }],
  ['an element that is called', 'package p\nvar x = «s.f‸[i]»(y)\n', { subject: '', kind: 'any' }],
  [
    'an assignment on many lines',
    'package p\nfunc F() {\n\t«x.y ‸=» f(\n\t\t1,\n\t)\n}\n',
    { subject: '', kind: 'any' },
  ],
  [
    'a declaration on many lines',
    'package p\nfunc F() {\n\t«x, y ‸:=» f(\n\t\t1,\n\t)\n}\n',
    { subject: '', kind: 'any' },
  ],
  ['arguments on many lines', 'package p\nvar x = «a.b‸(»\n\t1,\n)\n', { subject: '... argument' }],
  ['a conversion on many lines', 'package p\nvar x = «string(\n\tf‸(a),\n)»\n', { subject: 'string(f(a))' }],
  ['a literal without its type', 'package p\nvar x = []*T{«‸{1}»}\n', { subject: '&T{...}' }],
  ['a blank parameter', 'package p\nfunc F(«‸_» *T) {}\n', { subject: '~p0', kind: 'name' }],
  ['an unnamed result', 'package p\nfunc F() (int, «‸map[string]*T») {}\n', { subject: '~r1', kind: 'name' }],
  ['a method', 'package p\nfunc ‸(t *T) «M»() {}\n', { subject: '(*T).M', kind: 'function' }],
  ['a call of an instance', 'package p\nvar x = «F[int]‸(1)»\n', { subject: 'F[go.shape.int]', kind: 'call' }],
];

for (const [name, marked, query] of cases) test(name, () => check(marked, query));

test('without a tree: the rest of the line', () => {
  const { lines } = trees.parse('check.go', 'package p\n\tvar x = y \n');
  const site = locateSite({ tree: null, lines, path: 'a.go' }, { line: 2, column: 6, subject: 'x', kind: 'name' });
  assert.deepEqual(site.range, { start: { line: 1, character: 5 }, end: { line: 1, character: 10 } });
});

const operands: readonly (readonly [wanted: 'variable' | 'package' | null, text: string])[] = [
  ['package', 'import "io"\nfunc F() { X.Read‸(b) }'.replace('X', 'io')],
  ['package', 'import (\n\tX "a/b"\n)\nfunc F() { X.Read‸(b) }'],
  ['package', 'import "a/X/v2"\nfunc F() { X.Read‸(b) }'],
  ['package', 'import "gopkg.in/X.v3"\nfunc F() { X.Read‸(b) }'],
  ['package', 'import "a/X"\nfunc F() { X.Read‸(b); X := 1 }'],
  ['package', 'import "a/X"\nfunc F() { { X := 1 }; X.Read‸(b) }'],
  ['package', 'import "a/X"\nfunc F() { X := X.Read‸(b) }'],
  ['variable', 'import "a/X"\nfunc F() { X := 1; X.Read‸(b) }'],
  ['variable', 'import "a/X"\nfunc F() { var a, X T; if true { X.Read‸(b) } }'],
  ['variable', 'func F(a, X T) { func() { X.Read‸(b) }() }'],
  ['variable', 'func (X T) F() { X.Read‸(b) }'],
  ['variable', 'func F() (X T) { X.Read‸(b) }'],
  ['variable', 'func F() { for _, X := range s { X.Read‸(b) } }'],
  ['variable', 'func F() { for X := f(); ; { X.Read‸(b) } }'],
  ['variable', 'func F() { if X := f(); X.Read‸(b) {} }'],
  ['variable', 'func F() { switch X := y.(type) { case T: X.Read‸(b) } }'],
  ['variable', 'func F() { select { case X := <-c: X.Read‸(b) } }'],
  ['variable', 'var X T\nfunc F() { X.Read‸(b) }'],
  ['variable', 'var (\n\tX T\n)\nfunc F() { X.s.Read‸(b) }'],
  ['variable', 'import "io"\nfunc F() { X.Read‸(b) }'],
  [null, 'import "a/go-X"\nfunc F() { X.Read‸(b) }'],
  [null, 'type X struct{}\nfunc F() { X.Read‸(b) }'],
  [null, 'var X T\nfunc F() { Y(X)‸(b) }'],
];

for (const [wanted, marked] of operands) {
  test(`${String(wanted)}: ${marked.replaceAll('\n', '; ')}`, () => {
    const text = `package p\n${marked.replace('‸', '')}\n`;
    const { tree, lines } = trees.parse('operand.go', text);
    const { line, character } = lines.positionAt('package p\n'.length + marked.indexOf('‸'));
    const column = lines.columnOfCharacter(line, character);
    const subject = text.includes('X.s.Read') ? 'X.s.Read' : text.includes('io.Read(b)') ? 'io.Read' : 'X.Read';
    assert.equal(locateOperand({ tree, lines, path: 'a.go' }, { line: line + 1, column, callee: subject }), wanted);
    if (isOnlyPackageName(text, 'X')) assert.equal(wanted, 'package');
  });
}
