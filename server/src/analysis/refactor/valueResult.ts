// "Return T as a value": of a function that only its package can call, and that returns a pointer to what it has just made, so that the value goes to
// the heap. All of its callers change in one edit. Proven by the package with its tests, in which no function may report more than before.
import path from 'node:path';
import type { Finding } from '#core/escape/finding';
import { applyReplacements, type FileEdit, type Offer, type Resolution } from '#core/refactor/offer';
import { constructorsOf, type Constructor } from '#core/refactor/value/constructors';
import { obstacleSentence } from '#core/refactor/value/obstacle';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { packageOf } from '../packageOf';
import { formattedEdit } from './formatted';
import { prove } from './proof';
import type { CreateRefactoring, Place } from './refactoring';
import { changedFiles } from './valueEdits';
import { unfitType, valueFault } from './valueFault';

const kind = 'refactor.rewrite.alloc.value';

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
      const reason = await valueFault(parts, { place, before: overlay, after, watched, ...found }, signal);
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
