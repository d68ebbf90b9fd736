// A picture made ready to be drawn and walked: where each level begins, and where a box's children are. Boxes come level by level, from
// left to right, so both are stretches of the columns.
import type { AnswerTo } from './asking';
import type { Frame, Names, Picture, Span } from '#core/messages/profileView';

export interface Boxes {
  readonly picture: Picture;
  readonly names: Names;
  readonly span: Span;
  readonly total: number;
  /** Level d: `rowStart[d] … rowStart[d + 1] - 1`. */
  readonly rowStart: readonly number[];
  readonly childStart: Int32Array;
  readonly childEnd: Int32Array;
}

export function boxesOf({ picture, names, span, total }: Extract<AnswerTo<'flame'>, { kind: 'flame' }>): Boxes {
  const count = picture.depth.length;
  const childStart = new Int32Array(count);
  const childEnd = new Int32Array(count);
  const rowStart: number[] = [];
  for (let box = 0; box < count; box++) {
    if (picture.depth[box] === rowStart.length) rowStart.push(box);
    const parent = picture.parent[box]!;
    if (parent < 0) continue;
    if (childEnd[parent] === 0) childStart[parent] = box;
    childEnd[parent] = box + 1;
  }
  rowStart.push(count);
  return { picture, names, span, total, rowStart, childStart, childEnd };
}

export const levels = ({ rowStart }: Boxes): number => rowStart.length - 1;

/** The box at a place of the picture; -1: none. */
export function boxAt(boxes: Boxes, depth: number, x: number): number {
  const { x: left, size } = boxes.picture;
  const box = firstEndingAfter(boxes, depth, x);
  return box >= 0 && left[box]! <= x && x < left[box]! + size[box]! ? box : -1;
}

/** The leftmost box of a level whose right edge is beyond `x`; -1: none. */
export function firstEndingAfter({ picture, rowStart }: Boxes, depth: number, x: number): number {
  const end = rowStart[depth + 1];
  if (depth < 0 || end === undefined) return -1;
  let [low, high] = [rowStart[depth]!, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (picture.x[middle]! + picture.size[middle]! > x) high = middle;
    else low = middle + 1;
  }
  return low < end ? low : -1;
}

/** Of the root, and of boxes that stand for several: -1. */
export function frameOf({ picture, names }: Boxes, box: number): Frame {
  const name = picture.name[box]!;
  return name < 0 ? -1 : names.ids[name]! * 2 + picture.inlined[box]!;
}

/** The frames from the root's child to the box; a box that stands for several ends with its parent's. */
export function pathOf(boxes: Boxes, box: number): readonly Frame[] {
  const path: Frame[] = [];
  for (let at = box; at > 0; at = boxes.picture.parent[at]!) {
    const frame = frameOf(boxes, at);
    if (frame >= 0) path.push(frame);
  }
  return path.reverse();
}

/** The box that a path leads to, or the last one of it that the picture has. */
export function boxOf(boxes: Boxes, path: readonly Frame[]): { readonly box: number; readonly isWhole: boolean } {
  let box = 0;
  for (const frame of path) {
    const child = childWith(boxes, box, frame);
    if (child < 0) return { box, isWhole: false };
    box = child;
  }
  return { box, isWhole: true };
}

function childWith(boxes: Boxes, parent: number, frame: Frame): number {
  for (let child = boxes.childStart[parent]!; child < boxes.childEnd[parent]!; child++) {
    if (frameOf(boxes, child) === frame) return child;
  }
  return -1;
}

export const covers = (outer: Span, inner: Span): boolean => {
  // What was asked for as a stretch comes back as the same numbers but for the last bits.
  const slack = (outer.to - outer.from) * 1e-9;
  return outer.from <= inner.from + slack && outer.to >= inner.to - slack;
};
