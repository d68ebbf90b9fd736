// The type checker's answers about expressions of one file (core/refactor/pool/typeQuestions), and the request that compiles a file with something
// put in that exists only for the compile.
import { readTypeAnswers, withQuestions, type Answer, type Question } from '#core/refactor/pool/typeQuestions';
import type { PackagePlace } from '../packageOf';
import type { CompileRequest } from '../ports';
import { languageFlags, languageOf } from './poolStudy';
import type { RefactoringParts } from './refactoring';

export interface Asked {
  readonly file: string;
  readonly text: string;
  readonly place: PackagePlace;
  readonly questions: readonly (Question | null)[];
}

/** In the order of the questions; null where the compiler cannot be asked. Rejects only with the signal's AbortError. */
export async function answersTo(
  parts: RefactoringParts,
  { file, text, place, questions }: Asked,
  signal: AbortSignal,
): Promise<readonly (Answer | null)[] | null> {
  const asked = questions.filter(question => question !== null);
  if (asked.length === 0) return questions.map(() => null);
  const { trees, compiler } = parts;
  const probed = withQuestions({ ...trees.parse(file, text), path: file }, asked);
  if (probed === null) return null;
  const flags = ['-e', ...languageFlags(await languageOf(place, parts))];
  const request = requestWith(parts, { file, text: probed, place, flags });
  const outcome = await compiler.compile(
    { ...request, ask: { words: 'verdicts', debug: [] } },
    () => undefined,
    signal,
  );
  if (outcome.problem) return null;
  const answers = readTypeAnswers(outcome.packages.map(({ error }) => error ?? '').join('\n'));
  let number = 0;
  return questions.map(question => (question === null ? null : (answers.get(number++) ?? null)));
}

/** Of a file that exists only for the compile. */
export function requestWith(
  { openTexts, settings }: RefactoringParts,
  { file, text, place, flags }: Omit<Asked, 'questions'> & { readonly flags: readonly string[] },
): Omit<CompileRequest, 'ask'> {
  const { go } = settings();
  return {
    directory: place.directory,
    patterns: place.patterns,
    tests: file.endsWith('_test.go'),
    overlay: new Map([...openTexts(), [file, text]]),
    settings: { ...go, gcflags: [...go.gcflags, ...flags] },
    focus: file,
    interest: new Set([file]),
  };
}
