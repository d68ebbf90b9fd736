// Quick fixes of findings about pools (core/pool/fixes), compiled before they are handed out.
import { isPoolCode, type Finding } from '#core/escape/finding';
import { poolFix, type PoolFix } from '#core/pool/fixes';
import { applyReplacements, type Offer } from '#core/refactor/offer';
import { comparePositions, type Range } from '#core/text/position';
import { packageOf } from '../packageOf';
import { prove } from './proof';
import type { CreateRefactoring } from './refactoring';

const kind = 'quickfix';

type Place = Pick<Finding, 'code' | 'range' | 'subject'>;

export const createPoolFixes: CreateRefactoring = parts => {
  const { trees, t } = parts;
  const fixOf = (place: Place, file: string, text: string): PoolFix | null =>
    poolFix(place, { ...trees.parse(file, text), path: file }, t);
  return {
    kinds: [kind],
    offers({ file, text, range }) {
      const here = parts.findings(file).filter(finding => isPoolCode(finding.code) && touches(finding.range, range));
      const offers = here.flatMap(({ code, range: at, subject, stale }): Offer[] => {
        const place: Place = { code, range: at, subject };
        const fix = stale || !isName.test(subject) ? null : fixOf(place, file, text);
        return fix ? [{ kind, title: fix.title, refused: null, data: place }] : [];
      });
      return Promise.resolve(offers);
    },
    async resolve({ file, text }, data, signal) {
      const fix = isPlace(data) ? fixOf(data, file, text) : null;
      if (!fix) return { kind: 'refused', reason: t('The text has changed meanwhile; please ask again.') };
      const edit = { file, before: text, replacements: fix.replacements };
      const { directory, patterns } = await packageOf(file, text, parts.disk);
      const before = new Map([...parts.openTexts(), [file, text]]);
      const after = new Map([...before, [file, applyReplacements(edit)]]);
      const proof = await prove(
        parts,
        { directory, patterns, packages: [], before, after, settings: parts.settings().go, goarchs: [''] },
        signal,
      );
      return proof.kind === 'refused' ? proof : { kind: 'edit', files: [edit], confirm: fix.confirm };
    },
  };
};

const touches = (a: Range, b: Range): boolean =>
  comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;

function isPlace(data: unknown): data is Place {
  if (typeof data !== 'object' || data === null || !('code' in data) || !('range' in data) || !('subject' in data))
    return false;
  const { code, range, subject } = data;
  return typeof code === 'string' && typeof subject === 'string' && isName.test(subject) && isRange(range);
}

/** It becomes part of a pattern. */
const isName = /^[\p{L}_][\p{L}\p{N}_]*$/u;

function isRange(range: unknown): range is Range {
  const isPosition = (at: unknown): boolean =>
    typeof at === 'object' &&
    at !== null &&
    'line' in at &&
    'character' in at &&
    Number.isInteger(at.line) &&
    Number.isInteger(at.character);
  return (
    typeof range === 'object' &&
    range !== null &&
    'start' in range &&
    'end' in range &&
    isPosition(range.start) &&
    isPosition(range.end)
  );
}
