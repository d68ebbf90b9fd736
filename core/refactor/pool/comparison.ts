// Benchmarks that compare: a function `BenchmarkX` with the sub-benchmarks `before` and `after` (benchmark.ts makes such), and what a run of one
// says. `BenchmarkLabel/before-2   5046   233.4 ns/op   56 B/op   3 allocs/op`
import type { Translate } from '#core/messages/translate';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode } from '#core/syntax/syntaxNode';
import type { Range } from '#core/text/position';

export interface NamedFunction {
  readonly name: string;
  /** Of the name. */
  readonly range: Range;
}

/** What one operation took. */
export interface Measured {
  readonly nanoseconds: number;
  readonly bytes: number;
  readonly allocations: number;
}

export interface Comparison {
  readonly before: Measured;
  readonly after: Measured;
}

/** In the order of the text. */
export function comparingBenchmarks(file: LocatedFile): readonly NamedFunction[] {
  const { text } = file.lines;
  if (!text.includes('b.Run("before"')) return [];
  return functionsIn(
    file,
    (name, body) => name.startsWith('Benchmark') && ways.every(way => body.includes(`b.Run("${way}"`)),
  );
}

const ways = ['before', 'after'];

/** The functions and methods that a benchmark measures by its name: `BenchmarkLabel` is of `Label` or `label`. */
export function measuredFunctions(file: LocatedFile, benchmark: string): readonly NamedFunction[] {
  const wanted = benchmark.slice('Benchmark'.length);
  return functionsIn(file, name => name.charAt(0).toUpperCase() + name.slice(1) === wanted);
}

function functionsIn(
  { tree, lines }: LocatedFile,
  is: (name: string, body: string) => boolean,
): readonly NamedFunction[] {
  const declarations = tree
    ? fileNode(tree).parts.filter(({ type }) => /^(?:function|method)_declaration$/.test(type))
    : [];
  return declarations.flatMap(declaration => {
    const named = declaration.child('name');
    const name = textOf(named, lines.text);
    if (!named || !is(name, textOf(declaration.child('body'), lines.text))) return [];
    return [{ name, range: { start: lines.positionAt(named.start), end: lines.positionAt(named.end) } }];
  });
}

/** From what `go test -benchmem` printed; null where one of the two is missing. */
export function readComparison(output: readonly string[]): Comparison | null {
  const [before, after] = ways.map(way => measuredOf(output, way));
  return before && after ? { before, after } : null;
}

function measuredOf(output: readonly string[], way: string): Measured | null {
  const pattern = new RegExp(
    String.raw`^Benchmark\S+/${way}(?:-\d+)?\s+\d+\s+([\d.]+) ns/op\b.*?\s(\d+) B/op\s+(\d+) allocs/op`,
  );
  const [, nanoseconds, bytes, allocations] =
    output.map(line => pattern.exec(line)).find(found => found !== null) ?? [];
  if (nanoseconds === undefined) return null;
  return { nanoseconds: Number(nanoseconds), bytes: Number(bytes), allocations: Number(allocations) };
}

/** `before 3 allocs/op, 56 B/op, 233 ns/op · after 0 allocs/op, 0 B/op, 190 ns/op` */
export function comparisonText({ before, after }: Comparison, t: Translate): string {
  const figures = ({ nanoseconds, bytes, allocations }: Measured): string =>
    `${allocations} allocs/op, ${bytes} B/op, ${nanoseconds < 10 ? nanoseconds : Math.round(nanoseconds)} ns/op`;
  return t('before {0} · after {1}', figures(before), figures(after));
}
