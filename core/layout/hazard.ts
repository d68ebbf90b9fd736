// What hangs on the order of a struct's fields, and so may break when they are moved. The codes are public: JSON, and the reasons that a
// person reads, name them.

export type HazardCode = (typeof hazardCodes)[number];

export const hazardCodes = [
  'unkeyed-literal',
  'exported-api',
  'struct-identity',
  'unsafe-cast',
  'unsafe-offset',
  'unsafe-size',
  'cgo',
  'host-layout',
  'wire-binary',
  'wire-asn1',
  'wire-array',
  'output-order',
  'gob-bytes',
  'reflect-order',
  'compare-order',
  'atomic-align',
  'false-sharing-pad',
  'blank-field',
  'shared-line',
  'field-groups',
  'generated',
  'generator-input',
  'generic-layout',
  'build-twin',
  'worse-on-arch',
  'assembly',
  'first-field',
  'linkname',
] as const;

/** One thing that hangs on the order, with its place. */
export interface Hazard {
  readonly code: HazardCode;
  /** `confirm`: a person should look at it first. `refused`: the fields are not moved. */
  readonly verdict: 'confirm' | 'refused';
  /** One sentence for a person, in the session's language. */
  readonly message: string;
  /** Absolute path; null where it has no place of its own. */
  readonly file: string | null;
  /** 1-based. */
  readonly line: number | null;
}

export type Verdict = 'safe' | 'confirm' | 'refused';

/** The gravest of all. */
export function verdictOf(hazards: readonly Hazard[]): Verdict {
  if (hazards.some(({ verdict }) => verdict === 'refused')) return 'refused';
  return hazards.length > 0 ? 'confirm' : 'safe';
}
