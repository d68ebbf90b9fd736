// Why a function had better go on returning a pointer: its type is not to be copied, or the compiler would not put less on the heap.
import path from 'node:path';
import type { Finding, FindingCode } from '#core/escape/finding';
import type { FileEdit } from '#core/refactor/offer';
import { sizeof } from '#core/refactor/pool/typeQuestions';
import { constructorsOf } from '#core/refactor/value/constructors';
import { placeOfExpression } from '#core/syntax/probePlace';
import { textOf } from '#core/syntax/sizeAsk';
import { readType } from '#core/syntax/typeExpressions';
import { createTypeIndex } from '../layout/typeIndex';
import type { PackagePlace } from '../packageOf';
import { answersTo } from './askTypes';
import { notCopyable } from './copyable';
import { findingsAfter } from './proof';
import type { RefactoringParts } from './refactoring';

/** More is not copied for nothing. */
const mostBytes = 128;

interface TypeQuery {
  readonly file: string;
  readonly text: string;
  readonly place: PackagePlace;
  readonly at: number;
  readonly own: { readonly importPath: string; readonly files: readonly string[] };
}

/** Why the type is not to be copied; null where it may be. */
export async function unfitType(
  parts: RefactoringParts,
  { file, text, place, at, own }: TypeQuery,
  signal: AbortSignal,
): Promise<string | null> {
  const { t, trees, disk, openTexts } = parts;
  const parsed = { ...trees.parse(file, text), path: file };
  const { type, made } = constructorsOf(parsed).find(({ name }) => name.start === at)!;
  const written = textOf(type, text);
  const expression = readType(type, text);
  const where = placeOfExpression(made[0]!);
  const question = where && { expression: `[${sizeof}(*(*${written})(nil))]struct{}{}`, place: where };
  const [answer] = (await answersTo(parts, { file, text, place, questions: [question] }, signal)) ?? [];
  const bytes = /^\[(\d+)\]struct\{\}$/.exec(answer?.type ?? '')?.[1];
  if (bytes === undefined) return t('The size of {0} is not known.', written);
  if (Number(bytes) > mostBytes) return t('{0} has {1} bytes: copying it may cost more than it saves.', written, bytes);
  const textOfFile = async (other: string): Promise<string | null> =>
    (other === file ? text : openTexts().get(other)) ?? (await disk.read(other));
  const index = createTypeIndex(
    { ...parts, textOf: textOfFile, directory: place.directory, settings: parts.settings().go },
    new Map([[own.importPath, own.files]]),
  );
  const scope = index.scopeOf(own.importPath, file, text);
  const kept = await notCopyable(expression, scope, { index, signal });
  return kept === null ? null : t('A {0} is not to be copied: {1} is in it.', written, kept);
}

interface Compared {
  readonly place: PackagePlace;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly watched: ReadonlySet<string>;
  readonly function: string;
  readonly line: number;
  readonly files: readonly FileEdit[];
}

const codes: ReadonlySet<FindingCode> = new Set(['escapes', 'moved-to-heap', 'can-inline']);

/** Why nothing is gained, or something is lost elsewhere; null where less goes to the heap. */
export async function valueFault(
  parts: RefactoringParts,
  { place: { directory, patterns }, before, after, watched, ...own }: Compared,
  signal: AbortSignal,
): Promise<string | null> {
  const { t, settings } = parts;
  const said = (texts: ReadonlyMap<string, string>): Promise<readonly Finding[] | null> =>
    findingsAfter(parts, { directory, patterns, after: texts, settings: settings().go, files: watched, codes }, signal);
  const [had, has] = [await said(before), await said(after)];
  if (!had || !has) return t('The package does not compile.');
  if (
    had.some(
      ({ code, range, function: of }) => code === 'can-inline' && of === own.function && range.start.line === own.line,
    )
  )
    return t('{0} is inlined into its callers: there the value is on the heap only where they need it.', own.function);
  const [old, now] = [heapBy(had), heapBy(has)];
  for (const [key, places] of now) {
    const more = places.size - (old.get(key)?.size ?? 0);
    if (more <= 0) continue;
    const worse = [...places.values()].find(({ code }) => code === 'moved-to-heap') ?? [...places.values()][0]!;
    return t(
      'It would be on the heap elsewhere: {0} at {1}.',
      worse.subject,
      `${path.basename(worse.file)}:${worse.line}`,
    );
  }
  const count = (found: ReadonlyMap<string, ReadonlyMap<string, Finding>>): number =>
    [...found].reduce((sum, [key, places]) => (key.startsWith(`${own.function} `) ? sum + places.size : sum), 0);
  return count(now) < count(old)
    ? null
    : t('The compiler would report as many allocations in {0} as before.', own.function);
}

/** By function, file and code: each place once. */
function heapBy(findings: readonly Finding[]): ReadonlyMap<string, ReadonlyMap<string, Finding>> {
  const found = new Map<string, Map<string, Finding>>();
  for (const finding of findings) {
    if (finding.code === 'can-inline') continue;
    const key = `${finding.function} ${finding.file} ${finding.code}`;
    const places = found.get(key) ?? new Map<string, Finding>();
    places.set(`${finding.line}:${finding.column} ${finding.subject}`, finding);
    found.set(key, places);
  }
  return found;
}
