// Which type does a value have? A copy of the file hands it to a function that takes another type, and the type checker's complaint names
// the value's own: `cannot use v (variable of type *frame) as escapementQN7 value in argument to escapementQF7`. The function has
// the type that the place wants, so that nothing else is wrong. The file that compiles is never this copy.
import type { Insertion } from '#core/syntax/probeText';
import { anything, type Use } from './use';

/** One file's questions. */
export interface TypeProbes {
  readonly insertions: readonly Insertion[];
  /** Declarations for the end of the file; '' where nothing is asked. */
  readonly declarations: string;
  /** The first number that is free for the next file. */
  readonly nextNumber: number;
}

/** All names that are put in for a compile begin with it. */
export const mark = 'escapementQ';

/** The number of the use's first ask; the others follow. In the order of `uses`. */
export function firstNumbers(uses: readonly Use[], firstNumber: number): readonly number[] {
  let number = firstNumber;
  return uses.map(({ asks }) => (number += asks.length) - asks.length);
}

export function typeProbes(text: string, uses: readonly Use[], firstNumber: number): TypeProbes {
  const numbers = firstNumbers(uses, firstNumber);
  const declarations: string[] = [];
  const put = uses.flatMap((use, index) =>
    use.asks.length > 0 ? [{ use, ...callsAround(text, use, numbers[index]!, declarations) }] : [],
  );
  // What begins before or ends behind is around: its call opens first, and closes last.
  const opening = [...put].sort((a, b) => a.use.wrap.start - b.use.wrap.start || b.use.wrap.end - a.use.wrap.end);
  const closing = [...opening].reverse().sort((a, b) => a.use.wrap.end - b.use.wrap.end);
  return {
    insertions: [
      ...closing.map(({ use, behind }) => ({ offset: use.wrap.end, text: behind })),
      ...opening.map(({ use, before }) => ({ offset: use.wrap.start, text: before })),
    ],
    declarations: declarations.join('\n'),
    nextNumber: (numbers.at(-1) ?? firstNumber) + (uses.at(-1)?.asks.length ?? 0),
  };
}

/** `F2(x, F1(` … `))`: the first question is the innermost. */
function callsAround(
  text: string,
  { wrap, asks }: Use,
  firstNumber: number,
  declarations: string[],
): { readonly before: string; readonly behind: string } {
  let before = '';
  let behind = '';
  for (const [index, ask] of asks.entries()) {
    const number = firstNumber + index;
    const isWrap = ask.start === wrap.start && ask.end === wrap.end;
    const isOutermost = index === asks.length - 1;
    const result = isOutermost ? ask.result : anything;
    const isKept = !isWrap || index > 0;
    const parameters = isWrap ? `${mark}N${number}` : `${mark}N${number}, ${anything}`;
    const body = result === '' ? '{}' : '{ panic(0) }';
    declarations.push(
      `type ${mark}N${number} struct{ ${mark}M int }`,
      `func ${mark}F${number}(${parameters}) ${result} ${body}`,
    );
    before = `${mark}F${number}(${isKept ? `${onOneLine(text.slice(ask.start, ask.end))}, ` : ''}${before}`;
    behind += ')';
  }
  return { before, behind };
}

/** Without comments, which would hide what stands behind them. */
function onOneLine(written: string): string {
  const bare = written.replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\/[^\n]*|\/\*[^]*?\*\//g, part =>
    part.startsWith('/') ? ' ' : part,
  );
  return bare.replace(/\s+/g, ' ');
}

const answer = new RegExp(String.raw`of (?:[a-z]+ )?type (.+)\) as ${mark}N(\d+) value in argument to ${mark}F\2\b`);

/** One message of the compiler; null where it answers no question. The last `of type` is the value's: expressions stand before. */
export function readTypeAnswer(message: string): { readonly number: number; readonly type: string } | null {
  const found = answer.exec(message);
  if (!found) return null;
  return { number: Number(found[2]), type: found[1]!.replace(/^.* of (?:[a-z]+ )?type /, '') };
}
