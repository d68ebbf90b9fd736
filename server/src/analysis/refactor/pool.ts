// "Reuse T with sync.Pool": offered at an allocation that the compiler puts on the heap and that provably does not outlive its function
// (poolStudy.ts), refused with the reason elsewhere. The edit is made from a study that is not remembered, and compiled before it is handed out:
// the package with its tests has to compile, and what escape analysis says of the function to have one allocation less.
import type { Finding } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import { hoist } from '#core/refactor/alloc/hoist';
import type { Offer, Resolution } from '#core/refactor/offer';
import { refusalSentence } from '#core/refactor/pool/refusal';
import { studyFile, type Decision, type Studied } from '#core/refactor/pool/study';
import type { LocatedFile } from '#core/syntax/locate';
import { isInGeneric } from '#core/syntax/probePlace';
import { packageOf } from '../packageOf';
import { benchmarkResolution, poolResolution } from './poolEdit';
import { createPoolStudy } from './poolStudy';
import type { CreateRefactoring } from './refactoring';

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
      const here = studyFile(before).filter(studied => isHere(studied, before));
      if (!here.some(studied => mayAllocate(studied, before, parts.findings(file)))) return [];
      const decisions = await study.decisions(file, text, signal);
      const parsed = parse(file, text);
      const hoisted = hoistedIn(parsed, decisions ?? [], t);
      return studyFile(parsed).flatMap((studied, index) => {
        const decision = decisions?.[index];
        const instead = hoisted.get(studied.candidate.statement.start) ?? null;
        return decision && isHere(studied, parsed) ? offerOf(studied, decision, instead, t) : [];
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
      return data.wants === 'pool' ? poolResolution(parts, wanted, signal) : benchmarkResolution(parts, wanted, signal);
    },
  };
};

/**
 * By what escape analysis has said of the text, so that nothing is compiled for a line that it does not speak of. (Of a `make` it does not speak
 * either where only the run knows its size.)
 */
function mayAllocate({ candidate }: Studied, { lines }: LocatedFile, findings: readonly Finding[]): boolean {
  const { kind: of, statement, size } = candidate;
  // Of a constructor that is not inlined it says nothing either.
  if (findings.length === 0 || of === 'slice' || of === 'made' || (of === 'map' && size) || isInGeneric(statement))
    return true;
  const [first, last] = [lines.positionAt(statement.start).line, lines.positionAt(statement.end).line];
  return findings.some(
    ({ code, range: { start } }) =>
      (code === 'moved-to-heap' || code === 'escapes') && first <= start.line && start.line <= last,
  );
}

/** What is made anew in each turn of a loop is better made once before it: titles of such rewrites, by the place of the statement. */
function hoistedIn(file: LocatedFile, decisions: readonly Decision[], t: Translate): ReadonlyMap<number, string> {
  const isAsked = decisions.some(decision => decision.kind === 'refused' && decision.why.kind === 'in-loop');
  return new Map(isAsked ? hoist.find(file).map(({ at, title }) => [at.start, title(t)]) : []);
}

/** `instead`: the rewrite that a value in a loop has. */
function offerOf({ candidate }: Studied, decision: Decision, instead: string | null, t: Translate): readonly Offer[] {
  if (decision.kind === 'none') return [];
  const type = `${candidate.kind === 'slice' ? '[]' : ''}${candidate.typeText}`;
  const offset = candidate.statement.start;
  const data: PoolData = { pool: offset, wants: 'pool' };
  if (decision.kind === 'refused') {
    const isHoisted = decision.why.kind === 'in-loop' && instead !== null;
    const reason = isHoisted ? t('in a loop: take “{0}” first', instead) : refusalSentence(decision.why, t);
    return [{ kind, title: t('Reuse {0} with sync.Pool', type), refused: reason, offset, data }];
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
