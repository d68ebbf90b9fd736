// The last few pictures of one scope. While a closer one is being made, the sharpest that covers what is in sight is shown, stretched.
import type { Span } from '#core/messages/profileView';
import { type Boxes, covers } from './boxes';

const most = 4;

export interface PictureShelf {
  add(boxes: Boxes): void;
  /** The scope is another one: what is there is shown only until the first new picture comes. */
  expire(): void;
  best(seen: Span): Boxes | null;
}

export function pictureShelf(): PictureShelf {
  let pictures: Boxes[] = [];
  let isExpired = false;
  const isWhole = ({ span, picture }: Boxes) => span.from <= 0 && span.to >= picture.size[0]!;
  return {
    add(boxes) {
      if (isExpired) pictures = [];
      isExpired = false;
      // The whole stays: there is always something to go back to.
      const [whole] = pictures.filter(isWhole).slice(-1);
      const others = pictures.filter(kept => kept !== whole).slice(-(most - 1));
      pictures = [...(whole && !isWhole(boxes) ? [whole] : []), ...others, boxes];
    },
    expire: () => void (isExpired = true),
    best(seen) {
      const covering = pictures.filter(({ span }) => covers(span, seen));
      const width = ({ span }: Boxes) => span.to - span.from;
      return (
        covering.reduce<Boxes | null>((best, next) => (best && width(best) < width(next) ? best : next), null) ??
        pictures.at(-1) ??
        null
      );
    },
  };
}
