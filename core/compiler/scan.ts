// How Go text is skipped over without understanding it: strings, runes, brackets. The compiler prints expressions and names
// between its own words; its words are looked for where no string and no bracket can imitate them.
// Everything here is linear in the length of the text, whatever it holds.

/** Where `separator` first stands outside brackets and quotes; -1 where it does not. */
export function indexOutside(text: string, separator: string): number {
  if (!text.includes(separator)) return -1;
  const first = separator.charCodeAt(0);
  const quotes = quoteSkipper(text);
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === first && depth === 0 && text.startsWith(separator, at)) return at;
    if (isQuote(unit)) at = quotes(at);
    else if (isOpening(unit)) depth++;
    else if (isClosing(unit) && depth > 0) depth--;
  }
  return -1;
}

/** The same; where it stands nowhere outside, its first place at all: brackets and quotes may come without their partners. */
export function separatorIndex(text: string, separator: string): number {
  const outside = indexOutside(text, separator);
  return outside >= 0 ? outside : text.indexOf(separator);
}

/**
 * Whether a raw string is still open where the text ends. Up to Go 1.21 the compiler prints raw strings with their newlines, so
 * that one message takes several lines. `inside`: the text begins inside a raw string.
 */
export function endsInRawString(text: string, inside = false): boolean {
  let at = text.indexOf('`');
  if (at < 0) return inside;
  if (!inside) at = 0;
  else at++;
  const quotes = quoteSkipper(text);
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (!isQuote(unit)) continue;
    const end = quotes(at);
    if (unit === backquote && end === at) return true;
    at = end;
  }
  return false;
}

const doubleQuote = 0x22;
const singleQuote = 0x27;
const backquote = 0x60;
const backslash = 0x5c;

const isQuote = (unit: number): boolean => unit === doubleQuote || unit === singleQuote || unit === backquote;
const isOpening = (unit: number): boolean => unit === 0x28 || unit === 0x5b || unit === 0x7b;
const isClosing = (unit: number): boolean => unit === 0x29 || unit === 0x5d || unit === 0x7d;

/** Gives where the literal that begins at `at` ends; `at` itself where it never does: then the quote is a mere character. */
function quoteSkipper(text: string): (at: number) => number {
  // A quote without a second one is looked for once, not from each quote anew.
  let openDouble = false;
  return at => {
    const unit = text.charCodeAt(at);
    if (unit === backquote) return Math.max(at, text.indexOf('`', at + 1));
    if (unit === singleQuote) return endOfRune(text, at);
    if (openDouble) return at;
    const end = endOfString(text, at);
    openDouble = end === at;
    return end;
  };
}

/** A string of more than 72 characters, quotes included, is cut to 69 of them and three dots, without a closing quote (Go 1.26). */
const charactersOfCutString = 69;

function endOfString(text: string, start: number): number {
  let isEscaped = false;
  let characters = 1;
  for (let at = start + 1; at < text.length; at++) {
    if (characters === charactersOfCutString && text.startsWith('...', at)) return at + 2;
    const unit = text.charCodeAt(at);
    if (unit === doubleQuote && !isEscaped) return at;
    isEscaped = unit === backslash && !isEscaped;
    const isSecondOfPair = unit >= 0xdc00 && unit < 0xe000;
    if (!isSecondOfPair) characters++;
  }
  return start;
}

/** `'x'`, `'\n'`, `'\U0010FFFF'`; an apostrophe of English words has no partner that near. */
function endOfRune(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === backslash) {
    const end = text.indexOf("'", at + 3);
    return end > 0 && end - at <= 11 ? end : at;
  }
  const end = at + ((text.codePointAt(at + 1) ?? 0) > 0xffff ? 3 : 2);
  return text.charCodeAt(end) === singleQuote ? end : at;
}
