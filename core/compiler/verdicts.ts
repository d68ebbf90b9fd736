// What the compiler's one-line messages mean: one row each, the first that fits wins. A new message of the compiler is one
// row here. Rows that begin with fixed words come first; `E escapes to heap` and its like are told by their end, since E may be any
// expression, strings with such words in them included.
import type { MessageBody } from './message';

interface Row {
  readonly pattern: RegExp;
  readonly body: (match: RegExpExecArray) => MessageBody;
}

const subject = (kind: 'bounds-check' | 'slice-bounds-check' | 'nil-check') => (match: RegExpExecArray) => ({
  kind,
  subject: match[1] ?? '',
});

const rows: readonly Row[] = [
  { pattern: /^moved to heap: (.+)$/s, body: match => ({ kind: 'moved-to-heap', subject: match[1]! }) },
  {
    pattern: /^leaking param: (.+) to result (.+) level=(-?\d+)$/s,
    body: match => leak({ subject: match[1]!, result: match[2]!, level: Number(match[3]) }),
  },
  { pattern: /^leaking param: (.+)$/s, body: match => leak({ subject: match[1]! }) },
  { pattern: /^leaking param content: (.+)$/s, body: match => leak({ subject: match[1]!, content: true }) },
  {
    pattern: /^can inline (.+?) with cost (\d+) as: /s,
    body: match => ({ kind: 'can-inline', subject: match[1]!, cost: Number(match[2]) }),
  },
  { pattern: /^can inline (.+)$/s, body: match => ({ kind: 'can-inline', subject: match[1]!, cost: null }) },
  {
    pattern: /^cannot inline (.+?): (.+)$/s,
    body: match => ({ kind: 'cannot-inline', subject: match[1]!, why: match[2]! }),
  },
  { pattern: /^inlining call to (.+)$/s, body: match => ({ kind: 'inlined-call', subject: match[1]! }) },
  {
    pattern: /^(?:PGO |partially )?devirtualizing (?:interface call |function call )?(.+) to (.+)$/s,
    body: match => ({ kind: 'devirtualized', subject: match[1]!, to: match[2]! }),
  },
  { pattern: /^Found IsInBounds$/, body: subject('bounds-check') },
  { pattern: /^Found IsSliceInBounds$/, body: subject('slice-bounds-check') },
  { pattern: /^generated nil check$/, body: subject('nil-check') },
  {
    pattern: /^(\S.*?) capturing by (ref|value): (.+) \(addr=\w+ assign=\w+ width=-?\d+\)$/s,
    body: match => ({
      kind: 'captured',
      subject: match[3]!,
      by: match[2] === 'ref' ? 'ref' : 'value',
      closure: match[1]!,
    }),
  },
  { pattern: /^(.+) escapes to heap$/s, body: match => ({ kind: 'escapes', subject: match[1]! }) },
  {
    pattern: /^(.+) does not escape(?:, mutate, or call)?$/s,
    body: match => ({ kind: 'does-not-escape', subject: match[1]! }),
  },
];

function leak(
  told: { readonly subject: string } & Partial<Extract<MessageBody, { kind: 'leaking-param' }>>,
): Extract<MessageBody, { kind: 'leaking-param' }> {
  return { kind: 'leaking-param', content: false, result: null, level: null, ...told };
}

/** The meaning of the text after a position; `other` where no row fits. */
export function readVerdict(text: string): MessageBody {
  for (const { pattern, body } of rows) {
    const match = pattern.exec(text);
    if (match) return body(match);
  }
  return { kind: 'other', subject: text };
}
