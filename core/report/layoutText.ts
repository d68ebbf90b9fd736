// What `escapement layout` prints for a person: each struct with its numbers, its memory as a picture, and the better order, if there is one. The
// first line has the form that terminals make clickable.
//   p/t.go:12:6: record: size 40, alignment 8, padding 21 [amd64]
//      0  █·······  ok bool
//      8  ▓▓▓▓▓▓▓▓  hits int64
//     40 B → 24 B possible: hits, ok
import { bestSummary, layoutPicture, layoutSummary, otherArchitecture } from '../layout/layoutText';
import type { StructLayout } from '../layout/structLayout';
import type { Translate } from '../messages/translate';
import { sortLayouts } from './layoutJson';

/** `shownPath` turns absolute into shown. '' where there are none. */
export function layoutText(types: readonly StructLayout[], shownPath: (file: string) => string, t: Translate): string {
  return groups(sortLayouts(types))
    .map(([own, ...others]) => block(own!, others, shownPath, t))
    .join('\n');
}

/** The rows of one type together. */
function groups(rows: readonly StructLayout[]): readonly (readonly StructLayout[])[] {
  const all = new Map<string, StructLayout[]>();
  for (const row of rows) {
    const { line, character } = row.range.start;
    const key = `${row.file}:${line}:${character} ${row.name}`;
    all.set(key, [...(all.get(key) ?? []), row]);
  }
  return [...all.values()];
}

function block(
  own: StructLayout,
  others: readonly StructLayout[],
  shownPath: (file: string) => string,
  t: Translate,
): string {
  const { line, character } = own.range.start;
  const name = own.function === null || own.function === '' ? own.name : `${own.name} (${own.function})`;
  const best = bestSummary(own, t);
  return [
    `${shownPath(own.file)}:${line + 1}:${character + 1}: ${name}: ${layoutSummary(own, t)} [${own.goarch}]`,
    ...layoutPicture(own).map(row => `  ${row}`),
    ...(best === null ? [] : [`  ${best}`]),
    ...(others.length > 0 ? [`  ${others.map(other => otherArchitecture(other, t)).join('; ')}`] : []),
    ...own.hazards.map(({ code, verdict, message }) => `  ${verdictWord(verdict, t)}: ${message} [${code}]`),
  ]
    .map(row => `${row}\n`)
    .join('');
}

const verdictWord = (verdict: 'confirm' | 'refused', t: Translate): string =>
  verdict === 'refused' ? t('not reordered') : t('to confirm');
