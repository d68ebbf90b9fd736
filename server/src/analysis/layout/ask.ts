// Asks the compiler about structs on one architecture: a compile of their packages in which each file holds its questions, and which therefore ends
// in the type checker. A package that does not compile hides what depends on it: what had to wait is asked again without it.
import { createPlaceReader } from '#core/compiler/place';
import type { ErrorPlace } from '#core/syntax/errorReach';
import {
  answerLength,
  layoutProbes,
  readLayoutAnswer,
  type LayoutAnswer,
  type LayoutProbes,
  type LayoutSubject,
} from '#core/syntax/layoutProbes';
import { holdsInsertion, originalOffset } from '#core/syntax/probeText';
import { readSizeAnswers } from '#core/syntax/sizeProbes';
import { createLineIndex } from '#core/text/lineIndex';
import { resolvePrinted } from '../analyse';
import type { Compiler, CompileOutcome, CompileRequest, ListedPackage } from '../ports';
import type { Trees } from '../trees';

/** A file of a package, and what is asked in it: perhaps nothing. */
export interface AskedFile {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  /** What is compiled together has one: the import path, `…_test` for external tests. */
  readonly unit: string;
  /** The pattern that names it; null for files on the command line. */
  readonly pattern: string | null;
  readonly isTest: boolean;
  readonly subjects: readonly LayoutSubject[];
}

export interface Answers {
  /** With the packages of all rounds. */
  readonly outcome: CompileOutcome;
  /** What has no answer is not known, or does not exist on the architecture. */
  readonly answers: ReadonlyMap<LayoutSubject, LayoutAnswer>;
  /** By unit, what is wrong in it beside the questions; null where nobody can say what that touches. */
  readonly errors: ReadonlyMap<string, readonly ErrorPlace[] | null>;
  /** Units that could not be asked. */
  readonly broken: ReadonlySet<string>;
}

export interface AskParts {
  readonly compiler: Compiler;
  readonly trees: Trees;
}

/** The compiler's words about one package must fit into one line of the go command's answer: 1 MiB (go/process). */
const mostBytes = 700_000;

/** Rejects only with the signal's AbortError. */
export async function askLayouts(
  parts: AskParts,
  request: CompileRequest,
  files: readonly AskedFile[],
  signal: AbortSignal,
): Promise<Answers> {
  const answers = new Map<LayoutSubject, LayoutAnswer>();
  const errors = new Map<string, readonly ErrorPlace[] | null>();
  const packages = new Map<string, ListedPackage>();
  const waiting = portionsByUnit(files);
  for (;;) {
    const round = [...waiting].map(([unit, portions]) => ({ unit, portion: portions[0]! }));
    const { asked, outcome } = await compileRound(
      parts,
      request,
      round.flatMap(({ portion }) => portion),
      signal,
    );
    for (const listed of outcome.packages) packages.set(listed.variant, listed);
    const words = outcome.packages.map(({ error }) => error ?? '').join('\n');
    const said = readSizeAnswers(words);
    const places = placesIn(words, request.directory);
    let hasProgress = false;
    for (const { unit, portion } of round) {
      const own = errorsOf({ unit, files, asked, places });
      const answered = takeAnswers(portion, asked, said, answers);
      if (!answered && own !== null && !own.hasSpoken) continue;
      hasProgress = true;
      const known = errors.get(unit);
      errors.set(unit, own === null || known === null ? null : [...(known ?? []), ...own.errors]);
      const rest = waiting.get(unit)!.slice(1);
      if (rest.length > 0) waiting.set(unit, rest);
      else waiting.delete(unit);
    }
    if (waiting.size === 0 || !hasProgress || outcome.problem !== null) {
      return {
        outcome: { ...outcome, packages: [...packages.values()] },
        answers,
        errors,
        broken: new Set([...waiting.keys(), ...unanswered(files, answers, errors)]),
      };
    }
  }
}

/** Units that have errors of their own and not one answer: an import is missing, or the text is no Go. */
function unanswered(
  files: readonly AskedFile[],
  answers: ReadonlyMap<LayoutSubject, LayoutAnswer>,
  errors: ReadonlyMap<string, readonly ErrorPlace[] | null>,
): readonly string[] {
  const answered = new Set(
    files.flatMap(({ unit, subjects }) => (subjects.some(one => answers.has(one)) ? [unit] : [])),
  );
  return [...errors].flatMap(([unit, own]) => (!answered.has(unit) && own?.length !== 0 ? [unit] : []));
}

type Portion = readonly AskedFile[];

/** As many questions in each portion as one compile of the unit can answer. */
function portionsByUnit(files: readonly AskedFile[]): Map<string, readonly Portion[]> {
  const units = new Map<string, AskedFile[][]>();
  const room = new Map<string, number>();
  for (const file of files) {
    const portions = units.get(file.unit) ?? [];
    units.set(file.unit, portions);
    for (const subject of file.subjects) {
      const length = answerLength(subject.struct) + file.file.length;
      const left = (room.get(file.unit) ?? 0) - length;
      room.set(file.unit, left < 0 ? mostBytes - length : left);
      if (left < 0) portions.push([]);
      const last = portions.at(-1)!;
      const before = last.at(-1)?.file === file.file ? last.pop()! : { ...file, subjects: [] };
      last.push({ ...before, subjects: [...before.subjects, subject] });
    }
    if (portions.length === 0) units.delete(file.unit);
  }
  return units;
}

async function compileRound(
  { compiler, trees }: AskParts,
  request: CompileRequest,
  files: readonly AskedFile[],
  signal: AbortSignal,
): Promise<{ readonly asked: ReadonlyMap<string, LayoutProbes>; readonly outcome: CompileOutcome }> {
  const asked = new Map<string, LayoutProbes>();
  const overlay = new Map(request.overlay);
  let number = 1;
  for (const { file, text, subjects } of files) {
    signal.throwIfAborted();
    const probed = layoutProbes({ ...trees.parse(file, text), path: file }, subjects, number);
    number = probed.nextNumber;
    asked.set(file, probed);
    if (probed.probes.length > 0) overlay.set(file, probed.text);
  }
  const patterns = files.map(({ pattern }) => pattern);
  const { settings } = request;
  const outcome = await compiler.compile(
    {
      ...request,
      overlay,
      patterns: patterns.includes(null) ? request.patterns : [...new Set(patterns.filter(one => one !== null))],
      tests: request.tests && files.some(({ isTest }) => isTest),
      settings: { ...settings, gcflags: [...settings.gcflags, '-e'] },
    },
    () => undefined,
    signal,
  );
  return { asked, outcome };
}

/** True where at least one of the questions has an answer. */
function takeAnswers(
  portion: Portion,
  asked: ReadonlyMap<string, LayoutProbes>,
  said: ReadonlyMap<number, readonly number[]>,
  answers: Map<LayoutSubject, LayoutAnswer>,
): boolean {
  let hasAnswer = false;
  for (const { file, subjects } of portion) {
    for (const { number, struct, instance } of asked.get(file)?.probes ?? []) {
      const lengths = said.get(number);
      const answer = lengths && readLayoutAnswer(struct, lengths);
      const subject = subjects.find(one => one.struct === struct && one.instance === instance);
      if (!answer || !subject) continue;
      hasAnswer = true;
      answers.set(subject, answer);
    }
  }
  return hasAnswer;
}

interface PrintedPlace {
  readonly file: string;
  /** As the compiler says it: 1-based, bytes. */
  readonly line: number;
  readonly column: number;
}

/** The places of all errors; the second line of an error begins with a tab. */
function placesIn(words: string, directory: string): readonly PrintedPlace[] {
  const reader = createPlaceReader();
  return words.split('\n').flatMap(line => {
    if (line.startsWith('\t') || line.startsWith(' ')) return [];
    const place = reader.prefix(line)?.place;
    return place ? [{ ...place, file: resolvePrinted(directory, place.file) }] : [];
  });
}

/** What is wrong in the files of a unit, questions left out; `hasSpoken`: the type checker has been there. Null: it is everywhere. */
function errorsOf({
  unit,
  files,
  asked,
  places,
}: {
  readonly unit: string;
  readonly files: readonly AskedFile[];
  readonly asked: ReadonlyMap<string, LayoutProbes>;
  readonly places: readonly PrintedPlace[];
}): { readonly errors: readonly ErrorPlace[]; readonly hasSpoken: boolean } | null {
  const folderOf = (file: string): string => file.replace(/[^\\/]*$/, '');
  const known = new Map(files.map(file => [file.file, file]));
  const folders = new Set(files.filter(file => file.unit === unit).map(({ file }) => folderOf(file)));
  const errors: ErrorPlace[] = [];
  let hasSpoken = false;
  for (const { file, line, column } of places) {
    const own = known.get(file);
    // A file that nobody knows, with `//line` or made by a tool.
    if (!own && folders.has(folderOf(file))) return null;
    if (own?.unit !== unit) continue;
    hasSpoken = true;
    const { text, insertions } = asked.get(file) ?? { text: own.text, insertions: [] };
    const lines = createLineIndex(text);
    const start = lines.offsetAt({ line: line - 1, character: 0 });
    // Far behind in a line there is no column: where a question stands it is the question's error.
    const isOfQuestion = column === 0 && holdsInsertion(insertions, start, start + lines.lineText(line - 1).length);
    if (isOfQuestion) continue;
    const offset = originalOffset(insertions, start + lines.characterOfColumn(line - 1, column));
    if (offset !== null) errors.push({ file, offset });
  }
  return { errors, hasSpoken };
}
