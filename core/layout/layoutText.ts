// What is said of a struct's layout in words: the same in the hover, the terminal and the layout view.
import type { Translate } from '../messages/translate';
import { pictureOf } from './picture';
import type { StructLayout } from './structLayout';

/** `size 40, alignment 8, padding 23, size class 48, pointer bytes 16`. */
export function layoutSummary(layout: StructLayout, t: Translate): string {
  const { size, align, padding, sizeClass, pointerBytes } = layout;
  return [
    t('size {0}', size),
    t('alignment {0}', align),
    ...(padding > 0 ? [t('padding {0}', padding)] : []),
    ...(sizeClass !== null && sizeClass !== size ? [t('size class {0}', sizeClass)] : []),
    ...pointerWords(pointerBytes, t),
  ].join(', ');
}

function pointerWords(pointerBytes: number | null, t: Translate): readonly string[] {
  if (pointerBytes === null) return [];
  return [pointerBytes === 0 ? t('no pointers') : t('pointer bytes {0}', pointerBytes)];
}

/** `40 B → 24 B possible: hits, when, ok`; null where today's order is the best. */
export function bestSummary({ best, size, sizeClass }: StructLayout, t: Translate): string | null {
  if (!best) return null;
  const order = best.order.join(', ');
  if (best.sizeClass !== null && sizeClass !== null && best.sizeClass === sizeClass) {
    return t('{0} B → {1} B possible (same size class {2}): {3}', size, best.size, sizeClass, order);
  }
  if (best.sizeClass === null || best.sizeClass === best.size)
    return t('{0} B → {1} B possible: {2}', size, best.size, order);
  return t('{0} B → {1} B possible (size class {2}): {3}', size, best.size, best.sizeClass, order);
}

/** `386: 28 B → 20 B`, for an architecture beside the build's own. */
export function otherArchitecture({ goarch, size, best }: StructLayout, t: Translate): string {
  return best ? t('{0}: {1} B → {2} B', goarch, size, best.size) : t('{0}: {1} B', goarch, size);
}

/** The picture of today's memory: lines without line ends. */
export function layoutPicture({ fields, size, align, pointerBytes }: StructLayout): readonly string[] {
  const offsets = fields.map(({ offset }) => offset);
  return pictureOf(fields, { offsets, size, align, pointerBytes });
}
