// The parts of the pool refactoring that need no compiler: what syntax forbids, what the type checker's messages say, names, figures.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { english } from '#core/messages/translate';
import { comparisonText, readComparison } from '#core/refactor/pool/comparison';
import { withProbes } from '#core/refactor/pool/probeCopy';
import { refusalSentence } from '#core/refactor/pool/refusal';
import { studyFile } from '#core/refactor/pool/study';
import { isOnlyOf, readTypeAnswers, unnamed } from '#core/refactor/pool/typeQuestions';
import type { LocatedFile } from '#core/syntax/locate';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});

const located = (text: string): LocatedFile => ({ ...trees.parse('/p/p.go', text), path: '/p/p.go' });

/** Bodies of `func f(n int, c chan []int, xs []int)` → what syntax says of the one allocation. */
const bodies: Readonly<Record<string, string | null>> = {
  'b := make([]int, n); b = append(b, 1); b = b[:0]; use(b)': null,
  'b := make([]int, n); b = strconv.AppendInt(b, 1, 10); use(b)': null,
  'b := make([]int, n); { b := xs; b = nil; use(b) }; use(b)': null,
  'b := make([]int, n); for b := range c { use(b) }; use(b)': null,
  'b := make([]int, n); func(b []int) { b = nil }(xs); use(b)': null,
  'b := make([]int, n); t := T{b: 1}; use(b, t)': null,
  'b := make([]int, n); b = xs; use(b)': 'the variable is reassigned (line 4)',
  'b := make([]int, n); b = append(xs, b...); use(b)': 'the variable is reassigned (line 4)',
  'b := make([]int, n); b, m := xs, 1; use(b, m)': 'the variable is reassigned (line 4)',
  'b := make([]int, n); for _, b = range all { use(b) }': 'the variable is reassigned (line 4)',
  'b := make([]int, n); select { case b = <-c: use(b) }': 'the variable is reassigned (line 4)',
  'b := make([]int, n); func() { b = nil }(); use(b)': 'the variable is reassigned (line 4)',
  'b := make([]int, n); use(&b)': "the variable's own address is taken (line 4)",
  'p := new(T); p = p.next; use(p)': 'the variable is reassigned (line 4)',
  'p := &T{next: p}; use(p)': 'p means something else where it is used (line 4)',
  'var t T; t = T{}; use(&t)': null,
  'var t T; for t = range ts { use(t) }': 'the variable is reassigned (line 4)',
  'for { b := make([]int, n); use(b) }': 'in a loop: hoist it out of the loop first',
  'func() { b := make([]int, n); use(b) }()': 'in a function literal: give the function a name first',
  'if err != nil { b := make([]int, n); use(b) }': 'runs only when something has failed: not worth a pool',
  'b := make([]int, n); goto end; end: use(b)': 'a goto may jump over it (line 4)',
  'type T struct{ a int }; p := new(T); use(p)': 'the type is declared inside the function',
  'var wg sync.WaitGroup; use(&wg)': 'no reset is known for sync.WaitGroup',
  'b := make([]sync.Mutex, n); use(b)': 'no reset is known for sync.Mutex',
  'b := make([]time.Time, n); use(b)': null,
  'T := &T{n: n}; use(T)': 'T means something else where it is used (line 4)',
  'T := make([]T, n); use(T)': null,
  'p := &T{p: p}; use(p)': 'p means something else where it is used (line 4)',
};
/** The same of `func f(r io.Reader, w io.Writer, p []byte, n int)`. */
const constructors: Readonly<Record<string, string | null>> = {
  'b := bytes.NewBuffer(nil); use(b)': null,
  'b := bytes.NewBuffer(make([]byte, 0, n)); use(b)': null,
  'b := bytes.NewBuffer(make([]byte, 0)); use(b)': null,
  'b := bytes.NewBuffer(make([]byte, n)); use(b)': 'it begins with memory that is not its own',
  'b := bytes.NewBuffer(p); use(b)': 'it begins with memory that is not its own',
  'b := bytes.NewBuffer([]byte("x")); use(b)': 'it begins with memory that is not its own',
  'z, err := gzip.NewReader(r); use(z, err)': null,
  'z, err := gzip.NewReader(r); z = nil; use(z, err)': 'the variable is reassigned (line 4)',
  'z, err := gzip.NewReader(r); z, err = gzip.NewReader(r); use(z, err)': 'the variable is reassigned (line 4)',
  'z, err := gzip.NewReader(r); z, m := z, err; use(z, m)': 'the variable is reassigned (line 4)',
  'z, err := gzip.NewReader(r); { z := err; z = nil; use(z) }; use(z, err)': null,
  'e := json.NewEncoder(w); use(e)': 'no reset is known for json.Encoder: pool the buffer below it',
  'h := hmac.New(nil, p); use(h)': 'a hash.Hash with a key keeps it: each key would need a pool of its own',
  't := time.NewTimer(1); use(t)': 'no reset is known for time.Timer',
  '{ w := gzip.NewWriter(w); use(w) }': 'w means something else where it is used (line 4)',
  '{ r := bufio.NewReader(io.LimitReader(r, 1)); use(r) }': 'r means something else where it is used (line 4)',
  'for { b := bufio.NewReader(r); use(b) }': 'in a loop: hoist it out of the loop first',
};
for (const [body, wanted] of Object.entries(constructors)) {
  test(`pool, of a constructor: ${body}`, () => {
    const imports = ['bytes', 'bufio', 'compress/gzip', 'crypto/hmac', 'encoding/json', 'io', 'time'];
    const block = imports.map(path => `"${path}"`).join('; ');
    const text = `package p\nimport (${block})\nfunc f(r io.Reader, w io.Writer, p []byte, n int) {\n\t${body}\n}\n`;
    const [first] = studyFile(located(text));
    assert.ok(first);
    assert.equal(first.forbidden && refusalSentence(first.forbidden, english), wanted);
  });
}

for (const [body, wanted] of Object.entries(bodies)) {
  test(`pool, by syntax: ${body}`, () => {
    const text = `package p\nimport ("sync"; "time"; "strconv")\nfunc f(n int, c chan []int, xs []int) {\n\t${body}\n}\n`;
    const [first] = studyFile(located(text));
    assert.ok(first);
    assert.equal(first.forbidden && refusalSentence(first.forbidden, english), wanted);
  });
}

const noCandidates = [
  'a, b := make([]int, 1), 2',
  'm := map[string]int{"a": 1}',
  'c := make(chan int)',
  'x := []int{1}',
  'x := [...]int{1}',
  'var s string',
  'var x = 1',
  'var make = f; b := make([]int, 1)',
  'if b := make([]int, 1); len(b) > 0 {}',
  '_ = make([]int, 1)',
  'b := bytes.NewReader(nil)',
  'var bytes = 1; b := bytes.NewBuffer(nil)',
  'b := bufio.NewReader(nil)',
  'b, c := bufio.NewReader(r), 1',
  'b, err := bufio.NewReader(r)',
  'z := gzip.NewReader(r)',
  'z, _ := (*gzip.Reader)(nil), 1; z, err := gzip.NewReader(r)',
];
for (const body of noCandidates) {
  test(`pool, no candidate: ${body}`, () => {
    assert.deepEqual(
      studyFile(located(`package p\nimport ("bytes"; "bufio"; "compress/gzip")\nfunc f() {\n\t${body}\n}\n`)),
      [],
    );
  });
}

test('pool: a copy has the probe first, names for nameless parameters, and as many lines', () => {
  const text =
    'package p\n\nfunc (t *T) f(int, ...string) (n int) {\n\tv := &T{\n\t\ta: 1, // one\n\t}\n\treturn v.a\n}\n';
  const file = located(text);
  const [studied] = studyFile(file);
  const probed = withProbes(file, [{ ...studied!, cuts: [] }], new Set());
  const copy = probed.text.slice(text.length).split('\n');
  assert.deepEqual(copy.slice(1, 7), [
    'func (t *T) escapementCopy0(escapementProbe0 *T, _ int, _ ...string) (n int) {',
    '\tv := escapementProbe0; *v = T{',
    '\t\ta: 1, // one',
    '\t}',
    '\treturn v.a',
    '}',
  ]);
  const first = probed.text.split('\n').findIndex(line => line.includes('escapementCopy0')) + 1;
  assert.deepEqual([first, first + 4].map(probed.lineOf), [3, 7]);
});

test('pool: what the type checker says, in the words of several releases', () => {
  const words = [
    './q.go:7:93: cannot use escapementAsk[[0]int](w) (value of type io.Writer) as struct{} value in variable declaration',
    './q.go:7:93: cannot use escapementAsk[[1]int](w) (value of interface type io.Writer) as struct{} value in variable declaration',
    './q.go:8:93: cannot use escapementAsk[[2]int](f(")")) (value of type *p.Log[int]) as struct{} value in variable declaration',
    './q.go:8:8: invalid operation: escapementAsk[[2]int](f(")")) (value of type *p.Log[int]) is not an interface',
    './q.go:8:70: impossible type assertion: escapementAsk[[1]int](w).(*bufio.Reader)',
    '\t*bufio.Reader does not implement net.Conn (missing method Close)',
    './q.go:9:1: undefined: x',
    './q.go:9:19: cannot use escapementAsk[[3]int](n) (value of int type sz) as struct{} value in variable declaration',
  ].join('\n');
  assert.deepEqual(
    [...readTypeAnswers(words)],
    [
      [0, { type: 'io.Writer', isInterface: true, isNever: false }],
      [1, { type: 'io.Writer', isInterface: true, isNever: true }],
      [2, { type: '*p.Log[int]', isInterface: false, isNever: false }],
      [3, { type: 'sz', isInterface: true, isNever: false }],
    ],
  );
});

test('pool: signatures without names, types of one package only', () => {
  assert.equal(unnamed('func(p []byte) (n int, err error)'), 'func([]byte) (int, error)');
  assert.equal(unnamed('func(p []byte, off int64) (n int, err error)'), 'func([]byte, int64) (int, error)');
  assert.equal(unnamed('func([]byte) (int, error)'), 'func([]byte) (int, error)');
  const known = new Map([['bufio', ['bufio']]]);
  const isOnly = (...paths: string[]): boolean => isOnlyOf('*bufio.Writer', known, paths);
  assert.equal(isOnly('bufio', 'ex.com/bufio/x/y'), true);
  assert.equal(isOnly('bufio', 'ex.com/bufio'), false);
  assert.equal(isOnly('ex.com/go-bufio/v2'), false);
  assert.equal(isOnlyOf('io.Writer', known, ['ex.com/io']), true);
});

test('a benchmark that compares, read and said', () => {
  const output = [
    'goos: linux',
    'BenchmarkReport/before-2 \t     100\t      2334 ns/op\t      56 B/op\t       3 allocs/op',
    'BenchmarkReport/after    \t     100\t         2.5 ns/op\t 12.1 MB/s\t       0 B/op\t       0 allocs/op',
    'PASS',
  ];
  const found = readComparison(output);
  assert.ok(found);
  assert.equal(
    comparisonText(found, english),
    'before 3 allocs/op, 56 B/op, 2334 ns/op · after 0 allocs/op, 0 B/op, 2.5 ns/op',
  );
  assert.equal(readComparison(output.slice(0, 2)), null);
});
