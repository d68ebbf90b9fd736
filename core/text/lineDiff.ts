// What has to be replaced in a text to make another of it, whole lines at a time and as few as can be (Myers, An O(ND) Difference Algorithm).
// An edit of a few lines then leaves everything else where it is: cursors, marks, folded regions.

/** Half-open, in UTF-16 offsets into the text before. */
export interface LineReplacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Texts that differ by more lines are replaced from their first difference to their last. */
const mostSteps = 1_000;

export function lineDiff(before: string, after: string): readonly LineReplacement[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [inA, inB] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const kept = commonLines(inA, inB);
  const replacements: LineReplacement[] = [];
  let offset = lengthOf(a.slice(0, head));
  let [atA, atB] = [0, 0];
  for (const [nextA, nextB] of [...kept, [inA.length, inB.length] as const]) {
    const gone = lengthOf(inA.slice(atA, nextA));
    const text = inB.slice(atB, nextB).join('');
    if (gone > 0 || text !== '') replacements.push({ start: offset, end: offset + gone, text });
    offset += gone + (inA[nextA]?.length ?? 0);
    [atA, atB] = [nextA + 1, nextB + 1];
  }
  return replacements;
}

/** With their line ends. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length, 0);

/** Pairs of indices of lines that stay, ascending; [] where there are too many differences. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  // furthest[k] is how far a path on diagonal k (index in a minus index in b) has come in a.
  const trace: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  const most = Math.min(a.length + b.length, mostSteps);
  for (let steps = 0; steps <= most; steps++) {
    trace.push(new Map(furthest));
    for (let k = -steps; k <= steps; k += 2) {
      let x = isDown(furthest, k, steps) ? furthest.get(k + 1)! : furthest.get(k - 1)! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length);
    }
  }
  return [];
}

function isDown(furthest: ReadonlyMap<number, number>, k: number, steps: number): boolean {
  return k === -steps || (k !== steps && furthest.get(k - 1)! < furthest.get(k + 1)!);
}

function walkBack(
  trace: readonly ReadonlyMap<number, number>[],
  lengthA: number,
  lengthB: number,
): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [lengthA, lengthB];
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const furthest = trace[steps]!;
    const k = x - y;
    const from = isDown(furthest, k, steps) ? k + 1 : k - 1;
    const startX = furthest.get(from) ?? 0;
    const startY = startX - from;
    while (x > startX && y > startY && x > 0 && y > 0) {
      [x, y] = [x - 1, y - 1];
      pairs.push([x, y]);
    }
    [x, y] = [startX, startY];
  }
  return pairs.reverse();
}
