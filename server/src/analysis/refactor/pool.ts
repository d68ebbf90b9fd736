// "Reuse T with sync.Pool": offered at an allocation that the compiler puts on the heap and that provably does not outlive its function
// (poolStudy.ts), refused with the reason elsewhere. The edit is made from a study that is not remembered, and compiled before it is handed out:
// the package with its tests has to compile, and what escape analysis says of the function to have one allocation less.
import path from 'node:path';
import { applyReplacements, type FileEdit, type Offer, type Resolution } from '#core/refactor/offer';
import { hasWord } from '#core/refactor/pool/names';
import { refusalSentence } from '#core/refactor/pool/refusal';
import { poolRewrite } from '#core/refactor/pool/rewrite';
import { studyFile, type Decision, type Offered, type Studied } from '#core/refactor/pool/study';
import { functionName } from '#core/syntax/enclosing';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import type { Translate } from '#core/messages/translate';
import { lineDiff } from '#core/text/lineDiff';
import { packageOf, type PackagePlace } from '../packageOf';
import { benchmarkEdit } from './poolBenchmark';
import { createPoolStudy, languageOf } from './poolStudy';
import { findingsAfter, prove } from './proof';
import type { CreateRefactoring, RefactoringParts } from './refactoring';

const kind = 'refactor.rewrite.pool.introduce';
const benchmarkKind = 'refactor.rewrite.pool.benchmark';

/** Which candidate of a text it is: the offset of its statement; and what is wanted of it. */
interface PoolData {
  readonly pool: number;
  readonly wants: 'pool' | 'benchmark';
}

export const createPoolRefactoring: CreateRefactoring = parts => {
  const { trees, t } = parts;
  const study = createPoolStudy(parts);
  const parse = (file: string, text: string): LocatedFile => ({ ...trees.parse(file, text), path: file });

  return {
    kinds: [kind, benchmarkKind],
    async offers({ file, text, range }, signal) {
      const isHere = ({ candidate: { statement } }: Studied, { lines }: LocatedFile): boolean =>
        lines.positionAt(statement.start).line <= range.end.line &&
        lines.positionAt(statement.end).line >= range.start.line;
      const before = parse(file, text);
      if (!studyFile(before).some(studied => isHere(studied, before))) return [];
      const decisions = await study.decisions(file, text, signal);
      const parsed = parse(file, text);
      return studyFile(parsed).flatMap((studied, index) => {
        const decision = decisions?.[index];
        return decision && isHere(studied, parsed) ? offerOf(studied, decision, text, t) : [];
      });
    },
    async resolve({ file, text }, data, signal) {
      const refused = (reason: string): Resolution => ({ kind: 'refused', reason });
      const changed = t('The text has changed meanwhile; please ask again.');
      if (!isPoolData(data)) return refused(changed);
      const at = studyFile(parse(file, text)).findIndex(({ candidate }) => candidate.statement.start === data.pool);
      if (at < 0) return refused(changed);
      // What callees keep may have changed with other files.
      study.forget();
      const decision = (await study.decisions(file, text, signal))?.[at];
      if (!decision) return refused(t('The package does not compile.'));
      if (decision.kind === 'none') return refused(t('The compiler keeps it on the stack.'));
      if (decision.kind === 'refused') return refused(refusalSentence(decision.why, t));
      const place = await packageOf(file, text, parts.disk);
      const wanted = { file, text, at, offered: decision, place };
      if (data.wants === 'benchmark') return benchmarkOf(parts, wanted, signal);
      const edit = await editOf(parts, wanted, signal);
      if (!edit) return refused(t('The file has another name for package sync.'));
      const studied = studyFile(parse(file, text))[at]!;
      const inFunction = functionName(studied.candidate.declaration, text);
      const reason = await faultOf(parts, { edit, place, inFunction, isOnHeap: decision.isOnHeap }, signal);
      return reason === null ? { kind: 'edit', files: [edit], confirm: [] } : refused(reason);
    },
  };
};

function offerOf({ candidate }: Studied, decision: Decision, text: string, t: Translate): readonly Offer[] {
  if (decision.kind === 'none') return [];
  const type = `${candidate.kind === 'slice' ? '[]' : ''}${textOf(candidate.type, text)}`;
  const offset = candidate.statement.start;
  const data: PoolData = { pool: offset, wants: 'pool' };
  if (decision.kind === 'refused') {
    return [
      { kind, title: t('Reuse {0} with sync.Pool', type), refused: refusalSentence(decision.why, t), offset, data },
    ];
  }
  const { contracts } = decision;
  const title =
    contracts.length === 0
      ? t('Reuse {0} with sync.Pool (proven by the compiler)', type)
      : t('Reuse {0} with sync.Pool (proven, given the contract of {1})', type, contracts.join(', '));
  const benchmark = t('Generate a benchmark for this change');
  return [
    { kind, title, refused: null, offset, data },
    {
      kind: benchmarkKind,
      title: benchmark,
      refused: null,
      offset,
      data: { ...data, wants: 'benchmark' } satisfies PoolData,
    },
  ];
}

function isPoolData(data: unknown): data is PoolData {
  if (typeof data !== 'object' || data === null || !('pool' in data) || !('wants' in data)) return false;
  return Number.isInteger(data.pool) && (data.wants === 'pool' || data.wants === 'benchmark');
}

interface Wanted {
  readonly file: string;
  readonly text: string;
  /** Which of the file's candidates. */
  readonly at: number;
  readonly offered: Offered;
  readonly place: PackagePlace;
}

async function editOf(parts: RefactoringParts, wanted: Wanted, signal: AbortSignal): Promise<FileEdit | null> {
  const { trees, settings } = parts;
  const { file, text, at, offered, place } = wanted;
  const isTaken = await takenIn(place.folder, parts, text);
  const { minor } = await languageOf(place, parts);
  const parsed: LocatedFile = { ...trees.parse(file, text), path: file };
  const replacements = poolRewrite(studyFile(parsed)[at]!, offered, parsed, {
    minor,
    put: settings().poolPut,
    isTaken,
  });
  if (!replacements) return null;
  const edit = { file, before: text, replacements };
  return { ...edit, replacements: await formatted(parts, edit, place, signal) };
}

/** Proven like any edit: the package has to compile with it, tests included. */
async function benchmarkOf(parts: RefactoringParts, wanted: Wanted, signal: AbortSignal): Promise<Resolution> {
  const { trees, openTexts, settings, t } = parts;
  const { file, text, at, place } = wanted;
  const [isTaken, { minor }] = [await takenIn(place.folder, parts, text), await languageOf(place, parts)];
  const source: LocatedFile = { ...trees.parse(file, text), path: file };
  const { declaration } = studyFile(source)[at]!.candidate;
  const made = await benchmarkEdit(parts, { source, declaration, minor, isTaken });
  if (!made) return { kind: 'refused', reason: t('The test files of the package have no place for it.') };
  const edit = { ...made, replacements: await formatted(parts, made, place, signal) };
  const before = new Map([...openTexts(), [file, text]]);
  const after = new Map([...before, [edit.file, applyReplacements(edit)]]);
  const { directory, patterns } = place;
  const query = { directory, patterns, packages: [], before, after, settings: settings().go, goarchs: [''] };
  const proof = await prove(parts, query, signal);
  return proof.kind === 'refused' ? proof : { kind: 'edit', files: [edit], confirm: [] };
}

/** The edit in gofmt's form, where the text before was in it: its comments may stand in columns with others. */
async function formatted(
  { formatter, settings }: RefactoringParts,
  edit: FileEdit,
  { directory }: PackagePlace,
  signal: AbortSignal,
): Promise<FileEdit['replacements']> {
  const isCrLf = edit.before.includes('\r\n');
  const format = async (text: string): Promise<string | null> => {
    const said = await formatter.format(
      { directory, text: text.replaceAll('\r\n', '\n'), settings: settings().go },
      signal,
    );
    return said !== null && isCrLf ? said.replaceAll('\n', '\r\n') : said;
  };
  const after = applyReplacements(edit);
  const wanted = await format(after);
  if (edit.isNew && wanted !== null) return [{ start: 0, end: 0, text: wanted }];
  if (wanted === null || wanted === after || (await format(edit.before)) !== edit.before) return edit.replacements;
  return lineDiff(edit.before, wanted);
}

/** Whether a word stands in a Go file of the package's folder; those that the build leaves out count as well. */
async function takenIn(
  folder: string,
  { disk, openTexts }: RefactoringParts,
  own: string,
): Promise<(word: string) => boolean> {
  const open = openTexts();
  const names = (await disk.list(folder)).filter(name => name.endsWith('.go'));
  const texts = await Promise.all(
    names.map(name => open.get(path.join(folder, name)) ?? disk.read(path.join(folder, name))),
  );
  return word => hasWord(own, word) || texts.some(text => text !== null && hasWord(text, word));
}

interface Made {
  readonly edit: FileEdit;
  readonly place: PackagePlace;
  readonly inFunction: string;
  readonly isOnHeap: boolean;
}

/** Why the edit is not to be made, after all; null where it is proven. */
async function faultOf(
  parts: RefactoringParts,
  { edit, place, inFunction, isOnHeap }: Made,
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
    // What a slice grows to is the pool's in the end: it has to be on the heap.
    return (
      findings && findings.filter(({ function: own, subject }) => own === inFunction && subject !== 'append').length
    );
  };
  const [had, has] = [await allocations(before), await allocations(after)];
  if (had === null || has === null) return t('The package does not compile.');
  return has <= had - (isOnHeap ? 1 : 0) ? null : t('The compiler would still allocate in {0}.', inFunction);
}
