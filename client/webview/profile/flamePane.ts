// One flame graph: canvas, scrolling, zoom and cursor. The flame view has one, the sandwich two. What is drawn comes from the worker,
// piece by piece; a glide or a pan stretches what is there until the sharper picture comes.
import type { Frame, Root, Scope, Span } from '#core/messages/profileView';
import { element } from '../base/element';
import type { Asking } from './asking';
import { type BoxAt, boxGrid } from './boxGrid';
import { boxLabels, type BoxLabels } from './boxLabels';
import { type Boxes, boxAt, boxesOf, boxOf, frameOf, levels, pathOf } from './boxes';
import { boxTowards } from './flameKeys';
import { glide } from './glide';
import { boxEdges, depthAt, normalFont, paint, rowHeight, rowTop, type Viewport } from './painter';
import { readPalette, type Palette } from './palette';
import { pictureShelf } from './pictureShelf';

export interface PaneQuery {
  readonly scope: Scope;
  readonly root: Root;
  readonly order: 'value' | 'name';
  readonly zoom: readonly Frame[];
  readonly span: Span | null;
}

export interface PaneParts {
  readonly channel: ReturnType<Asking['channel']>;
  readonly label: string;
  readonly query: () => PaneQuery;
  readonly growsUp: () => boolean;
  readonly rootText: () => string;
  readonly unit: () => string;
  /** Names that a search found, by their number; null: nothing is searched. */
  readonly found: () => ReadonlySet<number> | null;
  /** The name that is chosen anywhere in the panel; -1: none. */
  readonly chosen: () => number;
  onZoom(zoom: readonly Frame[], span: Span | null): void;
  onCursor(at: BoxAt): void;
  /** `x`, `y`: of the window; null: the pointer has left. */
  onHover(at: BoxAt | null, x: number, y: number): void;
  onMenu(at: BoxAt, x: number, y: number): void;
  onGoToSource(at: BoxAt): void;
  onBack(): void;
  onPicture(boxes: Boxes): void;
  onProblem(field: string, text: string): void;
}

export interface FlamePane {
  readonly element: HTMLElement;
  /** The scope, root or order is another one. `keepZoom`: the zoom is looked for by its path. */
  ask(): void;
  /** The query's zoom is another one; the picture glides there. */
  zoomChanged(): void;
  /** What is found, chosen or the theme is another one. */
  redraw(): void;
  readTheme(): void;
  focus(): void;
  /** The box at the cursor, null before there is a picture. */
  cursor(): BoxAt | null;
  /** Moves the cursor to the next box that is found; -1: the one before. */
  nextFound(step: 1 | -1): void;
}

export function flamePane(parts: PaneParts): FlamePane {
  const picture = element('canvas', { class: 'pane-canvas', 'aria-hidden': 'true' });
  const marks = element('canvas', { class: 'pane-canvas', 'aria-hidden': 'true' });
  const grid = boxGrid(parts.label);
  const space = element('div', { class: 'pane-space' });
  const scroller = element('div', { class: 'pane-scroller' }, grid.element, space);
  const pane = element('div', { class: 'pane' }, picture, marks, scroller);
  const shelf = pictureShelf();
  const seen = glide({ from: 0, to: 1 }, () => invalidate());
  let palette: Palette = readPalette();
  let labels: BoxLabels = boxLabels();
  let hovered = -1;
  let cursor: { readonly path: readonly Frame[]; readonly x: number | null } = { path: [], x: null };
  let shown: Boxes | null = null;
  let hasSpan = false;
  let isInvalid = false;
  let isAtBottom = true;

  const size = () => ({ width: pane.clientWidth, height: pane.clientHeight });
  const viewport = (): Viewport => ({
    ...size(),
    span: seen.now,
    scrollTop: scroller.scrollTop,
    contentHeight: contentHeight(),
    growsUp: parts.growsUp(),
  });
  const contentHeight = () => Math.max(pane.clientHeight, shown ? levels(shown) * rowHeight : 0);

  function invalidate(): void {
    if (isInvalid) return;
    isInvalid = true;
    requestAnimationFrame(() => {
      isInvalid = false;
      draw();
    });
  }

  function draw(): void {
    const before = shown;
    shown = shelf.best(seen.now);
    const { width, height } = size();
    if (!shown || width === 0 || height === 0) return;
    if (shown !== before) {
      space.style.height = `${contentHeight()}px`;
      if (parts.growsUp() && isAtBottom) scroller.scrollTop = scroller.scrollHeight;
      hovered = -1;
      showGrid();
    }
    const ratio = devicePixelRatio;
    const context = sized(picture, width, height, ratio);
    if (!context) return;
    context.font = normalFont(palette);
    const found = parts.found();
    const isFound = found && Uint8Array.from(shown.names.ids, id => (found.has(id) ? 1 : 0));
    const rootText = parts.rootText();
    paint(context, { boxes: shown, viewport: viewport(), palette, labels, rootText, isFound }, ratio);
    drawMarks();
  }

  function drawMarks(): void {
    const { width, height } = size();
    const context = sized(marks, width, height, devicePixelRatio);
    if (!context || !shown) return;
    context.clearRect(0, 0, width, height);
    const chosen = parts.chosen();
    if (chosen >= 0) {
      const place = shown.names.ids.indexOf(chosen);
      const { name } = shown.picture;
      if (place >= 0)
        for (let box = 1; box < name.length; box++) if (name[box] === place) outline(context, box, palette.focus, 1);
    }
    if (hovered >= 0) outline(context, hovered, palette.hover, 1);
    const at = cursorBox();
    if (at >= 0 && (at > 0 || document.activeElement === grid.element)) outline(context, at, palette.focus, 2);
  }

  function outline(context: CanvasRenderingContext2D, box: number, colour: string, thick: number): void {
    const view = viewport();
    const top = rowTop(view, shown!.picture.depth[box]!);
    if (top < -rowHeight || top > view.height) return;
    const { left, right } = boxEdges(shown!, view, box);
    if (right <= 0 || left >= view.width || right - left < 1) return;
    context.strokeStyle = colour;
    context.lineWidth = thick;
    context.strokeRect(left + thick / 2, top + thick / 2, Math.max(1, right - left - thick), rowHeight - thick);
  }

  /** In the picture that is shown; -1: it is not there. */
  function cursorBox(): number {
    if (!shown) return -1;
    const { box, isWhole } = boxOf(shown, cursor.path);
    if (!isWhole) return -1;
    if (cursor.x === null) return box;
    return boxAt(shown, shown.picture.depth[box]! + 1, cursor.x);
  }

  function moveCursor(box: number): void {
    if (!shown) return;
    const isMerged = shown.picture.merged[box]! > 0;
    const middle = shown.picture.x[box]! + shown.picture.size[box]! / 2;
    cursor = { path: pathOf(shown, box), x: isMerged ? middle : null };
    keepInSight(box);
    showGrid();
    parts.onCursor({ boxes: shown, box });
    invalidate();
  }

  function showGrid(): void {
    if (shown) grid.show(shown, Math.max(0, cursorBox()), parts.unit(), parts.rootText());
  }

  function keepInSight(box: number): void {
    const view = viewport();
    const top = rowTop(view, shown!.picture.depth[box]!);
    if (top < 0) scroller.scrollTop += top - rowHeight;
    else if (top + rowHeight > view.height) scroller.scrollTop += top + 2 * rowHeight - view.height;
  }

  function zoomTo(box: number): void {
    if (!shown) return;
    const { x, size: sizes, merged } = shown.picture;
    const span = { from: x[box]!, to: x[box]! + sizes[box]! };
    parts.onZoom(pathOf(shown, box), merged[box]! > 0 ? span : null);
    goTo(span);
  }

  function goTo(span: Span): void {
    if (span.to <= span.from) return;
    seen.to(span);
    request(span);
  }

  /** `span` null: where the query's zoom is. */
  function request(span: Span | null, wider = 1): void {
    const { width } = size();
    if (width === 0) return;
    const query = parts.query();
    const stretch = span && wider > 1 ? widened(span, wider) : span;
    const pixels = Math.ceil(width * devicePixelRatio * (stretch === span ? 1 : wider));
    parts.channel({ kind: 'flame', ...query, span: stretch, width: pixels }, answer => {
      if (answer.kind === 'problem') return parts.onProblem(answer.field, answer.text);
      const boxes = boxesOf(answer);
      shelf.add(boxes);
      if (span === null || !hasSpan) {
        hasSpan = true;
        seen.jump(answer.span.to > answer.span.from ? answer.span : { from: 0, to: 1 });
      }
      parts.onPicture(boxes);
      invalidate();
    });
  }

  /** Free zoom and pan: the path is that of the narrowest box around what is in sight. */
  let settling: ReturnType<typeof setTimeout> | undefined;
  function look(span: Span): void {
    if (!shown) return;
    const whole = shown.picture.size[0]!;
    const width = Math.min(whole, Math.max(span.to - span.from, whole * 1e-9));
    const from = Math.min(Math.max(0, span.from), whole - width);
    const next = { from, to: from + width };
    seen.jump(next);
    clearTimeout(settling);
    settling = setTimeout(() => {
      const isAll = width === whole;
      parts.onZoom(isAll ? [] : enclosing(shown!, next), isAll ? null : next);
      request(isAll ? next : next, isAll ? 1 : 2);
    }, 80);
  }

  function scale(factor: number, around: number): void {
    const { from, to } = seen.target;
    look({ from: around - (around - from) * factor, to: around + (to - around) * factor });
  }

  const valueAt = (x: number) => seen.now.from + (x / Math.max(1, pane.clientWidth)) * (seen.now.to - seen.now.from);
  const hit = (event: MouseEvent): number => {
    if (!shown) return -1;
    const { left, top } = pane.getBoundingClientRect();
    return boxAt(shown, depthAt(viewport(), event.clientY - top), valueAt(event.clientX - left));
  };

  // Pointer: a click zooms, a drag moves the picture, the wheel scrolls it, and zooms with Ctrl.
  let drag: {
    readonly x: number;
    readonly y: number;
    readonly span: Span;
    readonly top: number;
    isMoving: boolean;
  } | null = null;
  scroller.addEventListener('pointerdown', event => {
    if (event.button !== 0 || event.offsetX >= scroller.clientWidth) return;
    drag = { x: event.clientX, y: event.clientY, span: seen.now, top: scroller.scrollTop, isMoving: false };
    scroller.setPointerCapture(event.pointerId);
  });
  scroller.addEventListener('pointermove', event => {
    if (drag && (drag.isMoving || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 4)) {
      drag.isMoving = true;
      scroller.classList.add('is-dragged');
      parts.onHover(null, 0, 0);
      const by = ((drag.x - event.clientX) / Math.max(1, pane.clientWidth)) * (drag.span.to - drag.span.from);
      scroller.scrollTop = drag.top + drag.y - event.clientY;
      if (by !== 0) look({ from: drag.span.from + by, to: drag.span.to + by });
      return;
    }
    const box = hit(event);
    if (box !== hovered) {
      hovered = box;
      scroller.classList.toggle('is-on-box', box >= 0);
      drawMarks();
    }
    parts.onHover(shown && box >= 0 ? { boxes: shown, box } : null, event.clientX, event.clientY);
  });
  scroller.addEventListener('pointerup', event => {
    const wasDrag = drag?.isMoving ?? false;
    const wasDown = drag !== null;
    drag = null;
    scroller.classList.remove('is-dragged');
    if (!wasDown || event.button !== 0) return;
    grid.element.focus({ preventScroll: true });
    if (wasDrag) return;
    const box = hit(event);
    if (box < 0 || !shown) return;
    moveCursor(box);
    if (event.ctrlKey || event.metaKey) parts.onGoToSource({ boxes: shown, box });
    else if (!event.altKey) zoomTo(box);
  });
  scroller.addEventListener('pointercancel', () => (drag = null));
  scroller.addEventListener('pointerleave', () => {
    hovered = -1;
    drawMarks();
    parts.onHover(null, 0, 0);
  });
  scroller.addEventListener(
    'wheel',
    event => {
      const around = valueAt(event.clientX - pane.getBoundingClientRect().left);
      if (event.ctrlKey || event.metaKey || event.altKey) {
        event.preventDefault();
        return scale(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 240))), around);
      }
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
      event.preventDefault();
      const by = (sideways / Math.max(1, pane.clientWidth)) * (seen.now.to - seen.now.from);
      look({ from: seen.now.from + by, to: seen.now.to + by });
    },
    { passive: false },
  );
  scroller.addEventListener('contextmenu', event => {
    event.preventDefault();
    const box = hit(event);
    if (box < 0 || !shown) return;
    grid.element.focus({ preventScroll: true });
    moveCursor(box);
    parts.onMenu({ boxes: shown, box }, event.clientX, event.clientY);
  });
  scroller.addEventListener('scroll', () => {
    isAtBottom = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
    invalidate();
  });

  grid.element.addEventListener('keydown', event => {
    if (!shown || (event.altKey && event.key !== 'ArrowLeft')) return;
    const box = Math.max(0, cursorBox());
    const next =
      event.ctrlKey || event.metaKey || event.altKey
        ? null
        : boxTowards(shown, box, event.key, parts.growsUp(), seen.target);
    if (next !== null) moveCursor(next);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) parts.onGoToSource({ boxes: shown, box });
    else if (event.key === 'Enter') zoomTo(box);
    else if (event.key === 'Escape') showAll();
    else if (event.key === 'Backspace' || (event.key === 'ArrowLeft' && event.altKey)) parts.onBack();
    else if (event.key === '+' || event.key === '=') scale(0.5, middleOf(box));
    else if (event.key === '-') scale(2, middleOf(box));
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenuAt(box);
    else if (event.key === 'PageDown' || event.key === 'PageUp') {
      scroller.scrollTop += (event.key === 'PageDown' ? 1 : -1) * (pane.clientHeight - rowHeight);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  grid.element.addEventListener('focus', drawMarks);
  grid.element.addEventListener('blur', drawMarks);

  const middleOf = (box: number) => {
    const [x, width] = [shown!.picture.x[box]!, shown!.picture.size[box]!];
    const [from, to] = [Math.max(x, seen.now.from), Math.min(x + width, seen.now.to)];
    return from < to ? (from + to) / 2 : (seen.now.from + seen.now.to) / 2;
  };

  function openMenuAt(box: number): void {
    const { left, top } = pane.getBoundingClientRect();
    const edges = boxEdges(shown!, viewport(), box);
    const y = rowTop(viewport(), shown!.picture.depth[box]!) + rowHeight;
    parts.onMenu({ boxes: shown!, box }, left + Math.min(edges.left + 12, edges.right), top + y);
  }

  function showAll(): void {
    if (!shown) return;
    parts.onZoom([], null);
    goTo({ from: 0, to: shown.picture.size[0]! });
  }

  function nextFound(step: 1 | -1): void {
    const found = parts.found();
    if (!shown || !found || found.size === 0) return;
    const { name, x, size: sizes } = shown.picture;
    const at = Math.max(0, cursorBox());
    const { from, to } = seen.target;
    for (let tried = 1; tried <= name.length; tried++) {
      const box = (at + step * tried + name.length * 2) % name.length;
      const isSeen = x[box]! < to && x[box]! + sizes[box]! > from;
      if (name[box]! >= 0 && isSeen && found.has(shown.names.ids[name[box]!]!)) return moveCursor(box);
    }
  }

  new ResizeObserver(() => {
    space.style.height = `${contentHeight()}px`;
    invalidate();
    if (!hasSpan) request(null);
    else {
      clearTimeout(settling);
      settling = setTimeout(() => request(seen.target), 150);
    }
  }).observe(pane);

  return {
    element: pane,
    ask() {
      shelf.expire();
      request(null);
    },
    zoomChanged() {
      const { zoom, span } = parts.query();
      if (span) return goTo(span);
      const whole = shelf.best({ from: 0, to: Infinity }) ?? shown;
      if (!whole) return;
      const { box, isWhole } = boxOf(whole, zoom);
      const { x, size: sizes } = whole.picture;
      if (isWhole) goTo({ from: x[box]!, to: x[box]! + sizes[box]! });
      else request(null);
    },
    redraw() {
      showGrid();
      invalidate();
    },
    readTheme() {
      palette = readPalette();
      labels = boxLabels();
      invalidate();
    },
    focus: () => grid.element.focus({ preventScroll: true }),
    cursor() {
      const box = cursorBox();
      return shown && box >= 0 ? { boxes: shown, box } : null;
    },
    nextFound,
  };
}

/** A context that draws in pixels of the page; the canvas has the pixels of the device. */
function sized(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ratio: number,
): CanvasRenderingContext2D | null {
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

function widened({ from, to }: Span, factor: number): Span {
  const more = ((to - from) * (factor - 1)) / 2;
  return { from: Math.max(0, from - more), to: to + more };
}

/** The path of the narrowest box that holds all of `span`. */
function enclosing(boxes: Boxes, span: Span): readonly Frame[] {
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
