// The numbers beside the code: one short text per line, all in one column, so that they can be read downwards.
import { formatShare, formatValue } from '#core/profile/units';
import type { FileHeat, Heat } from './workerMessages';

export interface LineText {
  /** 1-based. */
  readonly line: number;
  /** `1.2 s  3.4 s`, padded to the width of the others. */
  readonly text: string;
  readonly level: 'hot' | 'warm' | 'cool';
  /** `flat 1.2 s (10%), cumulative 3.4 s (30%)` in parts, for a sentence. */
  readonly flat: string;
  readonly cum: string;
}

/** Of the profile's total: where a look is worth it at once, and where it is worth it at all. */
const hot = 0.1;
const warm = 0.01;

/** The lines of a file, several recorded files of one path added up. */
export function lineTexts(files: readonly FileHeat[], { unit, total }: Pick<Heat, 'unit' | 'total'>): LineText[] {
  const lines = new Map<number, { flat: number; cum: number }>();
  for (const { line, flat, cum } of files) {
    line.forEach((number, index) => {
      const sum = lines.get(number) ?? { flat: 0, cum: 0 };
      lines.set(number, { flat: sum.flat + flat[index]!, cum: sum.cum + cum[index]! });
    });
  }
  const rows = [...lines].filter(([, { flat, cum }]) => flat !== 0 || cum !== 0).sort(([a], [b]) => a - b);
  const value = (amount: number): string => (amount === 0 ? '·' : formatValue(amount, unit));
  const width = (texts: readonly string[]): number => Math.max(0, ...texts.map(text => text.length));
  const flatWidth = width(rows.map(([, { flat }]) => value(flat)));
  const cumWidth = width(rows.map(([, { cum }]) => value(cum)));
  return rows.map(([line, { flat, cum }]) => {
    const share = total === 0 ? 0 : Math.abs(cum) / total;
    const withShare = (amount: number): string =>
      `${formatValue(amount, unit)} (${formatShare(amount, total) || '0%'})`;
    return {
      line,
      // Blanks that are not joined: the editor keeps them.
      text: `${value(flat).padStart(flatWidth)}  ${value(cum).padStart(cumWidth)}`.replaceAll(' ', '\u00a0'),
      level: share >= hot ? 'hot' : share >= warm ? 'warm' : 'cool',
      flat: withShare(flat),
      cum: withShare(cum),
    };
  });
}

/** How many blanks stand between a line's end and the column where the texts begin, which is right of the longest of `lines`. */
export function gaps(lines: readonly string[], tabSize: number): number[] {
  const widths = lines.map(line => widthOf(line, tabSize));
  const longest = Math.min(mostColumns, Math.max(0, ...widths));
  return widths.map(width => Math.max(0, longest - width) + leastGap);
}

/** Hints stand in the line, too: further to the right the numbers would often be off the screen. */
const mostColumns = 32;
const leastGap = 2;

function widthOf(line: string, tabSize: number): number {
  let width = 0;
  for (const character of line) {
    if (character === '\t') width += tabSize - (width % tabSize);
    else
      width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character)
        ? 2
        : 1;
  }
  return width;
}
