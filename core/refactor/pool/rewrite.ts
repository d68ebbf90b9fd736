// The edit that makes a pool of an allocation:
//   buf := new(bytes.Buffer) // why        ▸     buf := labelBufPool.Get().(*bytes.Buffer) // why
//                                                buf.Reset()
//                                                defer putLabelBuf(buf)
// with the pool behind the function, and `sync` among the imports.
import { addImports } from '#core/refactor/addImports';
import type { Replacement } from '#core/refactor/offer';
import { functionName } from '#core/syntax/enclosing';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import { isGrownEmpty, objectDeclarations, sliceDeclarations, type PoolOptions } from './declarations';
import type { Candidate } from './candidate';
import { inOrder, type TextEdit } from './editText';
import { madeParts, neededImports } from './madeParts';
import { mapDeclarations } from './mapDeclarations';
import { poolNames } from './names';
import type { Parts } from './parts';
import { mayHavePointers } from './pointers';
import { mayBeSecret } from './secrets';
import { putPlace, type PutStyle } from './putPlace';
import { resetOf } from './reset';
import { sliceWay } from './slices';
import type { Offered, Studied } from './study';
import { valueEdits } from './valueUses';

export interface RewriteOptions {
  /** The language's minor version as go.mod says it; null: the newest. */
  readonly minor: number | null;
  readonly put: PutStyle;
  /** Whether a file of the package has the word. */
  readonly isTaken: (word: string) => boolean;
}

/** In the order of the text, of the file alone. Null where it can get no import of sync. */
export function poolRewrite(
  studied: Studied,
  offered: Offered,
  file: LocatedFile,
  options: RewriteOptions,
): readonly Replacement[] | null {
  const { candidate, uses } = studied;
  const { text } = file.lines;
  const imported = addImports(file, ['sync', ...neededImports(candidate)]);
  if (!imported) return null;
  const names = poolNames(candidate, text, options.isTaken);
  const isSecret = mayBeSecret(file);
  const common: PoolOptions = {
    names,
    type: typeIn(candidate, imported.prefixes),
    user: functionName(candidate.declaration, text),
    minor: options.minor,
    sync: imported.prefixes.get('sync') ?? '',
    clears: isSecret || candidate.type === null || mayHavePointers(candidate.type, text),
    isSecret,
    large: offered.bytes !== null && offered.bytes > 64 * 1024 ? offered.bytes : null,
  };
  const parts = partsOf(studied, offered, { common, io: imported.prefixes.get('io') ?? '' }, file);
  const { statement, declaration, literal, body } = candidate;
  const place = putPlace(candidate, uses, offered.isMaybeOwn ? 'defer' : options.put);
  const indent = indentAt(statement, text);
  const deferred = place.kind === 'defer' ? deferredPut(parts.put) : [];
  const behind = [...parts.next, ...deferred].map(line => `\n${indent}${line}`).join('');
  const edits: TextEdit[] = [
    {
      start: statement.start,
      end: literal ? literal.start : statement.end,
      text: parts.first + (literal ? `\n${indent}*${textOf(candidate.name, text)} = ` : ''),
    },
    insertion(endOfStatement(statement, text), behind),
    ...(candidate.kind === 'value' ? valueEdits(candidate, uses, text) : []),
    insertion(endOfLine(declaration.end, text), `\n\n${parts.declarations.join('\n\n')}`),
    ...imported.edits,
  ];
  if (place.kind === 'direct') edits.push(directPut(place.before, parts.put, body, text));
  const isCrLf = /^[^\n]*\r\n/.test(text);
  return inOrder(edits).map(edit => (isCrLf ? { ...edit, text: edit.text.replace(/\r?\n/g, '\r\n') } : edit));
}

function partsOf(
  studied: Studied,
  offered: Offered,
  { common, io }: { readonly common: PoolOptions; readonly io: string },
  file: LocatedFile,
): Parts {
  const { candidate } = studied;
  const { text } = file.lines;
  const { isMaybeOwn, constant } = offered;
  if (candidate.constructed)
    return madeParts(candidate, candidate.constructed, { common, io, isMaybeOwn, constant, text });
  if (candidate.kind === 'map') return mapParts(candidate, offered, common, text);
  return candidate.kind === 'slice' ? sliceParts(studied, offered, common, text) : objectParts(studied, common, file);
}

/** An interface is of a package that the file need not have imported. */
function typeIn({ constructed, typeText }: Candidate, prefixes: ReadonlyMap<string, string>): string {
  return constructed?.row.reuse.kind === 'hash' ? `${prefixes.get('hash') ?? ''}Hash` : typeText;
}

function objectParts({ candidate }: Studied, common: PoolOptions, file: LocatedFile): Parts {
  const { names, type } = common;
  const own = textOf(candidate.name, file.lines.text);
  const reset = resetOf(candidate, file);
  const method = reset.kind === 'method' && !candidate.literal ? reset : null;
  const clears = common.clears && !method;
  const grown = method?.grown ?? null;
  const hasPut = clears || grown !== null;
  return {
    first: `${own} := ${names.pool}.Get().(*${type})`,
    next: candidate.literal ? [] : [method ? `${own}.${method.call}` : `*${own} = ${type}{}`],
    put: [hasPut ? `${names.put}(${own})` : `${names.pool}.Put(${own})`],
    declarations: objectDeclarations({ ...common, clears, grown }),
  };
}

function mapParts({ name, size }: Candidate, offered: Offered, common: PoolOptions, text: string): Parts {
  const { names, type } = common;
  const own = textOf(name, text);
  const taken = size ? `${names.get}(${textOf(size.length, text)})` : `${names.pool}.Get().(${type})`;
  const { elementBytes, count, sizeType } = offered;
  return {
    first: `${own} := ${taken}`,
    next: [],
    put: [`${names.put}(${own})`],
    declarations: mapDeclarations({ ...common, elementBytes, count, sizeType: size && (sizeType ?? 'int') }),
  };
}

function sliceParts({ candidate, uses, borrows }: Studied, offered: Offered, common: PoolOptions, text: string): Parts {
  const { names } = common;
  const own = textOf(candidate.name, text);
  const { length, capacity } = candidate.size!;
  const isEmpty = capacity !== null && textOf(length, text) === '0';
  // A length that is more than the capacity has to panic, and the memory of the pool may have room for it.
  const way = capacity === null || isEmpty ? sliceWay(uses, borrows, text) : 'fixed';
  const sizes = [...(isGrownEmpty({ way, isEmpty }) ? [] : [length]), ...(capacity ? [capacity] : [])];
  const given = sizes.map(node => textOf(node, text)).join(', ');
  return {
    first: `${names.pointer}, ${own} := ${names.get}(${given})`,
    next: [],
    put: [...(way === 'grown' ? [`*${names.pointer} = ${own}`] : []), `${names.put}(${names.pointer})`],
    declarations: sliceDeclarations({
      ...common,
      way,
      length: offered.lengthType ?? 'int',
      capacity: capacity && (offered.sizeType ?? 'int'),
      isEmpty,
      elementBytes: offered.elementBytes,
      count: offered.count,
      shrinks: uses.some(({ parent }) => parent?.type === 'slice_expression'),
    }),
  };
}

/** One call, or what has to be done with the variable as it is at the end. */
function deferredPut(put: readonly string[]): readonly string[] {
  const [only, ...more] = put;
  return more.length === 0 ? [`defer ${only!}`] : [`defer func() {`, ...put.map(line => `\t${line}`), '}()'];
}

function directPut(before: SyntaxNode | null, put: readonly string[], body: SyntaxNode, text: string): TextEdit {
  if (before) {
    const indent = indentAt(before, text);
    return insertion(before.start, put.map(line => `${line}\n${indent}`).join(''));
  }
  // In front of the `}`, which stands at the start of its line.
  const indent = `${indentAt({ start: body.end - 1 }, text)}\t`;
  const start = text.lastIndexOf('\n', body.end - 1) + 1;
  return insertion(start, put.map(line => `${indent}${line}\n`).join(''));
}

const insertion = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

function indentAt({ start }: { readonly start: number }, text: string): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1))![0];
}

/** Behind the comment on its line; where other code stands there, right behind the statement. */
function endOfStatement({ end }: SyntaxNode, text: string): number {
  const line = endOfLine(end, text);
  return /^[ \t]*(?:\/\/.*|\/\*.*\*\/[ \t]*)?$/.test(text.slice(end, line)) ? line : end;
}

function endOfLine(from: number, text: string): number {
  const at = text.indexOf('\n', from);
  const end = at < 0 ? text.length : at;
  return text.charAt(end - 1) === '\r' && end > from ? end - 1 : end;
}
