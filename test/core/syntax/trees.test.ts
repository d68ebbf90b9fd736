// The owner of parse trees: what is updated is what a fresh parse gives, over any edits; trees come and go as it says.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { locateSite } from '#core/syntax/locate';
import type { SiteQuery } from '#core/syntax/site';
import { createTrees, type Trees } from '#server/analysis/trees';

const folder = 'test/cases/escape';
const texts = readdirSync(folder)
  .filter(name => name.endsWith('.go'))
  .map(name => readFileSync(`${folder}/${name}`, 'utf8'));
texts.push(...['subjects.go', 'paths.go'].map(name => readFileSync(`test/cases/syntax/${name}`, 'utf8')));
texts.push(...texts.slice(0, 4).map(text => text.replaceAll('\n', '\r\n')), `\ufeff${texts[0]!}`);

const grammar = {
  engine: readFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm'),
  go: readFileSync('node_modules/tree-sitter-go/tree-sitter-go.wasm'),
};
let trees: Trees;
before(async () => {
  trees = await createTrees(grammar);
});
after(() => trees.dispose());

const fragments = [
  '{',
  '}',
  '(',
  ')',
  '"',
  '`',
  '/*',
  '*/',
  '//',
  '\n',
  '\r\n',
  '\t',
  '名',
  '甲乙',
  '😀',
  '\ud83d',
  'func ',
  '&T{',
  'for ',
  'x := ',
  '.',
  '',
];
const anEdit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat(40),
  inserted: fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 12 })),
});
const aText = fc.constantFrom(...texts);

function edited(text: string, { at, removed, inserted }: { at: number; removed: number; inserted: string }): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + inserted + text.slice(start + removed);
}

/** Types and extents of everything: `toString` alone would not see a shifted tree. */
function shapeOf(name: string, text: string): { readonly shape: string; readonly hasError: boolean } {
  const { tree } = trees.parse(name, text);
  const cursor = tree!.walk();
  let shape = '';
  walk: for (;;) {
    shape += `${cursor.nodeType} ${cursor.startIndex} ${cursor.endIndex}\n`;
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) break walk;
  }
  cursor.delete();
  return { shape, hasError: tree!.rootNode.hasError };
}

test('an updated tree is a fresh tree', () => {
  fc.assert(
    fc.property(aText, fc.array(anEdit, { minLength: 1, maxLength: 4 }), (original, edits) => {
      let text = original;
      trees.parse('edited.go', text);
      // In the end the text is whole again, however it was broken meanwhile.
      for (const next of [...edits, null]) {
        text = next ? edited(text, next) : original;
        const updated = shapeOf('edited.go', text);
        trees.forget('fresh.go');
        const fresh = shapeOf('fresh.go', text);
        // How an error is recovered from may depend on what the parser has seen before; such a text has no findings of its own.
        if (!updated.hasError && !fresh.hasError) assert.equal(updated.shape, fresh.shape);
      }
    }),
    { numRuns: 60 },
  );
});

test('any question about any text: an answer inside the file, that has an extent', () => {
  const kinds: SiteQuery['kind'][] = ['name', 'expression', 'function', 'call', 'any'];
  const subjects = [
    'x',
    '&T{...}',
    'func literal',
    '... argument',
    'append',
    'make([]int, n)',
    '~r0',
    'F.func1',
    '(*T).M',
    'string(b)',
    '',
    '(',
  ];
  const aQuery = fc.record({
    line: fc.integer({ min: -1, max: 140 }),
    column: fc.integer({ min: 0, max: 120 }),
    subject: fc.oneof(fc.constantFrom(...subjects), fc.string({ unit: 'binary', maxLength: 20 })),
    kind: fc.constantFrom(...kinds),
  });
  fc.assert(
    fc.property(
      aText,
      fc.array(anEdit, { maxLength: 3 }),
      fc.array(aQuery, { minLength: 20, maxLength: 20 }),
      (original, edits, queries) => {
        const text = edits.reduce(edited, original);
        const { tree, lines } = trees.parse('any.go', text);
        for (const query of queries) {
          for (const parsed of [tree, null]) {
            const { range } = locateSite({ tree: parsed, lines, path: 'any.go' }, query);
            const [start, end] = [lines.offsetAt(range.start), lines.offsetAt(range.end)];
            assert.deepEqual([lines.positionAt(start), lines.positionAt(end)], [range.start, range.end]);
            const line = Math.max(0, Math.min(query.line - 1, lines.lineCount - 1));
            if (start >= end) assert.equal(lines.lineText(line), '', JSON.stringify({ query, range }));
            assert.ok(range.start.line <= line && line <= range.end.line, JSON.stringify({ query, range }));
          }
        }
      },
    ),
    { numRuns: 120 },
  );
});

test('the same text is the same tree', () => {
  const text = 'package p\n';
  assert.equal(trees.parse('same.go', text).tree, trees.parse('same.go', text).tree);
});

test('what is pushed out or forgotten is deleted, and can be asked for again', async () => {
  const few = await createTrees(grammar, { maxTrees: 2 });
  const first = few.parse('1.go', 'package a\n').tree!;
  few.parse('2.go', 'package b\n');
  few.parse('3.go', 'package c\n');
  assert.notEqual(few.parse('1.go', 'package a\n').tree, first);
  const kept = few.parse('1.go', 'package a\n').tree!;
  few.forget('1.go');
  assert.notEqual(few.parse('1.go', 'package a\n').tree, kept);
  few.forget('never.go');
  few.dispose();
});

test('what is too large has no tree, only lines; the next text has one', () => {
  const large = trees.parse('large.go', `package p\n${'// a line of a comment\n'.repeat(200_000)}`);
  assert.equal(large.tree, null);
  assert.equal(large.lines.lineCount, 200_002);
  assert.equal(trees.parse('large.go', 'package p\n').tree?.rootNode.hasError, false);
});

test('a parse that takes too long is given up, and begins anew with the next text', async () => {
  const hasty = await createTrees(grammar, { longestParse: -1 });
  assert.equal(hasty.parse('odd.go', texts[0]!.repeat(3)).tree, null);
  // Too short to be asked for its time.
  assert.equal(
    hasty.parse('odd.go', 'package p\n').tree?.rootNode.toString(),
    '(source_file (package_clause (package_identifier)))',
  );
  hasty.dispose();
});
