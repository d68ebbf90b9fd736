// The proof by parameter. Whether a value outlives its function is asked of the compiler with the same code, in which the allocation is a
// parameter instead: what it says of that parameter is said of the value. (Of the value itself it does not say so: once that is on the
// heap for one reason, such as its size, it prints no other.)
//   func F(n int) int {                       func escapementCopy7(escapementProbe7 []byte, n int) int {
//       b := make([]byte, n)          ▸           b := escapementProbe7; _ = n
//       …                                         …
// The copies stand behind the text of the file, which stays as it is. A second copy cuts out what is only borrowed (borrowing.ts).
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';
import type { Borrow } from './borrowing';
import type { Candidate } from './candidate';
import { editText, type TextEdit } from './editText';
import { valueEdits } from './valueUses';

export interface Probe {
  readonly candidate: Candidate;
  readonly uses: readonly SyntaxNode[];
  /** What is cut out; [] in the copy that asks the compiler alone. */
  readonly cuts: readonly Borrow[];
}

export interface ProbedText {
  readonly text: string;
  /** What the compiler says of a line of a copy (1-based) is said of this line of the file. */
  readonly lineOf: (line: number) => number;
}

/** The name of a probe's parameter, which the compiler's verdict names. Its number is its place in the list. */
export const probeName = (number: number): string => `escapementProbe${number}`;

export const probeNumber = (subject: string): number | null => {
  const digits = /^escapementProbe(\d+)$/.exec(subject)?.[1];
  return digits === undefined ? null : Number(digits);
};

/** The file with the copies behind it; `leftOut`: numbers of copies that did not compile. */
export function withProbes(file: LocatedFile, probes: readonly Probe[], leftOut: ReadonlySet<number>): ProbedText {
  const { text, lineCount } = file.lines;
  // 1-based line in the whole → how many lines further up it stands in the file.
  const copies: { readonly first: number; readonly last: number; readonly up: number }[] = [];
  let whole = `${withHash(file, probes)}\n`;
  let line = lineCount + 1;
  const add = (part: string): void => {
    whole += `${part}\n`;
    line += part.split('\n').length;
  };
  for (const [number, probe] of probes.entries()) {
    if (leftOut.has(number)) continue;
    const from = file.lines.positionAt(probe.candidate.declaration.start).line + 1;
    const first = line;
    add(copyOf(probe, number, text));
    copies.push({ first, last: line - 1, up: first - from });
  }
  add('func escapementCut[T any](T) T { var z T; return z }');
  return {
    text: whole,
    lineOf: printed => printed - (copies.find(({ first, last }) => first <= printed && printed <= last)?.up ?? 0),
  };
}

/** The number of the copy that a line of the whole stands in; null outside of all. Copies are told by the names in them. */
export function copyAtLine(whole: string, line: number): number | null {
  const lines = whole.split('\n');
  for (let at = Math.min(line, lines.length) - 1; at >= 0; at--) {
    const number = /^func .*?\bescapementCopy(\d+)\b/.exec(lines[at]!)?.[1];
    if (number !== undefined) return Number(number);
  }
  return null;
}

/** As many lines as the function has. */
function copyOf({ candidate, uses, cuts }: Probe, number: number, text: string): string {
  const { declaration, statement, name, kind } = candidate;
  const probe = probeName(number);
  const own = textOf(name, text);
  const edits: TextEdit[] = [
    { ...span(declaration.child('name')!), text: `escapementCopy${number}` },
    ...parameterEdits(declaration, `${probe} ${probeType(candidate)}`),
    { ...span(statement), text: `${declaredAs(candidate, probe, text)}${startOf(candidate, own, text)}` },
    ...(kind === 'value' ? valueEdits(candidate, uses, text) : []),
    ...cuts.flatMap(cutEdits),
  ];
  return editText(text, span(declaration), edits);
}

/**
 * The flow ends in `escapementCut`. What `sort.Sort` is given has methods of its own, which may keep it: they are called in its place, for the
 * compiler to see.
 */
function cutEdits({ argument, sorted }: Borrow): readonly TextEdit[] {
  const { start, end } = argument;
  const around = (from: number, before: string, to: number, behind: string): readonly TextEdit[] => [
    { start: from, end: start, text: before },
    { start: end, end: to, text: behind },
  ];
  if (!sorted) return around(start, 'escapementCut(', end, ')');
  const calls = ['Len()', 'Less(0, 0)', 'Swap(0, 0)'].map(call => `escapementSorted.${call}`).join('; ');
  return around(sorted.start, 'func() { escapementSorted := ', sorted.end, `; ${calls} }()`);
}

function probeType({ kind, typeText, constructed }: Candidate): string {
  if (constructed?.row.reuse.kind === 'hash') return 'escapementHash.Hash';
  return `${kind === 'slice' ? '[]' : kind === 'map' ? '' : '*'}${flat(typeText)}`;
}

/** The file, which need not import what the parameters' types are of. */
function withHash({ tree, lines: { text } }: LocatedFile, probes: readonly Probe[]): string {
  const isNeeded = probes.some(({ candidate: { constructed } }) => constructed?.row.reuse.kind === 'hash');
  const clause = tree && fileNode(tree).parts.find(({ type }) => type === 'package_clause');
  if (!isNeeded || !clause) return text;
  return `${text.slice(0, clause.end)}; import escapementHash "hash"${text.slice(clause.end)}`;
}

/** `x := probe`; with the error, if the constructor has one. */
function declaredAs({ name, statement, constructed }: Candidate, probe: string, text: string): string {
  if (!constructed?.row.hasError) return `${textOf(name, text)} := ${probe}`;
  return `${textOf(statement.child('left'), text)} := ${probe}, error(nil)`;
}

/** What the statement worked out besides: it stays, so that all that was used is, and what is stored in the value is stored in the probe. */
function startOf({ size, literal, statement, constructed }: Candidate, own: string, text: string): string {
  const parts: string[] = [];
  const args = constructed?.args.filter(({ type }) => type !== 'nil') ?? [];
  for (const part of [size?.length, size?.capacity, ...args]) if (part) parts.push(`; _ = ${textOf(part, text)}`);
  if (literal) parts.push(`; *${own} = ${textOf(literal, text)}`);
  const whole = parts.join('');
  const lines = (part: string): number => part.split('\n').length;
  return whole + '\n'.repeat(Math.max(0, lines(textOf(statement, text)) - lines(whole)));
}

const span = ({ start, end }: SyntaxNode): { readonly start: number; readonly end: number } => ({ start, end });

const flat = (type: string): string => type.replace(/\s*\n\s*/g, ' ');

/** The probe goes first, since the last may be variadic; parameters without names get some, since all or none have one. */
function parameterEdits(declaration: SyntaxNode, probe: string): readonly TextEdit[] {
  const list = declaration.child('parameters')!;
  const declared = list.parts;
  const at = list.start + 1;
  const edits: TextEdit[] = [{ start: at, end: at, text: declared.length > 0 ? `${probe}, ` : probe }];
  for (const parameter of declared) {
    if (parameter.parts.some(({ field }) => field === 'name')) continue;
    edits.push({ start: parameter.start, end: parameter.start, text: '_ ' });
  }
  return edits;
}
