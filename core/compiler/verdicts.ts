// What the compiler's one-line messages mean: one row each, the first that fits wins. A new message of the compiler is one more
// row. Rows that begin with fixed words come first: no expression begins like them. `E escapes to heap` and its like are told by
// their end, since E may be any expression, strings with such words in them included.
import type { MessageBody } from './message';
import { noteRows } from './notes';
import type { Row } from './row';
import { separatorIndex } from './scan';

/** The meaning of the text after a position; `other` where no row fits. */
export function readVerdict(text: string): MessageBody {
  for (const { begins = '', ends = '', read } of rows) {
    if (!text.startsWith(begins) || !text.endsWith(ends) || text.length < begins.length + ends.length) continue;
    const body = read(text.slice(begins.length, text.length - ends.length));
    if (body) return body;
  }
  return { kind: 'other', subject: text };
}

const rows: readonly Row[] = [
  { begins: 'moved to heap: ', read: naming('moved-to-heap') },
  { begins: 'leaking param: ', read: leakToResult },
  { begins: 'leaking param: ', read: subject => leak(subject, { content: false }) },
  { begins: 'leaking param content: ', read: subject => leak(subject, { content: true }) },
  { begins: 'can inline ', read: canInline },
  { begins: 'cannot inline ', read: cannotInline },
  { begins: 'inlining call to ', read: inlined },
  { begins: 'devirtualizing ', read: devirtualized },
  { begins: 'partially devirtualizing ', read: devirtualized },
  { begins: 'PGO devirtualizing interface call ', read: devirtualized },
  { begins: 'PGO devirtualizing function call ', read: devirtualized },
  // Up to Go 1.21 there are interface calls alone, and no word for them.
  { begins: 'PGO devirtualizing ', read: devirtualized },
  ...noteRows,
  { ends: ')', read: captured },
  { ends: ' escapes to heap', read: naming('escapes') },
  { ends: ' does not escape', read: naming('does-not-escape') },
  { ends: ' does not escape, mutate, or call', read: naming('does-not-escape') },
];

/** Everything between the fixed words is the subject. */
function naming(kind: 'moved-to-heap' | 'escapes' | 'does-not-escape'): Row['read'] {
  return subject => (subject === '' ? null : { kind, subject });
}

function leak(
  subject: string,
  { content, result, level }: { readonly content: boolean; readonly result?: string; readonly level?: number },
): MessageBody | null {
  return subject === ''
    ? null
    : { kind: 'leaking-param', subject, content, result: result ?? null, level: level ?? null };
}

/** `p to result r level=n` */
function leakToResult(inner: string): MessageBody | null {
  const to = inner.indexOf(' to result ');
  const found = to < 0 ? null : /^(\S+) level=(-?\d{1,9})$/.exec(inner.slice(to + ' to result '.length));
  if (!found) return null;
  const [, result = '', level = ''] = found;
  return leak(inner.slice(0, to), { content: false, result, level: Number(level) });
}

/** `F`, or `F with cost n as: func(…) … { … }` */
function canInline(inner: string): MessageBody | null {
  const at = separatorIndex(inner, ' with cost ');
  const cost = at < 0 ? null : /^ with cost (\d{1,9}) as: /.exec(inner.slice(at, at + 40))?.[1];
  const subject = typeof cost === 'string' ? inner.slice(0, at) : inner;
  return subject === '' ? null : { kind: 'can-inline', subject, cost: typeof cost === 'string' ? Number(cost) : null };
}

/** `F: why` */
function cannotInline(inner: string): MessageBody | null {
  const at = separatorIndex(inner, ': ');
  return at <= 0 ? null : { kind: 'cannot-inline', subject: inner.slice(0, at), why: inner.slice(at + 2) };
}

/** `F`, or `F with score n` with GOEXPERIMENT=newinliner */
function inlined(inner: string): MessageBody | null {
  const subject = inner.replace(/ with score -?\d{1,9}$/, '');
  return subject === '' ? null : { kind: 'inlined-call', subject };
}

/** `x.M to T` */
function devirtualized(inner: string): MessageBody | null {
  const at = separatorIndex(inner, ' to ');
  return at <= 0 ? null : { kind: 'devirtualized', subject: inner.slice(0, at), to: inner.slice(at + 4) };
}

/** `F capturing by value: x (addr=false assign=false width=8` */
function captured(inner: string): MessageBody | null {
  const end = inner.lastIndexOf(' (addr=');
  if (end < 0 || !/^ \(addr=\w+ assign=\w+ width=-?\d+$/.test(inner.slice(end))) return null;
  const at = separatorIndex(inner, ' capturing by ');
  const found = at <= 0 ? null : /^ capturing by (ref|value): /.exec(inner.slice(at, at + 30));
  if (!found || at + found[0].length >= end) return null;
  return {
    kind: 'captured',
    subject: inner.slice(at + found[0].length, end),
    by: found[1] === 'ref' ? 'ref' : 'value',
    closure: inner.slice(0, at),
  };
}
