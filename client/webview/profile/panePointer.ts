// The mouse on a flame graph: a click zooms, a drag moves the picture, the wheel scrolls it and zooms with Ctrl, the right button opens
// the menu.
import type { Span } from '#core/messages/profileView';

export interface PointerTarget {
  readonly pane: HTMLElement;
  readonly scroller: HTMLElement;
  /** What is in sight. */
  seen(): Span;
  /** The box at a place of the window; -1: none. */
  hit(x: number, y: number): number;
  /** Called for every move; the picture below may move, too. */
  hover(x: number, y: number): void;
  leave(): void;
  focus(): void;
  click(box: number, event: MouseEvent): void;
  menu(box: number, x: number, y: number): void;
  look(span: Span): void;
  /** Zooms by a factor; `around` stays where it is. */
  scale(factor: number, around: number): void;
}

interface Drag {
  readonly x: number;
  readonly y: number;
  readonly span: Span;
  readonly scrollTop: number;
  isMoving: boolean;
}

/** Less than this is a trembling click. */
const dragDistance = 4;

export function listenToPointer(target: PointerTarget): void {
  const { pane, scroller } = target;
  let drag: Drag | null = null;
  /** How much of the picture's width lies below so many pixels. */
  const stretch = (pixels: number) => {
    const { from, to } = target.seen();
    return (pixels / Math.max(1, pane.clientWidth)) * (to - from);
  };
  const valueAt = (x: number) => target.seen().from + stretch(x - pane.getBoundingClientRect().left);

  scroller.addEventListener('pointerdown', event => {
    // The scroll bar is none of the picture.
    if (event.button !== 0 || event.clientX >= scroller.getBoundingClientRect().left + scroller.clientWidth) return;
    const { clientX: x, clientY: y } = event;
    drag = { x, y, span: target.seen(), scrollTop: scroller.scrollTop, isMoving: false };
    scroller.setPointerCapture(event.pointerId);
  });
  scroller.addEventListener('pointermove', ({ clientX: x, clientY: y }) => {
    if (!drag) return target.hover(x, y);
    if (!drag.isMoving && Math.hypot(x - drag.x, y - drag.y) <= dragDistance) return;
    drag.isMoving = true;
    scroller.classList.add('is-dragged');
    target.leave();
    scroller.scrollTop = drag.scrollTop + drag.y - y;
    const by = stretch(drag.x - x);
    if (by !== 0) target.look({ from: drag.span.from + by, to: drag.span.to + by });
  });
  scroller.addEventListener('pointerup', event => {
    const ended = drag;
    drag = null;
    scroller.classList.remove('is-dragged');
    if (ended) target.focus();
    if (ended && !ended.isMoving) target.click(target.hit(event.clientX, event.clientY), event);
  });
  scroller.addEventListener('pointercancel', () => (drag = null));
  scroller.addEventListener('pointerleave', target.leave);
  scroller.addEventListener('contextmenu', event => {
    event.preventDefault();
    target.menu(target.hit(event.clientX, event.clientY), event.clientX, event.clientY);
  });
  scroller.addEventListener(
    'wheel',
    event => {
      if (event.ctrlKey || event.metaKey || event.altKey) {
        event.preventDefault();
        target.scale(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 240))), valueAt(event.clientX));
        return;
      }
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      // Down and up are the scroller's own.
      if (sideways === 0 || (!event.shiftKey && Math.abs(event.deltaY) >= Math.abs(sideways))) return;
      event.preventDefault();
      const by = stretch(sideways);
      const { from, to } = target.seen();
      target.look({ from: from + by, to: to + by });
    },
    { passive: false },
  );
}
