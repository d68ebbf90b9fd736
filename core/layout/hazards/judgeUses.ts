// From uses and the types that the compiler named to hazards: each use is followed to the structs that its value is made of.
import type { Translate } from '#core/messages/translate';
import type { Hazard } from '../hazard';
import type { DeclaredType, FileFacts } from './fileFacts';
import { kindOfReceiver } from './serialisers';
import { lineOf } from './subject';
import { isExported, type Scope, type TypeIndex, type Way } from './typeIndex';
import { readType, type TypeShape } from './typeText';
import { useRows, type Use, type UseKind, type UseRow } from './use';

export interface AskedUse {
  readonly use: Use;
  readonly facts: FileFacts;
  /** Of the package whose compiler answered. */
  readonly importPath: string;
  /** In the order of the use's asks; null where there was no answer. */
  readonly answers: readonly (string | null)[];
}

/** What one type's uses say: hazards, and fields whose place counts. */
export interface UseVerdict {
  readonly hazards: readonly Hazard[];
  /** Fields that 64-bit functions of sync/atomic work on. */
  readonly atomicFields: readonly string[];
}

/** Of the types that `wanted` knows. The first use of a kind is named, in the order given. */
export function judgeUses(
  asked: readonly AskedUse[],
  index: TypeIndex,
  wanted: ReadonlySet<DeclaredType>,
  t: Translate,
): ReadonlyMap<DeclaredType, UseVerdict> {
  const found = new Map<DeclaredType, Map<string, Hazard>>();
  const atomics = new Map<DeclaredType, Set<string>>();
  for (const one of asked) {
    const kind = kindOf(one);
    if (kind === null) continue;
    const row: UseRow = useRows[kind];
    for (const { type, field } of typesOf(one, kind, index)) {
      if (!wanted.has(type)) continue;
      if (kind === 'atomic' && field !== null) atomics.set(type, (atomics.get(type) ?? new Set()).add(field));
      if (kind === 'finalizer' && type.fields?.[0]?.names[0] !== field) continue;
      if (hasNoOrder(type, row.way)) continue;
      const hazards = found.get(type) ?? new Map<string, Hazard>();
      found.set(type, hazards);
      if (hazards.has(row.code)) continue;
      hazards.set(row.code, {
        code: row.code,
        verdict: row.verdict,
        message: t(row.phrase, type.name, one.use.callee),
        file: one.facts.path,
        line: lineOf(one.facts, one.use.start),
      });
    }
  }
  const types = new Set([...found.keys(), ...atomics.keys()]);
  return new Map(
    [...types].map(type => [
      type,
      { hazards: [...(found.get(type)?.values() ?? [])], atomicFields: [...(atomics.get(type) ?? [])] },
    ]),
  );
}

/** Null where the answers say that it is no use at all. */
function kindOf({ use, answers }: AskedUse): UseKind | null {
  let kind: UseKind = use.kind;
  for (const [index, { role }] of use.asks.entries()) {
    const type = answers[index] ?? null;
    if (role === 'callee') {
      const own = type === null ? null : kindOfReceiver(type);
      if (own === null) return null;
      kind = own;
    }
    if (role === 'pointer' && type !== 'unsafe.Pointer' && type !== 'uintptr') return null;
    if (role === 'wide' && !/^\*u?int64$/.test(type ?? '')) return null;
  }
  return kind;
}

interface UsedType {
  readonly type: DeclaredType;
  readonly field: string | null;
}

function typesOf({ use, facts, importPath, answers }: AskedUse, kind: UseKind, index: TypeIndex): readonly UsedType[] {
  const row: UseRow = useRows[kind];
  const words: Scope = { importPath, imports: null };
  const used: UsedType[] = [];
  if (use.names !== null) {
    const named = index.reach(readType(use.names), { importPath, imports: facts.imports }, row.way);
    used.push(...[...named].map(type => ({ type, field: null })));
  }
  for (const [at, { role, field }] of use.asks.entries()) {
    const answer = answers[at] ?? null;
    if (role === 'array' && answer !== null && !isArray(readType(answer), words, index)) break;
    if (answer === null || (role !== 'value' && role !== 'owner')) continue;
    const shape = readType(answer);
    if (role === 'value') {
      used.push(...[...index.reach(shape, words, row.way)].map(type => ({ type, field: null })));
      continue;
    }
    const outer = [...index.reach(shape, words, useRows.reflect.way)];
    used.push(...outer.flatMap(type => ownersOf(type, field, index).map(owner => ({ type: owner, field }))));
    // Behind a pointer another object begins.
    if (shape.kind === 'pointer') break;
  }
  return used;
}

function isArray(shape: TypeShape, scope: Scope, index: TypeIndex): boolean {
  if (shape.kind !== 'named') return shape.kind === 'array';
  return index.resolve(shape, scope).some(type => type.shape.kind === 'array');
}

/** The type itself where it has the field; else also what it embeds, one of which has. */
function ownersOf(type: DeclaredType, field: string | null, index: TypeIndex): readonly DeclaredType[] {
  const fields = type.fields ?? [];
  if (field === null || fields.some(({ names }) => names.includes(field))) return [type];
  const way: Way = { pointers: 'none', collections: false, field: ({ embedded }) => embedded, opaque: null };
  return [...index.reach(type.shape, index.scopeOf(type), way), type];
}

/** An encoder that sees less than two of its fields sees no order. */
function hasNoOrder(type: DeclaredType, way: Way): boolean {
  if (!type.fields || way.opaque === null) return false;
  let seen = 0;
  for (const field of type.fields.filter(way.field)) {
    // What is embedded may show several.
    seen += field.embedded ? 2 : field.names.filter(isSeen(way)).length;
  }
  return seen < 2;
}

const isSeen =
  (way: Way) =>
  (name: string): boolean =>
    isExported(name) || way.field({ names: ['x'], embedded: false, type: { kind: 'other' }, tag: null });
