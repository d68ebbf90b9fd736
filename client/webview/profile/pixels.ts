// Colours as pixels. A theme's colours are any that CSS knows: what one is on the screen a canvas says.
import { element } from '../base/element';

/** The first byte is red, the last how opaque it is. Asks once for each colour. */
export function createPixels(): (colour: string) => number {
  const known = new Map<string, number>();
  const canvas = element('canvas', { width: 1, height: 1 });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const ask = (colour: string): number => {
    if (!context) return 0;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0]!;
  };
  return colour => {
    let pixel = known.get(colour);
    if (pixel === undefined) known.set(colour, (pixel = ask(colour)));
    return pixel;
  };
}

/** The pixel, 0.4 as opaque. Bytes stand low one first wherever Chromium runs. */
export const faded = (pixel: number): number => ((pixel & 0xffffff) | (0x66 << 24)) >>> 0;
