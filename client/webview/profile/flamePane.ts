// One flame graph: canvas, scrolling, zoom and cursor. The flame view has one, the sandwich two. What is drawn comes from the worker,
// piece by piece; a glide or a pan stretches what is there until the sharper picture comes.
import type { Frame, Root, Scope, Span } from '#core/messages/profileView';
import { onResize } from '../base/onResize';
import type { Asking } from './asking';
import { type BoxAt, boxGrid } from './boxGrid';
import { boxLabels, type BoxLabels } from './boxLabels';
import { type Boxes, boxAt, boxesOf, boxOf, pathOf } from './boxes';
import { boxTowards } from './flameKeys';
import { glide } from './glide';
import { boxEdges, depthAt, rowHeight, rowTop, type Viewport } from './painter';
import { readPalette, type Palette } from './palette';
import { type Outline, paneCanvas } from './paneCanvas';
import { pressKey } from './paneKeys';
import { listenToPointer } from './panePointer';
import { pictureShelf } from './pictureShelf';
import { enclosing, middleOf, overlaps, spanOf, widened } from './spans';

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
  /** The panel is gone. */
  readonly signal: AbortSignal;
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
  /** The scope, root or order is another one. */
  ask(): void;
  /** The query's zoom is another one; the picture glides there. */
  zoomChanged(): void;
  /** What is found, chosen or the theme is another one. */
  redraw(): void;
  readTheme(): void;
  focus(): void;
  /** Moves the cursor to the next box that is found; -1: the one before. */
  nextFound(step: 1 | -1): void;
}

export function flamePane(parts: PaneParts): FlamePane {
  const grid = boxGrid(parts.label);
  const canvas = paneCanvas(grid.element);
  const { element: pane, scroller } = canvas;
  const shelf = pictureShelf();
  const seen = glide({ from: 0, to: 1 }, invalidate);
  let palette: Palette = readPalette();
  let labels: BoxLabels = boxLabels();
  /** -1: none; -2: not looked for in this picture yet. */
  let hovered = -1;
  /** Of the window; null: it is elsewhere. */
  let pointer: { readonly x: number; readonly y: number } | null = null;
  /** `x`: where the cursor is on boxes too narrow to be drawn, which have no path. */
  let cursor: { readonly path: readonly Frame[]; readonly x: number | null } = { path: [], x: null };
  let shown: Boxes | null = null;
  /** Of the scope, root and order that are asked for now. */
  let hasPicture = false;
  /** Pixels of the device; 0: not asked for yet, since the pane has no width. */
  let askedWidth = 0;
  let isInvalid = false;
  let isAtBottom = true;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let resizing: ReturnType<typeof setTimeout> | undefined;

  const viewport = (): Viewport => ({
    width: pane.clientWidth,
    height: pane.clientHeight,
    span: seen.now,
    scrollTop: scroller.scrollTop,
    contentHeight: canvas.contentHeight(),
    growsUp: parts.growsUp(),
  });

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
    if (!shown || pane.clientWidth === 0 || pane.clientHeight === 0) return;
    if (shown !== before) {
      canvas.fit(shown);
      if (parts.growsUp() && isAtBottom) scroller.scrollTop = scroller.scrollHeight;
      hovered = -2;
      showGrid();
    }
    const found = parts.found();
    const isFound = found && Uint8Array.from(shown.names.ids, id => (found.has(id) ? 1 : 0));
    canvas.drawBoxes({ boxes: shown, viewport: viewport(), palette, labels, rootText: parts.rootText(), isFound });
    drawOutlines();
    // The picture may have moved below a pointer that rests.
    if (!pointer) return;
    const below = hit(pointer.x, pointer.y);
    if (below !== hovered) hoverBox(below);
  }

  function drawOutlines(): void {
    if (!shown) return;
    const chosen = shown.names.ids.indexOf(parts.chosen());
    const outlines: Outline[] = [];
    shown.picture.name.forEach((name, box) => {
      if (name >= 0 && name === chosen) outlines.push({ box, colour: palette.focus, thickness: 1 });
    });
    if (hovered >= 0) outlines.push({ box: hovered, colour: palette.hover, thickness: 1 });
    const at = cursorBox();
    const hasFocus = document.activeElement === grid.element;
    if (at > 0 || (at === 0 && hasFocus)) outlines.push({ box: at, colour: palette.focus, thickness: 2 });
    canvas.drawOutlines(shown, viewport(), outlines);
  }

  /** In the picture that is shown; -1: it is not there. */
  function cursorBox(): number {
    if (!shown) return -1;
    const { box, isWhole } = boxOf(shown, cursor.path);
    if (!isWhole) return -1;
    return cursor.x === null ? box : boxAt(shown, shown.picture.depth[box]! + 1, cursor.x);
  }

  function moveCursor(box: number): void {
    if (!shown) return;
    const { x, size, merged, depth } = shown.picture;
    cursor = { path: pathOf(shown, box), x: merged[box]! > 0 ? x[box]! + size[box]! / 2 : null };
    const top = rowTop(viewport(), depth[box]!);
    if (top < 0) scroller.scrollTop += top - rowHeight;
    else if (top + rowHeight > pane.clientHeight) scroller.scrollTop += top + 2 * rowHeight - pane.clientHeight;
    showGrid();
    parts.onCursor({ boxes: shown, box });
    invalidate();
  }

  function showGrid(): void {
    if (shown) grid.show(shown, Math.max(0, cursorBox()), parts.unit(), parts.rootText());
  }

  function zoomTo(box: number): void {
    if (!shown) return;
    const span = spanOf(shown, box);
    parts.onZoom(pathOf(shown, box), shown.picture.merged[box]! > 0 ? span : null);
    goTo(span);
  }

  function showAll(): void {
    if (!shown) return;
    parts.onZoom([], null);
    goTo(spanOf(shown, 0));
  }

  function goTo(span: Span): void {
    if (span.to <= span.from) return;
    // A look that has not settled is overtaken.
    clearTimeout(settling);
    seen.to(span);
    request(span);
  }

  const paneWidth = () => Math.ceil(pane.clientWidth * devicePixelRatio);

  /** `span` null: where the query's zoom is. `wider`: so many times what is in sight, for what a pan will show next. */
  function request(span: Span | null, wider = 1): void {
    askedWidth = paneWidth();
    if (askedWidth === 0) return;
    const width = Math.ceil(askedWidth * wider);
    parts.channel({ kind: 'flame', ...parts.query(), span: span && widened(span, wider), width }, answer => {
      if (answer.kind === 'problem') return parts.onProblem(answer.field, answer.text);
      const boxes = boxesOf(answer);
      shelf.add(boxes);
      // Thousands of colours: now, not in the frame that draws them.
      palette.pixels(boxes.names);
      if (span === null || !hasPicture) {
        hasPicture = true;
        seen.jump(answer.span.to > answer.span.from ? answer.span : { from: 0, to: 1 });
      }
      parts.onPicture(boxes);
      invalidate();
    });
  }

  /** Free zoom and pan: the way back is that of the narrowest box around what is in sight. */
  function look(span: Span): void {
    if (!shown) return;
    const whole = shown.picture.size[0]!;
    const width = Math.min(whole, Math.max(span.to - span.from, whole * narrowestLook));
    const from = Math.min(Math.max(0, span.from), whole - width);
    const next = { from, to: from + width };
    seen.jump(next);
    clearTimeout(settling);
    settling = setTimeout(() => {
      const isAll = width === whole;
      if (shown) parts.onZoom(isAll ? [] : enclosing(shown, next), isAll ? null : next);
      request(next, isAll ? 1 : 2);
    }, 80);
  }

  function scale(factor: number, around: number): void {
    const { from, to } = seen.target;
    look({ from: around - (around - from) * factor, to: around + (to - around) * factor });
  }

  function nextFound(step: 1 | -1): void {
    const found = parts.found();
    if (!shown || !found) return;
    const { name } = shown.picture;
    const count = name.length;
    const at = Math.max(0, cursorBox());
    for (let tried = 1; tried <= count; tried++) {
      const box = (at + step * tried + count) % count;
      const isSeen = overlaps(spanOf(shown, box), seen.target);
      if (name[box]! >= 0 && isSeen && found.has(shown.names.ids[name[box]!]!)) return moveCursor(box);
    }
  }

  function openMenuAtCursor(box: number): void {
    if (!shown) return;
    const { left, top } = pane.getBoundingClientRect();
    const edges = boxEdges(shown, viewport(), box);
    const bottom = rowTop(viewport(), shown.picture.depth[box]!) + rowHeight;
    parts.onMenu({ boxes: shown, box }, left + Math.min(edges.left + 12, edges.right), top + bottom);
  }

  /** The box at a place of the window; -1: none. */
  function hit(x: number, y: number): number {
    if (!shown) return -1;
    const { left, top } = pane.getBoundingClientRect();
    const { from, to } = seen.now;
    const value = from + ((x - left) / Math.max(1, pane.clientWidth)) * (to - from);
    return boxAt(shown, depthAt(viewport(), y - top), value);
  }

  function hoverBox(box: number): void {
    if (box !== hovered) {
      hovered = box;
      scroller.classList.toggle('is-on-box', box >= 0);
      drawOutlines();
    }
    if (shown && pointer && box >= 0) parts.onHover({ boxes: shown, box }, pointer.x, pointer.y);
    else parts.onHover(null, 0, 0);
  }

  const focus = () => grid.element.focus({ preventScroll: true });
  listenToPointer({
    pane,
    scroller,
    seen: () => seen.now,
    hit,
    hover(x, y) {
      pointer = { x, y };
      hoverBox(hit(x, y));
    },
    leave() {
      pointer = null;
      hoverBox(-1);
    },
    focus,
    click(box, event) {
      if (!shown || box < 0) return;
      moveCursor(box);
      if (event.ctrlKey || event.metaKey) parts.onGoToSource({ boxes: shown, box });
      else if (!event.altKey) zoomTo(box);
    },
    menu(box, x, y) {
      if (!shown || box < 0) return;
      focus();
      moveCursor(box);
      parts.onMenu({ boxes: shown, box }, x, y);
    },
    look,
    scale,
  });
  scroller.addEventListener('scroll', () => {
    isAtBottom = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
    invalidate();
  });

  grid.element.addEventListener('keydown', event => {
    if (!shown) return;
    const boxes = shown;
    const box = Math.max(0, cursorBox());
    const isKnown = pressKey(event, {
      move(key) {
        const next = boxTowards(boxes, box, key, parts.growsUp(), seen.target);
        if (next !== null) moveCursor(next);
        return next !== null;
      },
      zoom: () => zoomTo(box),
      showAll,
      back: parts.onBack,
      goToSource: () => parts.onGoToSource({ boxes, box }),
      scale: factor => scale(factor, middleOf(spanOf(boxes, box), seen.now)),
      scroll: pages => void (scroller.scrollTop += pages * (pane.clientHeight - rowHeight)),
      menu: () => openMenuAtCursor(box),
    });
    if (!isKnown) return;
    event.preventDefault();
    event.stopPropagation();
  });
  grid.element.addEventListener('focus', drawOutlines);
  grid.element.addEventListener('blur', drawOutlines);

  const resized = () => {
    if (shown) canvas.fit(shown);
    invalidate();
    clearTimeout(resizing);
    // Out of sight, or as wide as before: there is nothing new to draw.
    if (paneWidth() === 0 || paneWidth() === askedWidth) return;
    if (askedWidth === 0) return request(null);
    // What is in sight now may be a stretch of another scope's picture.
    resizing = setTimeout(() => request(hasPicture ? seen.target : null), 150);
  };
  onResize(pane, resized, parts.signal);

  return {
    element: pane,
    ask() {
      shelf.expire();
      hasPicture = false;
      clearTimeout(settling);
      request(null);
    },
    zoomChanged() {
      const { zoom, span } = parts.query();
      if (span) return goTo(span);
      const whole = shelf.best({ from: 0, to: Infinity }) ?? shown;
      const at = whole && boxOf(whole, zoom);
      if (at?.isWhole) goTo(spanOf(whole!, at.box));
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
    focus,
    nextFound,
  };
}

/** Closer than this, doubles run out of digits. */
const narrowestLook = 1e-9;
