// What `go test` would find in a file, and nothing else.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { testFunctions } from '#core/syntax/testFunctions';
import { createTrees, type Trees } from '#server/analysis/trees';

const cases: readonly (readonly [text: string, found: readonly string[]])[] = [
  ['func TestA(t *testing.T) {}\nfunc BenchmarkA(b *testing.B) {}', ['TestA', 'BenchmarkA']],
  [
    'func Test(t *testing.T) {}\nfunc Test_x(t *testing.T) {}\nfunc Test1(t *testing.T) {}',
    ['Test', 'Test_x', 'Test1'],
  ],
  ['func Test逃逸(t *testing.T) {}\nfunc TestÉ(*testing.T) {}', ['Test逃逸', 'TestÉ']],
  ['import . "testing"\nfunc TestA(t *T) {}\nfunc BenchmarkA(b *B) {}', ['TestA', 'BenchmarkA']],
  ['func Testimony(t *testing.T) {}\nfunc Benchmarked(b *testing.B) {}\nfunc Testé(t *testing.T) {}', []],
  ['func TestMain(m *testing.M) {}\nfunc FuzzA(f *testing.F) {}\nfunc ExampleA() {}', []],
  ['func TestA(t *testing.B) {}\nfunc BenchmarkA(t *testing.T) {}\nfunc TestTB(t testing.TB) {}', []],
  ['func TestA() {}\nfunc TestB(a, b *testing.T) {}\nfunc TestC(t *testing.T, n int) {}', []],
  ['func TestA(t *testing.T) error { return nil }\nfunc TestB[T any](t *testing.T) {}', []],
  [
    'func (s suite) TestA(t *testing.T) {}\nvar s = `\nfunc TestB(t *testing.T) {}\n`\n/*\nfunc TestC(t *testing.T) {}\n*/',
    [],
  ],
];

describe('test functions', () => {
  let trees: Trees;
  before(async () => {
    trees = await createTrees({
      engine: readFileSync('dist/web-tree-sitter.wasm'),
      go: readFileSync('dist/tree-sitter-go.wasm'),
    });
  });
  after(() => trees.dispose());

  const found = (path: string, text: string): string[] =>
    testFunctions({ ...trees.parse(path, text), path }).map(({ name }) => name);

  for (const [body, wanted] of cases) {
    test(JSON.stringify(body), () => assert.deepEqual(found('a_test.go', `package p\n${body}\n`), wanted));
  }
  test('only in test files', () => assert.deepEqual(found('a.go', 'package p\nfunc TestA(t *testing.T) {}\n'), []));
});
