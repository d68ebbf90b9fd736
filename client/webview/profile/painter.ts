// Draws a picture's boxes on a canvas: only the rows in sight, and of those only the boxes in sight. No state: what is passed in is what is
// seen.
import type { Picture, Span } from '#core/messages/profileView';
import { formatShare } from '#core/profile/units';
import { t } from '../base/words';
import type { BoxLabels } from './boxLabels';
import { type Boxes, firstEndingAfter, levels } from './boxes';
import { narrowAdder, specialFill } from './boxFill';
import { changeOf } from './change';
import { paintMark } from './classMarks';
import type { NarrowRows } from './narrowRows';
import { classOfNumber, type Palette } from './palette';

export const rowHeight = 20;
/** Narrower boxes have no text. */
const narrowest = 28;
/** Between a box and its caller. */
const hair = 1;

/** Where the picture lies on the canvas, in pixels of the page. */
export interface Viewport {
  /** What of the picture's width is in sight. */
  readonly span: Span;
  readonly width: number;
  readonly height: number;
  /** The first pixel row in sight, of {@link contentHeight}. */
  readonly scrollTop: number;
  readonly contentHeight: number;
  readonly growsUp: boolean;
}

export interface Painting {
  readonly boxes: Boxes;
  readonly viewport: Viewport;
  readonly palette: Palette;
  readonly labels: BoxLabels;
  readonly narrowRows: NarrowRows;
  readonly rootText: string;
  /** 1 for each name (place in the picture's names) that a search found; null: nothing is searched. */
  readonly isFound: Uint8Array | null;
}

export const normalFont = ({ font }: Palette): string => `12px ${font}`;

export function rowTop({ growsUp, contentHeight, scrollTop }: Viewport, depth: number): number {
  return (growsUp ? contentHeight - (depth + 1) * rowHeight : depth * rowHeight) - scrollTop;
}

export function depthAt({ growsUp, contentHeight, scrollTop }: Viewport, y: number): number {
  const fromTop = y + scrollTop;
  return Math.floor((growsUp ? contentHeight - fromTop : fromTop) / rowHeight);
}

/** Left edge and width in pixels, cut to what is in sight. */
export function boxEdges({ picture }: Boxes, { span, width }: Viewport, box: number): { left: number; right: number } {
  const scale = width / (span.to - span.from);
  const left = (picture.x[box]! - span.from) * scale;
  return { left: Math.max(0, left), right: Math.min(width, left + picture.size[box]! * scale) };
}

/** `context` is scaled so that one unit is a pixel of the page; `ratio`: device pixels in one. */
export function paint(context: CanvasRenderingContext2D, painting: Painting, ratio: number): void {
  const { boxes, viewport, palette, narrowRows } = painting;
  const { width, height, span } = viewport;
  context.fillStyle = palette.background;
  context.fillRect(0, 0, width, height);
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  context.font = normalFont(palette);
  context.imageSmoothingEnabled = false;
  const [one, other] = [depthAt(viewport, 0), depthAt(viewport, height)];
  const first = Math.max(0, Math.min(one, other));
  const last = Math.min(levels(boxes) - 1, Math.max(one, other));
  const { x, size } = boxes.picture;
  const scale = (width * ratio) / (span.to - span.from);
  const narrow = (palette.isPlain ? 2 : 3) * ratio;
  narrowRows.begin(Math.round(width * ratio), Math.max(0, last - first + 1));
  const addNarrow = narrowAdder(painting, narrowRows);
  const wide: number[] = [];
  for (let depth = first; depth <= last; depth++) {
    const end = boxes.rowStart[depth + 1]!;
    // A picture made for a closer look has many boxes in one pixel here: the first one has it.
    let drawnTo = -Infinity;
    for (let box = firstEndingAfter(boxes, depth, span.from); box >= 0 && box < end && x[box]! < span.to; box++) {
      const right = x[box]! + size[box]!;
      if (right < drawnTo) continue;
      const pixels = size[box]! * scale;
      if (pixels < 1) drawnTo = right + 1 / scale;
      if (pixels > narrow) wide.push(box);
      else addNarrow(depth - first, box, (x[box]! - span.from) * scale, (right - span.from) * scale);
    }
  }
  narrowRows.end();
  for (let depth = first; depth <= last; depth++) {
    const top = rowTop(viewport, depth);
    const { y, tall } = boxPlace(viewport, top, false);
    narrowRows.draw(context, depth - first, {
      width,
      y,
      tall,
      hairY: viewport.growsUp ? y + tall : top,
      hairTall: hair,
    });
  }
  for (const box of wide) paintBox(context, painting, box, ratio);
}

/** An inlined call has no line between itself and its caller: it is part of that function's code. */
function boxPlace(
  { growsUp }: Viewport,
  top: number,
  isInlined: boolean,
): { readonly y: number; readonly tall: number } {
  const gap = isInlined ? 0 : hair;
  return { y: growsUp ? top : top + gap, tall: rowHeight - gap };
}

function paintBox(context: CanvasRenderingContext2D, painting: Painting, box: number, ratio: number): void {
  const { boxes, viewport, palette, isFound } = painting;
  const { picture, names } = boxes;
  const { left, right } = boxEdges(boxes, viewport, box);
  const name = picture.name[box]!;
  const isInlined = picture.inlined[box] === 1;
  const isMatch = isFound !== null && name >= 0 && isFound[name] === 1;
  const change = changeOf(picture, box);
  const packageClass = classOfNumber(name < 0 ? 4 : names.classes[name]!);
  // A hair of background between neighbours.
  const wide = right - left;
  const gap = wide > 3 ? 1 / Math.max(1, ratio) + 0.25 : 0;
  const { y, tall } = boxPlace(viewport, rowTop(viewport, picture.depth[box]!), isInlined);

  // What reaches beyond both edges is only there to say where one is.
  const isBeyond = picture.x[box]! < viewport.span.from || picture.x[box]! + picture.size[box]! > viewport.span.to;
  context.globalAlpha = isFound !== null && !isMatch ? 0.4 : isBeyond ? 0.6 : 1;
  context.fillStyle = specialFill(picture, palette, box, isMatch) ?? palette.fill(names, name);
  if (wide > 8 && !isInlined && !palette.isPlain) {
    context.beginPath();
    context.roundRect(left, y, wide - gap, tall, 2);
    context.fill();
  } else {
    context.fillRect(left, y, Math.max(wide - gap, 1 / ratio), tall);
  }
  if (palette.isPlain) {
    context.strokeStyle = palette.line;
    context.lineWidth = isMatch ? 3 : 1;
    context.strokeRect(left + 0.5, y + 0.5, wide - 1, tall - 1);
    context.lineWidth = 1;
  }
  if (box > 0 && wide >= narrowest) {
    if (change === null)
      paintMark(context, palette, picture.merged[box]! > 0 ? 'rest' : packageClass, left, y, wide - gap, tall);
  }
  if (wide >= narrowest) paintText(context, painting, { box, left, right: right - gap, y: y + tall / 2, change });
  context.globalAlpha = 1;
}

interface TextPlace {
  readonly box: number;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly change: number | null;
}

function paintText(
  context: CanvasRenderingContext2D,
  painting: Painting,
  { box, left, right, y, change }: TextPlace,
): void {
  const { boxes, palette, labels, rootText } = painting;
  const { picture, names, total } = boxes;
  const name = picture.name[box]!;
  const start = left + 7;
  const room = right - start - 3;
  const sign = change === null || Math.abs(change) < 0.005 || box === 0 ? '' : change > 0 ? '▲ ' : '▼ ';
  const signWidth = sign === '' ? 0 : labels.width(context, sign);
  const text =
    box === 0
      ? { text: rootText, width: labels.width(context, rootText) }
      : name >= 0
        ? labels.fit(context, names.texts[name]!, room - signWidth)
        : { text: '…', width: 10 };
  if (text.text === '') return;
  context.fillStyle = palette.text;
  const isInlined = picture.inlined[box] === 1;
  if (isInlined) context.font = `italic ${normalFont(palette)}`;
  context.fillText(sign + text.text, start, y, room);
  if (isInlined) context.font = normalFont(palette);
  if (name < 0) return;
  const share = picture.base ? changeText(picture, box) : formatShare(picture.value[box]!, total);
  const shareWidth = labels.width(context, share);
  if (room < text.width + signWidth + shareWidth + 18) return;
  context.fillStyle = palette.fadedText;
  context.fillText(share, right - shareWidth - 5, y);
}

/** Of the base; what has none is new. */
function changeText({ value, base }: Picture, box: number): string {
  const before = base?.[box] ?? 0;
  if (before === 0) return t('new');
  const share = formatShare(value[box]! - before, before);
  return share === '' || share.startsWith('−') ? share : `+${share}`;
}
