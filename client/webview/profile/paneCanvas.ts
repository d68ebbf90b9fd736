// What a flame graph is drawn on: one canvas for the boxes, one above it for outlines, so that a pointer that moves costs outlines only; and
// over both what scrolls, takes the mouse, and holds the text for screen readers.
import { element } from '../base/element';
import { type Boxes, levels } from './boxes';
import { narrowRows } from './narrowRows';
import { boxEdges, normalFont, paint, rowHeight, rowTop, type Painting, type Viewport } from './painter';

export interface Outline {
  readonly box: number;
  readonly colour: string;
  readonly thickness: number;
}

export interface PaneCanvas {
  readonly element: HTMLElement;
  readonly scroller: HTMLElement;
  /** Pixels that the picture takes, at least those of the pane. */
  contentHeight(): number;
  /** As high as this picture. */
  fit(boxes: Boxes): void;
  drawBoxes(picture: Drawn): void;
  drawOutlines(boxes: Boxes, viewport: Viewport, outlines: readonly Outline[]): void;
}

type Drawn = Omit<Painting, 'narrowRows'>;

/** `content`: what has the keyboard's focus. */
export function paneCanvas(content: HTMLElement): PaneCanvas {
  const boxes = element('canvas', { class: 'pane-canvas', 'aria-hidden': 'true' });
  const outlines = element('canvas', { class: 'pane-canvas', 'aria-hidden': 'true' });
  const space = element('div', { class: 'pane-space' });
  const scroller = element('div', { class: 'pane-scroller' }, content, space);
  const pane = element('div', { class: 'pane' }, boxes, outlines, scroller);
  const narrow = narrowRows();
  let rows = 0;
  const contentHeight = () => Math.max(pane.clientHeight, rows * rowHeight);
  return {
    element: pane,
    scroller,
    contentHeight,
    fit(picture) {
      rows = levels(picture);
      space.style.height = `${contentHeight()}px`;
    },
    drawBoxes(picture) {
      const ratio = devicePixelRatio;
      const context = sized(boxes, picture.viewport, ratio);
      if (!context) return;
      context.font = normalFont(picture.palette);
      paint(context, { ...picture, narrowRows: narrow }, ratio);
    },
    drawOutlines(picture, viewport, wanted) {
      const context = sized(outlines, viewport, devicePixelRatio);
      if (!context) return;
      context.clearRect(0, 0, viewport.width, viewport.height);
      for (const outline of wanted) drawOutline(context, picture, viewport, outline);
    },
  };
}

function drawOutline(
  context: CanvasRenderingContext2D,
  boxes: Boxes,
  viewport: Viewport,
  { box, colour, thickness }: Outline,
): void {
  const top = rowTop(viewport, boxes.picture.depth[box]!);
  if (top < -rowHeight || top > viewport.height) return;
  const { left, right } = boxEdges(boxes, viewport, box);
  if (right <= 0 || left >= viewport.width || right - left < 1) return;
  context.strokeStyle = colour;
  context.lineWidth = thickness;
  const inset = thickness / 2;
  context.strokeRect(left + inset, top + inset, Math.max(1, right - left - thickness), rowHeight - thickness);
}

/** A context that draws in pixels of the page; the canvas has the pixels of the device. */
function sized(canvas: HTMLCanvasElement, { width, height }: Viewport, ratio: number): CanvasRenderingContext2D | null {
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
