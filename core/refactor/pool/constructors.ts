// Constructors of the standard library whose values can be used again, each with what its documentation says of that: how a value is made as
// good as new for another stream, how it lets go of the last one, and what the constructor does besides. Whatever is not in the table is
// none of ours.
import type { LocatedFile } from '#core/syntax/locate';
import { declarationOf } from '#core/syntax/scopes';
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import { importPathOf } from './reset';

/** How a value is used again. */
export type Reuse =
  /** A bytes.Buffer that begins empty, or with what it is given. */
  | { readonly kind: 'buffer'; readonly given: 'bytes' | 'string' }
  /**
   * `x.Reset(stream)`, and `x.Reset(nil)` lets go of it. `isOwn`: a stream that is such a value already, and large enough, is what the constructor
   * answers with. `level`: its place among the arguments, a level of compress/flate. `size`: the place of a size.
   */
  | {
      readonly kind: 'stream';
      readonly of: 'Reader' | 'Writer';
      readonly isOwn: boolean;
      readonly level: number | null;
      readonly size: number | null;
    }
  /** `x.Reset(stream)` answers with the error that the constructor has. */
  | { readonly kind: 'checked'; readonly of: 'Reader' }
  /** `x.Init(…)` with the constructor's own arguments. */
  | { readonly kind: 'init'; readonly released: string }
  /** `h.Reset()`; the variable is an interface. */
  | { readonly kind: 'hash' }
  /** Nothing makes it as good as new. */
  | { readonly kind: 'none'; readonly why: 'stream' | 'key' | 'itself' };

export interface Constructor {
  /** Import path and name of the type. */
  readonly makes: string;
  /** It answers with an error, too. */
  readonly hasError: boolean;
  readonly reuse: Reuse;
  /** It always allocates, and not where it is called: the compiler says nothing of the call. */
  readonly isHidden: boolean;
}

export interface Constructed {
  readonly row: Constructor;
  readonly args: readonly SyntaxNode[];
  /** The offset of its `(`, where the compiler speaks of what it allocates. */
  readonly paren: number;
  /** What stands before names of the constructor's package: `bytes.` */
  readonly owner: string;
  /** The type in the file's words; of an interface as its package is called. */
  readonly typeText: string;
}

interface StreamOptions {
  readonly isOwn?: true;
  readonly level?: number;
  readonly size?: number;
  readonly hasError?: true;
}

function stream(makes: string, of: 'Reader' | 'Writer', options: StreamOptions = {}): Constructor {
  const { isOwn = false, level = null, size = null, hasError = false } = options;
  return {
    makes,
    hasError,
    reuse: { kind: 'stream', of, isOwn, level, size },
    isHidden: makes.startsWith('compress/'),
  };
}

function buffer(given: 'bytes' | 'string'): Constructor {
  return { makes: 'bytes.Buffer', hasError: false, reuse: { kind: 'buffer', given }, isHidden: false };
}

const hash: Constructor = { makes: 'hash.Hash', hasError: false, reuse: { kind: 'hash' }, isHidden: false };

function never(makes: string, why: 'stream' | 'key' | 'itself'): Constructor {
  return { makes, hasError: false, reuse: { kind: 'none', why }, isHidden: false };
}

const table: ReadonlyMap<string, Constructor> = new Map<string, Constructor>([
  ['bytes.NewBuffer', buffer('bytes')],
  ['bytes.NewBufferString', buffer('string')],
  ['bufio.NewReader', stream('bufio.Reader', 'Reader', { isOwn: true })],
  ['bufio.NewReaderSize', stream('bufio.Reader', 'Reader', { isOwn: true, size: 1 })],
  ['bufio.NewWriter', stream('bufio.Writer', 'Writer', { isOwn: true })],
  ['bufio.NewWriterSize', stream('bufio.Writer', 'Writer', { isOwn: true, size: 1 })],
  ['compress/gzip.NewWriter', stream('compress/gzip.Writer', 'Writer')],
  ['compress/gzip.NewWriterLevel', stream('compress/gzip.Writer', 'Writer', { level: 1, hasError: true })],
  ['compress/zlib.NewWriter', stream('compress/zlib.Writer', 'Writer')],
  ['compress/zlib.NewWriterLevel', stream('compress/zlib.Writer', 'Writer', { level: 1, hasError: true })],
  ['compress/flate.NewWriter', stream('compress/flate.Writer', 'Writer', { level: 1, hasError: true })],
  [
    'compress/gzip.NewReader',
    { makes: 'compress/gzip.Reader', hasError: true, reuse: { kind: 'checked', of: 'Reader' }, isHidden: true },
  ],
  [
    'text/tabwriter.NewWriter',
    {
      makes: 'text/tabwriter.Writer',
      hasError: false,
      reuse: { kind: 'init', released: "Init(nil, 0, 0, 0, ' ', 0)" },
      isHidden: false,
    },
  ],
  ...['md5.New', 'sha1.New', 'sha256.New', 'sha256.New224', 'sha512.New', 'sha512.New384', 'sha512.New512_256'].map(
    (name): [string, Constructor] => [`crypto/${name}`, hash],
  ),
  ['crypto/hmac.New', never('hash.Hash', 'key')],
  ...['encoding/json', 'encoding/xml', 'encoding/gob'].flatMap((path): [string, Constructor][] => [
    [`${path}.NewEncoder`, never(`${path}.Encoder`, 'stream')],
    [`${path}.NewDecoder`, never(`${path}.Decoder`, 'stream')],
  ]),
  ['encoding/csv.NewReader', never('encoding/csv.Reader', 'stream')],
  ['encoding/csv.NewWriter', never('encoding/csv.Writer', 'stream')],
  ['bufio.NewScanner', never('bufio.Scanner', 'stream')],
  ['time.NewTimer', never('time.Timer', 'itself')],
]);

/** What a call makes, by the name and the arguments of its callee; null where that is not known. */
export function constructedBy(call: SyntaxNode, file: LocatedFile): Constructed | null {
  const { text } = file.lines;
  const callee = call.child('function');
  const operand = callee?.type === 'selector_expression' ? callee.child('operand') : null;
  if (!callee || operand?.type !== 'identifier' || declarationOf(operand, text)) return null;
  const owner = textOf(operand, text);
  const row = table.get(`${importPathOf(owner, file)}.${textOf(callee.child('field'), text)}`);
  const list = call.child('arguments');
  const args = list?.parts ?? [];
  if (!row || !list || args.some(({ type }) => type === 'variadic_argument') || !hasStream(row, args)) return null;
  const name = row.makes.slice(row.makes.lastIndexOf('.') + 1);
  const typeText = row.makes === 'hash.Hash' ? row.makes : `${owner}.${name}`;
  return { row, args, paren: list.start, owner: `${owner}.`, typeText };
}

/** A value without a stream would be of no use, and `nil` has no type of its own. */
function hasStream({ reuse }: Constructor, args: readonly SyntaxNode[]): boolean {
  const isStream = reuse.kind === 'stream' || reuse.kind === 'checked' || reuse.kind === 'init';
  return !isStream || (args[0] !== undefined && args[0].type !== 'nil');
}

/** What a buffer begins with. */
export type Beginning =
  | { readonly kind: 'empty' }
  /** Room for so many bytes. */
  | { readonly kind: 'room'; readonly size: SyntaxNode }
  /** A string, which is copied. */
  | { readonly kind: 'string'; readonly value: SyntaxNode }
  /** Memory that is somebody else's. */
  | { readonly kind: 'given' };

/** Null of what is no buffer. */
export function beginningOf({ row: { reuse }, args: [given] }: Constructed, text: string): Beginning | null {
  if (reuse.kind !== 'buffer') return null;
  if (!given) return { kind: 'given' };
  if (reuse.given === 'string')
    return /^(?:""|``)$/.test(textOf(given, text)) ? { kind: 'empty' } : { kind: 'string', value: given };
  if (given.type === 'nil' || /^\[\]byte(?:\{\s*\}|\(nil\))$/.test(textOf(given, text))) return { kind: 'empty' };
  const made = given.type === 'call_expression' ? given : null;
  const [type, length, capacity] = made?.child('arguments')?.parts ?? [];
  const callee = made?.child('function');
  const isMake = callee?.type === 'identifier' && textOf(callee, text) === 'make' && !declarationOf(callee, text);
  if (!isMake || textOf(type ?? null, text) !== '[]byte' || textOf(length ?? null, text) !== '0')
    return { kind: 'given' };
  return capacity ? { kind: 'room', size: capacity } : { kind: 'empty' };
}
