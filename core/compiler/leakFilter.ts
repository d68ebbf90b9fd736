// Explanations of leaking parameters are nearly all of what `-m=2` prints: of go/types 80 MB of 86. Nobody asked for them, so their
// lines are told apart as bytes, before anybody makes text of them: one comparison a line.
//   f.go:1:2: parameter p leaks to {heap} for F with derefs=0:
//   f.go:1:2:   flow: {heap} ← p:
//   f.go:1:2:     from q = p (assign) at f.go:3:4
// Not for releases before 1.22: there a raw string in an expression may spread one of these lines over several.

const colon = 0x3a;
const blank = 0x20;
const ascii = (text: string): Uint8Array => Uint8Array.from(text, char => char.charCodeAt(0));
const headWords = ascii(': parameter ');
const derefs = ascii(' with derefs=');
/** `parameter` stands right behind the position, which no path makes longer than this. */
const longestPosition = 8192;

/** Asked for every line `bytes[start, end)` in its order: whether it is part of the explanation of a leaking parameter. */
export function createLeakFilter(): (bytes: Uint8Array, start: number, end: number) => boolean {
  /** The position and `: ` of the explanation that goes on. */
  let position = new Uint8Array(0);
  let length = 0;

  function isBelow(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start < length + 2 || bytes[start + length] !== blank || bytes[start + length + 1] !== blank)
      return false;
    // From the end: positions of one file differ there.
    for (let at = length - 1; at >= 0; at--) if (bytes[start + at] !== position[at]) return false;
    return true;
  }

  return (bytes, start, end) => {
    if (length > 0) {
      if (isBelow(bytes, start, end)) return true;
      length = 0;
    }
    if (bytes[end - 1] !== colon) return false;
    const head = indexOf(bytes, headWords, start, Math.min(end, start + longestPosition));
    if (head < 0 || !endsInDerefs(bytes, start, end)) return false;
    length = head + 2 - start;
    if (position.length < length) position = new Uint8Array(length * 2);
    position.set(bytes.subarray(start, start + length));
    return true;
  };
}

/** ` with derefs=12:` at the end. */
function endsInDerefs(bytes: Uint8Array, start: number, end: number): boolean {
  let digits = end - 1;
  while (digits > start && isDigit(bytes[digits - 1]!)) digits--;
  if (bytes[digits - 1] === 0x2d) digits--;
  const at = digits - derefs.length;
  return at > start && digits < end - 1 && indexOf(bytes, derefs, at, digits) === at;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

function indexOf(bytes: Uint8Array, words: Uint8Array, start: number, end: number): number {
  outer: for (let at = start; at + words.length <= end; at++) {
    for (let index = 0; index < words.length; index++) if (bytes[at + index] !== words[index]) continue outer;
    return at;
  }
  return -1;
}
