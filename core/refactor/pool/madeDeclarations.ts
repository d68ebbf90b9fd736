// The Go text of a pool of what a constructor makes, and of the functions that go with it. What a value is given to read from or to write to, it lets
// go of before it is given back, so that the pool keeps none of it alive.
import { poolDeclaration, type PoolOptions } from './declarations';

export interface MadeOptions extends PoolOptions {
  /** How one is made: `gzip.NewWriter(nil)`; with an error that is none where `freshHasError`. */
  readonly fresh: string;
  readonly freshHasError: boolean;
  /** What stands before names of package io. */
  readonly io: string;
}

/** `released`: the method that lets go of the stream. */
export function releasingPut({ names, type }: PoolOptions, released: string): string {
  return lines(
    `// ${names.put} gives a value back to ${names.pool}, which is not to keep alive what it was used for.`,
    `func ${names.put}(x *${type}) {`,
    `\tx.${released}`,
    `\t${names.pool}.Put(x)`,
    '}',
  );
}

export function madePool(options: MadeOptions): string {
  const { type, fresh, freshHasError } = options;
  const made = freshHasError ? `{\n\tx, _ := ${fresh}\n\treturn x\n}` : `{ return ${fresh} }`;
  return poolDeclaration(options, `${type} values`, made);
}

/** A constructor with an error that there is none of. */
export function errorlessGet({ names, type, io }: MadeOptions, of: 'Reader' | 'Writer'): string {
  const word = of === 'Reader' ? 'r' : 'w';
  return lines(
    `// ${names.get} takes a value for ${word} from ${names.pool}. The error is always nil.`,
    `// The value is to be given back with ${names.put}.`,
    `func ${names.get}(${word} ${io}${of}) (*${type}, error) {`,
    `\tx := ${names.pool}.Get().(*${type})`,
    `\tx.Reset(${word})`,
    '\treturn x, nil',
    '}',
  );
}

/** What a stream is needed for stands in a function of its own: inlined, `Reset` would seem to allocate where it is called. */
export function plainGet({ names, type, io }: MadeOptions, of: 'Reader' | 'Writer'): string {
  const word = of === 'Reader' ? 'r' : 'w';
  return lines(
    `// ${names.get} takes a value for ${word} from ${names.pool}.`,
    `// The value is to be given back with ${names.put}.`,
    `func ${names.get}(${word} ${io}${of}) *${type} {`,
    `\tx := ${names.pool}.Get().(*${type})`,
    `\tx.Reset(${word})`,
    '\treturn x',
    '}',
  );
}

/** A stream that may be such a value already, which the constructor would answer with if it is large enough. `size`: bytes of its buffer. */
export function ownGet(options: MadeOptions, of: 'Reader' | 'Writer', size: string): readonly string[] {
  const { names, type, io } = options;
  const word = of === 'Reader' ? 'r' : 'w';
  return [
    lines(
      `// ${names.get} takes a value for ${word} from ${names.pool}; if ${word} is one with a buffer that is large enough, that is it.`,
      `// The value is to be given back with ${names.put}.`,
      `func ${names.get}(${word} ${io}${of}) *${type} {`,
      `\tif x, ok := ${word}.(*${type}); ok && x.Size() >= ${size} {`,
      '\t\treturn x',
      '\t}',
      `\tx := ${names.pool}.Get().(*${type})`,
      `\tx.Reset(${word})`,
      '\treturn x',
      '}',
    ),
    lines(
      `// ${names.put} gives a value back to ${names.pool}, which is not to keep ${word} alive. One that is ${word} itself is left as it is.`,
      `func ${names.put}(x *${type}, ${word} ${io}${of}) {`,
      `\tif ${word} == x {`,
      '\t\treturn',
      '\t}',
      '\tx.Reset(nil)',
      `\t${names.pool}.Put(x)`,
      '}',
    ),
  ];
}

/** `Reset` may fail, as the constructor may; then there is no value. */
export function checkedGet({ names, type, io }: MadeOptions): readonly string[] {
  return [
    lines(
      `// ${names.get} takes a value that reads r from ${names.pool}, or nil where r does not begin as it has to.`,
      `// The value is to be given back with ${names.put}.`,
      `func ${names.get}(r ${io}Reader) (*${type}, error) {`,
      `\tx := ${names.pool}.Get().(*${type})`,
      '\tif err := x.Reset(r); err != nil {',
      `\t\t${names.pool}.Put(x)`,
      '\t\treturn nil, err',
      '\t}',
      '\treturn x, nil',
      '}',
    ),
    lines(
      `// ${names.put} gives a value, or nil, back to ${names.pool}. What it has read from is kept until it is used again.`,
      `func ${names.put}(x *${type}) {`,
      '\tif x != nil {',
      `\t\t${names.pool}.Put(x)`,
      '\t}',
      '}',
    ),
  ];
}

const lines = (...all: readonly string[]): string => all.join('\n');
