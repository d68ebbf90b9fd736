// The compiler prints expressions in its own normal form: `globalAny = n`, `(*testing.common).Log(t.common, ... argument...)`,
// `[]*int{...}`. This file cuts such a text at its outermost level. It knows quotes and brackets, and no types.

/** Calls `visit` for every character that stands outside quotes; `depth` counts the open brackets before it. */
function scan(text: string, visit: (char: string, index: number, depth: number) => void): void {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '"' || char === "'" || char === '`') {
      index = literalEnd(text, index) - 1;
      continue;
    }
    if (char === ')' || char === ']' || char === '}') depth = Math.max(0, depth - 1);
    visit(char, index, depth);
    if (char === '(' || char === '[' || char === '{') depth++;
  }
}

/**
 * Where the quoted literal that begins at `open` ends (the index behind it); the text's end where it never closes. A string of
 * more than 72 characters, quotes included, is printed as its first 69 and `...`, without a closing quote (go/constant).
 */
export function literalEnd(text: string, open: number): number {
  const quote = text.charAt(open);
  let characters = 1;
  for (let index = open + 1; index < text.length; index++, characters++) {
    if (
      quote === '"' &&
      characters === 69 &&
      text.startsWith('...', index) &&
      !/^\.{0,2}"/.test(text.slice(index + 2))
    ) {
      return index + 3;
    }
    const char = text.charAt(index);
    if (char === quote) return index + 1;
    if (/[\ud800-\udbff]/.test(char)) index++;
    else if (char === '\\' && quote !== '`') {
      index++;
      characters++;
    }
  }
  return text.length;
}

/** A quoted literal and nothing else, also one that the compiler cut short. */
export function isQuoted(text: string): boolean {
  return /^["'`]/.test(text) && text.length > 1 && literalEnd(text, 0) === text.length;
}

/** A call or a conversion: `f(a, b)` is the callee `f` and the arguments `a, b`. Null where the text is neither. */
export function splitCall(text: string): { readonly callee: string; readonly args: string } | null {
  let open = -1;
  let close = -1;
  scan(text, (char, index, depth) => {
    if (depth !== 0) return;
    if (char === '(') open = index;
    if (char === ')') close = index;
  });
  if (open <= 0 || close !== text.length - 1) return null;
  return { callee: text.slice(0, open), args: text.slice(open + 1, close) };
}

/** The parts between commas of the outermost level; none of an empty text. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  scan(text, (char, index, depth) => {
    if (char !== ',' || depth !== 0) return;
    parts.push(text.slice(start, index).trim());
    start = index + 1;
  });
  const last = text.slice(start).trim();
  return last === '' && parts.length === 0 ? [] : [...parts, last];
}

/** What stands left of an assignment (`x = y`, `x := y`, `s += p`); null where the text is none. */
export function assigned(text: string): string | null {
  let end = -1;
  scan(text, (char, index, depth) => {
    if (end < 0 && depth === 0 && char === '=' && text.charAt(index + 1) === ' ' && text.charAt(index - 1) !== '=') {
      if (!/[!<>] ?$/.test(text.slice(0, index))) end = index;
    }
  });
  return end <= 0 ? null : text.slice(0, end).replace(/\s*(?:[-+*/%&|^:]|<<|>>|&\^)?$/, '');
}

const binary = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '&^',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '&&',
  '||',
]);

/** The operands and the binary operators of the outermost level: `a + b` is [`a`, `b`] and [`+`]. */
export function splitBinary(text: string): {
  readonly operands: readonly string[];
  readonly operators: readonly string[];
} {
  const operators: string[] = [];
  const operands: string[] = [];
  const spaces: number[] = [];
  scan(text, (char, index, depth) => {
    if (char === ' ' && depth === 0) spaces.push(index);
  });
  let start = 0;
  for (let at = 0; at + 1 < spaces.length; at++) {
    const [left = 0, right = 0] = [spaces[at], spaces[at + 1]];
    const operator = text.slice(left + 1, right);
    if (!binary.has(operator)) continue;
    operands.push(text.slice(start, left));
    operators.push(operator);
    start = right + 1;
  }
  operands.push(text.slice(start));
  return { operands, operators };
}

/** `x.y.M` is the operand `x.y` and the name `M`; null where the text is no selector. */
export function splitSelector(text: string): { readonly operand: string; readonly name: string } | null {
  let dot = -1;
  scan(text, (char, index, depth) => {
    if (char === '.' && depth === 0) dot = index;
  });
  if (dot <= 0 || !/^[\p{L}_][\p{L}\p{N}_]*(\[.*\])?$/u.test(text.slice(dot + 1))) return null;
  return { operand: text.slice(0, dot), name: text.slice(dot + 1) };
}

/** A Go identifier, also the compiler's own (`~r0`, `.autotmp_3`, `#state1`). */
export function isName(text: string): boolean {
  return /^(?:~|\.|#)?[\p{L}_][\p{L}\p{N}_]*$/u.test(text);
}
