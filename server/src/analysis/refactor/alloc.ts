// The small rewrites (core/refactor/alloc) as one row of the table: offered by syntax alone, so that asking costs nothing; when somebody takes one
// the compiler is asked for the types, the edit is made, and compiled; what escape analysis says of the function has to be better then.
import type { Finding } from '#core/escape/finding';
import { rewriteTable } from '#core/refactor/alloc/table';
import type { Found, Gain, Rewrite } from '#core/refactor/alloc/rewrite';
import { applyReplacements, type FileEdit, type Offer, type Resolution } from '#core/refactor/offer';
import { declarationAround, functionName } from '#core/syntax/enclosing';
import type { LocatedFile } from '#core/syntax/locate';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { Range } from '#core/text/position';
import { numbered } from '#core/pool/keptProbe';
import { leakVerdicts } from '../leakVerdicts';
import { packageOf, type PackagePlace } from '../packageOf';
import { answersTo, requestWith, type Asked } from './askTypes';
import { languageFlags, languageOf } from './poolStudy';
import { formattedEdit } from './formatted';
import { findingsAfter, prove } from './proof';
import type { CreateRefactoring, RefactoringParts } from './refactoring';

/** Which place of a text it is: the row's kind and the offset. */
interface RewriteData {
  readonly kind: string;
  readonly at: number;
}

export const createAllocRefactoring: CreateRefactoring = parts => {
  const { trees, t } = parts;
  const parse = (file: string, text: string): LocatedFile => ({ ...trees.parse(file, text), path: file });
  return {
    kinds: [...new Set(rewriteTable.map(({ kind }) => kind))],
    offers({ file, text, range }) {
      const parsed = parse(file, text);
      const heap = parts.findings(file);
      const offers = rewriteTable.flatMap(row =>
        row
          .find(parsed)
          .filter(found => isHere(found, range, parsed) && isWorthIt(found, heap, parsed))
          .map((found): Offer => {
            const data: RewriteData = { kind: row.kind, at: found.at.start };
            return { kind: row.kind, title: found.title(t), refused: null, offset: found.at.start, data };
          }),
      );
      return Promise.resolve(offers);
    },
    async resolve({ file, text }, data, signal) {
      const refused = (reason: string): Resolution => ({ kind: 'refused', reason });
      const row = isRewriteData(data) ? rewriteTable.find(({ kind }) => kind === data.kind) : undefined;
      const find = (): Found | undefined =>
        row && isRewriteData(data) ? foundAt(row, data.at, parse(file, text)) : undefined;
      const questions = find()?.questions;
      if (!questions) return refused(t('The text has changed meanwhile; please ask again.'));
      const place = await packageOf(file, text, parts.disk);
      const answers = await answersTo(parts, { file, text, place, questions }, signal);
      if (!answers) return refused(t('The package does not compile.'));
      const kept = find()!.kept?.(answers);
      if (kept && !(await isKept(parts, { file, text, place, kept }, signal)))
        return refused(t('The value may be used after its iteration.'));
      // Parsed anew: the tree of before the compile may be gone.
      const found = find()!;
      const replacements = found.edit(answers);
      if (!replacements) return refused(t('The types do not allow it: the result might differ.'));
      const plain = { file, before: text, replacements };
      const gain = gainOf(found, parse(file, text));
      const { confirm } = found;
      const asked = confirm ? confirm.call(found, t) : [];
      const edit = await formattedEdit(parts, plain, place, signal);
      const reason = await faultOf(parts, { edit, place, gain }, signal);
      return reason === null ? { kind: 'edit', files: [edit], confirm: asked } : refused(reason);
    },
  };
};

function foundAt(row: Rewrite, offset: number, file: LocatedFile): Found | undefined {
  return row.find(file).find(({ at }) => at.start === offset);
}

/** One of its places is on a line of the range. */
function isHere({ at, also = [] }: Found, { start, end }: Range, { lines }: LocatedFile): boolean {
  return [at, ...also].some(
    node => lines.positionAt(node.start).line <= end.line && lines.positionAt(node.end).line >= start.line,
  );
}

/** Where the compiler has a word for what is gained, it has said it. */
function isWorthIt({ at, gain }: Found, heap: readonly Finding[], { lines }: LocatedFile): boolean {
  if (gain.kind === 'unseen') return true;
  const [first, last] = [lines.positionAt(at.start).line, lines.positionAt(at.end).line];
  return heap.some(({ code, range }) => isHeap(code) && range.start.line >= first && range.start.line <= last);
}

const isHeap = (code: Finding['code']): boolean => code === 'escapes' || code === 'moved-to-heap';

function isRewriteData(data: unknown): data is RewriteData {
  return (
    typeof data === 'object' &&
    data !== null &&
    'kind' in data &&
    typeof data.kind === 'string' &&
    'at' in data &&
    Number.isInteger(data.at)
  );
}

/** Whether the compiler says that the value of a copy stays where it has to. */
async function isKept(
  parts: RefactoringParts,
  { file, text, place, kept }: Omit<Asked, 'questions'> & { readonly kept: ReturnType<NonNullable<Found['kept']>> },
  signal: AbortSignal,
): Promise<boolean> {
  const flags = languageFlags(await languageOf(place, parts));
  // One that does not compile must not keep the other from it.
  for (const copy of kept.copies) {
    const request = requestWith(parts, { file, text: `${text}\n${numbered(copy, 0)}\n`, place, flags });
    const verdict = (await leakVerdicts(parts.compiler, request, signal)).get(0);
    if (verdict === 'stays' || (verdict === 'content' && !kept.isStrict)) return true;
  }
  return false;
}

/** What has to be better, without the tree. */
interface PlainGain {
  readonly kind: Gain['kind'];
  readonly function: string;
  /** 0-based lines of the loop that is to be left, in the text before. */
  readonly loop: { readonly first: number; readonly last: number };
}

function gainOf({ gain, at }: Found, { lines }: LocatedFile): PlainGain {
  const declaration = declarationAround(at);
  const span: SyntaxNode = gain.kind === 'out-of-loop' ? gain.loop : at;
  return {
    kind: gain.kind,
    function: declaration ? functionName(declaration, lines.text) : '',
    loop: { first: lines.positionAt(span.start).line, last: lines.positionAt(span.end).line },
  };
}

interface Made {
  readonly edit: FileEdit;
  readonly place: PackagePlace;
  readonly gain: PlainGain;
}

/** Why the edit is not to be made, after all; null where it is proven. */
async function faultOf(
  parts: RefactoringParts,
  { edit, place: { directory, patterns }, gain }: Made,
  signal: AbortSignal,
): Promise<string | null> {
  const { openTexts, settings, t } = parts;
  const before = new Map([...openTexts(), [edit.file, edit.before]]);
  const after = new Map([...before, [edit.file, applyReplacements(edit)]]);
  const query = { directory, patterns, packages: [], before, after, settings: settings().go, goarchs: [''] };
  const proof = await prove(parts, query, signal);
  if (proof.kind === 'refused') return proof.reason;
  if (gain.kind === 'unseen') return null;
  const said = (texts: ReadonlyMap<string, string>): Promise<readonly Finding[] | null> =>
    findingsAfter(
      parts,
      { directory, patterns, after: texts, settings: settings().go, files: new Set([edit.file]) },
      signal,
    );
  const [had, has] = [await said(before), await said(after)];
  if (!had || !has) return t('The package does not compile.');
  const isBetter = inFunction(has, gain).length < inFunction(had, gain).length;
  return isBetter ? null : t('The compiler would report as many allocations in {0} as before.', gain.function);
}

/** What counts: each place once, joined strings left out; of a loop, what stands in it. */
function inFunction(findings: readonly Finding[], gain: PlainGain): readonly Finding[] {
  const places = new Map<string, Finding>();
  for (const finding of findings) {
    if (finding.function !== gain.function || !isHeap(finding.code)) continue;
    if (/ \+ /.test(finding.subject) && /["`]/.test(finding.subject)) continue;
    if (gain.kind === 'out-of-loop' && finding.path !== 'loop') continue;
    places.set(`${finding.line}:${finding.column} ${finding.subject}`, finding);
  }
  return [...places.values()];
}
