// The edits behind the pool refactoring, the pool itself and the benchmark: made, brought into gofmt's form, and proven by compiling.
import { applyReplacements, type FileEdit, type Resolution } from '#core/refactor/offer';
import { hasWord } from '#core/refactor/pool/names';
import { poolRewrite } from '#core/refactor/pool/rewrite';
import { studyFile, type Offered } from '#core/refactor/pool/study';
import { functionName } from '#core/syntax/enclosing';
import type { LocatedFile } from '#core/syntax/locate';
import type { PackagePlace } from '../packageOf';
import { formattedEdit } from './formatted';
import { benchmarkEdit } from './poolBenchmark';
import { languageOf } from './poolStudy';
import { findingsAfter, prove } from './proof';
import { wordsBeside } from './folderTexts';
import type { RefactoringParts } from './refactoring';

export interface Wanted {
  readonly file: string;
  readonly text: string;
  /** Which of the file's candidates. */
  readonly at: number;
  readonly offered: Offered;
  readonly place: PackagePlace;
}

/** The pool: compiled with the package's tests, and with one allocation less in its function. Rejects only with the signal's AbortError. */
export async function poolResolution(
  parts: RefactoringParts,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Resolution> {
  const { file, text, at, place, offered } = wanted;
  const edit = await editOf(parts, wanted, signal);
  if (!edit) return { kind: 'refused', reason: parts.t('The file has another name for package sync.') };
  const { candidate } = studyFile({ ...parts.trees.parse(file, text), path: file })[at]!;
  const inFunction = functionName(candidate.declaration, text);
  const reason = await faultOf(
    parts,
    { edit, place, inFunction, isOnHeap: offered.isOnHeap, isMap: candidate.kind === 'map' },
    signal,
  );
  return reason === null ? { kind: 'edit', files: [edit], confirm: [] } : { kind: 'refused', reason };
}

async function editOf(parts: RefactoringParts, wanted: Wanted, signal: AbortSignal): Promise<FileEdit | null> {
  const { trees, settings } = parts;
  const { file, text, at, offered, place } = wanted;
  const isTaken = await takenIn(file, parts, text);
  const { minor } = await languageOf(place, parts);
  const parsed: LocatedFile = { ...trees.parse(file, text), path: file };
  const replacements = poolRewrite(studyFile(parsed)[at]!, offered, parsed, {
    minor,
    put: settings().poolPut,
    isTaken,
  });
  if (!replacements) return null;
  const edit = { file, before: text, replacements };
  return formattedEdit(parts, edit, place, signal);
}

/** The benchmark: compiled with the package's tests. Rejects only with the signal's AbortError. */
export async function benchmarkResolution(
  parts: RefactoringParts,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Resolution> {
  const { trees, openTexts, settings, t } = parts;
  const { file, text, at, place } = wanted;
  const [isTaken, { minor }] = [await takenIn(file, parts, text), await languageOf(place, parts)];
  const source: LocatedFile = { ...trees.parse(file, text), path: file };
  const { declaration } = studyFile(source)[at]!.candidate;
  const made = await benchmarkEdit(parts, { source, declaration, minor, isTaken });
  if (!made) return { kind: 'refused', reason: t('The test files of the package have no place for it.') };
  const edit = await formattedEdit(parts, made, place, signal);
  const before = new Map([...openTexts(), [file, text]]);
  const after = new Map([...before, [edit.file, applyReplacements(edit)]]);
  const { directory, patterns } = place;
  const query = { directory, patterns, packages: [], before, after, settings: settings().go, goarchs: [''] };
  const proof = await prove(parts, query, signal);
  return proof.kind === 'refused' ? proof : { kind: 'edit', files: [edit], confirm: [] };
}

/** Whether a word stands in a Go file of the package's folder, or in the text. */
async function takenIn(file: string, parts: RefactoringParts, text: string): Promise<(word: string) => boolean> {
  const isBeside = await wordsBeside(file, parts);
  return word => hasWord(text, word) || isBeside(word);
}

interface Made {
  readonly edit: FileEdit;
  readonly place: PackagePlace;
  readonly inFunction: string;
  readonly isOnHeap: boolean;
  readonly isMap: boolean;
}

/** Why the edit is not to be made, after all; null where it is proven. */
async function faultOf(
  parts: RefactoringParts,
  { edit, place, inFunction, isOnHeap, isMap }: Made,
  signal: AbortSignal,
): Promise<string | null> {
  const { openTexts, settings, t } = parts;
  const { directory, patterns } = place;
  const before = new Map([...openTexts(), [edit.file, edit.before]]);
  const after = new Map([...before, [edit.file, applyReplacements(edit)]]);
  const query = { directory, patterns, packages: [], before, after, settings: settings().go, goarchs: [''] };
  const proof = await prove(parts, query, signal);
  if (proof.kind === 'refused') return proof.reason;
  const allocations = async (texts: ReadonlyMap<string, string>): Promise<number | null> => {
    const files = new Set([edit.file]);
    const findings = await findingsAfter(
      parts,
      { directory, patterns, after: texts, settings: settings().go, files },
      signal,
    );
    // What a slice grows to is the pool's in the end: it has to be on the heap. So has a map of the pool, which is made where the function that
    // takes it from there is inlined.
    const isPools = (subject: string): boolean => subject === 'append' || (isMap && /^make\(map\[/.test(subject));
    return findings && findings.filter(({ function: own, subject }) => own === inFunction && !isPools(subject)).length;
  };
  const [had, has] = [await allocations(before), await allocations(after)];
  if (had === null || has === null) return t('The package does not compile.');
  return has <= had - (isOnHeap && !isMap ? 1 : 0) ? null : t('The compiler would still allocate in {0}.', inFunction);
}
