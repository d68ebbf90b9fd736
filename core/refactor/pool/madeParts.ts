// What a call of a constructor becomes, by how its value is used again (constructors.ts):
//   zw := gzip.NewWriter(w)      ▸     zw := packGzipPool.Get().(*gzip.Writer)
//                                      zw.Reset(w)
//                                      defer putPackGzip(zw)
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { Candidate } from './candidate';
import { beginningOf, type Constructed } from './constructors';
import { constantOf } from './constructorQuestions';
import { objectDeclarations, type PoolOptions } from './declarations';
import {
  checkedGet,
  errorlessGet,
  madePool,
  ownGet,
  plainGet,
  releasingPut,
  type MadeOptions,
} from './madeDeclarations';
import type { Parts } from './parts';
import { localNames } from './typeNames';

export interface MadePartsOptions {
  readonly common: PoolOptions;
  /** What stands before names of package io. */
  readonly io: string;
  readonly isMaybeOwn: boolean;
  /** The size or level, where it is a constant. */
  readonly constant: number | null;
  readonly text: string;
}

/** The packages whose names the declarations need, besides sync and the constructor's own. */
export function neededImports({ constructed }: Candidate): readonly string[] {
  const reuse = constructed?.row.reuse;
  if (reuse?.kind === 'hash') return ['hash'];
  const hasGet = reuse?.kind === 'checked' || (reuse?.kind === 'stream' && (reuse.isOwn || reuse.level !== null));
  return hasGet ? ['io'] : [];
}

export function madeParts(candidate: Candidate, constructed: Constructed, options: MadePartsOptions): Parts {
  const { common, text, isMaybeOwn } = options;
  const { row, args } = constructed;
  const { reuse } = row;
  const { names, type } = common;
  const own = textOf(candidate.name, text);
  const given = args.map(argument => textOf(argument, text));
  const taken = `${own} := ${names.pool}.Get().(${reuse.kind === 'hash' ? '' : '*'}${type})`;
  const put = [`${names.put}(${own})`];
  const made = (fresh: string, freshHasError = false): MadeOptions => ({
    ...common,
    fresh,
    freshHasError,
    io: options.io,
    ...(isCompressor(row.makes) && { note: compressorNote }),
  });
  switch (reuse.kind) {
    case 'buffer':
      return {
        first: taken,
        next: [`${own}.Reset()`, ...beginningOfBuffer(constructed, own, text)],
        put,
        declarations: objectDeclarations({ ...common, clears: false, grown: 'Cap()' }),
      };
    case 'stream': {
      const constant = constantText(candidate, options);
      const callee = textOf(candidate.allocation.child('function'), text);
      const how = made(`${callee}(nil${constant === null ? '' : `, ${constant}`})`, row.hasError);
      const [stream = ''] = given;
      if (row.hasError) {
        return {
          first: `${textOf(candidate.statement.child('left'), text)} := ${names.get}(${stream})`,
          next: [],
          put,
          declarations: [madePool(how), errorlessGet(how, reuse.of), releasingPut(common, 'Reset(nil)')],
        };
      }
      if (reuse.isOwn) {
        return {
          first: `${own} := ${names.get}(${stream})`,
          next: [],
          put: [isMaybeOwn ? `${names.put}(${own}, ${stream})` : put[0]!],
          declarations: [
            madePool(how),
            ...(isMaybeOwn
              ? ownGet(how, reuse.of, constant ?? '4096')
              : [plainGet(how, reuse.of), releasingPut(common, 'Reset(nil)')]),
          ],
        };
      }
      return {
        first: taken,
        next: [`${own}.Reset(${stream})`],
        put,
        declarations: [madePool(how), releasingPut(common, 'Reset(nil)')],
      };
    }
    case 'checked': {
      const fresh = made(`new(${type})`);
      return {
        first: `${textOf(candidate.statement.child('left'), text)} := ${names.get}(${given[0] ?? ''})`,
        next: [],
        put,
        declarations: [madePool(fresh), ...checkedGet(fresh)],
      };
    }
    case 'init':
      return {
        first: taken,
        next: [`${own}.Init(${given.join(', ')})`],
        put,
        declarations: [madePool(made(`new(${type})`)), releasingPut(common, reuse.released)],
      };
    case 'hash':
      return {
        first: taken,
        next: [`${own}.Reset()`],
        put: [`${names.pool}.Put(${own})`],
        declarations: [madePool(made(textOf(candidate.allocation, text)))],
      };
    case 'none':
      return { first: textOf(candidate.statement, text), next: [], put: [], declarations: [] };
  }
}

const isCompressor = (type: string): boolean => /^compress\/.*\.Writer$/.test(type);
const compressorNote = 'One may take more than a megabyte; about twice as many as there are processors may be kept.';

/** Room, or the string that it holds. */
function beginningOfBuffer(constructed: Constructed, own: string, text: string): readonly string[] {
  const beginning = beginningOf(constructed, text);
  switch (beginning?.kind) {
    case 'room':
      return [`${own}.Grow(${textOf(beginning.size, text)})`];
    case 'string':
      return [`${own}.WriteString(${textOf(beginning.value, text)})`];
    default:
      return [];
  }
}

/** As it is written, where that means the same at the top of the file. */
function constantText(candidate: Candidate, { constant, text }: MadePartsOptions): string | null {
  const node: SyntaxNode | null = constantOf(candidate);
  if (!node) return null;
  const isSame = localNames(node, candidate.declaration, text).length === 0 && !textOf(node, text).includes('\n');
  return isSame ? textOf(node, text) : String(constant ?? 0);
}
