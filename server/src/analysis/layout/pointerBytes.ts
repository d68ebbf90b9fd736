// How much of a value the collector may scan: up to and with its last pointer word. The compiler has no word for it, so it is derived from the
// declarations of the types, through all packages, and taken for true only where size and alignment that come out on the way are the compiler's.
import { arrayMeasure, basicType, interfaceMeasure, pointerMeasure, sliceMeasure } from '#core/layout/basicTypes';
import { placeFields, type Measure } from '#core/layout/rules';
import type { FieldExpression, TypeExpression } from '#core/syntax/typeExpressions';
import type { TypeIndex, TypeScope } from './typeIndex';

/** Bytes; null where it is not known. */
export interface Derived {
  readonly size: number | null;
  readonly align: number | null;
  readonly pointerBytes: number | null;
}

export interface DeriveOptions {
  readonly index: TypeIndex;
  readonly word: 4 | 8;
  /** The build's own architecture: declarations of files that are for it alone hold. */
  readonly isOwn: boolean;
  /** What the compiler said of a struct of the packages at hand, by import path and name. */
  readonly measured: (importPath: string, name: string) => Promise<Derived | null>;
  readonly signal: AbortSignal;
}

/** Names of type parameters → what they stand for. */
type Bindings = ReadonlyMap<string, { readonly type: TypeExpression; readonly place: Place }>;

/** Where a type is written. */
export interface Place {
  readonly scope: TypeScope;
  readonly bindings: Bindings;
}

const unknown: Derived = { size: null, align: null, pointerBytes: null };
/** Deeper than any real type. */
const deepest = 40;
/** More names than any real type has inside: two fields of a type with two fields of a type … are soon more than can be looked at. */
const mostNames = 10_000;

/** Rejects only with the signal's AbortError. */
export function derive(type: TypeExpression, place: Place, options: DeriveOptions): Promise<Derived> {
  return deriveAt(type, place, { ...options, depth: 0, left: { names: mostNames } });
}

interface Deeper extends DeriveOptions {
  readonly depth: number;
  /** Counted down, all through the type. */
  readonly left: { names: number };
}

async function deriveAt(type: TypeExpression, place: Place, options: Deeper): Promise<Derived> {
  const { word } = options;
  switch (type.kind) {
    case 'pointer':
      return (await isOutsideOfHeap(type.to, place, options))
        ? { ...pointerMeasure(word), pointerBytes: 0 }
        : pointerMeasure(word);
    case 'reference':
      return pointerMeasure(word);
    case 'slice':
      return sliceMeasure(word);
    case 'interface':
      return interfaceMeasure(word);
    case 'array': {
      const element = await deriveAt(type.element, place, options);
      const length = await lengthOf(type.length, place, options);
      return arrayOf(element, length);
    }
    case 'struct':
      return structOf(type.fields, place, options);
    case 'name':
      return named(type, place, options);
    case 'unknown':
      return unknown;
  }
}

/** Of an array that has a size of the compiler's, the length follows from the element's. */
export function arrayOf(element: Derived, length: number | null): Derived {
  const { size, align, pointerBytes } = element;
  if (length !== null && size !== null && align !== null) return arrayMeasure({ size, align, pointerBytes }, length);
  return { size: null, align, pointerBytes: pointerBytes === 0 ? 0 : null };
}

async function structOf(fields: readonly FieldExpression[], place: Place, options: Deeper): Promise<Derived> {
  const derived: Derived[] = [];
  for (const { count, type } of fields) {
    const one = await deriveAt(type, place, options);
    for (let copy = 0; copy < count; copy++) derived.push(one);
  }
  const measures = derived.map(measureOf);
  if (measures.every(measure => measure !== null)) return placeFields(measures);
  return { ...unknown, pointerBytes: derived.every(({ pointerBytes }) => pointerBytes === 0) ? 0 : null };
}

export function measureOf({ size, align, pointerBytes }: Derived): Measure | null {
  return size === null || align === null ? null : { size, align, pointerBytes };
}

async function named(type: Extract<TypeExpression, { kind: 'name' }>, place: Place, options: Deeper): Promise<Derived> {
  const { index, word, signal, depth } = options;
  const { scope, bindings } = place;
  if (depth > deepest || --options.left.names < 0) return unknown;
  const deeper = { ...options, depth: depth + 1 };
  const bound = type.package === null ? bindings.get(type.name) : undefined;
  if (bound) return deriveAt(bound.type, bound.place, deeper);
  const importPath = type.package === null ? scope.importPath : index.importPathOf(scope, type.package);
  if (importPath === 'unsafe') return pointerMeasure(word);
  if (importPath === null || importPath === 'C') return unknown;
  const measured = type.arguments.length === 0 ? await options.measured(importPath, type.name) : null;
  if (measured) return measured;
  const found = await index.find(importPath, type.name, signal);
  if (!found) return (type.package === null ? basicType(type.name, word) : null) ?? unknown;
  const { declaration, scope: inner } = found;
  if (inner.isForSome && !options.isOwn) return unknown;
  if (declaration.parameters.length !== type.arguments.length) return unknown;
  const given = declaration.parameters.map((name, at) => [name, { type: type.arguments[at]!, place }] as const);
  const derived = await deriveAt(declaration.type, { scope: inner, bindings: new Map(given) }, deeper);
  return isAligned64(importPath, declaration.type) ? { ...derived, align: 8 } : derived;
}

/** A marker that the compiler knows by its name. */
function isAligned64(importPath: string, type: TypeExpression): boolean {
  if (!/^(?:sync\/atomic|internal\/runtime\/atomic)$/.test(importPath) || type.kind !== 'struct') return false;
  return type.fields.some(field => field.type.kind === 'name' && field.type.name === 'align64');
}

/** The runtime has memory of its own, pointers to which are none for the collector. */
async function isOutsideOfHeap(to: TypeExpression, place: Place, options: Deeper): Promise<boolean> {
  const { scope } = place;
  if (!/^(?:runtime|internal\/runtime|runtime\/.*|internal\/runtime\/.*)$/.test(scope.importPath)) return false;
  if (to.kind !== 'name' || options.depth > deepest) return false;
  const importPath = to.package === null ? scope.importPath : options.index.importPathOf(scope, to.package);
  if (importPath === null) return false;
  if (to.name === 'NotInHeap' && importPath === 'internal/runtime/sys') return true;
  const found = await options.index.find(importPath, to.name, options.signal);
  if (found?.declaration.type.kind !== 'struct') return false;
  for (const { type } of found.declaration.type.fields) {
    const inner = { scope: found.scope, bindings: new Map() };
    if (await isOutsideOfHeap(type, inner, { ...options, depth: options.depth + 1 })) return true;
  }
  return false;
}

async function lengthOf(text: string, { scope }: Place, { index, signal }: Deeper): Promise<number | null> {
  const plain = text.replaceAll('_', '');
  if (/^(?:\d+|0[xX][0-9a-fA-F]+)$/.test(plain)) return Number(plain);
  const name = /^(?:([\p{L}_][\p{L}\p{N}_]*)\.)?([\p{L}_][\p{L}\p{N}_]*)$/u.exec(text);
  if (!name) return null;
  const importPath = name[1] === undefined ? scope.importPath : index.importPathOf(scope, name[1]);
  return importPath === null ? null : index.constant(importPath, name[2]!, signal);
}
