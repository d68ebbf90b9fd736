// Every rewrite that is offered in a module, made in a copy of it, one after the other: each is resolved on the text that the one before has left,
// until nothing more is offered. What was offered, what was refused and why.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '#core/escape/finding';
import { applyReplacements, type Offer, type Replacement } from '#core/refactor/offer';
import { isGenerated } from '#core/syntax/generated';
import { analyse } from '#server/analysis/analyse';
import { packageOf } from '#server/analysis/packageOf';
import { askExplanations } from '#server/analysis/ports';
import type { PutStyle } from '#core/refactor/pool/putPlace';
import { studyFile, type Decision } from '#core/refactor/pool/study';
import { createPoolStudy } from '#server/analysis/refactor/poolStudy';
import { joinRefactorings } from '#server/analysis/refactor/refactorings';
import { refactoringTable } from '#server/analysis/refactor/table';
import type { RefactoringParts } from '#server/analysis/refactor/refactoring';
import { refactoringParts } from './refactoringParts';

export interface Taken {
  /** Relative to the module. */
  readonly file: string;
  /** 1-based, in the text that it was offered for. */
  readonly line: number;
  readonly kind: string;
  readonly title: string;
  /** Why the proof failed; null where the edit was made. */
  readonly refused: string | null;
}

export interface AllOffers {
  /** Pools: what the study said of each allocation that it looked at, in the text as it was: `p/f.go:12 refused: returned`. */
  readonly candidates: readonly string[];
  readonly taken: readonly Taken[];
  /** Absolute path → text before, of each file that was written. */
  readonly before: ReadonlyMap<string, string>;
}

/** What keeps what a program does: of `concurrency.bound` a person has to say whether it may be. */
export const isSafe = (kind: string): boolean =>
  kind === 'refactor.rewrite.pool.introduce' || kind.startsWith('refactor.rewrite.alloc.');

export interface TakeOptions {
  readonly wants?: (kind: string) => boolean;
  readonly patterns?: readonly string[];
  readonly put?: PutStyle;
}

const { signal } = new AbortController();
const everything = { start: { line: 0, character: 0 }, end: { line: Number.MAX_SAFE_INTEGER, character: 0 } };
/** More than that in one file and a rewrite feeds itself. */
const mostInFile = 300;

/** `directory`: the module's root, whose files are changed. `wants`: kinds of rewrites. `patterns`: its packages. */
export async function takeAllOffers(
  directory: string,
  { wants = isSafe, patterns = ['./...'], put = 'defer' }: TakeOptions = {},
): Promise<AllOffers> {
  const findings = new Map<string, Finding[]>();
  const parts = await refactoringParts({ findings: file => findings.get(file) ?? [], put });
  const refactorings = joinRefactorings(
    refactoringTable.map(create => create(parts)),
    parts.log,
  );
  const kinds = refactorings.kinds.filter(wants);
  const files = await look(parts, { directory, patterns }, findings);
  const before = new Map<string, string>();
  const candidates: string[] = [];
  const taken: Taken[] = [];
  for (const file of files.filter(name => name.startsWith(directory) && !name.endsWith('_test.go'))) {
    if (isGenerated(readFileSync(file, 'utf8'))) continue;
    candidates.push(...(await decisionsOf(file, parts)).map(said => `${path.relative(directory, file)}:${said}`));
    // Offers that were refused, by where they stand.
    let refused: { readonly kind: string; readonly offset: number }[] = [];
    for (let tries = 0; ; tries++) {
      const text = readFileSync(file, 'utf8');
      const offers = await refactorings.offers({ file, text, range: everything }, kinds, signal);
      const isNew = ({ kind, offset = 0 }: Offer): boolean =>
        !refused.some(one => one.kind === kind && one.offset === offset);
      const offer = offers.find(one => one.refused === null && isNew(one));
      if (!offer) break;
      if (tries === mostInFile) throw new Error(`${file}: no end of ${offer.title}`);
      const { kind, title, offset = 0 } = offer;
      const resolution = await refactorings.resolve(kind, { file, text }, offer.data, signal);
      const line = text.slice(0, offset).split('\n').length;
      const made = { file: path.relative(directory, file), line, kind, title };
      if (resolution?.kind !== 'edit') {
        refused.push({ kind, offset });
        taken.push({ ...made, refused: resolution?.reason ?? 'nobody makes it' });
        continue;
      }
      for (const edit of resolution.files) {
        if (!before.has(edit.file)) before.set(edit.file, edit.before);
        writeFileSync(edit.file, applyReplacements(edit));
        if (edit.file === file)
          refused = refused.map(one => ({ ...one, offset: movedBy(edit.replacements, one.offset) }));
      }
      taken.push({ ...made, refused: null });
      const place = await packageOf(file, text, parts.disk);
      await look(parts, { directory: place.directory, patterns: [...place.patterns] }, findings);
    }
  }
  parts.trees.dispose();
  return { candidates, taken, before };
}

/** By line: `12 refused: returned`. */
async function decisionsOf(file: string, parts: RefactoringParts): Promise<readonly string[]> {
  const text = readFileSync(file, 'utf8');
  const decisions = await createPoolStudy(parts).decisions(file, text, signal);
  const parsed = { ...parts.trees.parse(file, text), path: file };
  return studyFile(parsed).map(({ candidate }, index) => {
    const { line } = parsed.lines.positionAt(candidate.statement.start);
    const decision = decisions?.[index];
    return `${line + 1} ${decision ? said(decision) : 'not studied'}`;
  });
}

function said(decision: Decision): string {
  switch (decision.kind) {
    case 'none':
      return 'none';
    case 'refused':
      return `refused: ${decision.why.kind}`;
    case 'offered':
      return decision.contracts.length === 0 ? 'offered: compiler' : 'offered: contract';
  }
}

/** The files of the packages, sorted; what is said of them is remembered. */
async function look(
  parts: RefactoringParts,
  { directory, patterns }: { readonly directory: string; readonly patterns: readonly string[] },
  findings: Map<string, Finding[]>,
): Promise<readonly string[]> {
  const { go } = parts.settings();
  const request = { directory, patterns, tests: false, overlay: new Map(), settings: go, ask: askExplanations };
  const { outcome, variants } = await analyse(
    { ...parts, textOf: file => parts.disk.read(file) },
    { request, codes: new Set(['escapes', 'moved-to-heap']) },
    signal,
  );
  const files = outcome.packages.filter(({ error }) => error === null).flatMap(one => one.files);
  for (const file of files) findings.set(file, []);
  for (const finding of variants.flatMap(variant => variant.findings)) findings.get(finding.file)?.push(finding);
  return [...new Set(files)].sort();
}

/** Where an offset stands after an edit. */
function movedBy(replacements: readonly Replacement[], offset: number): number {
  return replacements
    .filter(({ start }) => start <= offset)
    .reduce((at, { start, end, text }) => at + text.length - (Math.min(end, offset) - start), offset);
}
