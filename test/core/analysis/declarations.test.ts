// Where callees of other packages are declared: files in memory, a finder that lists them, and the place that is found, or none where
// more than one would do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Finding } from '#core/escape/finding';
import { createDeclarations, type Declarations } from '#server/analysis/declarations';
import type { ListedPackage } from '#server/analysis/ports';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';
import { sampleFinding } from '#support/sampleFinding';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

/** Import path → files with their texts. The last element of a path is the package's name unless a `package` clause says otherwise. */
const packages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fmt: {
    '/go/fmt/print.go':
      'package fmt\n\n// func Println( in a comment\nvar s = `\nfunc Println(\n`\n\nfunc Println(a ...any) (n int, err error) { return }\n',
  },
  'encoding/json': {
    '/go/json/stream.go':
      'package json\n\ntype Decoder struct{}\n\nfunc (dec *Decoder) Decode(v any) error { return nil }\n',
    '/go/json/other.go': 'package json\n\nfunc (d Number) Decode(v any) {}\n\nfunc (l *List[T]) Push(v T) {}\n',
  },
  'text/template': { '/go/text/t.go': 'package template\n\nfunc Must(t any) {}\n\nfunc OnlyText(t any) {}\n' },
  'html/template': { '/go/html/t.go': 'package template\n\nfunc Must(t any) {}\n' },
  'ex.com/go-names': { '/m/names/n.go': 'package names\n\nfunc Keep(p *int) {}\n' },
  io: {
    '/go/io/io.go':
      'package io\n\ntype (\n\tX int\n\tWriter interface {\n\t\tWrite(p []byte) (n int, err error)\n\t}\n)\n',
  },
  'ex.com/m': {
    '/m/m.go': [
      'package m',
      '',
      'import out "io"',
      '',
      'func F(w out.Writer, s Sink, v ...any) {',
      '\tw.Write(nil)',
      '\ts.Take(nil)',
      '\tx := s',
      '\tx.Take(nil)',
      '\tfunc(w int) { _ = w }(1)',
      '}',
      '',
      'func G(w out.Writer) { w.Write(nil) }',
      '',
    ].join('\n'),
    '/m/sink.go': 'package m\n\ntype Sink interface{ Take(p *int) }\n',
  },
};

const nameOf = (text: string): string => /^package (\w+)/.exec(text)![1]!;

function listed(importPath: string): ListedPackage {
  const files = packages[importPath]!;
  return {
    importPath,
    variant: importPath,
    name: nameOf(Object.values(files)[0]!),
    directory: '/',
    files: Object.keys(files),
    ignoredFiles: [],
    dependencies: [],
    error: null,
  };
}

const settings = { path: '', buildFlags: [], tags: '', gcflags: [], env: {}, timeoutSeconds: 1 };
const texts = new Map(Object.values(packages).flatMap(files => Object.entries(files)));

function declarations(asked: string[][] = []): Declarations {
  return createDeclarations({
    trees,
    textOf: file => Promise.resolve(texts.get(file) ?? null),
    finder: {
      find: ({ importPaths }) => {
        asked.push([...importPaths]);
        return Promise.resolve(importPaths.filter(path => path in packages).map(listed));
      },
    },
  });
}

const everything = new Set([...Object.keys(packages), 'unsafe', 'ex.com/unknown']);
const { signal } = new AbortController();
const called = (name: string, own: Partial<Finding> = {}): Finding =>
  sampleFinding({
    reason: 'passed-to-call',
    callee: { function: name, file: null, line: null },
    file: '/m/m.go',
    ...own,
  });
const through = (name: string, line: number, column: number): Finding =>
  called(name, {
    reason: 'called-through-interface',
    raw: ['m.go:5:8: moved to heap: x', `m.go:5:8:     from ${name}(x) (call parameter) at m.go:${line}:${column}`],
  });

const cases: readonly (readonly [name: string, finding: Finding, place: string | null])[] = [
  ['a function', called('fmt.Println'), '/go/fmt/print.go:8'],
  ['a method of a pointer', called('(*json.Decoder).Decode'), '/go/json/stream.go:5'],
  ['a method of a value', called('json.Number.Decode'), '/go/json/other.go:3'],
  ['a method of a generic type', called('(*json.List).Push'), '/go/json/other.go:5'],
  ['a package whose path has another name', called('names.Keep'), '/m/names/n.go:3'],
  ['two packages of one name that both declare it', called('template.Must'), null],
  ['two packages of one name of which one declares it', called('template.OnlyText'), '/go/text/t.go:5'],
  ['nobody declares it', called('fmt.Sprint'), null],
  ['a known one stays', called('F', { callee: { function: 'F', file: '/m/m.go', line: 5 } }), '/m/m.go:5'],
  ['no callee', called('', { callee: null }), null],
  ['an interface of another package, by the name that the file gives it', through('w.Write', 13, 31), '/go/io/io.go:6'],
  ['an interface of its own package in another file', through('s.Take', 7, 8), '/m/sink.go:3'],
  ['a name that is declared twice', through('w.Write', 6, 9), null],
  ['a variable without a written type', through('x.Take', 9, 8), null],
];

for (const [name, finding, place] of cases) {
  test(name, async () => {
    const query = { directory: '/m', importPaths: everything, settings };
    const found = await declarations().find(finding, query, signal);
    assert.equal(found && `${found.file}:${found.line}`, place);
  });
}

test('the go command is asked once for each package, until something is forgotten', async () => {
  const asked: string[][] = [];
  const known = declarations(asked);
  const query = { directory: '/m', importPaths: everything, settings };
  await Promise.all([
    known.find(called('fmt.Println'), query, signal),
    known.find(called('names.Keep'), query, signal),
  ]);
  await known.find(called('template.Must'), { ...query, importPaths: new Set(['text/template', 'io']) }, signal);
  assert.deepEqual(asked, [[...everything].filter(path => path !== 'unsafe')]);
  known.forget();
  await known.find(called('fmt.Println'), query, signal);
  assert.equal(asked.length, 2);
});
