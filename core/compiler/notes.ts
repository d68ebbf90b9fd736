// The rows for what the compiler says beside its verdicts: about uintptr parameters and benchmark loops, and, with keys of -d,
// what the back end made of a line (checks that stay, write barriers, how a defer or a closure is compiled). The words are those of
// go1.21 to go1.27, read in the compiler's source; test/core/compiler/verdicts.test.ts has a line of each.
import type { MessageBody, Note } from './message';
import type { Row } from './row';
import { indexOutside, separatorIndex } from './scan';

/** To stand before the rows that are told by their end: no expression begins like these. */
export const noteRows: readonly Row[] = [
  // Escape analysis and what it says of parameters.
  { begins: 'zero-copy string->[]byte conversion', read: whole({ kind: 'zero-copy', subject: '' }) },
  { begins: 'assuming ', ends: ' is unsafe uintptr', read: named(subject => uintptr(subject, 'assumed')) },
  { begins: 'marking ', ends: ' as escaping uintptr', read: named(subject => uintptr(subject, 'escaping')) },
  { begins: 'marking ', ends: ' as escaping ...uintptr', read: named(subject => uintptr(subject, 'variadic')) },
  { begins: 'mutates param: ', read: counted('mutates-param') },
  { begins: 'calls param: ', read: counted('calls-param') },
  { read: selfAssignment },

  // `for b.Loop()`
  { begins: 'skip inlining within testing.B.loop for ', read: anything(kept('uninlined')) },
  { begins: 'function result will be kept alive', read: whole(kept('result')) },
  { begins: 'function results will be kept alive', read: whole(kept('result')) },
  { begins: 'function arg will be kept alive', read: whole(kept('argument')) },
  { begins: 'dereference will be kept alive', read: whole(kept('dereference')) },
  { begins: 'expr will be kept alive', read: whole(kept('expression')) },
  { begins: 'expr is unknown to bloop pass', read: whole(kept('unknown')) },
  { begins: 'unrecognized shape for assign list stmt for blank assignment', read: whole(kept('unknown')) },
  { ends: ' will be kept alive', read: named(symbol => ({ ...kept('variable'), subject: localName(symbol) })) },

  // Calls.
  { begins: 'cannot devirtualize ', read: notDevirtualized },
  { begins: 'failed to devirtualize ', ends: ')', read: failedToDevirtualize },
  { begins: 'imprecise interface call', read: whole(undecided('', 'types')) },
  { begins: 'should not PGO devirtualize ', read: notByProfile },
  { begins: "can't PGO devirtualize go/defer call ", read: named(subject => undecided(subject, 'profile')) },
  {
    begins: 'function ',
    ends: " considered 'big'; reducing max cost of inlinees",
    read: named(subject => ({ kind: 'big-function', subject })),
  },
  {
    begins: 'tail call emitted for the method ',
    ends: ' wrapper',
    read: named(subject => ({ kind: 'tail-call', subject })),
  },

  // The back end.
  { begins: 'Found IsInBounds', read: whole({ kind: 'bounds-check', subject: '' }) },
  { begins: 'Found IsSliceInBounds', read: whole({ kind: 'slice-bounds-check', subject: '' }) },
  { begins: 'index bounds check elided', read: whole({ kind: 'bounds-elided', subject: '' }) },
  { begins: 'generated nil check', read: whole({ kind: 'nil-check', subject: '', state: 'generated' }) },
  { begins: 'removed nil check', read: whole({ kind: 'nil-check', subject: '', state: 'removed' }) },
  { begins: 'heap closure, captured vars = [', ends: ']', read: vars => closure('heap', words(vars)) },
  { begins: 'stack closure, captured vars = [', ends: ']', read: vars => closure('stack', words(vars)) },
  { begins: 'closure converted to global', read: whole(closure('global', [])) },
  { begins: 'open-coded defer', read: whole({ kind: 'defer', subject: '', how: 'open-coded' }) },
  { begins: 'stack-allocated defer', read: whole({ kind: 'defer', subject: '', how: 'stack-allocated' }) },
  { begins: 'heap-allocated defer', read: whole({ kind: 'defer', subject: '', how: 'heap-allocated' }) },
  { begins: 'append: len-only update (in local slice)', read: whole({ kind: 'append', subject: '', how: 'local' }) },
  { begins: 'append: len-only update', read: whole({ kind: 'append', subject: '', how: 'length' }) },
  { begins: 'alias analysis: append using non-aliased slice: ', read: unaliasedAppend },
  { begins: 'slice: omit slice operation', read: whole({ kind: 'slice', subject: '' }) },
  { begins: 'type assertion inlined', read: whole({ kind: 'type-assertion', subject: '', inlined: true }) },
  { begins: 'type assertion not inlined', read: whole({ kind: 'type-assertion', subject: '', inlined: false }) },
  { begins: 'write barrier', read: whole({ kind: 'write-barrier', subject: '' }) },

  // Values.
  { begins: 'rewriting OCONVIFACE value from ', read: constantInInterface },
  { begins: 'convert: ', read: convertedWithoutAllocation },
  { begins: 'loop variable ', read: loopVariable },
  { begins: 'for loop ending at ', read: modifiedLoop },
  { begins: 'range loop ending at ', read: modifiedLoop },
  { begins: 'skipping static copy of ', read: staticCopy },

  // -live
  { begins: 'live at entry to ', read: inner => live('entry', inner) },
  { begins: 'live at call to ', read: inner => live('call', inner) },
  {
    begins: 'live at indirect call: ',
    read: vars => ({ kind: 'live', subject: '', at: 'call', variables: words(vars) }),
  },
  { begins: 'stack object ', read: stackObject },
];

/** The fixed words are the whole message. */
function whole(note: Note): Row['read'] {
  return inner => (inner === '' ? note : null);
}

/** What follows the fixed words adds nothing. */
function anything(note: Note): Row['read'] {
  return inner => (inner === '' ? null : note);
}

/** Everything between the fixed words is the subject. */
function named(note: (subject: string) => Note): Row['read'] {
  return subject => (subject === '' ? null : note(subject));
}

function uintptr(subject: string, way: Extract<Note, { kind: 'uintptr' }>['way']): Note {
  return { kind: 'uintptr', subject, way };
}

function kept(what: Extract<Note, { kind: 'kept-alive' }>['what']): Note {
  return { kind: 'kept-alive', subject: '', what };
}

function undecided(subject: string, by: 'types' | 'profile', why = ''): Note {
  return { kind: 'cannot-devirtualize', subject, why, by };
}

function closure(where: 'heap' | 'stack' | 'global', captured: readonly string[]): Note {
  return { kind: 'closure', subject: 'func literal', where, captured };
}

/** Names between spaces. */
function words(text: string): string[] {
  return text.split(' ').filter(word => word !== '');
}

/** `p derefs=n` */
function counted(kind: 'mutates-param' | 'calls-param'): Row['read'] {
  return inner => {
    const found = /^(.+) derefs=(\d{1,9})$/s.exec(inner);
    return found === null ? null : { kind, subject: found[1] ?? '', derefs: Number(found[2]) };
  };
}

/** `F ignoring self-assignment in S` */
function selfAssignment(text: string): MessageBody | null {
  const separator = ' ignoring self-assignment in ';
  const at = indexOutside(text, separator);
  if (at <= 0 || at + separator.length >= text.length) return null;
  return { kind: 'self-assignment', subject: text.slice(at + separator.length), function: text.slice(0, at) };
}

/** `ex.com/m/p.x` → `x`: a variable is printed as a symbol of its package. */
function localName(symbol: string): string {
  const path = /^[^[\]]*\//.exec(symbol)?.[0] ?? '';
  const dot = symbol.indexOf('.', path.length);
  return dot < 0 ? symbol : symbol.slice(dot + 1);
}

/** `x.M(…): shaped receiver T` */
function notDevirtualized(inner: string): MessageBody | null {
  const at = Math.max(inner.lastIndexOf(': shaped receiver '), inner.lastIndexOf(': shaped interface '));
  return at <= 0 ? null : undecided(inner.slice(0, at), 'types', inner.slice(at + 2));
}

/** Go 1.21: `x.M (OP` */
function failedToDevirtualize(inner: string): MessageBody | null {
  const at = inner.lastIndexOf(' (');
  return at <= 0 ? null : undecided(inner.slice(0, at), 'types');
}

/** `F: why` */
function notByProfile(inner: string): MessageBody | null {
  const at = separatorIndex(inner, ': ');
  return at <= 0 ? null : undecided(inner.slice(0, at), 'profile', inner.slice(at + 2));
}

/** `append(s, x) in func F` */
function unaliasedAppend(inner: string): MessageBody | null {
  const at = inner.lastIndexOf(' in func ');
  return at <= 0 ? null : { kind: 'append', subject: inner.slice(0, at), how: 'unaliased' };
}

/** `x (T) to 1000 (T)` */
function constantInInterface(inner: string): MessageBody | null {
  const at = separatorIndex(inner, ') to ');
  const open = at < 0 ? -1 : bracketBefore(inner, at);
  const end = bracketBefore(inner, inner.length - 1);
  if (open <= 0 || end <= at) return null;
  const to = inner.slice(at + ') to '.length, end);
  return { kind: 'interface-value', subject: inner.slice(0, open), how: 'constant', to };
}

/** Where the ` (` stands whose bracket closes at `close`; -1 where there is none. */
function bracketBefore(text: string, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    if (text.charAt(at) === ')') depth++;
    if (text.charAt(at) === '(' && --depth === 0) return text.charAt(at - 1) === ' ' ? at - 1 : -1;
  }
  return -1;
}

const conversions = [
  ['using global for zero-sized interface value: ', 'zero'],
  ['using global for zero value interface value: ', 'global'],
  ['using global for single-byte interface value: ', 'global'],
  ['using global for interface value: ', 'global'],
  ['using stack temporary for interface value: ', 'stack'],
] as const;

/** `using global for interface value: x` */
function convertedWithoutAllocation(inner: string): MessageBody | null {
  for (const [begins, how] of conversions) {
    const subject = inner.startsWith(begins) ? inner.slice(begins.length) : '';
    if (subject !== '') return { kind: 'interface-value', subject, how, to: null };
  }
  return null;
}

/** `v now per-iteration, heap-allocated`, perhaps ` (loop inlined into f.go:3)` */
function loopVariable(inner: string): MessageBody | null {
  const found = /^(.+) now per-iteration, (heap|stack)-allocated(?: \(loop inlined into .+:\d+\))?$/s.exec(inner);
  if (found === null) return null;
  return { kind: 'loop-variable', subject: found[1] ?? '', where: found[2] === 'heap' ? 'heap' : 'stack' };
}

/** `9:3 was modified`, perhaps ` (loop inlined into f.go:3)` */
function modifiedLoop(inner: string): MessageBody | null {
  return /^\d+:\d+ was modified(?: \(loop inlined into .+:\d+\))?$/.test(inner)
    ? { kind: 'loop-variable', subject: '', where: null }
    : null;
}

/** `x+8 with y` */
function staticCopy(inner: string): MessageBody | null {
  const found = /^(.+?)\+\d+ with (.+)$/s.exec(inner);
  return found === null ? null : { kind: 'static-copy', subject: found[1] ?? '', from: found[2] ?? '' };
}

/** `F: x y` */
function live(at: 'entry' | 'call', inner: string): MessageBody | null {
  const colon = separatorIndex(inner, ': ');
  if (colon <= 0) return null;
  return { kind: 'live', subject: inner.slice(0, colon), at, variables: words(inner.slice(colon + 2)) };
}

/** `x T` */
function stackObject(inner: string): MessageBody | null {
  const space = inner.indexOf(' ');
  return space <= 0 ? null : { kind: 'live', subject: inner.slice(0, space), at: 'object', variables: [] };
}
