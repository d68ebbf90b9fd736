// Types as written and as the compiler says them, and whom a value reaches.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileFacts } from '#core/layout/hazards/fileFacts';
import { exportedMentions } from '#core/layout/hazards/mentions';
import { createTypeIndex, type TypeIndex } from '#core/layout/hazards/typeIndex';
import { readType, type TypeShape } from '#core/layout/hazards/typeText';
import { useRows } from '#core/layout/hazards/use';
import { createTrees, type Trees } from '#server/analysis/trees';

let trees: Trees;
before(async () => {
  trees = await createTrees({
    engine: readFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    go: readFileSync('node_modules/tree-sitter-go/tree-sitter-go.wasm'),
  });
});
after(() => trees.dispose());

function printed(shape: TypeShape): string {
  switch (shape.kind) {
    case 'named':
      return [
        shape.package === null ? '' : `${shape.package}.`,
        shape.name,
        shape.arguments.map(printed).join(','),
      ].join('');
    case 'pointer':
      return `*${printed(shape.element)}`;
    case 'slice':
      return `[]${printed(shape.element)}`;
    case 'array':
      return `[${shape.length}]${printed(shape.element)}`;
    case 'channel':
      return `chan ${printed(shape.element)}`;
    case 'map':
      return `map[${printed(shape.key)}]${printed(shape.element)}`;
    case 'struct':
      return `{${shape.fields.map(({ names, embedded, type, tag }) => `${embedded ? '!' : ''}${names.join(',')} ${printed(type)}${tag ?? ''}`).join('; ')}}`;
    case 'interface':
    case 'other':
      return shape.kind;
  }
}

const types: Readonly<Record<string, string>> = {
  '*T': '*T',
  '[]*p.T': '[]*p.T',
  'map[string][]T': 'map[string][]T',
  '[4]T': '[4]T',
  '[line - 16%line]byte': '[line - 16%line]byte',
  '[N[0]]T': '[N[0]]T',
  'chan<- T': 'chan T',
  '<-chan T': 'chan T',
  'func(T) U': 'other',
  'func(T) (a, b U)': 'other',
  'interface{ M(T) }': 'interface',
  'G[T, []p.U]': 'GT,[]p.U',
  '"ex.com/a/p".T': 'ex.com/a/p.T',
  '(*T)': '*T',
  'struct{a, b T; p.U; *V "tag"; c map[string]T}': '{a,b T; !U p.U; !V *V"tag"; c map[string]T}',
  'struct {\n\t// why\n\ta bool // x }\n\tU\n\tf func() error\n\tz int `k:"}"`\n}':
    '{a bool; !U U; f other; z int`k:"}"`}',
  '': 'other',
  '[': '[]other',
  'struct{': '{}',
};

for (const [text, wanted] of Object.entries(types)) {
  test(`the type ${JSON.stringify(text)}`, () => assert.equal(printed(readType(text)), wanted));
}

test('a type without an end is read to an end', () => {
  for (const text of ['*'.repeat(100_000), '[]'.repeat(50_000), 'struct{a '.repeat(10_000), '('.repeat(50_000)]) {
    assert.ok(readType(text));
  }
});

const source = `package p

type T struct { in inner; Out []*outer; list byName }
type inner struct { Deep deep }
type outer struct { t *T; n shown }
type deep struct { x int }
type shown struct { y int }
func (shown) String() string { return "" }
type byName map[string]far
type far struct { z int }
type again = inner
type derived T
`;

function indexOf(text: string): TypeIndex {
  const facts = fileFacts({ ...trees.parse('p.go', text), path: 'p.go' });
  return createTypeIndex([{ importPath: 'ex.com/p', packageName: 'p', facts }]);
}

const reached: readonly (readonly [type: string, way: keyof typeof useRows, names: string])[] = [
  ['T', 'cast', 'T byName deep inner'],
  ['*T', 'cast', 'T byName deep inner'],
  ['[]T', 'cast', 'T byName deep inner'],
  ['derived', 'cast', 'T byName deep derived inner'],
  ['again', 'cast', 'again deep inner'],
  // An unexported field is not encoded, and a pointer is followed.
  ['T', 'document', 'T outer'],
  // A pointer inside is printed as an address; what has a String shows itself.
  ['T', 'print', 'T byName deep far inner'],
  ['[]outer', 'print', 'outer shown'],
  ['shown', 'print', ''],
  ['map[string]T', 'reflect', 'T'],
  ['p.T', 'reflect', 'T'],
  ['"ex.com/p".T', 'reflect', 'T'],
  ['q.T', 'reflect', ''],
  ['struct{ a deep }', 'print', 'deep'],
];

for (const [type, way, names] of reached) {
  test(`what ${way} reaches from ${type}`, () => {
    const scope = { importPath: 'ex.com/p', imports: null };
    const found = indexOf(source).reach(readType(type), scope, useRows[way].way);
    assert.equal(
      [...found]
        .map(({ name }) => name)
        .sort()
        .join(' '),
      names,
    );
  });
}

const mentions: Readonly<Record<string, readonly [source: string, words: string]>> = {
  'nobody outside can come upon it': ['type t struct{ a int }\nfunc f(x t) {}', ''],
  'its own name': ['type T struct{ a int }', 'T'],
  'a function': ['type t struct{ a int }\nfunc New() *t { return nil }', 'New'],
  'a list of it': ['type t struct{ a int }\ntype List []t', 'List'],
  'a field, through a type that is not exported': ['type t struct{ a int }\ntype u struct{ F t }', 'F'],
  'a variable without a type': [
    'type t struct{ a int }\nfunc make() t { return t{} }\nvar Default = make()',
    'Default',
  ],
  'a method of an interface': ['type t struct{ a int }\ntype Maker interface{ Make() t }', 'Make Maker'],
};

for (const [name, [text, words]] of Object.entries(mentions)) {
  test(`others come upon a struct by ${name}`, () => {
    const facts = fileFacts({ ...trees.parse('m.go', `package p\n\n${text}\n`), path: 'm.go' });
    const first = facts.structs[0]!.name;
    assert.equal([...exportedMentions([first], [facts])].sort().join(' '), words);
  });
}
