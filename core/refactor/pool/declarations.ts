// The Go text of a pool and of the functions that go with it: what stands behind the function that uses them. The user's function may have
// names of its own for `cap`, `clear` or `make`, so whatever needs these stands here.
import type { PoolNames } from './names';
import type { SliceWay } from './slices';

export interface PoolOptions {
  readonly names: PoolNames;
  /** T, or of a slice its elements', as it is written in the file. */
  readonly type: string;
  /** For whom it is, for the comment. */
  readonly user: string;
  /** The language's minor version, null: the newest. */
  readonly minor: number | null;
  /** How the file calls package sync, with the dot: `sync.`; '' where all its names are imported. */
  readonly sync: string;
  /** What it gives back must not keep other things alive, or show what is in it to the next. */
  readonly clears: boolean;
  /** What is in it may be a key. */
  readonly isSecret: boolean;
  /** Bytes of one value that is larger than what one would expect of a pool; null else. */
  readonly large: number | null;
  /** What else is to be known of the pool: a line of its comment. */
  readonly note?: string;
}

/** A value behind a pointer. `grown`: the method that tells how many bytes it has grown to. */
export interface ObjectOptions extends PoolOptions {
  readonly grown: string | null;
}

/** What one may be larger than is not kept: a pool is for values of about one size. */
const mostBytes = 64 * 1024;

export function objectDeclarations(options: ObjectOptions): readonly string[] {
  const { names, type, clears, grown } = options;
  const declarations = [poolDeclaration(options, `${type} values`, `{ return new(${type}) }`)];
  if (grown !== null) {
    // Nothing but its bytes up to the capacity tells what it has held.
    const bytes = options.isSecret ? ['\tx.Reset()', ...clear('x.Bytes()[:x.Cap()]', 'byte', options)] : [];
    declarations.push(
      lines(
        `// ${names.put} gives a value back to ${names.pool}${options.isSecret ? ', cleared, since it may be secret' : ''}, unless it has grown beyond 64 KiB.`,
        `func ${names.put}(x *${type}) {`,
        `\tif x.${grown} <= 64<<10 {`,
        ...bytes.map(line => `\t${line}`),
        `\t\t${names.pool}.Put(x)`,
        '\t}',
        '}',
      ),
    );
  } else if (clears) {
    declarations.push(
      lines(
        `// ${names.put} gives a value back to ${names.pool}, emptied, ${options.isSecret ? 'since it may be secret' : 'so that the pool keeps nothing else alive'}.`,
        `func ${names.put}(x *${type}) {`,
        `\t*x = ${type}{}`,
        `\t${names.pool}.Put(x)`,
        '}',
      ),
    );
  }
  return declarations;
}

export interface SliceOptions extends PoolOptions {
  readonly way: SliceWay;
  /** The types of what `make` is given: length, and capacity where it has one of its own. */
  readonly length: string;
  readonly capacity: string | null;
  /** The length is a plain 0: nothing of it is seen that was not appended. */
  readonly isEmpty: boolean;
  readonly elementBytes: number | null;
  /** Of a fixed number of elements; null where only the run knows. */
  readonly count: number | null;
  /** The variable is cut shorter on the way: what stands behind its end is to be cleared as well. */
  readonly shrinks: boolean;
}

export function sliceDeclarations(options: SliceOptions): readonly string[] {
  return [
    poolDeclaration(options, `[]${options.type} slices`, `{ return new([]${options.type}) }`),
    getDeclaration(options),
    putDeclaration(options),
  ];
}

/** `made`: the body of the function that makes a new one. */
export function poolDeclaration(
  { names, user, minor, sync, large, note }: PoolOptions,
  what: string,
  made: string,
): string {
  const result = minor !== null && minor < 18 ? 'interface{}' : 'any';
  return lines(
    `// ${names.pool} keeps ${what} for ${user} to use again.`,
    ...(large === null
      ? []
      : [`// One takes ${large} bytes; about twice as many as there are processors may be kept.`]),
    ...(note === undefined ? [] : [`// ${note}`]),
    `var ${names.pool} = ${sync}Pool{New: func() ${result} ${made}}`,
  );
}

function getDeclaration(options: SliceOptions): string {
  const { names, type, way, length, capacity } = options;
  const isEmpty = isGrownEmpty(options);
  const [most, mostType] = capacity === null || isEmpty ? ['n', capacity ?? length] : ['c', capacity];
  const both = length === capacity ? `n, c ${length}` : `n ${length}, c ${capacity ?? ''}`;
  const shown = isEmpty ? '(*p)[:0]' : way === 'grown' ? '*p' : `(*p)[:n:${most}]`;
  return lines(
    isEmpty
      ? `// ${names.get} takes an empty slice with room for n elements from ${names.pool}.`
      : `// ${names.get} takes a slice of n zeroed elements from ${names.pool}.`,
    `// The pointer is to be given back with ${names.put}.`,
    `func ${names.get}(${most === 'c' ? both : `n ${mostType}`}) (*[]${type}, []${type}) {`,
    `\tp := ${names.pool}.Get().(*[]${type})`,
    `\tif ${isTooSmall(most, mostType, isEmpty)} {`,
    `\t\t*p = make([]${type}, ${most})`,
    '\t}',
    ...(isEmpty ? [] : [`\t*p = (*p)[:${most}]`, ...clear('*p', type, options)]),
    `\treturn p, ${shown}`,
    '}',
  );
}

/** Only what was appended is ever seen: then nothing has to be cleared before. */
export const isGrownEmpty = ({ way, isEmpty }: Pick<SliceOptions, 'way' | 'isEmpty'>): boolean =>
  way === 'grown' && isEmpty;

/** Sizes that `make` panics at come to it; elsewhere the slice expression does. */
function isTooSmall(most: string, type: string, isEmpty: boolean): string {
  if (type !== 'int') return `uint64(cap(*p)) < ${type === 'uint64' ? most : `uint64(${most})`}`;
  return isEmpty ? `${most} < 0 || cap(*p) < ${most}` : `cap(*p) < ${most}`;
}

function putDeclaration(options: SliceOptions): string {
  const { names, type, clears, shrinks, way } = options;
  const limit = limitOf(options);
  const whole = way === 'grown' && !shrinks ? '*p' : '(*p)[:cap(*p)]';
  const put = [...(clears ? clear(way === 'grown' ? whole : '*p', type, options) : []), `\t${names.pool}.Put(p)`];
  const limited = [`\tif cap(*p) <= ${limit ?? ''} {`, ...put.map(line => `\t${line}`), '\t}'];
  const cleared = options.isSecret ? ', cleared, since it may be secret' : '';
  return lines(
    `// ${names.put} gives memory back to ${names.pool}${cleared}${limit === null ? '' : ', unless it has grown too large to be kept'}.`,
    `func ${names.put}(p *[]${type}) {`,
    ...(limit === null ? put : limited),
    '}',
  );
}

/** Elements that are kept at most; null where all have one size. */
export function limitOf({
  way,
  count,
  elementBytes,
}: Pick<SliceOptions, 'way' | 'count' | 'elementBytes'>): string | null {
  if (way === 'fixed' && count !== null) return null;
  const most = Math.max(1, Math.floor(mostBytes / Math.max(1, elementBytes ?? 8)));
  const rounded = most >= 1024 ? `${Math.floor(most / 1024)}<<10` : String(most);
  return count !== null && count > most ? String(2 * count) : rounded;
}

/** `clear` is of Go 1.21. */
function clear(slice: string, type: string, { minor }: PoolOptions): readonly string[] {
  if (minor === null || minor >= 21) return [`\tclear(${slice})`];
  return [
    `\tvar zero ${type}`,
    `\tfor i := range ${slice} {`,
    `\t\t(${slice.replace(/^\*p$/, '*p')})[i] = zero`,
    '\t}',
  ];
}

const lines = (...all: readonly string[]): string => all.join('\n');
