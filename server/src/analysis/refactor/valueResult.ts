// "Return T as a value": of a function that only its package can call, and that returns a pointer to what it has just made, so that the value goes to
// the heap. All of its callers change in one edit. Proven by the package with its tests, in which no function may report more than before.
import path from 'node:path';
import type { Finding, FindingCode } from '#core/escape/finding';
import { applyReplacements, type FileEdit, type Offer, type Replacement, type Resolution } from '#core/refactor/offer';
import { inOrder } from '#core/refactor/pool/editText';
import { sizeof } from '#core/refactor/pool/typeQuestions';
import { callerEdits } from '#core/refactor/value/callers';
import { constructorEdits, constructorsOf, type Constructor } from '#core/refactor/value/constructors';
import { obstacleSentence, type Obstacle } from '#core/refactor/value/obstacle';
import { functionName } from '#core/syntax/enclosing';
import type { LocatedFile } from '#core/syntax/locate';
import { placeOfExpression } from '#core/syntax/probePlace';
import { textOf } from '#core/syntax/sizeAsk';
import { readType } from '#core/syntax/typeExpressions';
import { wordsOf } from '#core/syntax/words';
import { createTypeIndex } from '../layout/typeIndex';
import { packageClause, packageOf, type PackagePlace } from '../packageOf';
import { answersTo } from './askTypes';
import { notCopyable } from './copyable';
import { formattedEdit } from './formatted';
import { findingsAfter, prove } from './proof';
import type { CreateRefactoring, Place, RefactoringParts } from './refactoring';

const kind = 'refactor.rewrite.alloc.value';

/** More is not copied for nothing. */
const mostBytes = 128;

/** Which function of a text it is: where its name stands. */
interface ValueData {
  readonly value: number;
}

export const createValueResult: CreateRefactoring = parts => {
  const { trees, t } = parts;
  const parse = (file: string, text: string): LocatedFile => ({ ...trees.parse(file, text), path: file });
  const refused = (reason: string): Resolution => ({ kind: 'refused', reason });
  return {
    kinds: [kind],
    async offers(place) {
      const parsed = parse(place.file, place.text);
      const heap = parts.findings(place.file);
      const here = constructorsOf(parsed)
        .filter(one => isHere(one, place, parsed) && isOnHeap(one, heap, parsed))
        .map(({ name, type }) => ({
          at: name.start,
          title: t('Return {0} as a value instead of a pointer', textOf(type, place.text)),
        }));
      const offers: Offer[] = [];
      for (const { at, title } of here) {
        const changed = await changedFiles(parts, place, at);
        if (!changed) continue;
        const why = changed.kind === 'obstacle' ? obstacleSentence(changed.obstacle, path.basename, t) : null;
        const data: ValueData = { value: at };
        offers.push({ kind, title, refused: why, offset: at, data });
      }
      return offers;
    },
    async resolve({ file, text }, data, signal) {
      const found = isValueData(data) ? await changedFiles(parts, { file, text }, data.value) : null;
      if (!found || !isValueData(data)) return refused(t('The text has changed meanwhile; please ask again.'));
      if (found.kind === 'obstacle') return refused(obstacleSentence(found.obstacle, path.basename, t));
      const place = await packageOf(file, text, parts.disk);
      const overlay = new Map([...parts.openTexts(), [file, text]]);
      const go = parts.settings().go;
      const listed = await parts.lister.list({ ...place, overlay, settings: go }, signal);
      const own = listed.filter(({ files }) => files.includes(file));
      const built = new Set(listed.flatMap(({ files }) => files));
      const leftOut = found.mentions.find(one => !built.has(one));
      if (own.length === 0 || leftOut !== undefined) {
        const at = { file: leftOut ?? file, line: 1 };
        return refused(obstacleSentence({ kind: 'left-out', at }, path.basename, t));
      }
      const unfit = await unfitType(parts, { file, text, place, at: data.value, own: own[0]! }, signal);
      if (unfit !== null) return refused(unfit);
      const files: FileEdit[] = [];
      for (const edit of found.files) files.push(await formattedEdit(parts, edit, place, signal));
      const after = new Map(overlay);
      for (const edit of files) after.set(edit.file, applyReplacements(edit));
      const { directory, patterns } = place;
      const proof = await prove(
        parts,
        { directory, patterns, packages: [], before: overlay, after, settings: go, goarchs: [''] },
        signal,
      );
      if (proof.kind === 'refused') return proof;
      const compared = [...new Set(own.flatMap(one => one.files).filter(isNoTest))];
      const edited = files.map(edit => edit.file);
      const watched = new Set([...compared, ...edited]);
      const reason = await faultOf(parts, { place, before: overlay, after, watched, ...found }, signal);
      return reason === null ? { kind: 'edit', files, confirm: [] } : refused(reason);
    },
  };
};

const isNoTest = (file: string): boolean => !file.endsWith('_test.go');

function isValueData(data: unknown): data is ValueData {
  return typeof data === 'object' && data !== null && 'value' in data && Number.isInteger(data.value);
}

/** At the function's name, or where the value is made. */
function isHere({ name, made }: Constructor, { range }: Place, { lines }: LocatedFile): boolean {
  return [name, ...made].some(
    node => lines.positionAt(node.start).line <= range.end.line && lines.positionAt(node.end).line >= range.start.line,
  );
}

function isOnHeap({ made }: Constructor, heap: readonly Finding[], { lines }: LocatedFile): boolean {
  const starts = new Set(made.map(({ start }) => lines.positionAt(start).line));
  return heap.some(({ code, range }) => code === 'escapes' && starts.has(range.start.line));
}

type ChangedFiles =
  | {
      readonly kind: 'edits';
      /** As the compiler names it, and where its name stands: 0-based line. */
      readonly function: string;
      readonly line: number;
      readonly files: readonly FileEdit[];
      /** Every file of the package that has the function's name. */
      readonly mentions: readonly string[];
    }
  | { readonly kind: 'obstacle'; readonly obstacle: Obstacle };

/** Of all files in the folder that belong to the package, by syntax alone. `at`: where the name stands. Null where there is no such function. */
async function changedFiles(
  parts: RefactoringParts,
  { file, text }: Pick<Place, 'file' | 'text'>,
  at: number,
): Promise<ChangedFiles | null> {
  const { trees } = parts;
  const find = (): Constructor | undefined =>
    constructorsOf({ ...trees.parse(file, text), path: file }).find(({ name }) => name.start === at);
  const constructor = find();
  if (!constructor) return null;
  const name = textOf(constructor.name, text);
  const type = textOf(constructor.type, text);
  const texts = await filesOf(parts, file, text, word => wordsOf(word, name).length > 0);
  const files: FileEdit[] = [];
  for (const [other, source] of texts) {
    const parsed: LocatedFile = { ...trees.parse(other, source), path: other };
    const changes = [callerEdits(name, parsed), ...(other === file ? [constructorEdits(find()!, parsed)] : [])];
    const replacements: Replacement[] = [];
    for (const change of changes) {
      if (change.kind === 'obstacle') return change;
      replacements.push(...change.edits);
    }
    // What hides a pointer may keep one.
    const hides = /^\s*(?:import )?"unsafe"/m.exec(source);
    if (hides && wordsOf(source, type).length > 0) {
      return { kind: 'obstacle', obstacle: { kind: 'unsafe', at: { file: other, line: lineAt(source, hides) } } };
    }
    if (replacements.length > 0) files.push({ file: other, before: source, replacements: inOrder(replacements) });
  }
  const { lines } = trees.parse(file, text);
  const own = find()!;
  return {
    kind: 'edits',
    function: functionName(own.declaration, text),
    line: lines.positionAt(at).line,
    files,
    mentions: [...texts.keys()],
  };
}

const lineAt = (text: string, { index }: RegExpExecArray): number => text.slice(0, index).split('\n').length;

/** Those of the package that have something, the tests inside of it included. */
async function filesOf(
  { disk, openTexts }: RefactoringParts,
  file: string,
  text: string,
  has: (text: string) => boolean,
): Promise<ReadonlyMap<string, string>> {
  const folder = path.dirname(file);
  const open = new Map([...openTexts(), [file, text]]);
  const clause = packageClause(text);
  const files = new Map<string, string>();
  const isOfFolder = (other: string): boolean => path.dirname(other) === folder && other.endsWith('.go');
  const onDisk = (await disk.list(folder)).map(name => path.join(folder, name));
  for (const other of [...new Set([...onDisk, ...open.keys()])].filter(isOfFolder).sort()) {
    const source = open.get(other) ?? (await disk.read(other));
    if (source !== null && has(source) && packageClause(source) === clause) files.set(other, source);
  }
  return files;
}

interface TypeQuery {
  readonly file: string;
  readonly text: string;
  readonly place: PackagePlace;
  readonly at: number;
  readonly own: { readonly importPath: string; readonly files: readonly string[] };
}

/** Why the type is not to be copied; null where it may be. */
async function unfitType(
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
async function faultOf(
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
