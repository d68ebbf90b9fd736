// A Go type as written (in a source, or in the type checker's words) taken apart: what it points to, holds, is made of. Names are kept as
// they stand; whom they mean is typeIndex's affair. What cannot be read is `other`, and holds nothing.

export type TypeShape =
  | NamedType
  | { readonly kind: 'pointer' | 'slice' | 'channel'; readonly element: TypeShape }
  /** `length` as written. */
  | { readonly kind: 'array'; readonly length: string; readonly element: TypeShape }
  | { readonly kind: 'map'; readonly key: TypeShape; readonly element: TypeShape }
  | { readonly kind: 'struct'; readonly fields: readonly HeldField[] }
  | { readonly kind: 'interface' }
  | { readonly kind: 'other' };

export interface NamedType {
  readonly kind: 'named';
  /** As the file or the compiler calls the package; a path in the compiler's words where two have one name. Null: none is written. */
  readonly package: string | null;
  readonly name: string;
  readonly arguments: readonly TypeShape[];
}

export interface HeldField {
  readonly names: readonly string[];
  readonly embedded: boolean;
  readonly type: TypeShape;
  readonly tag: string | null;
}

const other: TypeShape = { kind: 'other' };
const deepest = 60;
const longest = 20_000;

/** Never fails. */
export function readType(text: string): TypeShape {
  const reader = { text: text.slice(0, longest), at: 0, depth: 0 };
  return readShape(reader);
}

interface Reader {
  readonly text: string;
  at: number;
  depth: number;
}

const blank = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const word = /[\p{L}_][\p{L}\p{N}_]*/uy;
const quoted = /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y;

function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? null;
  if (found !== null) reader.at += found.length;
  return found;
}

function eat(reader: Reader, token: string): boolean {
  take(reader, blank);
  if (!reader.text.startsWith(token, reader.at)) return false;
  reader.at += token.length;
  return true;
}

function readShape(reader: Reader): TypeShape {
  if (++reader.depth > deepest) return other;
  const shape = readOne(reader);
  reader.depth--;
  return shape;
}

function readOne(reader: Reader): TypeShape {
  if (eat(reader, '*')) return { kind: 'pointer', element: readShape(reader) };
  if (eat(reader, '(')) {
    const inner = readShape(reader);
    eat(reader, ')');
    return inner;
  }
  if (eat(reader, '<-')) {
    take(reader, blank);
    take(reader, word);
    return { kind: 'channel', element: readShape(reader) };
  }
  if (eat(reader, '[')) {
    if (eat(reader, ']')) return { kind: 'slice', element: readShape(reader) };
    const start = reader.at;
    skipTo(reader, ']');
    const length = reader.text.slice(start, reader.at - 1).trim();
    return { kind: 'array', length, element: readShape(reader) };
  }
  const path = take(reader, quoted);
  if (path !== null) return eat(reader, '.') ? named(reader, path.slice(1, -1), take(reader, word) ?? '') : other;
  const first = take(reader, word);
  switch (first) {
    case null:
      return other;
    case 'map': {
      if (!eat(reader, '[')) return named(reader, null, first);
      const key = readShape(reader);
      eat(reader, ']');
      return { kind: 'map', key, element: readShape(reader) };
    }
    case 'chan':
      eat(reader, '<-');
      return { kind: 'channel', element: readShape(reader) };
    case 'func':
      readSignature(reader);
      return other;
    case 'interface':
      if (eat(reader, '{')) skipTo(reader, '}');
      return { kind: 'interface' };
    case 'struct':
      return eat(reader, '{') ? { kind: 'struct', fields: readFields(reader) } : other;
    default:
      return eat(reader, '.') ? named(reader, first, take(reader, word) ?? '') : named(reader, null, first);
  }
}

function named(reader: Reader, owner: string | null, name: string): TypeShape {
  const types: TypeShape[] = [];
  if (reader.text.startsWith('[', reader.at)) {
    reader.at++;
    do types.push(readShape(reader));
    while (eat(reader, ','));
    eat(reader, ']');
  }
  return { kind: 'named', package: owner, name, arguments: types };
}

/** Parameters and results: nobody's memory. */
function readSignature(reader: Reader): void {
  if (eat(reader, '(')) skipTo(reader, ')');
  take(reader, /[ \t]*/y);
  if (reader.text.startsWith('(', reader.at)) {
    reader.at++;
    skipTo(reader, ')');
  } else if (/[\p{L}_*[<]/u.test(reader.text.charAt(reader.at))) readShape(reader);
}

function readFields(reader: Reader): readonly HeldField[] {
  const fields: HeldField[] = [];
  for (;;) {
    while (eat(reader, ';'));
    if (reader.at >= reader.text.length || eat(reader, '}')) return fields;
    const before = reader.at;
    fields.push(readField(reader));
    if (reader.at === before) reader.at++;
  }
}

function readField(reader: Reader): HeldField {
  const start = reader.at;
  const names: string[] = [];
  do {
    take(reader, blank);
    const name = take(reader, word);
    if (name !== null) names.push(name);
    // The end of the line ends an embedded field.
    take(reader, /[ \t]*/y);
  } while (reader.text.startsWith(',', reader.at) && ++reader.at);
  const embedded = names.length === 0 || /^(?:[;}\n\r.`"]|\/[/*]|$)/.test(reader.text.slice(reader.at, reader.at + 2));
  if (embedded) reader.at = start;
  const type = readShape(reader);
  take(reader, /[ \t]*/y);
  const tag = take(reader, quoted);
  const own = type.kind === 'pointer' ? type.element : type;
  return { names: embedded ? [own.kind === 'named' ? own.name : ''] : names, embedded, type, tag };
}

/** Past the bracket that closes what was opened just before. */
function skipTo(reader: Reader, closing: string): void {
  let depth = 1;
  while (reader.at < reader.text.length) {
    if (take(reader, quoted) !== null || take(reader, blank) !== null) continue;
    const unit = reader.text.charAt(reader.at++);
    if ('([{'.includes(unit)) depth++;
    else if (')]}'.includes(unit) && --depth === 0 && unit === closing) return;
  }
}
