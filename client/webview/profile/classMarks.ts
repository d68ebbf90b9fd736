// Marks at a box's left edge that say whose code it is, for eyes that do not tell the colours apart and for themes without colours:
//   own ┃ a bar    dependency ┇ dots    standard library: nothing    runtime ╱ hatched    several boxes as one ⋮ a row of dots
import type { PackageClass } from '#core/messages/profileView';
import type { Palette } from './palette';

export function paintMark(
  context: CanvasRenderingContext2D,
  palette: Palette,
  mark: PackageClass | 'rest',
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  switch (mark) {
    case 'own':
      context.fillStyle = palette.mark('own');
      context.fillRect(left, top + 3, 2, height - 6);
      return;
    case 'dependency':
      context.fillStyle = palette.mark('dependency');
      for (const at of [0.2, 0.5, 0.8]) context.fillRect(left + 1, top + at * height - 1.5, 2, 3);
      return;
    case 'runtime':
      context.strokeStyle = palette.mark('runtime');
      hatch(context, left, top, Math.min(width, 5), height);
      return;
    case 'rest':
      context.strokeStyle = palette.mark('unknown');
      hatch(context, left, top, width, height);
      return;
    case 'standard':
    case 'unknown':
      return;
  }
}

function hatch(context: CanvasRenderingContext2D, left: number, top: number, width: number, height: number): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.beginPath();
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * 0.5;
  for (let at = left - height; at < left + width; at += 5) {
    context.moveTo(at, top + height);
    context.lineTo(at + height, top);
  }
  context.lineWidth = 1;
  context.stroke();
  context.restore();
}
