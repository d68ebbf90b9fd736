// Where a program does something with a value that may see the order of its fields: each kind of use is one row, with what it does to
// the types that the value is made of. Which types these are the type checker says (typeProbes).
import type { Span } from '#core/syntax/structs';
import type { Phrase } from '#core/messages/translate';
import type { HazardCode } from '../hazard';
import type { HeldField } from './typeText';
import { isExported, type Way } from './typeIndex';

/** One use, found by syntax. */
export interface Use {
  readonly kind: UseKind;
  /** The call, or what else a person is to look at. */
  readonly start: number;
  /** What is called, for a person: `json.Marshal`. */
  readonly callee: string;
  /** The expression that is replaced by the questions. */
  readonly wrap: Span;
  /** The expressions whose types are asked for: `wrap` itself, or parts of the file that mean the same in its place. */
  readonly asks: readonly Ask[];
  /** A type that the use names itself, as written there. */
  readonly names: string | null;
}

/**
 * `value`: the use is about its type and what that is made of. `owner`: about `field` of its type. `callee`: the use is none unless
 * its type is one that `kindOfReceiver` knows. `pointer`: it is none unless that is an unsafe.Pointer or a uintptr; `wide`: unless it
 * is a pointer to a 64-bit integer. `array`: what follows counts only if that is an array, whose elements are part of it.
 */
export interface Ask extends Span {
  readonly role: 'value' | 'owner' | 'callee' | 'pointer' | 'wide' | 'array';
  /** With `owner`: the field, as selected. */
  readonly field: string | null;
  /** The type that the asking call has, so that what is around it means what it meant; '' for none, where that is to mean nothing. */
  readonly result: string;
}

/** Anything may be passed to a function that takes anything. */
export const anything = 'interface{}';

export type UseKind = keyof typeof useRows;

export interface UseRow {
  readonly code: HazardCode;
  readonly verdict: 'confirm' | 'refused';
  readonly way: Way;
  /** {0}: the type, {1}: what is called. */
  readonly phrase: Phrase;
}

const every = (): boolean => true;
/** What encoders write: no unexported field, unless it is embedded. */
const encoded = ({ names, embedded, tag }: HeldField): boolean =>
  (embedded || names.some(isExported)) && !/(?:json|xml|yaml|toml|bson):"-"/.test(tag ?? '');

const memory: Way = { pointers: 'top', collections: false, field: every, opaque: null };
const itself: Way = { pointers: 'top', collections: false, field: () => false, opaque: null };
const written: Way = {
  pointers: 'all',
  collections: true,
  field: encoded,
  opaque: /^(?:Marshal|Encode[A-Z]|AppendText)/,
};

export const useRows = {
  binary: {
    code: 'wire-binary',
    verdict: 'refused',
    way: { ...memory, collections: true },
    phrase: '{1} lays the fields of {0} out in their order.',
  },
  asn1: {
    code: 'wire-asn1',
    verdict: 'refused',
    way: { pointers: 'all', collections: true, field: every, opaque: null },
    phrase: '{1} encodes {0} as a sequence, in the order of its fields.',
  },
  array: {
    code: 'wire-array',
    verdict: 'refused',
    way: { pointers: 'all', collections: true, field: encoded, opaque: /^(?:Encode|Marshal)/ },
    phrase: '{1} encodes {0} by position: the order of the fields is the format.',
  },
  document: {
    code: 'output-order',
    verdict: 'confirm',
    way: written,
    phrase: '{1} writes {0} in the order of its fields.',
  },
  gob: {
    code: 'gob-bytes',
    verdict: 'confirm',
    way: { ...written, opaque: /^(?:GobEncode|MarshalBinary)$/ },
    phrase: '{1} encodes {0}: old data can still be decoded, but the bytes differ.',
  },
  print: {
    code: 'output-order',
    verdict: 'confirm',
    way: { pointers: 'top', collections: true, field: every, opaque: /^(?:String|Error|Format|GoString|LogValue)$/ },
    phrase: '{1} prints {0} in the order of its fields.',
  },
  testPrint: {
    code: 'output-order',
    verdict: 'confirm',
    way: { pointers: 'top', collections: true, field: every, opaque: /^(?:String|Error|Format|GoString)$/ },
    phrase: 'Only words of a test change: {1} prints {0} in the order of its fields.',
  },
  reflect: {
    code: 'reflect-order',
    verdict: 'confirm',
    way: itself,
    phrase: '{1} looks at {0}: reflection sees the order of the fields.',
  },
  cast: {
    code: 'unsafe-cast',
    verdict: 'refused',
    way: memory,
    phrase: 'The memory of {0} is looked at through unsafe.Pointer.',
  },
  cgo: {
    code: 'cgo',
    verdict: 'refused',
    way: memory,
    phrase: 'The memory of {0} is handed to {1}.',
  },
  offset: {
    code: 'unsafe-offset',
    verdict: 'refused',
    way: itself,
    phrase: '{1} asks where a field of {0} lies.',
  },
  constantSize: {
    code: 'unsafe-offset',
    verdict: 'refused',
    way: memory,
    phrase: '{1} of {0} is part of a constant.',
  },
  size: {
    code: 'unsafe-size',
    verdict: 'confirm',
    way: memory,
    phrase: '{1} asks for the size of {0}.',
  },
  atomic: {
    code: 'atomic-align',
    verdict: 'confirm',
    way: itself,
    phrase:
      'A 64-bit field of {0} is used atomically ({1}): on 32-bit architectures it has to stay at an offset divisible by 8.',
  },
  finalizer: {
    code: 'first-field',
    verdict: 'refused',
    way: itself,
    phrase: '{1} is given the address of the first field of {0}, which has to stay the first.',
  },
} as const satisfies Readonly<Record<string, UseRow>>;
