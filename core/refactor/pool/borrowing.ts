// Calls that only borrow what they are given, though the compiler says that it leaks: through an interface, whose contract forbids to keep
// it ("must not retain p"), or through a function that is known by its code. The probe cuts these arguments out (probeCopy.ts); what then
// stays, stays by contract. Whatever is not in the tables is the compiler's to judge.
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { closest, type SyntaxNode } from '#core/syntax/syntaxNode';
import { declarationOf } from '#core/syntax/scopes';
import { importPathOf } from './reset';

export interface Borrow {
  /** What is cut out. */
  readonly argument: SyntaxNode;
  /**
   * Its methods are called: it has to be the variable itself (whose type keeps nothing), since of what is made of it nobody knows who holds it.
   */
  readonly isItself?: true;
  /** And it has to be one of these types: import path and name. Left out: any of {@link harmless}. */
  readonly of?: readonly string[];
  /** The call of sort.Sort or sort.Stable that it is the argument of. */
  readonly sorted?: SyntaxNode;
  /** Whose contract it is: `io.Writer`, `fmt.Fprintf`. */
  readonly by: string;
  /** What has to be true of types, which only the type checker knows: of each list one is enough. */
  readonly needs: readonly (readonly Need[])[];
}

export type Need =
  /** `method` is called through an interface, and has this signature, in which names of parameters count for nothing. */
  | {
      readonly kind: 'interface';
      readonly receiver: SyntaxNode;
      readonly method: SyntaxNode;
      readonly signature: string;
    }
  /** The type of an expression is one of these. */
  | { readonly kind: 'type'; readonly of: SyntaxNode; readonly types: readonly string[] };

/** Import path and name of types whose own methods keep nothing. */
export const harmless: ReadonlySet<string> = new Set([
  'bytes.Buffer',
  'bytes.Reader',
  'strings.Reader',
  'bufio.Writer',
  'bufio.Reader',
  'compress/gzip.Reader',
  'compress/gzip.Writer',
  'compress/flate.Writer',
  'compress/zlib.Writer',
  'text/tabwriter.Writer',
  'hash.Hash',
]);

/**
 * Methods that lend memory of their receiver to what it reads from or writes to, whose contract forbids to keep it, and answer with none of
 * it. (bufio.Reader.Peek does.)
 */
const lenders: readonly { readonly by: string; readonly types: ReadonlyMap<string, RegExp> }[] = [
  {
    by: 'io.Reader',
    types: new Map([
      ['bufio.Reader', /^(?:Read|ReadByte|ReadRune|ReadString|ReadBytes|Discard|WriteTo)$/],
      ['compress/gzip.Reader', /^(?:Read|Close)$/],
    ]),
  },
  {
    by: 'io.Writer',
    types: new Map([
      ['bufio.Writer', /^(?:Write|WriteByte|WriteRune|WriteString|ReadFrom|Flush)$/],
      ['compress/gzip.Writer', /^(?:Write|Flush|Close)$/],
      ['compress/flate.Writer', /^(?:Write|Flush|Close)$/],
      ['compress/zlib.Writer', /^(?:Write|Flush|Close)$/],
      ['text/tabwriter.Writer', /^(?:Write|Flush)$/],
    ]),
  },
  { by: 'hash.Hash', types: new Map([['hash.Hash', /^(?:Write|Sum|Reset|Size|BlockSize)$/]]) },
];

/** The packages of the types that are asked for, by the names that the type checker prints. */
export const askedPackages: ReadonlyMap<string, readonly string[]> = new Map([
  ['bufio', ['bufio']],
  ['regexp', ['regexp']],
  ['template', ['text/template', 'html/template']],
]);

/** `memory`: a slice that is read or written; `object`: methods of it are called; `printed`: bytes that are formatted. */
type Position = readonly [index: number, what: 'memory' | 'object' | 'printed'];

const functions: ReadonlyMap<string, readonly Position[]> = new Map<string, readonly Position[]>([
  ['fmt.Fprint', [[0, 'object']]],
  ['fmt.Fprintf', [[0, 'object']]],
  ['fmt.Fprintln', [[0, 'object']]],
  [
    'io.ReadFull',
    [
      [0, 'object'],
      [1, 'memory'],
    ],
  ],
  [
    'io.ReadAtLeast',
    [
      [0, 'object'],
      [1, 'memory'],
    ],
  ],
  [
    'io.Copy',
    [
      [0, 'object'],
      [1, 'object'],
    ],
  ],
  [
    'io.CopyN',
    [
      [0, 'object'],
      [1, 'object'],
    ],
  ],
  [
    'io.CopyBuffer',
    [
      [0, 'object'],
      [1, 'object'],
      [2, 'memory'],
    ],
  ],
  ['io.WriteString', [[0, 'object']]],
  ['io.ReadAll', [[0, 'object']]],
  ['io/ioutil.ReadAll', [[0, 'object']]],
  ['fmt.Fscan', [[0, 'object']]],
  ['fmt.Fscanf', [[0, 'object']]],
  ['fmt.Fscanln', [[0, 'object']]],
  ['hash/crc32.ChecksumIEEE', [[0, 'memory']]],
  ['hash/crc32.Checksum', [[0, 'memory']]],
  ['hash/crc32.Update', [[2, 'memory']]],
  ['encoding/binary.Write', [[0, 'object']]],
  ['encoding/binary.Read', [[0, 'object']]],
  ['encoding/binary.ReadUvarint', [[0, 'object']]],
  ['encoding/binary.ReadVarint', [[0, 'object']]],
  ['sort.Slice', [[0, 'memory']]],
  ['sort.SliceStable', [[0, 'memory']]],
  ['regexp.Match', [[1, 'memory']]],
]);

/** Coders that keep their stream; where they go, it goes (isDropped). */
const wrappers =
  /^encoding\/(?:json|xml)\.New(?:Encoder|Decoder)$|^encoding\/csv\.New(?:Reader|Writer)$|^compress\/(?:gzip|zlib)\.NewWriter$|^bufio\.NewScanner$/;

/** The same; but of a bufio.Reader they answer with itself. */
const buffers = /^bufio\.New(?:Reader|Writer)$/;
const unbuffered = [...harmless].filter(type => !type.startsWith('bufio.'));

interface Method {
  readonly index: number;
  /** Null: no interface is known by it. */
  readonly signature: string | null;
  readonly by: string;
  /** Types of the standard library whose own method borrows. */
  readonly types: readonly string[];
  readonly what: Position[1];
}

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    'Write',
    { index: 0, signature: 'func([]byte) (int, error)', by: 'io.Writer', types: ['*bufio.Writer'], what: 'memory' },
  ],
  [
    'Read',
    { index: 0, signature: 'func([]byte) (int, error)', by: 'io.Reader', types: ['*bufio.Reader'], what: 'memory' },
  ],
  ['ReadAt', { index: 0, signature: 'func([]byte, int64) (int, error)', by: 'io.ReaderAt', types: [], what: 'memory' }],
  [
    'WriteAt',
    { index: 0, signature: 'func([]byte, int64) (int, error)', by: 'io.WriterAt', types: [], what: 'memory' },
  ],
  ['Match', { index: 0, signature: null, by: 'regexp.Regexp.Match', types: ['*regexp.Regexp'], what: 'memory' }],
  [
    'Execute',
    { index: 0, signature: null, by: 'template.Template.Execute', types: ['*template.Template'], what: 'object' },
  ],
  [
    'ExecuteTemplate',
    {
      index: 0,
      signature: null,
      by: 'template.Template.ExecuteTemplate',
      types: ['*template.Template'],
      what: 'object',
    },
  ],
]);

/** Every argument in a function's body that is only borrowed, in the order of the text, if its needs are met. */
export function borrowsIn(body: SyntaxNode, file: LocatedFile): readonly Borrow[] {
  const found: Borrow[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'call_expression') found.push(...borrowsOf(node, file));
    node.parts.forEach(visit);
  };
  visit(body);
  return found;
}

function borrowsOf(call: SyntaxNode, file: LocatedFile): readonly Borrow[] {
  const { text } = file.lines;
  const callee = call.child('function');
  const args = call.child('arguments')?.parts ?? [];
  // What a goroutine is given it has after the call, whoever it is.
  if (callee?.type !== 'selector_expression' || call.parent?.type === 'go_statement') return [];
  const operand = callee.child('operand');
  const field = textOf(callee.child('field'), text);
  const path =
    operand?.type === 'identifier' && !declarationOf(operand, text) ? importPathOf(textOf(operand, text), file) : null;
  if (path !== null) {
    const by = textOf(callee, text);
    const name = `${path}.${field}`;
    if (wrappers.test(name)) return isDropped(call, text) ? at(args, [0, 'object'], by) : [];
    if (buffers.test(name)) {
      return isDropped(call, text) ? at(args, [0, 'object'], by).map(borrow => ({ ...borrow, of: unbuffered })) : [];
    }
    const sorted = path === 'sort' && /^(?:Sort|Stable)$/.test(field) ? args[0] : undefined;
    if (sorted) return [{ argument: sorted, sorted: call, by, needs: [] }];
    const positions = [...(functions.get(`${path}.${field}`) ?? []), ...printed(path, field, args)];
    return positions.flatMap(position => at(args, position, by));
  }
  if (!operand) return [];
  const lent = lentBy(operand, field);
  const method = methods.get(field);
  if (method) return [...lent, ...ofMethod(method, { operand, callee, args })];
  // What is written out, or read into, is the buffer's own memory.
  const isStream = (field === 'WriteTo' || field === 'ReadFrom') && args.length === 1;
  if (!isStream) return lent;
  const of = ['bytes.Buffer', 'bytes.Reader', 'strings.Reader'];
  return [...lent, { argument: operand, isItself: true, of, by: `bytes.Buffer.${field}`, needs: [] }];
}

function lentBy(operand: SyntaxNode, method: string): readonly Borrow[] {
  return lenders.flatMap(({ by, types }): Borrow[] => {
    const of = [...types].filter(([, methods]) => methods.test(method)).map(([type]) => type);
    return of.length === 0 ? [] : [{ argument: operand, isItself: true, of, by, needs: [] }];
  });
}

function ofMethod(
  { index, signature, by, types, what }: Method,
  {
    operand,
    callee,
    args,
  }: { readonly operand: SyntaxNode; readonly callee: SyntaxNode; readonly args: readonly SyntaxNode[] },
): readonly Borrow[] {
  const [borrow] = at(args, [index, what], by);
  if (!borrow) return [];
  const byInterface: readonly Need[] =
    signature === null ? [] : [{ kind: 'interface', receiver: operand, method: callee, signature }];
  const byType: readonly Need[] = types.length === 0 ? [] : [{ kind: 'type', of: operand, types }];
  return [{ ...borrow, needs: [...borrow.needs, [...byInterface, ...byType]] }];
}

function at(args: readonly SyntaxNode[], [index, what]: Position, by: string): readonly Borrow[] {
  const argument = args[index];
  if (!argument || argument.type === 'variadic_argument' || argument.type === 'nil') return [];
  if (what === 'memory') return [{ argument, by, needs: [] }];
  if (what === 'object') return [{ argument, isItself: true, by, needs: [] }];
  return [{ argument, by, needs: [[{ kind: 'type', of: argument, types: ['[]byte', '[]uint8'] }]] }];
}

/** What fmt prints; of these values only plain bytes are known to have no methods that would run. */
function printed(path: string, name: string, args: readonly SyntaxNode[]): readonly Position[] {
  const way = path === 'fmt' ? /^(F|S)?(?:Print|print)(f|ln)?$|^Errorf$/.exec(name) : null;
  if (!way) return [];
  const before = (way[1] === 'F' ? 1 : 0) + (way[2] === 'f' || name === 'Errorf' ? 1 : 0);
  return args.map((_, index): Position => [index, 'printed']).slice(before);
}

/** `go x.M()` */
function isStarted(operand: SyntaxNode): boolean {
  return operand.parent?.parent?.parent?.type === 'go_statement';
}

/**
 * Nobody has the coder after its statement: `json.NewEncoder(b).Encode(v)`, or a variable that is only used for calls of its methods.
 */
function isDropped(call: SyntaxNode, text: string): boolean {
  const isCalled = (node: SyntaxNode): boolean =>
    node.parent?.type === 'selector_expression' && node.field === 'operand' && node.parent.field === 'function';
  if (isCalled(call)) return !isStarted(call);
  const list = call.parent;
  const declaration = list?.field === 'right' && list.parts.length === 1 ? list.parent : null;
  const [name, ...others] =
    declaration?.type === 'short_var_declaration' ? (declaration.child('left')?.parts ?? []) : [];
  if (!declaration || !name || others.length > 0) return false;
  const word = textOf(name, text);
  const isOnlyCalled = (node: SyntaxNode): boolean =>
    node.type === 'identifier' && node !== name && textOf(node, text) === word
      ? isCalled(node) && !isStarted(node) && closest(node, 'func_literal') === closest(name, 'func_literal')
      : node.parts.every(isOnlyCalled);
  return declaration.parent?.type === 'statement_list' && declaration.parent.parts.every(isOnlyCalled);
}
