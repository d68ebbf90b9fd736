// Stretches of a picture's width, in its own units: what a box covers, what is in sight, how they lie to each other.
import type { Frame, Span } from '#core/messages/profileView';
import { frameOf, type Boxes } from './boxes';

/** What a box covers. */
export function spanOf({ picture: { x, size } }: Boxes, box: number): Span {
  return { from: x[box]!, to: x[box]! + size[box]! };
}

export const overlaps = (a: Span, b: Span): boolean => a.from < b.to && a.to > b.from;

/** Of the part of a box that is in sight; else of what is in sight. */
export function middleOf(box: Span, seen: Span): number {
  const [from, to] = [Math.max(box.from, seen.from), Math.min(box.to, seen.to)];
  return from < to ? (from + to) / 2 : (seen.from + seen.to) / 2;
}

/** So many times as wide, around the same middle; nothing lies left of 0. */
export function widened({ from, to }: Span, factor: number): Span {
  if (factor === 1) return { from, to };
  const more = ((to - from) * (factor - 1)) / 2;
  return { from: Math.max(0, from - more), to: to + more };
}

/** The path of the narrowest box that holds all of `span`. */
export function enclosing(boxes: Boxes, span: Span): readonly Frame[] {
  const { x, size } = boxes.picture;
  const path: Frame[] = [];
  for (let box = 0, next = 0; next >= 0;) {
    box = next;
    next = -1;
    for (let child = boxes.childStart[box]!; child < boxes.childEnd[box]!; child++) {
      const frame = frameOf(boxes, child);
      if (frame < 0 || x[child]! > span.from || x[child]! + size[child]! < span.to) continue;
      path.push(frame);
      next = child;
      break;
    }
  }
  return path;
}
