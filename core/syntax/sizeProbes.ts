// How big is what is allocated? The type checker knows, and says so in an error message: a copy of the file gets one deliberate
// mistake for each question, `_ = [7][unsafe.Sizeof(x)]struct{}(0)`, and the compiler answers `cannot convert 0 (untyped int
// constant) to type [7][24]struct{}` (equal words from go1.21 to go1.27). The first length is the question's number; where the
// compiler says anything else there is no answer. The file that compiles is never this copy.
import type { Finding } from '#core/escape/finding';
import { locateSubject, type LocatedFile } from './locate';
import { isInGeneric, placeOfExpression, placeOfVariable, type ProbePlace } from './probePlace';
import { helperMark, sizeofMark, type Answer, type SizeQuestion } from './sizeAsk';
import { sizeQuestion } from './sizeQuestion';
import { endOfPackageClause, freeName, insertAll, type Insertion } from './probeText';

/** One file with its questions put in. */
export interface ProbedFile {
  /** The text to compile instead of the file's; equal to it where nothing can be asked. */
  readonly text: string;
  readonly probes: readonly SizeProbe[];
  /** The first number that is free for the next file. */
  readonly nextNumber: number;
}

export interface SizeProbe {
  readonly finding: Finding;
  readonly question: SizeQuestion;
  /** The number of its first ask; the others follow. */
  readonly firstNumber: number;
}

/**
 * `findings`: of this file and this text; those that nothing can be asked about have no probe. The questions' numbers, unique in one
 * compile, begin with `firstNumber`.
 */
export function sizeProbes(file: LocatedFile, findings: readonly Finding[], firstNumber: number): ProbedFile {
  const { text } = file.lines;
  const unsafeName = freeName(text, 'escapementUnsafe');
  const helper = freeName(text, `escapementOf${firstNumber}`);
  const probes: SizeProbe[] = [];
  const insertions: Insertion[] = [];
  const helpers = new Set<string>();
  let number = firstNumber;
  const packageEnd = endOfPackageClause(file);
  if (packageEnd !== null) {
    for (const finding of findings) {
      const asked = questionAbout(file, finding);
      if (!asked) continue;
      const { question, place } = asked;
      probes.push({ finding, question, firstNumber: number });
      const statements = question.asks.map(ask => {
        const lengths = ask
          .replaceAll(sizeofMark, `${unsafeName}.Sizeof`)
          .replace(new RegExp(`${helperMark}(\\d)R(\\d)`, 'g'), (_, fixed: string, results: string) => {
            helpers.add(`${fixed} ${results}`);
            return `${helper}H${fixed}R${results}`;
          });
        return `${place.kind === 'top-level' ? 'var ' : ''}_ = [${number++}]${lengths}struct{}(0)`;
      });
      insertions.push({ offset: place.offset, text: `${place.before}${statements.join('; ')}${place.behind}` });
    }
  }
  if (probes.length === 0 || packageEnd === null) return { text, probes: [], nextNumber: firstNumber };
  insertions.push({ offset: packageEnd, text: `; import ${unsafeName} "unsafe"` });
  const declarations = [...helpers].map(shape => helperText(helper, shape)).join('\n');
  return { text: `${insertAll(text, insertions)}\n${declarations}\n`, probes, nextNumber: number };
}

/** The answers in the compiler's words, by number. Whatever else it says is no answer. */
export function readSizeAnswers(words: string): ReadonlyMap<number, readonly number[]> {
  const answers = new Map<number, readonly number[]>();
  const pattern = /cannot convert 0 \(untyped int constant\) to type ((?:\[\d+\])+)struct\{\}/g;
  for (const [, lengths = ''] of words.matchAll(pattern)) {
    const [number, ...sizes] = [...lengths.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    if (number !== undefined && sizes.length > 0) answers.set(number, sizes);
  }
  return answers;
}

/** Bytes of one allocation; null where the answers do not tell. */
export function bytesOfProbe(
  { question, firstNumber }: SizeProbe,
  answers: ReadonlyMap<number, readonly number[]>,
  word: 4 | 8,
): number | null {
  const own = question.asks.map((_, index): Answer => answers.get(firstNumber + index) ?? null);
  return own.every(answer => answer === null) ? null : question.read(own, word);
}

function questionAbout(
  file: LocatedFile,
  finding: Finding,
): { readonly question: SizeQuestion; readonly place: ProbePlace } | null {
  const { line, column, subject, code } = finding;
  if (code !== 'moved-to-heap' && code !== 'escapes') return null;
  const isVariable = code === 'moved-to-heap';
  const node = locateSubject(file, { line, column, subject, kind: isVariable ? 'name' : 'expression' });
  if (!node || isInGeneric(node)) return null;
  const question = sizeQuestion(finding, node, file.lines.text);
  const place = question && (isVariable ? placeOfVariable(node) : placeOfExpression(node));
  return question && place ? { question, place } : null;
}

/** `func name[A, T, R any](func(A, ...T) R) (t T)`: its result has the type of a function's variadic arguments. */
function helperText(name: string, shape: string): string {
  const [fixed = 0, results = 0] = shape.split(' ').map(Number);
  const names = (letter: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${letter}${at}`);
  const [before, after] = [names('A', fixed), names('R', results)];
  const type = `func(${[...before, '...T'].join(', ')}) (${after.join(', ')})`;
  return `func ${name}H${fixed}R${results}[${[...before, 'T', ...after].join(', ')} any](${type}) (t T) { return }`;
}
