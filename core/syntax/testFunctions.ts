// The tests and benchmarks of a file, as `go test` would find them: by the name, and by the one parameter that goes with it.
import type { Range } from '#core/text/position';
import type { LocatedFile } from './locate';
import { fileNode, type SyntaxNode } from './syntaxNode';

export interface TestFunction {
  readonly name: string;
  readonly isBenchmark: boolean;
  /** Where the name stands. */
  readonly range: Range;
}

/** In the order of the text; none for a file whose name does not end in `_test.go`. */
export function testFunctions({ tree, lines, path }: LocatedFile): TestFunction[] {
  if (!tree || !path.endsWith('_test.go')) return [];
  return fileNode(tree).parts.flatMap(node => {
    const name = node.type === 'function_declaration' ? node.child('name') : null;
    const match = name && testName.exec(lines.text.slice(name.start, name.end));
    if (!name || !match) return [];
    const isBenchmark = match[1] === 'Benchmark';
    const parameter = isBenchmark ? /^\*(?:testing\.)?B$/ : /^\*(?:testing\.)?T$/;
    if (!parameter.test(parameterType(node, lines.text))) return [];
    const range = { start: lines.positionAt(name.start), end: lines.positionAt(name.end) };
    return [{ name: match[0], isBenchmark, range }];
  });
}

/** `Testimony` is no test: what follows the word must not be a small letter. `TestMain` has a parameter of its own. */
const testName = /^(Test|Benchmark)(?:\P{Ll}.*)?$/u;

/** The type of its only parameter as it is written; '' where it has none, several, type parameters or a result. */
function parameterType(node: SyntaxNode, text: string): string {
  const [parameter, ...others] = node.child('parameters')?.parts ?? [];
  if (!parameter || others.length > 0 || node.child('type_parameters') || node.child('result')) return '';
  const names = parameter.parts.filter(({ field }) => field === 'name');
  const type = parameter.child('type');
  return names.length <= 1 && type ? text.slice(type.start, type.end) : '';
}
