// Most of what a compile prints is about files that nobody has open. Of those only what concerns the whole package is of use: which functions
// it has, what its literals capture, errors. The rest (verdicts, their explanations, inlined calls) is told apart as bytes,
// before anybody makes text of it.
// Not for releases before 1.22: there a raw string in an expression may spread a line over several.

const ascii = (text: string): Uint8Array => Uint8Array.from(text, char => char.charCodeAt(0));
const separator = ascii(': ');
const beginnings = ['  ', 'leaking param', 'moved to heap: ', 'inlining call to '].map(ascii);
/** What only explanations are understood with. */
const inliner = ['can inline ', 'cannot inline '].map(ascii);
const endings = [' does not escape', ' escapes to heap'].map(ascii);
const head = ascii(' escapes to heap');
const colon = 0x3a;
/** A position is no longer than this. */
const longestPosition = 8192;

/**
 * Asked for every line `bytes[start, end)`: whether it can be left out. `files`: names (in UTF-8) as the compiler prints them, of which every
 * line is wanted. `words`: what the compiler was asked for.
 */
export function createInterestFilter(
  files: readonly Uint8Array[],
  words: 'verdicts' | 'explanations',
): (bytes: Uint8Array, start: number, end: number) => boolean {
  const leftOut = words === 'verdicts' ? [...beginnings, ...inliner] : beginnings;
  const isOf = (file: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean => {
    const after = start + file.length;
    if (after >= end || bytes[after] !== colon) return false;
    // From the end: names of one folder differ there.
    for (let at = file.length - 1; at >= 0; at--) if (bytes[start + at] !== file[at]) return false;
    return true;
  };
  return (bytes, start, end) => {
    for (const file of files) if (isOf(file, bytes, start, end)) return false;
    const at = find(bytes, separator, start, Math.min(end, start + longestPosition));
    return at > start && isLeftOut(bytes, at + separator.length, end, leftOut);
  };
}

/** `bytes[start, end)` is what stands behind the position. */
function isLeftOut(bytes: Uint8Array, start: number, end: number, leftOut: readonly Uint8Array[]): boolean {
  if (leftOut.some(words => isAt(bytes, words, start, end))) return true;
  if (endings.some(words => isAt(bytes, words, end - words.length, end) && end - words.length >= start)) return true;
  return bytes[end - 1] === colon && find(bytes, head, start, end) >= 0;
}

function isAt(bytes: Uint8Array, words: Uint8Array, at: number, end: number): boolean {
  if (at < 0 || at + words.length > end) return false;
  for (let index = 0; index < words.length; index++) if (bytes[at + index] !== words[index]) return false;
  return true;
}

function find(bytes: Uint8Array, words: Uint8Array, start: number, end: number): number {
  const first = words[0]!;
  for (let at = bytes.indexOf(first, start); at >= 0 && at + words.length <= end; at = bytes.indexOf(first, at + 1)) {
    if (isAt(bytes, words, at, end)) return at;
  }
  return -1;
}
