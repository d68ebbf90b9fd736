// Asks the compiler what the pools of one file have to know: the types in it, then what becomes of each candidate when it is a parameter
// (core/refactor/pool). Two compiles for all candidates of a file, remembered for as long as its text and its open neighbours' are the same.
import path from 'node:path';
import { LRUCache } from 'lru-cache';
import { createOutputReader } from '#core/compiler/outputReader';
import type { VariantOutput } from '#core/compiler/message';
import { askedPackages } from '#core/refactor/pool/borrowing';
import { copyAtLine, withProbes, type ProbedText } from '#core/refactor/pool/probeCopy';
import { decide, probesOf, questionsOf, studyFile, type Answers, type Decision } from '#core/refactor/pool/study';
import { isOnlyOf, readTypeAnswers, withQuestions, type Answer } from '#core/refactor/pool/typeQuestions';
import { probeVerdicts, type Lookups } from '#core/refactor/pool/verdict';
import { calleeAt, locateOperand, locateSite, type LocatedFile } from '#core/syntax/locate';
import { packageOf, type PackagePlace } from '../packageOf';
import type { Ask, CompileOutcome, CompileRequest, GoSettings } from '../ports';
import { resolvePrinted } from '../analyse';
import { wordsBeside } from './folderTexts';
import type { RefactoringParts, RefactoringSettings } from './refactoring';

export interface PoolStudy {
  /** The candidates of the text, in its order, with what was decided; null where the package does not compile or cannot be asked. */
  decisions(file: string, text: string, signal: AbortSignal): Promise<readonly Decision[] | null>;
  /** What is remembered may not be true any more. */
  forget(): void;
}

export interface StudyParts extends Pick<RefactoringParts, 'compiler' | 'trees' | 'disk' | 'openTexts'> {
  readonly settings: () => Pick<RefactoringSettings, 'go'>;
}

/** Copies that do not compile are left out, and the others compiled again; so often. */
const mostRounds = 4;

export function createPoolStudy(parts: StudyParts): PoolStudy {
  const known = new LRUCache<string, readonly Decision[]>({ max: 20 });
  return {
    forget: () => known.clear(),
    async decisions(file, text, signal) {
      const key = keyOf(parts, file, text);
      const before = known.get(key);
      if (before) return before;
      const decisions = await study(parts, file, text, signal);
      if (decisions) known.set(key, decisions);
      return decisions;
    },
  };
}

function keyOf({ openTexts, settings }: StudyParts, file: string, text: string): string {
  const folder = path.dirname(file);
  const open = [...openTexts()].filter(([other]) => path.dirname(other) === folder && other !== file);
  return JSON.stringify([file, text, open, settings().go]);
}

async function study(
  parts: StudyParts,
  file: string,
  text: string,
  signal: AbortSignal,
): Promise<readonly Decision[] | null> {
  const { trees, disk } = parts;
  const parsed = (): LocatedFile => ({ ...trees.parse(file, text), path: file });
  if (studyFile(parsed()).length === 0) return [];
  const place = await packageOf(file, text, disk);
  const language = await languageOf(place, parts);
  const compile = (own: string, ask: Ask, onLine: (line: string) => void): Promise<CompileOutcome> =>
    parts.compiler.compile(requestOf(parts, { file, text: own, place, ask, language }), onLine, signal);

  const questions = questionsOf(studyFile(parsed()), text);
  const asked = withQuestions(parsed(), [...questions.values()]);
  const answers = new Map<string, Answer>();
  if (asked !== null) {
    const outcome = await compile(asked, { words: 'verdicts', debug: [] }, () => undefined);
    if (outcome.problem) return null;
    const byNumber = readTypeAnswers(outcome.packages.map(({ error }) => error ?? '').join('\n'));
    const dependencies = outcome.packages.flatMap(one => one.dependencies);
    for (const [number, key] of [...questions.keys()].entries()) {
      const answer = byNumber.get(number);
      if (answer && isOnlyOf(answer.type, askedPackages, dependencies)) answers.set(key, answer);
    }
  }

  const leftOut = new Set<number>();
  for (let round = 0; round < mostRounds; round++) {
    const probed = withProbes(parsed(), probesOf(studyFile(parsed()), answers), leftOut);
    let output: VariantOutput | null = null;
    const reader = createOutputReader({
      keepParameterExplanations: true,
      onVariant: variant => {
        if (!variant.variant.includes(' [')) output = variant;
      },
      onLoose: () => undefined,
    });
    const outcome = await compile(probed.text, { words: 'explanations', debug: [], leaks: true }, line =>
      reader.line(line),
    );
    reader.end();
    if (outcome.problem) return null;
    const isThisFile = (printed: string): boolean => resolvePrinted(place.directory, printed) === file;
    const error = outcome.packages.map(({ error: words }) => words ?? '').join('\n');
    if (error.trim() === '') {
      if (output === null) return null;
      const isElsewhere = await wordsBeside(file, parts);
      return decided(parts, { file, parsed, answers, probed, output, isThisFile, isElsewhere });
    }
    const broken = brokenCopies(error, probed.text, text, isThisFile);
    if (!broken) return null;
    broken.forEach(number => leftOut.add(number));
  }
  return null;
}

interface Compiled {
  readonly file: string;
  readonly parsed: () => LocatedFile;
  readonly answers: Answers;
  readonly probed: ProbedText;
  readonly output: VariantOutput;
  readonly isThisFile: (printed: string) => boolean;
  readonly isElsewhere: (word: string) => boolean;
}

function decided(
  { trees }: StudyParts,
  { file, parsed, answers, probed, output, isThisFile, isElsewhere }: Compiled,
): readonly Decision[] {
  const key = `${file} with probes`;
  const copy: LocatedFile = { ...trees.parse(key, probed.text), path: file };
  const lookups: Lookups = {
    operandAt: ({ line, column }, callee) => locateOperand(copy, { line, column, callee }),
    keywordAt: ({ line, column }, subject) => locateSite(copy, { line, column, subject, kind: 'any' }).keyword ?? null,
    calleeAt: place => calleeAt(copy, place),
    lineOf: probed.lineOf,
  };
  const byProbe = probeVerdicts(output, lookups);
  trees.forget(key);
  return decide(studyFile(parsed()), answers, parsed(), { output, isThisFile, byProbe, isElsewhere });
}

/** Numbers of the copies that the errors stand in; null where something else is broken, too. */
function brokenCopies(
  error: string,
  whole: string,
  text: string,
  isThisFile: (printed: string) => boolean,
): ReadonlySet<number> | null {
  const lines = text.split('\n').length;
  const broken = new Set<number>();
  for (const [, printed = '', digits] of error.matchAll(/^[ \t]*(\S.*\.go):(\d+):\d+: /gm)) {
    const line = Number(digits);
    const number = isThisFile(printed) && line > lines ? copyAtLine(whole, line) : null;
    if (number === null) return null;
    broken.add(number);
  }
  return broken.size > 0 ? broken : null;
}

interface Asked {
  readonly file: string;
  readonly text: string;
  readonly place: PackagePlace;
  readonly ask: Ask;
  readonly language: Language;
}

function requestOf({ openTexts, settings }: StudyParts, { file, text, place, ask, language }: Asked): CompileRequest {
  return {
    directory: place.directory,
    patterns: place.patterns,
    tests: false,
    overlay: new Map([...openTexts(), [file, text]]),
    settings: withFlags(settings().go, language),
    ask,
    focus: file,
    interest: new Set([file]),
  };
}

/** All errors; and, where the module's language has no type parameters, one that has (1.21 keeps the old variables of loops). */
function withFlags(go: GoSettings, language: Language): GoSettings {
  return { ...go, gcflags: [...go.gcflags, '-e', ...languageFlags(language)] };
}

/** What lets a copy of a file have type parameters where the module's language has none. */
export const languageFlags = ({ minor }: Language): readonly string[] =>
  minor !== null && minor < 18 ? ['-lang=go1.21'] : [];

/** The language's version: 1.minor, as go.mod says it; null where it does not. */
export interface Language {
  readonly minor: number | null;
}

export async function languageOf(
  { directory, inModule }: PackagePlace,
  { disk }: Pick<StudyParts, 'disk'>,
): Promise<Language> {
  if (!inModule) return { minor: null };
  const text = (await disk.read(path.join(directory, 'go.mod'))) ?? '';
  // Without a line the language is that of 1.16.
  const digits = /^go\s+1\.(\d+)/m.exec(text)?.[1];
  return { minor: digits === undefined ? 16 : Number(digits) };
}
