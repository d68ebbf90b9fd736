// Packages that write values field by field: which of their functions do, and what the order of the fields is to them.
import type { UseKind } from './use';

interface SerialiserRow {
  readonly path: RegExp;
  readonly kind: UseKind;
  readonly functions: RegExp;
  /** Only the last argument is a value. */
  readonly last?: boolean;
}

const rows: readonly SerialiserRow[] = [
  {
    path: /^encoding\/binary$/,
    kind: 'binary',
    functions: /^(?:Read|Write|Size|Append|Encode|Decode)$/,
    last: true,
  },
  { path: /(?:^|\/)asn1$/, kind: 'asn1', functions: /^(?:Marshal|Unmarshal)/ },
  { path: /^encoding\/gob$/, kind: 'gob', functions: /^Register/ },
  {
    path: /(?:^|[/-])(?:rlp|ssz|fastssz|borsh|near-borsh-go|xdr|xdr2|bcs|struc|restruct)(?:\/v\d+|\.v\d+)?$/,
    kind: 'array',
    functions: /^(?:Encode|Decode|Marshal|Unmarshal|Serialize|Deserialize|HashTreeRoot|Pack|Unpack)/,
  },
  {
    path: /(?:^|[/.-])(?:json|jsoniter|json-iterator\/go|sonic|xml|yaml|toml|bson|msgpack|cbor|gocsv|csvutil|gohcl)(?:\/v\d+|\.v\d+)?$/,
    kind: 'document',
    functions: /^(?:Marshal|Encode|Write|Append|Dump|Format|Format[A-Z])/,
  },
  {
    path: /^fmt$/,
    kind: 'print',
    functions: /^(?:(?:Print|Sprint|Fprint)(?:f|ln)?|Errorf|Append(?:f|ln)?)$/,
  },
  { path: /^log$/, kind: 'print', functions: /^(?:Print|Fatal|Panic)(?:f|ln)?$/ },
  { path: /^(?:log|golang\.org\/x\/exp)\/slog$/, kind: 'print', functions: /^(?:Any|Group|Debug|Info|Warn|Error|Log)/ },
  { path: /^reflect$/, kind: 'reflect', functions: /^(?:TypeOf|ValueOf)$/ },
];

/** What a call of a package's function does to its arguments; null where it does not see their fields. */
export function serialiserOf(path: string, name: string): { readonly kind: UseKind; readonly last: boolean } | null {
  const row = rows.find(one => one.path.test(path) && one.functions.test(name));
  return row ? { kind: row.kind, last: row.last === true } : null;
}

export function isSerialiser(path: string): boolean {
  return rows.some(row => row.path.test(path));
}

/** Methods that may belong to an encoder or a logger: whether they do, the type of what they are called on says. */
export const writingMethods =
  /\.\s*(?:\/\/[^\n]*\s*)?((?:Encode(?:Element|Value|Token)?|Marshal)|(?:Print|Fatal|Panic|Error|Log|Skip)(?:f|ln)?|Debug|Info|Warn)\(/g;

const receivers: readonly { readonly type: RegExp; readonly kind: UseKind }[] = [
  { type: /^\*?gob\.Encoder$/, kind: 'gob' },
  { type: /^\*?(?:json|xml|yaml|toml|bson|msgpack|cbor|jsoniter|sonic|csvutil)\.Encoder$/, kind: 'document' },
  { type: /^\*?(?:rlp|ssz|borsh|xdr)\.Encoder$/, kind: 'array' },
  { type: /^\*?(?:log|slog)\.Logger$/, kind: 'print' },
  { type: /^(?:\*?testing\.[TBF]|testing\.TB)$/, kind: 'testPrint' },
];

/** By the compiler's words for a type; null where its methods are no concern of ours. */
export function kindOfReceiver(type: string): UseKind | null {
  // Where two packages have one name the compiler says the path: `*"encoding/json".Encoder`.
  const short = type.replace(/"(?:[^"]*\/)?([^"/]+?)(?:\/v\d+|\.v\d+)?"\./, '$1.');
  return receivers.find(row => row.type.test(short))?.kind ?? null;
}
