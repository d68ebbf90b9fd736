// The rules about pools over a package that marks what is wrong in it. What only the compiler can tell (that a value stays in its function, that a
// Put allocates) is the toolchain suite's.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { severityOf } from '#core/escape/severity';
import { poolCodes, type Finding } from '#core/escape/finding';
import { english } from '#core/messages/translate';
import { declarationsOf, joinDeclarations } from '#core/pool/declarations';
import { misuseOfFile, misuseOfPackage, type FileMisuse } from '#core/pool/findMisuse';
import { poolFix } from '#core/pool/fixes';
import { numbered } from '#core/pool/keptProbe';
import { applyReplacements } from '#core/refactor/offer';
import type { LocatedFile } from '#core/syntax/locate';
import { testTrees } from '#support/grammar';
import type { Trees } from '#server/analysis/trees';
import { goFiles, wantsOf } from '#support/wants';

const folder = 'test/cases/pool-misuse';
let trees: Trees;
before(async () => void (trees = await testTrees()));
after(() => trees.dispose());

function misuseOf(texts: Readonly<Record<string, string>>): readonly FileMisuse[] {
  const files = Object.entries(texts);
  const parse = ([name, text]: readonly [string, string]): LocatedFile => ({ ...trees.parse(name, text), path: name });
  const declared = joinDeclarations(files.map(file => declarationsOf(parse(file))));
  return files.map(file => misuseOfFile(parse(file), { declared, heap: [], t: english }));
}

const textsOf = (): Record<string, string> =>
  Object.fromEntries(goFiles(folder).map(name => [name, readFileSync(path.join(folder, name), 'utf8')]));

const placeOf = ({ file, line, code }: Finding): string => `${file}:${line} ${code}`;
const isCompilers = (place: string): boolean => /pool-(?:missing|value)-put$/.test(place);

test('what is marked, and nothing else', () => {
  const told = misuseOfPackage(misuseOf(textsOf())).map(placeOf).sort();
  assert.deepEqual(
    told,
    wantsOf(folder).filter(place => !isCompilers(place)),
  );
});

test('the compiler is asked about every missing Put that is marked', () => {
  const asked = misuseOf(textsOf()).flatMap(({ byCompiler }) => byCompiler.flatMap(({ findings }) => findings));
  const places = new Set(asked.map(placeOf));
  for (const place of wantsOf(folder).filter(place => place.endsWith('pool-missing-put')))
    assert.ok(places.has(place), place);
});

test('a question is a copy of the function, with the value as a parameter', () => {
  const text = [
    'package p',
    'import "sync"',
    'var pool = sync.Pool{New: func() any { return new(int) }}',
    'func (t T) F(a int) error {',
    '\tv := pool.Get().(*int)',
    '\tif a > 0 { return nil }',
    '\tpool.Put(v)',
    '\treturn nil',
    '}',
  ].join('\n');
  const [question] = misuseOf({ 'a.go': text })[0]!.byCompiler;
  assert.equal(
    question && numbered(question.probe.text, 7),
    [
      'func (t T) FEscapementCopy7(escapementProbe7 *int, a int) error {',
      '\tv := escapementProbe7',
      '\tif a > 0 { return nil }',
      '\tpool.Put(escapementCut7(v))',
      '\treturn nil',
      '}',
      'func escapementCut7(*int) (none *int) { return }',
    ].join('\n'),
  );
});

test('a mistake is a warning, a doubt a hint; the places that belong to it come along', () => {
  const told = misuseOfPackage(misuseOf(textsOf()));
  const loud = new Set(told.filter(finding => severityOf(finding, 'hint') === 'warning').map(({ code }) => code));
  assert.deepEqual([...loud].sort(), [
    'pool-copied',
    'pool-double-put',
    'pool-returned',
    'pool-use-after-put',
    'pool-wrong-type',
  ]);
  const [first] = told.filter(({ code }) => code === 'pool-use-after-put');
  assert.deepEqual(first?.chain, [
    { message: '`v` is given back to the pool', file: 'use_after_put.go', line: 14, column: 2 },
  ]);
});

test('broken text is no reason to fail', () => {
  const whole = textsOf();
  for (const [name, text] of Object.entries(whole))
    for (let end = 0; end < text.length; end += 97) misuseOf({ ...whole, [name]: text.slice(0, end) });
});

/** The text that a fix of the first finding of the code leaves, line by line as far as it differs. */
function fixed(code: string, text: string): readonly string[] | null {
  const files = { 'a.go': text };
  const [first] = misuseOf(files);
  const all = [...misuseOfPackage(misuseOf(files)), ...first!.byCompiler.flatMap(({ findings }) => findings)];
  const finding = all.find(one => one.code === code);
  assert.ok(finding, code);
  const fix = poolFix(finding, { ...trees.parse('a.go', text), path: 'a.go' }, english);
  if (!fix) return null;
  const after = applyReplacements({ file: 'a.go', before: text, replacements: fix.replacements }).split('\n');
  const before = text.split('\n');
  return [
    ...before.filter(line => !after.includes(line)).map(line => `-${line.trim()}`),
    ...after.filter(line => !before.includes(line)).map(line => `+${line.trim()}`),
  ];
}

const head = `package p
import ("bytes"; "sync")
var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}
var bare = sync.Pool{New: func() any { return new(int) }}
func F(n int) []byte {
`;
const fixes: readonly (readonly [code: string, body: string, lines: readonly string[] | null])[] = [
  ['pool-dirty-get', '\tb := pool.Get().(*bytes.Buffer) // one\n\tb.WriteString("x")\n\tpool.Put(b)\n', ['+b.Reset()']],
  ['pool-double-put', '\tb := bare.Get().(*int)\n\tbare.Put(b)\n\t bare.Put(b)\n', ['-bare.Put(b)']],
  ['pool-copied', '\tq := bare\n', ['-q := bare', '+q := &bare']],
  [
    'pool-returned',
    '\tb := pool.Get().(*bytes.Buffer)\n\tdefer pool.Put(b)\n\treturn b.Bytes()\n',
    ['-return b.Bytes()', '+return append([]byte(nil), b.Bytes()...)'],
  ],
  ['pool-returned', '\tb := bare.Get().(*int)\n\tdefer bare.Put(b)\n\treturn b\n', null],
  ['pool-missing-put', '\tb := bare.Get().(*int)\n\t*b = n\n', ['+defer bare.Put(b)']],
  ['pool-missing-put', '\t块 := bare.Get().(*int)\n\t*块 = n\n', ['+defer bare.Put(块)']],
  [
    'pool-missing-put',
    '\tb := bare.Get().(*int)\n\tif n > 1 {\n\t\treturn nil\n\t}\n\tbare.Put(b)\n\treturn nil\n',
    ['+bare.Put(b)'],
  ],
  ['pool-use-after-put', '\tb := bare.Get().(*int)\n\tbare.Put(b)\n\t*b = 1\n', null],
];

for (const [code, body, lines] of fixes) {
  test(`the fix of ${code} in ${JSON.stringify(body)}`, () =>
    assert.deepEqual(fixed(code, `${head}${body}}\n`), lines));
}

test('every code has its page, in both languages', () => {
  for (const code of poolCodes) {
    for (const folder of ['media/pages', 'media/pages/zh-cn'])
      assert.match(readFileSync(path.join(folder, `${code}.md`), 'utf8'), new RegExp(`^# .+\`${code}\``), code);
  }
});
