// Which edits of a file the go command would see, and which are the compiler's alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileHeader, importsC } from '#core/syntax/fileHeader';

const text = [
  '// Copyright',
  '',
  '//go:build linux',
  '',
  '/* A package. */',
  'package m // the name',
  '',
  'import "fmt"',
  'import (',
  '\tother "ex.com/other"',
  '\t. "strings" // dot',
  '',
  '\t_ `embed`',
  ')',
  '',
  '// V is a text.',
  '//go:embed go.mod',
  'var V string',
  '',
  'func F() { fmt.Println("import") }',
  '',
].join('\n');

const seen: readonly (readonly [string, string])[] = [
  ['//go:build linux', '//go:build windows'],
  ['package m', 'package n'],
  ['"fmt"', '"os"'],
  ['import "fmt"', 'import f "fmt"'],
  ['. "strings"', '"strings"'],
  ['\t_ `embed`\n', ''],
  ['//go:embed go.mod', '//go:embed go.sum'],
  ['//go:embed go.mod\n', ''],
];
const unseen: readonly (readonly [string, string])[] = [
  ['"import"', '"something else"'],
  ['func F', 'func Other'],
  ['// V is a text.', '// V is a text\n// of two lines.'],
  ['func F() {', 'func G() {}\n\nfunc F() {'],
  ['var V string\n', 'var V string\n\n// import "fmt"\n'],
];

test('what the go command looks at', () => {
  for (const [from, to] of seen) {
    assert.ok(text.includes(from), from);
    assert.notEqual(fileHeader(text.replace(from, to)), fileHeader(text), `${from} → ${to}`);
  }
});

test('what it does not look at', () => {
  for (const [from, to] of unseen) {
    assert.ok(text.includes(from), from);
    assert.equal(fileHeader(text.replace(from, to)), fileHeader(text), `${from} → ${to}`);
  }
});

test('broken texts have a header, too, in time', () => {
  for (const broken of [
    '',
    'package',
    'import "x"',
    'package m\nimport (',
    'package m\nimport ("a" x',
    '/*',
    '\uFEFFpackage m\n',
    'package m;import"a";var x=1',
  ]) {
    assert.equal(typeof fileHeader(broken), 'string');
  }
  assert.equal(fileHeader('package m;import"a";var x=1'), fileHeader('package m;import"a";var y=2'));
  assert.ok(fileHeader(`package m\nimport (${'"a"\n'.repeat(100_000)}`).length > 0);
});

test('cgo', () => {
  assert.equal(importsC('package m\n\n// #include <x.h>\nimport "C"\n'), true);
  assert.equal(importsC('package m\n\nimport (\n\t"fmt"\n\t"C"\n)\n'), true);
  assert.equal(importsC('package m\n\nimport "fmt"\n\nvar x = `import "C"`\n'), false);
  assert.equal(importsC('package m\n\n// import "C" is not here\nimport "fmt"\n'), false);
});
