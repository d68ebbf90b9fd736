// What the compiler says of a probe's parameter, and so of the value that it stands for:
//   does not escape                                      the value stays: nothing that is reachable from it outlives the call
//   leaking param content, … to result r level=1 and up  its own memory stays; something that it points to does not
//   leaking param: probe, … to result r level=0          it leaves, or nobody can tell
import type { Explanation, Place, VariantOutput } from '#core/compiler/message';
import type { OperandLookup } from '#core/escape/callees';
import { causeOf, type Cause, type CauseInput } from '#core/escape/reasons';
import { factsOf, type VariantFacts } from '#core/escape/variantFacts';
import { probeNumber } from './probeCopy';
import type { Refusal } from './refusal';

/** `why`: where it goes, for a reader. */
export type ProbeVerdict =
  | { readonly kind: 'stays' }
  | { readonly kind: 'content'; readonly why: Refusal }
  | { readonly kind: 'leaves'; readonly why: Refusal };

/** Asks of the probed text. */
export interface Lookups {
  readonly operandAt: OperandLookup;
  readonly keywordAt: CauseInput['keywordAt'];
  /** The callee of the call whose `(` stands at a place, as it is written; null where none does. */
  readonly calleeAt: (place: Place) => string | null;
  /** A line of the probed text → the line that a reader has. */
  readonly lineOf: (line: number) => number;
}

/** By the number of the probe; one without a verdict is not there. `output`: of one compilation, explanations of parameters kept. */
export function probeVerdicts(output: VariantOutput, lookups: Lookups): ReadonlyMap<number, ProbeVerdict> {
  const facts = factsOf(output);
  const verdicts = new Map<number, ProbeVerdict>();
  for (const { body } of output.messages) {
    if (body.kind !== 'leaking-param' && body.kind !== 'does-not-escape') continue;
    const number = probeNumber(body.subject);
    if (number === null) continue;
    const explanations = output.explanations.filter(
      ({ kind, subject }) => kind === 'parameter' && subject === body.subject,
    );
    const said = verdictOf(body, explanations, facts, lookups);
    if (rank(said) > rank(verdicts.get(number))) verdicts.set(number, said);
  }
  return verdicts;
}

const ranks = { stays: 1, content: 2, leaves: 3 } as const;
const rank = (verdict: ProbeVerdict | undefined): number => (verdict ? ranks[verdict.kind] : 0);

type Said = Extract<VariantOutput['messages'][number]['body'], { readonly kind: 'leaking-param' | 'does-not-escape' }>;

function verdictOf(
  said: Said,
  explanations: readonly Explanation[],
  facts: VariantFacts,
  lookups: Lookups,
): ProbeVerdict {
  if (said.kind === 'does-not-escape') return { kind: 'stays' };
  const isContent = said.content || (said.result !== null && (said.level ?? 0) >= 1);
  const [shortest] = explanations
    .filter(({ derefs }) => (isContent ? derefs > 0 : derefs <= 0))
    .sort((a, b) => a.derefs - b.derefs);
  const why = shortest ? whyOf(shortest, facts, lookups) : null;
  if (isContent) return { kind: 'content', why: { kind: 'content', line: why && 'line' in why ? why.line : 0 } };
  if (said.result !== null)
    return { kind: 'leaves', why: { kind: 'returned', line: why && 'line' in why ? why.line : 0 } };
  return { kind: 'leaves', why: why ?? { kind: 'leaves' } };
}

function whyOf(
  explanation: Explanation,
  facts: VariantFacts,
  { operandAt, keywordAt, calleeAt, lineOf }: Lookups,
): Refusal {
  const cause = causeOf({ value: 'moved', subject: explanation.subject, explanation, facts, operandAt, keywordAt });
  const place = lastPlace(explanation);
  if (!place) return { kind: 'leaves' };
  // `{storage for x.M}`: a method value holds its receiver.
  const isMethodValue = /^\{storage for [\p{L}_][\p{L}\p{N}_.]*\.[\p{L}_][\p{L}\p{N}_]*\}$/u.test(
    explanation.flows.at(-1)?.destination ?? '',
  );
  if (isMethodValue) return { kind: 'captured', line: lineOf(place.line) };
  const why = refusalOf(cause, lineOf(place.line));
  // Of what was inlined the compiler names the callee's callee.
  return why.kind === 'kept' ? { ...why, by: calleeAt(place) ?? why.by } : why;
}

/** Where it leaves; of what goes on in an inlined callee the call. */
function lastPlace({ flows, place: { file } }: Explanation): Place | null {
  const steps = flows.flatMap(({ steps }) => steps).filter(({ place }) => place.file === file);
  return steps.at(-1)?.place ?? null;
}

function refusalOf({ reason, way, target, call }: Cause, line: number): Refusal {
  switch (way) {
    case 'returned':
      return { kind: 'returned', line };
    case 'sent':
      return { kind: 'sent', line };
    case 'by-reference':
    case 'by-value':
      return { kind: reason === 'goroutine' ? 'goroutine' : 'captured', line };
    case 'stored':
    case 'in-storage':
    case 'in-outer':
      return target === null ? { kind: 'leaves' } : { kind: 'stored', where: target, line };
    case 'passed':
      if (call === null) return { kind: 'leaves' };
      return call.kind === 'known' || call.kind === 'builtin'
        ? { kind: 'kept', by: call.name, line }
        : { kind: 'unknown-callee', line };
    case 'other':
      return reason === 'goroutine' ? { kind: 'goroutine', line } : { kind: 'leaves' };
  }
}
