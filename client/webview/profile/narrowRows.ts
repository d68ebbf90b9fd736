// Boxes too narrow for text, marks or gaps: nearly all of a large profile, tens of thousands in sight. Told to a canvas one by one they take longer
// than a frame may; so a row of them is one line of pixels, which the canvas stretches to the row's height.
import { element } from '../base/element';

/** In pixels of the device; a pixel's colour is one of `pixels.ts`. */
export interface NarrowRows {
  /** Forgets what was there. */
  begin(width: number, rows: number): void;
  /** From left to right. `isJoined`: there is no line between the box and its caller. */
  add(row: number, from: number, to: number, pixel: number, isJoined: boolean): void;
  /** All boxes have been added. */
  end(): void;
  /** Draws a row's boxes `width` wide, in the context's own units: `y`, `tall` are those of a box, `hairY` the line between it and its caller. */
  draw(context: CanvasRenderingContext2D, row: number, place: RowPlace): void;
}

export interface RowPlace {
  readonly width: number;
  readonly y: number;
  readonly tall: number;
  readonly hairY: number;
  readonly hairTall: number;
}

export function narrowRows(): NarrowRows {
  const canvas = element('canvas', {});
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let image = new ImageData(1, 2);
  // Two lines for each row: the boxes, and what joins them to their callers.
  let pixels = new Uint32Array(image.data.buffer);
  let has = new Uint8Array(2);

  function fill(line: number, from: number, to: number, pixel: number): void {
    const start = line * image.width;
    // A pixel is the box's in which its middle lies; a box without any such pixel has the one that it begins in, unless that is taken.
    let first = Math.max(0, Math.ceil(from - 0.5));
    let end = Math.min(image.width, Math.ceil(to - 0.5));
    if (first >= end) {
      first = Math.min(image.width - 1, Math.max(0, Math.floor(from)));
      end = pixels[start + first] === 0 ? first + 1 : first;
    }
    pixels.fill(pixel, start + first, start + end);
    has[line] = 1;
  }

  return {
    begin(width, rows) {
      if (image.width !== width || image.height !== 2 * rows) {
        image = new ImageData(Math.max(1, width), Math.max(2, 2 * rows));
        pixels = new Uint32Array(image.data.buffer);
        has = new Uint8Array(image.height);
        canvas.width = image.width;
        canvas.height = image.height;
      } else {
        pixels.fill(0);
        has.fill(0);
      }
    },
    add(row, from, to, pixel, isJoined) {
      fill(2 * row, from, to, pixel);
      if (isJoined) fill(2 * row + 1, from, to, pixel);
    },
    end: () => context?.putImageData(image, 0, 0),
    draw(target, row, { width, y, tall, hairY, hairTall }) {
      const line = 2 * row;
      if (has[line] === 1) target.drawImage(canvas, 0, line, image.width, 1, 0, y, width, tall);
      if (has[line + 1] === 1) target.drawImage(canvas, 0, line + 1, image.width, 1, 0, hairY, width, hairTall);
    },
  };
}
