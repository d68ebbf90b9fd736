// Which colour a box has: that of its function, or a special one where it is the whole, many boxes in one, a change, or what a search found.
import type { Picture } from '#core/messages/profileView';
import type { Boxes } from './boxes';
import { changeOf } from './change';
import type { NarrowRows } from './narrowRows';
import type { Palette } from './palette';
import { faded } from './pixels';

/** Null: the box has the colour of its name. */
export function specialFill(picture: Picture, palette: Palette, box: number, isMatch: boolean): string | null {
  if (box === 0) return palette.root;
  if (picture.merged[box]! > 0) return palette.rest;
  const change = changeOf(picture, box);
  if (change !== null) return palette.change(change);
  return isMatch ? palette.found : null;
}

export interface Coloured {
  readonly boxes: Boxes;
  readonly palette: Palette;
  /** 1 for each name that a search found; null: nothing is searched. */
  readonly isFound: Uint8Array | null;
}

/** `from`, `to`: pixels of the device. */
type AddNarrow = (row: number, box: number, from: number, to: number) => void;

/** Adds boxes that are drawn as pixels, in their colours. */
export function narrowAdder({ boxes, palette, isFound }: Coloured, narrowRows: NarrowRows): AddNarrow {
  const { picture, names } = boxes;
  const own = palette.pixels(names);
  const line = palette.isPlain ? palette.pixel(palette.line) : null;
  return (row, box, from, to) => {
    const name = picture.name[box]!;
    const isMatch = isFound !== null && name >= 0 && isFound[name] === 1;
    const fill = line === null ? specialFill(picture, palette, box, isMatch) : null;
    const pixel = line ?? (fill === null ? own[name]! : palette.pixel(fill));
    narrowRows.add(row, from, to, isFound !== null && !isMatch ? faded(pixel) : pixel, picture.inlined[box] === 1);
  };
}
