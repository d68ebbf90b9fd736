// What an editor is told when a text becomes another one: the lines that differ, and no more, so that cursors, breakpoints and folded ranges in
// between stay where they are and a preview shows what really changes.

export interface LineEdit {
  /** UTF-16 offsets into the text before: whole lines. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Differences beyond this are one replacement of all that lies between the first and the last. */
const mostSteps = 1_000;

/** In the order of the text; [] where the two are equal. */
export function lineEdits(before: string, after: string): readonly LineEdit[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let front = 0;
  while (front < old.length && front < now.length && old[front] === now[front]) front++;
  let back = 0;
  const most = Math.min(old.length, now.length) - front;
  while (back < most && old[old.length - 1 - back] === now[now.length - 1 - back]) back++;
  const [oldMiddle, newMiddle] = [old.slice(front, old.length - back), now.slice(front, now.length - back)];
  const starts = [0];
  for (const line of old) starts.push(starts.at(-1)! + line.length);
  const edits: LineEdit[] = [];
  for (const { oldFrom, oldTo, newFrom, newTo } of hunksOf(oldMiddle, newMiddle)) {
    const text = newMiddle.slice(newFrom, newTo).join('');
    edits.push({ start: starts[front + oldFrom]!, end: starts[front + oldTo]!, text });
  }
  return edits;
}

/** Each with its line end. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

interface Hunk {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** The shortest way from one to the other (Myers 1986), neighbouring steps as one. */
function hunksOf(old: readonly string[], now: readonly string[]): readonly Hunk[] {
  if (old.length === 0 && now.length === 0) return [];
  const whole = [{ oldFrom: 0, oldTo: old.length, newFrom: 0, newTo: now.length }];
  const trace = shortestWay(old, now);
  if (!trace) return whole;
  const hunks: Hunk[] = [];
  let [x, y] = [old.length, now.length];
  let open = null as Hunk | null;
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const reached = trace[steps]!;
    const diagonal = x - y;
    const isDown = diagonal === -steps || (diagonal !== steps && at(reached, diagonal - 1) < at(reached, diagonal + 1));
    const beforeDiagonal = isDown ? diagonal + 1 : diagonal - 1;
    const beforeX = steps === 0 ? 0 : at(reached, beforeDiagonal);
    const beforeY = steps === 0 ? 0 : beforeX - beforeDiagonal;
    const isSame = x > (steps === 0 ? 0 : isDown ? beforeX : beforeX + 1);
    if (isSame && open) {
      hunks.push(open);
      open = null;
    }
    if (steps === 0) break;
    const [toX, toY]: readonly [number, number] = isDown ? [beforeX, beforeY + 1] : [beforeX + 1, beforeY];
    open = { oldFrom: beforeX, newFrom: beforeY, oldTo: open?.oldTo ?? toX, newTo: open?.newTo ?? toY };
    [x, y] = [beforeX, beforeY];
  }
  if (open) hunks.push(open);
  return hunks.reverse();
}

const at = (reached: ReadonlyMap<number, number>, diagonal: number): number => reached.get(diagonal) ?? -1;

/** How far each diagonal is reached before each step; null where it takes too many. */
function shortestWay(old: readonly string[], now: readonly string[]): readonly ReadonlyMap<number, number>[] | null {
  const reached = new Map<number, number>([[1, 0]]);
  const trace: ReadonlyMap<number, number>[] = [];
  for (let steps = 0; steps <= Math.min(mostSteps, old.length + now.length); steps++) {
    trace.push(new Map(reached));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const isDown =
        diagonal === -steps || (diagonal !== steps && at(reached, diagonal - 1) < at(reached, diagonal + 1));
      let x = isDown ? at(reached, diagonal + 1) : at(reached, diagonal - 1) + 1;
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      reached.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return trace;
    }
  }
  return null;
}
