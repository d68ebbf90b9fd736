// The numbers of a function or box in words: for the tooltip, the line below the picture and the live region, which all say the same.
import type { SampleType } from '#core/messages/profileView';
import { formatChange, formatShare, formatValue } from '#core/profile/units';
import { t } from '../base/words';
import { type BoxAt, nameText } from './boxGrid';
import { classText } from './subject';
import { classOfNumber } from './palette';

export interface Figure {
  readonly label: string;
  readonly value: string;
}

/** `zoomed`: the value of the box that fills the width. */
export function figuresOf({ boxes, box }: BoxAt, type: SampleType, zoomed: number): readonly Figure[] {
  const { picture, total } = boxes;
  const value = picture.value[box]!;
  const self = picture.self[box]!;
  const parent = picture.parent[box]!;
  const ofTotal = formatShare(value, total);
  const figures: Figure[] = [
    { label: t('Cum'), value: withShare(formatValue(value, type.unit), ofTotal) },
    { label: t('Flat'), value: withShare(formatValue(self, type.unit), formatShare(self, total)) },
  ];
  if (picture.base) {
    const base = picture.base[box]!;
    const change = formatChange(value - base, type.unit);
    figures.push({ label: t('Before'), value: formatValue(base, type.unit) });
    figures.push({ label: t('Change'), value: withShare(change, base === 0 ? '' : formatShare(value - base, base)) });
  }
  if (parent > 0) figures.push({ label: t('Of its caller'), value: formatShare(value, picture.value[parent]!) });
  if (zoomed > 0 && zoomed !== total) figures.push({ label: t('Of what is shown'), value: formatShare(value, zoomed) });
  return figures.filter(figure => figure.value !== '');
}

const withShare = (value: string, share: string): string => (share === '' ? value : `${value} (${share})`);

/** One sentence for the live region. */
export function spoken(at: BoxAt, type: SampleType, rootText: string): string {
  const { boxes, box } = at;
  const name = nameText(boxes, box, rootText);
  const figures = figuresOf(at, type, 0).slice(0, 2);
  return [name, ...figures.map(({ label, value }) => `${label} ${value}`)].join(', ');
}

/** Whose code, and where: `own code · store/db.go:12`. */
export function placeOf({ boxes: { picture, names }, box }: BoxAt): string {
  const name = picture.name[box]!;
  if (name < 0) return '';
  const parts = [classText(classOfNumber(names.classes[name]!))];
  const file = names.files[name]!;
  const line = names.lines[name]!;
  if (file !== '') parts.push(shortFile(file) + (line > 0 ? `:${line}` : ''));
  if (picture.inlined[box] === 1) parts.push(t('inlined'));
  return parts.join(' · ');
}

/** The last two folders say enough. */
const shortFile = (file: string): string => file.split(/[\\/]/).slice(-3).join('/');
