// The syntax of Go's regexp package (RE2 with Perl's flags), with its errors. https://pkg.go.dev/regexp/syntax
import { RegexpError, type CharacterSet, type RegexpNode } from './node';
import { anyOf, folded, not, perlSets, posixSets, unicodeSet } from './sets';

interface Flags {
  readonly foldCase: boolean;
  /** `^` and `$` stand at lines. */
  readonly multiLine: boolean;
  readonly dotIsLineFeedToo: boolean;
}

/** As Go: a part is not repeated more often, repeats inside of repeats multiplied; nor are groups deeper. */
const mostRepeats = 1000;
const deepest = 1000;
/** Digits, a comma, digits: no count is longer. */
const longestCount = 12;
/** Comparisons behind a name: `\d`, `[:punct:]`, `\pL`; and how many times as many a set has that does not tell upper from lower case. */
const namedSize = 4;
const foldedFactor = 8;

/** Throws a RegexpError. */
export function parseRegexp(source: string): RegexpNode {
  const characters = [...source];
  let at = 0;
  let depth = 0;

  const peek = (ahead = 0): string | undefined => characters[at + ahead];
  const rest = (from: number): string => characters.slice(from, at).join('');
  const fail = (what: string, from: number): never => {
    throw new RegexpError(`${what}: \`${from === at ? source : rest(from)}\``);
  };
  const take = (text: string): boolean => {
    const isNext = [...text].every((character, index) => peek(index) === character);
    if (isNext) at += [...text].length;
    return isNext;
  };
  const single = (code: number, { foldCase }: Flags): RegexpNode => setNode(other => other === code, foldCase, 1);
  const setNode = (has: CharacterSet, foldCase: boolean, size: number): RegexpNode => ({
    kind: 'set',
    has: foldCase ? folded(has) : has,
    size: foldCase ? size * foldedFactor : size,
  });

  /** Up to `)` or the end. Flags set inside hold to its end. */
  function choice(outer: Flags): RegexpNode {
    if (++depth > deepest) throw new RegexpError('expression nests too deeply');
    let flags = outer;
    const parts: RegexpNode[][] = [[]];
    // Where the last part begins, and whether it was repeated already: `a**` is an error, `a*?` is lazy.
    let last = { from: at, isRepeated: false, exists: false };
    while (at < characters.length && peek() !== ')') {
      const from = at;
      const sequence = parts.at(-1)!;
      const character = characters[at++]!;
      if (character === '|') {
        parts.push([]);
        last = { from: at, isRepeated: false, exists: false };
        continue;
      }
      const times = repetition(character, from);
      if (times) {
        if (!last.exists) fail('missing argument to repetition operator', from);
        if (last.isRepeated) fail('invalid nested repetition operator', last.from);
        take('?');
        const repeat: RegexpNode = { kind: 'repeat', part: sequence.pop()!, ...times };
        if (repeatsOf(repeat) > mostRepeats) fail('invalid repeat count', from);
        sequence.push(repeat);
        last = { from, isRepeated: true, exists: true };
        continue;
      }
      if (character === '(' && peek() === '?' && !isNamedGroup()) {
        const found = groupFlags(flags, from);
        if (found.isWhole) {
          flags = found.flags;
          // Go lets `a*(?i)*` pass.
          last = { ...last, isRepeated: false };
          continue;
        }
        sequence.push(group(found.flags, from));
      } else if (character === '(') {
        if (peek() === '?') groupName(from);
        sequence.push(group(flags, from));
      } else if (character === '\\' && peek() === 'Q') {
        at++;
        while (at < characters.length && !take('\\E')) sequence.push(single(characters[at++]!.codePointAt(0)!, flags));
      } else sequence.push(atom(character, flags, from));
      last = { from, isRepeated: false, exists: sequence.length > 0 };
    }
    depth--;
    const sequences = parts.map((sequence): RegexpNode => ({ kind: 'sequence', parts: sequence }));
    return sequences.length === 1 ? sequences[0]! : { kind: 'choice', parts: sequences };
  }

  function group(flags: Flags, from: number): RegexpNode {
    const inside = choice(flags);
    if (!take(')')) throw new RegexpError(`missing closing ): \`${source}\``);
    return from < 0 ? { kind: 'empty' } : inside;
  }

  function isNamedGroup(): boolean {
    return (peek(1) === 'P' && peek(2) === '<') || (peek(1) === '<' && peek(2) !== '=' && peek(2) !== '!');
  }

  function groupName(from: number): void {
    at += peek(1) === 'P' ? 3 : 2;
    const start = at;
    while (at < characters.length && peek() !== '>') at++;
    if (!/^\w+$/.test(rest(start)) || !take('>')) fail('invalid named capture', from);
  }

  /** `(?i)`, which holds from here on, or `(?i-s:`, which holds for a group. */
  function groupFlags(outer: Flags, from: number): { readonly flags: Flags; readonly isWhole: boolean } {
    at++;
    let flags = outer;
    let value = true;
    for (let given = 0; at < characters.length;) {
      const character = characters[at++]!;
      if (character === 'i') flags = { ...flags, foldCase: value };
      else if (character === 'm') flags = { ...flags, multiLine: value };
      else if (character === 's') flags = { ...flags, dotIsLineFeedToo: value };
      else if (character === '-' && value) {
        value = false;
        given = 0;
        continue;
      } else if ((character === ':' || character === ')') && (value || given > 0))
        return { flags, isWhole: character === ')' };
      else if (character !== 'U') break;
      given++;
    }
    return fail('invalid or unsupported Perl syntax', from);
  }

  /** Null where it is none: `{` that is no count stands for itself. */
  function repetition(
    character: string,
    from: number,
  ): { readonly least: number; readonly most: number | null } | null {
    if (character === '*') return { least: 0, most: null };
    if (character === '+') return { least: 1, most: null };
    if (character === '?') return { least: 0, most: 1 };
    if (character !== '{') return null;
    const ahead = characters.slice(at, at + longestCount + 1);
    const length = ahead.indexOf('}');
    const inside = ahead.slice(0, Math.max(0, length)).join('');
    const [, low, comma, high] = /^(0|[1-9]\d*)(,)?(0|[1-9]\d*)?$/.exec(inside) ?? [];
    if (low === undefined || (comma === undefined && high !== undefined)) return null;
    at += length + 1;
    const least = Number(low);
    const most = comma === undefined ? least : high === undefined ? null : Number(high);
    if (least > mostRepeats || (most !== null && (most > mostRepeats || most < least)))
      fail('invalid repeat count', from);
    return { least, most };
  }

  const known = new Map<RegexpNode, number>();

  /** How often a part is repeated at most, repeats inside of repeats multiplied; what `*` adds does not count. */
  function repeatsOf(node: RegexpNode): number {
    const found = known.get(node) ?? repeatsInside(node);
    if ('part' in node || 'parts' in node) known.set(node, found);
    return found;
  }

  function repeatsInside(node: RegexpNode): number {
    switch (node.kind) {
      case 'repeat':
        return node.most === 0 ? 1 : Math.max(1, node.most ?? node.least) * repeatsOf(node.part);
      case 'sequence':
      case 'choice':
        return node.parts.reduce((most, part) => Math.max(most, repeatsOf(part)), 1);
      default:
        return 1;
    }
  }

  function atom(character: string, flags: Flags, from: number): RegexpNode {
    switch (character) {
      case '.':
        return setNode(code => flags.dotIsLineFeedToo || code !== 10, false, 1);
      case '^':
        return { kind: 'at', place: flags.multiLine ? 'line-start' : 'text-start' };
      case '$':
        return { kind: 'at', place: flags.multiLine ? 'line-end' : 'text-end' };
      case '[':
        return bracket(flags, from);
      case '\\':
        return escape(flags, from);
      default:
        return single(character.codePointAt(0)!, flags);
    }
  }

  function escape(flags: Flags, from: number): RegexpNode {
    const places = { A: 'text-start', z: 'text-end', b: 'word-border', B: 'no-word-border' } as const;
    const next = peek() ?? '';
    const place = Object.hasOwn(places, next) ? places[next as keyof typeof places] : undefined;
    if (place !== undefined) {
      at++;
      return { kind: 'at', place };
    }
    const set = namedSet(from);
    return set ? setNode(set, flags.foldCase, namedSize) : single(escapedCharacter(from), flags);
  }

  /** Behind a backslash: `d`, `pL`, `p{^Greek}` …; null where it is no set. */
  function namedSet(from: number): CharacterSet | null {
    const next = peek() ?? '';
    if (Object.hasOwn(perlSets, next)) {
      at++;
      return perlSets[next]!;
    }
    if (next !== 'p' && next !== 'P') return null;
    at++;
    let name = characters[at++] ?? '';
    if (name === '{') {
      const start = at;
      while (at < characters.length && peek() !== '}') at++;
      name = rest(start);
      if (!take('}')) fail('invalid character class range', from);
    }
    const isInverse = name.startsWith('^');
    const set = unicodeSet(isInverse ? name.slice(1) : name) ?? fail('invalid character class range', from);
    return isInverse === (next === 'P') ? set : not(set);
  }

  /** Behind a backslash: a code point. */
  function escapedCharacter(from: number): number {
    const character = characters[at++];
    if (character === undefined) throw new RegexpError('trailing backslash at end of expression: ``');
    const control = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }[character];
    if (control !== undefined) return control;
    const isOctal = character === '0' || (/[1-7]/.test(character) && /[0-7]/.test(peek() ?? ''));
    if (isOctal) {
      let digits = character;
      while (digits.length < 3 && /[0-7]/.test(peek() ?? '')) digits += characters[at++]!;
      return parseInt(digits, 8);
    }
    if (character === 'x') {
      const [, braced, plain] =
        /^(?:\{([\da-fA-F]+)\}|([\da-fA-F]{2}))/.exec(characters.slice(at, at + 12).join('')) ?? [];
      const code = parseInt(braced ?? plain ?? '', 16);
      if (code <= 0x10ffff) {
        at += braced === undefined ? 2 : braced.length + 2;
        return code;
      }
    } else if (/[^\w]/.test(character) && character < '\u0080') return character.charCodeAt(0);
    else if (character === '_') return 95;
    return fail('invalid escape sequence', from);
  }

  function bracket({ foldCase }: Flags, from: number): RegexpNode {
    const isInverse = take('^');
    const sets: CharacterSet[] = [];
    for (let isFirst = true; isFirst || peek() !== ']'; isFirst = false) {
      if (at >= characters.length) fail('missing closing ]', from);
      const posix = /^\[:(\^?)(\w*):\]/.exec(characters.slice(at, at + 16).join(''));
      if (posix) {
        const set = posixSets.get(posix[2]!) ?? fail('invalid character class range', at);
        at += posix[0].length;
        sets.push(posix[1] === '^' ? not(set) : set);
        continue;
      }
      const start = at;
      if (peek() === '\\') {
        at++;
        const set = namedSet(start);
        if (set) {
          sets.push(set);
          continue;
        }
        at--;
      }
      const low = classCharacter(from);
      const isRange = peek() === '-' && peek(1) !== undefined && peek(1) !== ']';
      if (isRange) at++;
      const high = isRange ? classCharacter(from) : low;
      if (high < low) fail('invalid character class range', start);
      sets.push(code => code >= low && code <= high);
    }
    at++;
    const union = foldCase ? folded(anyOf(sets)) : anyOf(sets);
    return setNode(isInverse ? not(union) : union, false, sets.length * namedSize * (foldCase ? foldedFactor : 1));
  }

  function classCharacter(from: number): number {
    const character = characters[at++] ?? fail('missing closing ]', from);
    return character === '\\' ? escapedCharacter(at - 1) : character.codePointAt(0)!;
  }

  const tree = choice({ foldCase: false, multiLine: false, dotIsLineFeedToo: false });
  if (at < characters.length) throw new RegexpError(`unexpected ): \`${source}\``);
  return tree;
}
