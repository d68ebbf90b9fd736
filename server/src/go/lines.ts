// Cuts a stream of bytes into lines as they come. Lines are cut as bytes and decoded one by one: a character that is torn
// between two chunks is whole again, and a line that somebody keeps does not keep the whole chunk alive (V8's slices of a
// decoded chunk would: a few kept lines of an 80 MB output would hold all of it).

const newline = 10;
const carriageReturn = 13;

/** A line longer than this many bytes is cut; its rest is dropped up to the next line feed. */
export const longestLine = 1 << 20;

/** Whether the line `bytes[start, end)` (without its line feed) is of no interest. Asked for whole lines in their order. */
export type SkipLine = (bytes: Uint8Array, start: number, end: number) => boolean;

/** Takes chunks, gives lines without their `\n` or `\r\n`. */
export interface LineSplitter {
  write(chunk: Buffer): void;
  /** The stream is over: hands out a last line that has no line feed. */
  end(): void;
}

/** `onLine` is called once per line that `skip` leaves, in order. Its exceptions pass through to the caller of `write` and `end`. */
export function lineSplitter(onLine: (line: string) => void, skip?: SkipLine): LineSplitter {
  // The beginning of a line whose end has not come yet, in pieces, so that a long one is not copied again and again.
  let pieces: Buffer[] = [];
  let held = 0;

  const hold = (piece: Buffer): void => {
    const fitting = piece.length <= longestLine - held ? piece : piece.subarray(0, longestLine - held);
    if (fitting.length > 0) pieces.push(Buffer.from(fitting));
    held += fitting.length;
  };
  const release = (): void => {
    const whole = Buffer.concat(pieces, held);
    pieces = [];
    held = 0;
    hand(whole, 0, whole.length);
  };
  const hand = (bytes: Buffer, start: number, end: number): void => {
    const stop = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
    if (skip?.(bytes, start, stop)) return;
    onLine(bytes.toString('utf8', start, Math.min(stop, start + longestLine)));
  };

  return {
    write(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        if (pieces.length > 0) {
          hold(chunk.subarray(start, end));
          release();
        } else {
          hand(chunk, start, end);
        }
        start = end + 1;
      }
      if (start < chunk.length) hold(chunk.subarray(start));
    },
    end() {
      if (pieces.length > 0) release();
    },
  };
}
