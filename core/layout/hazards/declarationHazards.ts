// What the declaration of a struct says by itself: markers, C types, pads, tags, an exported name.
import type { Translate } from '#core/messages/translate';
import type { Hazard, HazardCode } from '../hazard';
import type { HeldField, TypeShape } from './typeText';
import { readType } from './typeText';
import { isExported, type Scope, type TypeIndex } from './typeIndex';
import { lineOf, type Subject } from './subject';

/** One row: at which field (or, -1, for the whole struct) it stands; null where it does not. */
interface Row {
  readonly code: HazardCode;
  readonly verdict: 'confirm' | 'refused';
  readonly at: (subject: Subject, fields: readonly HeldField[], index: TypeIndex) => number | null;
  readonly message: (t: Translate, name: string, detail: string) => string;
  readonly detail?: (subject: Subject, field: number) => string;
}

export function declarationHazards(subject: Subject, index: TypeIndex, t: Translate): readonly Hazard[] {
  const { struct, facts } = subject;
  const fields = struct.fields.map(({ names, embedded, type, tag }) => ({
    names,
    embedded,
    type: readType(type),
    tag,
  }));
  return rows.flatMap(({ code, verdict, at, message, detail }) => {
    const field = at(subject, fields, index);
    if (field === null) return [];
    const start = struct.fields[field]?.start ?? struct.nameSpan.start;
    const said = detail?.(subject, field) ?? struct.fields[field]?.names[0] ?? '';
    return [{ code, verdict, message: message(t, struct.name, said), file: facts.path, line: lineOf(facts, start) }];
  });
}

const found = (index: number): number | null => (index < 0 ? null : index);

const rows: readonly Row[] = [
  {
    code: 'host-layout',
    verdict: 'refused',
    at: ({ facts }, fields) =>
      found(fields.findIndex(({ type }) => isFrom(type, facts.imports, 'structs', 'HostLayout'))),
    message: (t, name) => t('structs.HostLayout promises the layout of the platform’s C compiler for {0}.', name),
  },
  {
    code: 'cgo',
    verdict: 'refused',
    at: ({ facts }, fields) =>
      facts.imports.get('C') === 'C' ? found(fields.findIndex(({ type }) => mentionsC(type))) : null,
    message: (t, name, field) => t('The field {1} of {0} has a type of C.', name, field),
  },
  {
    code: 'false-sharing-pad',
    verdict: 'refused',
    at: ({ struct, facts }) =>
      found(
        struct.fields.findIndex(({ names, type }) => {
          if (isCacheLine(type)) return true;
          return names.some(isPadName) && isLinePad(type, facts.text);
        }),
      ),
    message: (t, name, field) => t('The field {1} of {0} keeps its neighbours on different cache lines.', name, field),
  },
  {
    code: 'wire-asn1',
    verdict: 'refused',
    at: (_, fields) => found(fields.findIndex(({ tag }) => hasKey(tag, 'asn1'))),
    message: (t, name) =>
      t('{0} has tags for ASN.1, which encodes it as a sequence, in the order of its fields.', name),
  },
  {
    code: 'wire-array',
    verdict: 'refused',
    at: ({ facts, struct }, fields) => {
      const tagged = fields.findIndex(({ tag }) => /(?:cbor:"[^"]*,toarray|msgpack:"[^"]*,as_array)/.test(tag ?? ''));
      const isTuple = new RegExp(String.raw`^//\s*msgp:tuple\b.*\b${struct.name}\b`, 'm').test(facts.text);
      return tagged >= 0 ? tagged : isTuple ? -1 : null;
    },
    message: (t, name) => t('{0} is encoded as an array: the order of its fields is the format.', name),
  },
  {
    code: 'output-order',
    verdict: 'confirm',
    at: (_, fields) => taggedFields(fields, documentKeys),
    message: (t, name, key) =>
      t('The tags ({1}) of {0} name parts of an output that has them in the order of the fields.', name, key),
    detail: ({ struct }, field) => documentKeys.find(key => hasKey(struct.fields[field]?.tag ?? null, key)) ?? '',
  },
  {
    code: 'reflect-order',
    verdict: 'confirm',
    at: (_, fields) => taggedFields(fields, ['arg', 'kong']),
    message: (t, name, field) =>
      t('The tag of {1} in {0} describes command line arguments, whose order is the fields’.', name, field),
  },
  {
    code: 'blank-field',
    verdict: 'confirm',
    at: ({ struct, facts, importPath }, fields, index) => {
      const scope: Scope = { importPath, imports: facts.imports };
      return found(
        fields.findIndex(({ names, type }, at) => {
          if (!names.includes('_') || isEmpty(type, scope, index)) return false;
          const written = struct.fields[at]!.type;
          return !isLinePad(written, facts.text) && !isCacheLine(written);
        }),
      );
    },
    message: (t, name) => t('{0} has a blank field, which somebody may count on where it is.', name),
  },
  {
    code: 'exported-api',
    verdict: 'confirm',
    at: ({ struct, importPath, packageName, facts }) => {
      const isOpen = isExported(struct.name) && struct.function === null && packageName !== 'main';
      const isOurs = /(?:^|\/)internal(?:\/|$)/.test(importPath) || facts.path.endsWith('_test.go');
      return isOpen && !isOurs ? -1 : null;
    },
    message: (t, name) => t('{0} is exported: other modules may build it by position, or convert it.', name),
  },
];

const documentKeys = [
  ...['json', 'xml', 'yaml', 'toml', 'bson', 'csv', 'db', 'gorm', 'bun', 'parquet', 'hcl', 'arg', 'kong'],
] as const;

function hasKey(tag: string | null, key: string): boolean {
  const value = new RegExp(String.raw`(?:^|[\`"\s])${key}:\\?"([^"\\]*)`).exec(tag ?? '')?.[1];
  return value !== undefined && value !== '-';
}

/** The first of at least two fields with one of the keys: one has no order. */
function taggedFields(fields: readonly HeldField[], keys: readonly string[]): number | null {
  for (const key of keys) {
    const tagged = fields.flatMap(({ tag, names }, index) => (hasKey(tag, key) ? names.map(() => index) : []));
    if (tagged.length > 1) return tagged[0]!;
  }
  return null;
}

function isFrom(type: TypeShape, imports: ReadonlyMap<string, string>, path: string, name: string): boolean {
  return type.kind === 'named' && type.name === name && type.package !== null && imports.get(type.package) === path;
}

function mentionsC(type: TypeShape): boolean {
  switch (type.kind) {
    case 'named':
      return type.package === 'C' || type.arguments.some(mentionsC);
    case 'pointer':
    case 'slice':
    case 'array':
    case 'channel':
      return mentionsC(type.element);
    case 'map':
      return mentionsC(type.key) || mentionsC(type.element);
    case 'struct':
      return type.fields.some(field => mentionsC(field.type));
    case 'interface':
    case 'other':
      return false;
  }
}

const isCacheLine = (type: string): boolean => /(?:^|\.)CacheLinePad$/.test(type);

const isPadName = (name: string): boolean => /^(?:_|_*pad(?:ding)?[\d_]*)$/i.test(name) || /^_*pad[A-Z_\d]/.test(name);

/** `[56]byte`, `[7]uint64`, `[line - 16%line]byte`: eight bytes and more, or computed. */
function isLinePad(type: string, text: string): boolean {
  const [, length, element] = /^\[([^\]]+)\]\s*(byte|u?int8|u?int16|u?int32|u?int64|uintptr)$/.exec(type.trim()) ?? [];
  if (length === undefined || element === undefined) return false;
  const bytes = /8$|byte/.test(element) ? 1 : /16$/.test(element) ? 2 : /32$/.test(element) ? 4 : 8;
  const count = /^\d+$/.test(length) ? Number(length) : constantNamed(length.trim(), text);
  return count === null || count * bytes >= 8;
}

/** A length that is a constant of the file with a plain number; null: computed, or declared elsewhere. */
function constantNamed(name: string, text: string): number | null {
  if (!/^\w+$/.test(name)) return null;
  const value = new RegExp(String.raw`\b${name}\s*=\s*(\d+)\s*$`, 'm').exec(text)?.[1];
  return value === undefined ? null : Number(value);
}

/** `struct{}`, `[0]func()`, a type of that kind, a marker of another package: size 0, as far as the text tells. */
function isEmpty(shape: TypeShape, scope: Scope, index: TypeIndex, depth = 0): boolean {
  if (depth > 8) return false;
  switch (shape.kind) {
    case 'struct':
      return shape.fields.every(field => isEmpty(field.type, scope, index, depth + 1));
    case 'array':
      return /^0[xob_0]*$/.test(shape.length) || isEmpty(shape.element, scope, index, depth + 1);
    case 'named': {
      const [declared] = index.resolve(shape, scope);
      if (declared) return isEmpty(declared.shape, index.scopeOf(declared), index, depth + 1);
      return /^(?:HostLayout|no_?(?:copy|cmp|compare)|DoNot\w+|NoUnkeyed\w+|incomparable)$/i.test(shape.name);
    }
    case 'pointer':
    case 'slice':
    case 'map':
    case 'channel':
    case 'interface':
    case 'other':
      return false;
  }
}
