// Sets of characters by name, as Go's regexp has them.
import type { CharacterSet } from './node';

const among = (...ranges: readonly (readonly [string, string])[]): CharacterSet => {
  const codes = ranges.map(([from, to]) => [from.codePointAt(0)!, to.codePointAt(0)!] as const);
  return code => codes.some(([from, to]) => code >= from && code <= to);
};
export const not =
  (set: CharacterSet): CharacterSet =>
  code =>
    !set(code);
export const anyOf =
  (sets: readonly CharacterSet[]): CharacterSet =>
  code =>
    sets.some(set => set(code));

const digit = among(['0', '9']);
const space = among(['\t', '\n'], ['\f', '\r'], [' ', ' ']);
export const word = among(['0', '9'], ['A', 'Z'], ['a', 'z'], ['_', '_']);

/** `\d` and its like: ASCII only. */
export const perlSets: Readonly<Record<string, CharacterSet>> = {
  d: digit,
  D: not(digit),
  s: space,
  S: not(space),
  w: word,
  W: not(word),
};

/** `[[:alpha:]]` and its like. */
export const posixSets: ReadonlyMap<string, CharacterSet> = new Map([
  ['alnum', among(['0', '9'], ['A', 'Z'], ['a', 'z'])],
  ['alpha', among(['A', 'Z'], ['a', 'z'])],
  ['ascii', among(['\0', '\u007f'])],
  ['blank', among(['\t', '\t'], [' ', ' '])],
  ['cntrl', among(['\0', '\u001f'], ['\u007f', '\u007f'])],
  ['digit', digit],
  ['graph', among(['!', '~'])],
  ['lower', among(['a', 'z'])],
  ['print', among([' ', '~'])],
  ['punct', among(['!', '/'], [':', '@'], ['[', '`'], ['{', '~'])],
  ['space', among(['\t', '\r'], [' ', ' '])],
  ['upper', among(['A', 'Z'])],
  ['word', word],
  ['xdigit', among(['0', '9'], ['A', 'F'], ['a', 'f'])],
]);

/** `\pL`, `\p{Greek}`; null where there is no such name. */
export function unicodeSet(name: string): CharacterSet | null {
  if (name === 'Any') return () => true;
  if (!/^\w+$/.test(name)) return null;
  const expression = name.length <= 2 ? unicode(`\\p{gc=${name}}`) : unicode(`\\p{sc=${name}}`);
  return expression && (code => expression.test(String.fromCodePoint(code)));
}

/** One class of one character: nothing that could take long. */
function unicode(source: string): RegExp | null {
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return null;
  }
}

/** A set that does not tell upper from lower case. */
export function folded(set: CharacterSet): CharacterSet {
  return code => {
    if (set(code)) return true;
    const character = String.fromCodePoint(code);
    // ſ and K belong to s and k, too.
    return [
      character.toLowerCase(),
      character.toUpperCase(),
      character.toUpperCase().toLowerCase(),
      special[character],
    ].some(other => other !== undefined && [...other].length === 1 && set(other.codePointAt(0)!));
  };
}

const special: Readonly<Record<string, string>> = { s: 'ſ', S: 'ſ', k: '\u212a', K: '\u212a' };
