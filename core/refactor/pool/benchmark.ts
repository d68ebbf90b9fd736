// A benchmark to decide with: it measures a function as it is now, of which it has a copy, and as it will be.
//   func BenchmarkLabel(b *testing.B) {
//       kind, id := "text", 1
//       b.Run("before", …labelBefore(kind, id)…)
//       b.Run("after", …Label(kind, id)…)
//   }
// What the function is called with is the reader's to say: until then it is what every type has.
import type { LocatedFile } from '#core/syntax/locate';
import { declarationOf } from '#core/syntax/scopes';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';
import { isStandardPath } from '../addImport';
import { editText } from './editText';

export interface BenchmarkOptions {
  readonly file: LocatedFile;
  readonly declaration: SyntaxNode;
  /** The language's minor version, null: the newest. */
  readonly minor: number | null;
  readonly isTaken: (word: string) => boolean;
}

/** Declarations, and the lines of the imports that they need, as `"fmt"` or `name "path"`. */
export interface BenchmarkText {
  readonly name: string;
  readonly imports: readonly string[];
  readonly declarations: string;
}

export function benchmarkOf({ file, declaration, minor, isTaken }: BenchmarkOptions): BenchmarkText {
  const { text } = file.lines;
  const own = textOf(declaration.child('name'), text);
  const capital = own.charAt(0).toUpperCase() + own.slice(1);
  const name = free(`Benchmark${capital}`, isTaken);
  const before = free(`${own.charAt(0).toLowerCase()}${own.slice(1)}Before`, isTaken);
  const values = valuesOf(declaration, text, own);
  const receiver = receiverOf(declaration, text);
  const given = values.map(({ name: word, isRest }) => (isRest ? `${word}...` : word)).join(', ');
  const on = receiver === null ? '' : 'receiver.';
  const loop = minor !== null && minor < 24 ? 'for i := 0; i < b.N; i++' : 'for b.Loop()';
  const run = (title: string, callee: string): readonly string[] => [
    `\tb.Run("${title}", func(b *testing.B) {`,
    '\t\tb.ReportAllocs()',
    `\t\t${loop} {`,
    `\t\t\t${on}${callee}(${given})`,
    '\t\t}',
    '\t})',
  ];
  const lines = [
    `// ${name} measures ${own} as it was before it reused memory (${before}), and as it is.`,
    `func ${name}(b *testing.B) {`,
    ...(values.length > 0 || receiver !== null ? ['\t// TODO: what your program calls it with.'] : []),
    ...(receiver === null ? [] : [`\t${receiver}`]),
    ...values.map(({ name: word, value }) => `\t${word} := ${value.text}`),
    ...run('before', before),
    ...run('after', own),
    '}',
    '',
    `// ${before} is ${own} as it was.`,
    editText(text, declaration, [{ ...span(declaration.child('name')!), text: before }]).replaceAll('\r\n', '\n'),
  ];
  const needed = ['"testing"', ...values.flatMap(({ value }) => value.imports), ...importsIn(declaration, file)];
  return { name, imports: [...new Set(needed)].sort(byPath), declarations: lines.join('\n') };
}

const byPath = (a: string, b: string): number => {
  const [pathA, pathB] = [a, b].map(spec => spec.slice(spec.indexOf('"')));
  return pathA! < pathB! ? -1 : 1;
};

const span = ({ start, end }: SyntaxNode): { readonly start: number; readonly end: number } => ({ start, end });

function free(name: string, isTaken: (word: string) => boolean): string {
  let word = name;
  for (let number = 2; isTaken(word); number++) word = `${name}${number}`;
  return word;
}

interface Value {
  readonly name: string;
  readonly value: { readonly text: string; readonly imports: readonly string[] };
  readonly isRest: boolean;
}

function valuesOf(declaration: SyntaxNode, text: string, own: string): readonly Value[] {
  const values: Value[] = [];
  for (const parameter of declaration.child('parameters')?.parts ?? []) {
    const type = textOf(parameter.child('type'), text);
    const isRest = parameter.type === 'variadic_parameter_declaration';
    const names = parameter.parts.filter(({ field }) => field === 'name').map(node => textOf(node, text));
    for (const name of names.length > 0 ? names : ['_']) {
      // Names that the benchmark has already.
      const isUsable = !/^(?:_|b|i|testing|receiver|io|strings|bytes|context)$/.test(name) && name !== own;
      const word = isUsable ? name : `argument${values.length + 1}`;
      values.push({ name: word, value: valueFor(isRest ? `[]${type}` : type), isRest });
    }
  }
  return values;
}

/** Something of a type; what is not known is its zero value. */
function valueFor(type: string): Value['value'] {
  const plain = (text: string, ...imports: readonly string[]): Value['value'] => ({ text, imports });
  switch (type) {
    case 'string':
      return plain('"text"');
    case 'bool':
      return plain('true');
    case 'any':
    case 'interface{}':
      return plain(`${type}("text")`);
    case 'io.Writer':
      return plain('io.Discard', '"io"');
    case 'context.Context':
      return plain('context.Background()', '"context"');
    case '[]byte':
      return plain('make([]byte, 1024)');
  }
  if (/^(?:u?int(?:8|16|32|64)?|uintptr|byte|rune|float(?:32|64))$/.test(type)) return plain(`${type}(10)`);
  if (/^\[\](?:u?int(?:8|16|32|64)?|string|float(?:32|64)|bool|rune)$/.test(type)) return plain(`make(${type}, 100)`);
  if (/^\[\][\p{L}_][\p{L}\p{N}_.]*$/u.test(type)) return plain(`make(${type}, 10)`);
  if (type.startsWith('*')) return plain(`new(${type.slice(1)})`);
  return plain(`*new(${type})`);
}

function receiverOf(declaration: SyntaxNode, text: string): string | null {
  const type = declaration.child('receiver')?.parts[0]?.child('type');
  if (!type) return null;
  return `receiver := ${valueFor(textOf(type, text)).text}`;
}

/** The imports of the file whose names the function uses. */
function importsIn(declaration: SyntaxNode, { tree, lines: { text } }: LocatedFile): readonly string[] {
  const used = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    const isName = node.type === 'package_identifier' || (node.type === 'identifier' && node.field === 'operand');
    if (isName && declarationOf(node, text) === null) used.add(textOf(node, text));
    node.parts.forEach(visit);
  };
  visit(declaration);
  const specs = (tree ? fileNode(tree).parts : [])
    .filter(({ type }) => type === 'import_declaration')
    .flatMap(({ parts }) => parts.flatMap(part => (part.type === 'import_spec_list' ? part.parts : [part])));
  return specs.flatMap(spec => {
    const path = textOf(spec.child('path'), text);
    const parts = path.slice(1, -1).split('/');
    const last = /^v\d+$/.test(parts.at(-1)!) ? parts.at(-2) : parts.at(-1);
    const name = textOf(spec.child('name'), text) || (last ?? '').replace(/\.v\d+$/, '');
    // A package may be called otherwise than its path ends: then the last part of the name tells.
    const isUsed = name === '.' || used.has(name) || [...used].some(word => name.split('-').includes(word));
    return isUsed ? [textOf(spec, text)] : [];
  });
}

/** The whole of a new test file. */
export function benchmarkFile(packageName: string, { imports, declarations }: BenchmarkText): string {
  const isStandard = (spec: string): boolean => isStandardPath(/"(.*)"/.exec(spec)?.[1] ?? '');
  const groups = [imports.filter(isStandard), imports.filter(spec => !isStandard(spec))].filter(
    ({ length }) => length > 0,
  );
  const [only, ...more] = imports;
  const block =
    more.length === 0
      ? `import ${only!}`
      : `import (\n${groups.map(group => group.map(spec => `\t${spec}\n`).join('')).join('\n')})`;
  return `package ${packageName}\n\n${block}\n\n${declarations}\n`;
}
