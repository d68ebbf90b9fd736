// The struct types of a file, and what is written of their fields.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { structAround, structsOf, type StructDeclaration } from '#core/syntax/structs';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

const structs = (text: string): readonly StructDeclaration[] =>
  structsOf({ ...trees.parse('p.go', text), path: '/p.go' });

/** `T[P] in f: a,b int 'tag' | *Mutex sync.Mutex`: a bar where a group ends. */
function summary({ name, typeParameters, function: around, fields, ...rest }: StructDeclaration): string {
  const written = fields.map(({ names, embedded, type, tag, group }, index) => {
    const bar = index > 0 && fields[index - 1]!.group !== group ? '| ' : '';
    return `${bar}${embedded ? `<${names.join(',')}>` : names.join(',')} ${type}${tag === null ? '' : ` ${tag}`}`;
  });
  const parameters = typeParameters.length > 0 ? `[${typeParameters.join(', ')}]` : '';
  const marks = `${rest.isAlias ? '=' : ''}${rest.isInGeneric ? '?' : ''}${rest.isBroken ? '!' : ''}`;
  return `${name}${parameters}${marks}${around === null ? '' : ` in ${around}`}: ${written.join('; ')}`;
}

function check(name: string, source: string, expected: readonly string[]): void {
  test(name, () => assert.deepEqual(structs(`package p\n\n${source}\n`).map(summary), expected));
}

check('several names and a tag', 'type T struct {\n\ta, b int `k:"a"` // c\n}', ['T: a,b int `k:"a"`']);
check('blank lines make groups', 'type T struct {\n\n\ta int\n\t\n\t// of b\n\tb int\n\tc int\n}', [
  'T: a int; | b int; c int',
]);
check(
  'a blank line in a comment makes none',
  'type T struct {\n\ta int /* x\n\n y */\n\tb int\n\t/* z\n\n*/\n\tc int\n}',
  ['T: a int; b int; c int'],
);
check(
  'embedded fields',
  'type T struct {\n\tA\n\t*B\n\tsync.Mutex\n\t*sync.Cond `k:"c"`\n\tbase[int]\n\t*p.base[int, q.T]\n}',
  ['T: <A> A; <B> *B; <Mutex> sync.Mutex; <Cond> *sync.Cond `k:"c"`; <base> base[int]; <base> *p.base[int, q.T]'],
);
check('aliases and brackets', 'type (\n\tA = struct{ a int }\n\tB (struct{ b int })\n\tC int\n)', [
  'A=: a int',
  'B: b int',
]);
check('type parameters', 'type T[P any, Q, R ~int] struct {\n\ta P\n\tb [3]Q\n}', ['T[P, Q, R]: a P; b [3]Q']);
check('in functions', 'func (l *L[P]) f() {\n\ttype T struct{ a, _ P }\n}\nfunc g() { if x { type U struct{} } }', [
  'T? in (*L).f: a,_ P',
  'U in g: ',
]);
check('in a literal of the package', 'var f = func() { type T struct{ a int } }', ['T in : a int']);
check(
  'structs without a name are none',
  'var x struct{ a int }\ntype S []struct{ a int }\ntype T struct{ in struct{ a int } }',
  ['T: in struct{ a int }'],
);
check('names of any letters, braces in tags', 'type 已付 struct {\n\t钱 int `re:"^[{}]//$"` // }\n\tb bool\n}', [
  '已付: 钱 int `re:"^[{}]//$"`; b bool',
]);
check('semicolons', 'type T struct{ a bool; b int64; c func(x struct{ y int }) }', [
  'T: a bool; b int64; c func(x struct{ y int })',
]);
check('what cannot be read says so', 'type T struct {\n\ta int\n\t)\n\tb int\n}', ['T!: a int; b int']);

test('every span holds what it names', () => {
  const text = readFileSync('test/cases/layout/local/local.go', 'utf8');
  for (const { name, nameSpan, declaration, struct, body, fields } of structs(text)) {
    assert.equal(text.slice(nameSpan.start, nameSpan.end), name);
    assert.match(text.slice(declaration.start, declaration.end), new RegExp(`^type ${name} struct[^]*\\}$`));
    assert.match(text.slice(struct.start, struct.end), /^struct \{[^]*\}$/);
    assert.match(text.slice(body.start, body.end), /^\{[^]*\}$/);
    for (const field of fields) assert.equal(text.slice(field.typeSpan.start, field.typeSpan.end), field.type);
  }
  assert.equal(structAround(structs(text), text.indexOf('sync.Mutex'))?.name, 'server');
  assert.equal(structAround(structs(text), text.indexOf('table :=')), null);
});
