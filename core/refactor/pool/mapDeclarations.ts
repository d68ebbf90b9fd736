// The Go text of a pool of maps. A map is emptied when it is given back; it never shrinks, and emptying one that was large once takes long for
// ever after, so that one with many elements is not kept.
import { limitOf, poolDeclaration, type PoolOptions } from './declarations';

export interface MapOptions extends PoolOptions {
  /** The type of what `make` is given; null where it is given none. */
  readonly sizeType: string | null;
  /** Of a key and a value together. */
  readonly elementBytes: number | null;
  /** What `make` is given, where it is fixed. */
  readonly count: number | null;
}

export function mapDeclarations(options: MapOptions): readonly string[] {
  const { names, type, sync, user, sizeType } = options;
  if (sizeType === null) return [poolDeclaration(options, `${type} maps`, `{ return make(${type}) }`), put(options)];
  return [
    // What it is made with is known where it is taken.
    lines(`// ${names.pool} keeps ${type} maps for ${user} to use again.`, `var ${names.pool} = ${sync}Pool{}`),
    lines(
      `// ${names.get} takes an empty map from ${names.pool}, or makes one with room for n elements.`,
      `// It is to be given back with ${names.put}.`,
      `func ${names.get}(n ${sizeType}) ${type} {`,
      `\tif m, ok := ${names.pool}.Get().(${type}); ok {`,
      '\t\treturn m',
      '\t}',
      `\treturn make(${type}, n)`,
      '}',
    ),
    put(options),
  ];
}

function put(options: MapOptions): string {
  const { names, type, minor } = options;
  const limit = limitOf({ ...options, way: 'grown' });
  // `clear` is of Go 1.21; before, keys that are not equal to themselves stay.
  const emptied =
    minor === null || minor >= 21
      ? ['\tclear(m)', `\t${names.pool}.Put(m)`]
      : [
          '\tfor k := range m {',
          '\t\tdelete(m, k)',
          '\t}',
          '\t// NaN cannot be deleted.',
          '\tif len(m) == 0 {',
          `\t\t${names.pool}.Put(m)`,
          '\t}',
        ];
  return lines(
    `// ${names.put} empties a map and gives it back to ${names.pool}, unless it has grown too large to be kept.`,
    `func ${names.put}(m ${type}) {`,
    `\tif len(m) > ${limit ?? '1<<10'} {`,
    '\t\treturn',
    '\t}',
    ...emptied,
    '}',
  );
}

const lines = (...all: readonly string[]): string => all.join('\n');
