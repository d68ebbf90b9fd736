// What the type checker is asked before the probe: of which type an expression is, and whether that is an interface's. As for sizes
// (core/syntax/sizeProbes) the answers are its error messages. An expression goes through a helper with a number, which the messages print:
//   var _ struct{} = escapementAsk[[3]int](w)        ▸ cannot use escapementAsk[[3]int](w) (value of type io.Writer) as struct{} value …
//   _ = escapementAsk[[3]int](w).(interface{})       ▸ invalid operation: escapementAsk[[3]int](w) (…) is not an interface
//   _ = escapementAsk[[3]int](w).(*T)                ▸ impossible type assertion: escapementAsk[[3]int](w).(*T)
// Equal words from go1.21 to go1.27 (some say `value of interface type`). The helper is generic: below go 1.18 in go.mod the compile needs
// -lang=go1.21.
import type { LocatedFile } from '#core/syntax/locate';
import { placeOfExpression, type ProbePlace } from '#core/syntax/probePlace';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';

export interface Question {
  /** An expression as it is written; {@link sizeof} stands in it for unsafe.Sizeof. */
  readonly expression: string;
  readonly place: ProbePlace;
  /** A type, as it is written, that a value of an interface could have or not. */
  readonly asserted?: string;
}

export interface Answer {
  /** As the type checker prints it. */
  readonly type: string;
  readonly isInterface: boolean;
  /** It can never hold the type that was asked for. */
  readonly isNever: boolean;
}

/** What no Go text can hold. */
export const sizeof = '\u0000S';

/** Expressions that are longer are not asked about. */
const longest = 500;

/** Of the type of an expression, at its own place; null where there is none that is certain. */
export function typeQuestion(expression: SyntaxNode, text: string): Question | null {
  const written = textOf(expression, text);
  const place = written.length <= longest && !/\n|\bfunc\b/.test(written) ? placeOfExpression(expression) : null;
  return place && { expression: written, place };
}

/** The file with its questions put in, numbered by their order; null where it cannot be asked. */
export function withQuestions({ tree, lines }: LocatedFile, questions: readonly Question[]): string | null {
  const { text } = lines;
  const clause = tree && fileNode(tree).parts.find(({ type }) => type === 'package_clause');
  if (!clause || questions.length === 0 || text.includes('escapementAsk')) return null;
  const insertions = questions.map(({ expression, place, asserted }, number) => {
    const asked = `escapementAsk[[${number}]int](${expression.replaceAll(sizeof, 'escapementUnsafe.Sizeof')})`;
    return {
      offset: place.offset,
      text: `${place.before}var _ struct{} = ${asked}; _ = ${asked}.(interface{})${asserted === undefined ? '' : `; _ = ${asked}.(${asserted})`}${place.behind}`,
    };
  });
  insertions.push({ offset: clause.end, text: '; import escapementUnsafe "unsafe"' });
  insertions.sort((a, b) => a.offset - b.offset);
  let out = '';
  let at = 0;
  for (const insertion of insertions) {
    out += text.slice(at, insertion.offset) + insertion.text;
    at = insertion.offset;
  }
  return `${out}${text.slice(at)}\nvar _ = escapementUnsafe.Sizeof(0)\nfunc escapementAsk[N, T any](x T) T { return x }\n`;
}

/** By number; what was not answered is not there. `words`: the compiler's error messages. */
export function readTypeAnswers(words: string): ReadonlyMap<number, Answer> {
  const types = new Map<number, string>();
  const values = new Set<number>();
  const impossible = new Set<number>();
  for (const line of words.split('\n')) {
    const asked = /escapementAsk\[\[(\d+)\]int\]\(/.exec(line);
    const number = Number(asked?.[1]);
    if (!asked) continue;
    const type = / \((?:variable|value) of (?:\w+ )?type (.+)\) as struct\{\} value/.exec(line)?.[1];
    if (type !== undefined) types.set(number, type);
    else if (line.includes('impossible type assertion')) impossible.add(number);
    else if (line.endsWith(' is not an interface')) values.add(number);
  }
  return new Map(
    [...types].map(([number, type]) => [
      number,
      { type, isInterface: !values.has(number), isNever: impossible.has(number) },
    ]),
  );
}

/** Whether the name before a type (`*bufio.Writer`) is of one of these packages and of no other that the package depends on. */
export function isOnlyOf(
  type: string,
  packages: ReadonlyMap<string, readonly string[]>,
  dependencies: readonly string[],
): boolean {
  const owner = /^\*?([\p{L}_][\p{L}\p{N}_]*)\./u.exec(type)?.[1];
  const allowed = owner === undefined ? undefined : packages.get(owner);
  if (!allowed) return true;
  return dependencies.every(path => !isNamed(path, owner!) || allowed.includes(path));
}

/** Of others than the standard library's the name need not be the last part of the path: it may stand before a version, or behind `go-`. */
function isNamed(path: string, name: string): boolean {
  const parts = path.split('/');
  if (!parts[0]!.includes('.')) return parts.at(-1) === name;
  return parts.slice(-2).some(part => part.split(/[-.]/).includes(name));
}

/** A function type without the names of its parameters and results: `func(p []byte) (n int, err error)` → `func([]byte) (int, error)`. */
export function unnamed(signature: string): string {
  return signature.replace(/([(,]\s*)[\p{L}_][\p{L}\p{N}_]* (?=[^,)\s])/gu, '$1');
}
