// Where an arrow key leads from a box: to its parent, its heaviest child, its neighbours in the row. Up is up on the screen, whichever end
// the root is at.
import { type Boxes, firstEndingAfter } from './boxes';
import type { Span } from '#core/messages/profileView';

/** The box that `key` leads to, `box` itself at an edge; null: the key means nothing here. */
export function boxTowards(boxes: Boxes, box: number, key: string, growsUp: boolean, seen: Span): number | null {
  switch (key) {
    case 'ArrowUp':
      return growsUp ? heaviestChild(boxes, box) : parentOf(boxes, box);
    case 'ArrowDown':
      return growsUp ? parentOf(boxes, box) : heaviestChild(boxes, box);
    case 'ArrowLeft':
      return neighbour(boxes, box, -1, seen);
    case 'ArrowRight':
      return neighbour(boxes, box, 1, seen);
    case 'Home':
      return Math.max(0, firstEndingAfter(boxes, boxes.picture.depth[box]!, seen.from));
    case 'End':
      return lastSeen(boxes, boxes.picture.depth[box]!, seen);
    default:
      return null;
  }
}

const parentOf = ({ picture }: Boxes, box: number): number => Math.max(0, picture.parent[box]!);

function heaviestChild({ picture, childStart, childEnd }: Boxes, box: number): number {
  let best = box;
  for (let child = childStart[box]!; child < childEnd[box]!; child++) {
    const isHeavier = best === box || picture.size[child]! > picture.size[best]!;
    // Several boxes as one are no function; they are reached from the side.
    if (picture.merged[child] === 0 && isHeavier) best = child;
  }
  return best === box && childEnd[box]! > childStart[box]! ? childStart[box]! : best;
}

function neighbour({ picture }: Boxes, box: number, step: 1 | -1, { from, to }: Span): number {
  const next = box + step;
  if (picture.depth[next] !== picture.depth[box]) return box;
  const isSeen = picture.x[next]! < to && picture.x[next]! + picture.size[next]! > from;
  return isSeen ? next : box;
}

function lastSeen(boxes: Boxes, depth: number, { to }: Span): number {
  const { x } = boxes.picture;
  let box = boxes.rowStart[depth + 1]! - 1;
  while (box > boxes.rowStart[depth]! && x[box]! >= to) box--;
  return box;
}
