// Certain or not, by the text alone. What is certain must be right: the scopes of the tree agree (subjects.test.ts).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOnlyPackageName } from '#core/syntax/packageName';

const cases: readonly (readonly [text: string, name: string, isCertain: boolean])[] = [
  ['import "fmt"\nfunc F() { fmt.Println() }', 'fmt', true],
  ['import (\n\t"net/http"\n)\n// http is spoken here\nfunc F() { http.Get("http://x") }', 'http', true],
  ['import h "net/http"\nfunc F() { h.Get(x) }', 'h', true],
  ['import "example.com/lib/v2"\nfunc F() { lib.Do() }', 'lib', true],
  ['import "fmt"\nfunc F() { fmt := x; fmt.Println() }', 'fmt', false],
  ['import "fmt"\nfunc F(fmt T) { fmt.Println() }', 'fmt', false],
  ['import "fmt"\nvar a, fmt = 1, 2', 'fmt', false],
  ['import "fmt"\nfunc F() { g(fmt) }', 'fmt', false],
  ['func F() { fmt.Println() }', 'fmt', false],
  ['var s = "import \\"fmt\\""', 'fmt', false],
  ['import "fmt" // fmt', 'fmt', false],
];
for (const [text, name, isCertain] of cases) {
  test(`${name} in ${JSON.stringify(text)}`, () => assert.equal(isOnlyPackageName(text, name), isCertain));
}
