// One line of the compiler, one meaning: a row here for each form, and for subjects that imitate the compiler's words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageBody } from '#core/compiler/message';
import { readVerdict } from '#core/compiler/verdicts';

const leak = (subject: string, rest: object = {}): MessageBody => ({
  kind: 'leaking-param',
  subject,
  content: false,
  result: null,
  level: null,
  ...rest,
});
const cutString = `"${'x'.repeat(68)}...`;

const lines: readonly (readonly [text: string, body: MessageBody])[] = [
  ['moved to heap: x', { kind: 'moved-to-heap', subject: 'x' }],
  ['moved to heap: #next', { kind: 'moved-to-heap', subject: '#next' }],
  ['x escapes to heap', { kind: 'escapes', subject: 'x' }],
  ['append escapes to heap', { kind: 'escapes', subject: 'append' }],
  ['"moved to heap: " + s does not escape', { kind: 'does-not-escape', subject: '"moved to heap: " + s' }],
  ['" does not escape" escapes to heap', { kind: 'escapes', subject: '" does not escape"' }],
  [
    '"a escapes to heap: b at c (d)" does not escape',
    { kind: 'does-not-escape', subject: '"a escapes to heap: b at c (d)"' },
  ],
  [`${cutString} escapes to heap`, { kind: 'escapes', subject: cutString }],
  ['p does not escape, mutate, or call', { kind: 'does-not-escape', subject: 'p' }],
  ['leaking param: p', leak('p')],
  ['leaking param: p to result ~r0 level=-1', leak('p', { result: '~r0', level: -1 })],
  ['leaking param: 名 to result 果 level=0', leak('名', { result: '果', level: 0 })],
  ['leaking param: p to result r level=', leak('p to result r level=')],
  ['leaking param content: p', leak('p', { content: true })],
  ['can inline F', { kind: 'can-inline', subject: 'F', cost: null }],
  [
    'can inline F with cost 2 as: func() string { return " with cost 3 as: " }',
    { kind: 'can-inline', subject: 'F', cost: 2 },
  ],
  [
    'can inline F[struct { A int "json:\\"x with cost 3 as: \\"" }] with cost 9 as: func() {  }',
    { kind: 'can-inline', subject: 'F[struct { A int "json:\\"x with cost 3 as: \\"" }]', cost: 9 },
  ],
  [
    'can inline AppendSeq[go.shape.int]-range1#tmBCLR+BHPc=# with cost 10 as: func(go.shape.int) bool { return true }',
    { kind: 'can-inline', subject: 'AppendSeq[go.shape.int]-range1#tmBCLR+BHPc=#', cost: 10 },
  ],
  ['cannot inline (*T).M: call to recover', { kind: 'cannot-inline', subject: '(*T).M', why: 'call to recover' }],
  [
    'cannot inline F[struct { A int "json: x" }]: function too complex: cost 91 exceeds budget 80',
    {
      kind: 'cannot-inline',
      subject: 'F[struct { A int "json: x" }]',
      why: 'function too complex: cost 91 exceeds budget 80',
    },
  ],
  [
    'cannot inline F into G: repeated recursive cycle',
    { kind: 'cannot-inline', subject: 'F into G', why: 'repeated recursive cycle' },
  ],
  ['inlining call to fmt.Errorf', { kind: 'inlined-call', subject: 'fmt.Errorf' }],
  ['devirtualizing s.M to *T', { kind: 'devirtualized', subject: 's.M', to: '*T' }],
  ['devirtualizing open("a to b").M to *T', { kind: 'devirtualized', subject: 'open("a to b").M', to: '*T' }],
  ['partially devirtualizing s.M to T', { kind: 'devirtualized', subject: 's.M', to: 'T' }],
  ['PGO devirtualizing interface call s.M to T.M', { kind: 'devirtualized', subject: 's.M', to: 'T.M' }],
  ['PGO devirtualizing function call f to g', { kind: 'devirtualized', subject: 'f', to: 'g' }],
  ['PGO devirtualizing s.M to T.M', { kind: 'devirtualized', subject: 's.M', to: 'T.M' }],
  ['Found IsInBounds', { kind: 'bounds-check', subject: '' }],
  ['Found IsSliceInBounds', { kind: 'slice-bounds-check', subject: '' }],
  [
    'F.func1 capturing by ref: x (addr=true assign=false width=8)',
    { kind: 'captured', subject: 'x', by: 'ref', closure: 'F.func1' },
  ],
  [
    'F[struct { A int " capturing by ref: " }] capturing by value: #defers (addr=false assign=true width=-1)',
    { kind: 'captured', subject: '#defers', by: 'value', closure: 'F[struct { A int " capturing by ref: " }]' },
  ],

  ['inlining call to F with score -3', { kind: 'inlined-call', subject: 'F' }],
  ['zero-copy string->[]byte conversion', { kind: 'zero-copy', subject: '' }],
  [
    '(*buffer).Trim ignoring self-assignment in b.buf = b.buf[1:]',
    { kind: 'self-assignment', subject: 'b.buf = b.buf[1:]', function: '(*buffer).Trim' },
  ],
  ['assuming n is unsafe uintptr', { kind: 'uintptr', subject: 'n', way: 'assumed' }],
  ['marking a as escaping uintptr', { kind: 'uintptr', subject: 'a', way: 'escaping' }],
  ['marking rest as escaping ...uintptr', { kind: 'uintptr', subject: 'rest', way: 'variadic' }],
  ['mutates param: p derefs=0', { kind: 'mutates-param', subject: 'p', derefs: 0 }],
  ['calls param: f derefs=1', { kind: 'calls-param', subject: 'f', derefs: 1 }],
  ['skip inlining within testing.B.loop for for loop', { kind: 'kept-alive', subject: '', what: 'uninlined' }],
  ['ex.com/m/p.n will be kept alive', { kind: 'kept-alive', subject: 'n', what: 'variable' }],
  [
    'ex%2ecom/p..dict.box[*ex.com/q.T] will be kept alive',
    { kind: 'kept-alive', subject: '.dict.box[*ex.com/q.T]', what: 'variable' },
  ],
  ['expr will be kept alive', { kind: 'kept-alive', subject: '', what: 'expression' }],
  ['dereference will be kept alive', { kind: 'kept-alive', subject: '', what: 'dereference' }],
  ['function result will be kept alive', { kind: 'kept-alive', subject: '', what: 'result' }],
  ['function results will be kept alive', { kind: 'kept-alive', subject: '', what: 'result' }],
  ['function arg will be kept alive', { kind: 'kept-alive', subject: '', what: 'argument' }],
  ['expr is unknown to bloop pass', { kind: 'kept-alive', subject: '', what: 'unknown' }],
  [
    'unrecognized shape for assign list stmt for blank assignment',
    { kind: 'kept-alive', subject: '', what: 'unknown' },
  ],
  [
    'cannot devirtualize s.M(": x"): shaped receiver go.shape.int',
    { kind: 'cannot-devirtualize', subject: 's.M(": x")', why: 'shaped receiver go.shape.int', by: 'types' },
  ],
  [
    'cannot devirtualize s.M(): shaped interface I[go.shape.int]',
    { kind: 'cannot-devirtualize', subject: 's.M()', why: 'shaped interface I[go.shape.int]', by: 'types' },
  ],
  ['failed to devirtualize s.M (OXDOT)', { kind: 'cannot-devirtualize', subject: 's.M', why: '', by: 'types' }],
  ['imprecise interface call', { kind: 'cannot-devirtualize', subject: '', why: '', by: 'types' }],
  [
    'should not PGO devirtualize (*T).M: recursive',
    { kind: 'cannot-devirtualize', subject: '(*T).M', why: 'recursive', by: 'profile' },
  ],
  [
    "can't PGO devirtualize go/defer call s.M()",
    { kind: 'cannot-devirtualize', subject: 's.M()', why: '', by: 'profile' },
  ],
  ["function F considered 'big'; reducing max cost of inlinees", { kind: 'big-function', subject: 'F' }],
  ['tail call emitted for the method (*T).M wrapper', { kind: 'tail-call', subject: '(*T).M' }],
  ['index bounds check elided', { kind: 'bounds-elided', subject: '' }],
  ['generated nil check', { kind: 'nil-check', subject: '', state: 'generated' }],
  ['removed nil check', { kind: 'nil-check', subject: '', state: 'removed' }],
  [
    'heap closure, captured vars = [x y]',
    { kind: 'closure', subject: 'func literal', where: 'heap', captured: ['x', 'y'] },
  ],
  ['stack closure, captured vars = []', { kind: 'closure', subject: 'func literal', where: 'stack', captured: [] }],
  ['closure converted to global', { kind: 'closure', subject: 'func literal', where: 'global', captured: [] }],
  ['open-coded defer', { kind: 'defer', subject: '', how: 'open-coded' }],
  ['stack-allocated defer', { kind: 'defer', subject: '', how: 'stack-allocated' }],
  ['heap-allocated defer', { kind: 'defer', subject: '', how: 'heap-allocated' }],
  ['append: len-only update', { kind: 'append', subject: '', how: 'length' }],
  ['append: len-only update (in local slice)', { kind: 'append', subject: '', how: 'local' }],
  [
    'alias analysis: append using non-aliased slice: append(s, " in func ") in func F',
    { kind: 'append', subject: 'append(s, " in func ")', how: 'unaliased' },
  ],
  ['slice: omit slice operation', { kind: 'slice', subject: '' }],
  ['type assertion inlined', { kind: 'type-assertion', subject: '', inlined: true }],
  ['type assertion not inlined', { kind: 'type-assertion', subject: '', inlined: false }],
  ['write barrier', { kind: 'write-barrier', subject: '' }],
  [
    'rewriting OCONVIFACE value from f(x) (func(int) int) to "a) to " (untyped (string))',
    { kind: 'interface-value', subject: 'f(x)', how: 'constant', to: '"a) to "' },
  ],
  [
    'convert: using global for zero-sized interface value: x',
    { kind: 'interface-value', subject: 'x', how: 'zero', to: null },
  ],
  [
    'convert: using global for zero value interface value: any(x)',
    { kind: 'interface-value', subject: 'any(x)', how: 'global', to: null },
  ],
  [
    'convert: using global for single-byte interface value: b',
    { kind: 'interface-value', subject: 'b', how: 'global', to: null },
  ],
  ['convert: using global for interface value: p', { kind: 'interface-value', subject: 'p', how: 'global', to: null }],
  [
    'convert: using stack temporary for interface value: .autotmp_1',
    { kind: 'interface-value', subject: '.autotmp_1', how: 'stack', to: null },
  ],
  ['loop variable v now per-iteration, heap-allocated', { kind: 'loop-variable', subject: 'v', where: 'heap' }],
  [
    'loop variable v now per-iteration, stack-allocated (loop inlined into ./f.go:3)',
    { kind: 'loop-variable', subject: 'v', where: 'stack' },
  ],
  ['range loop ending at 9:3 was modified', { kind: 'loop-variable', subject: '', where: null }],
  [
    'for loop ending at 9:3 was modified (loop inlined into ./f.go:3)',
    { kind: 'loop-variable', subject: '', where: null },
  ],
  ['skipping static copy of x+8 with y', { kind: 'static-copy', subject: 'x', from: 'y' }],
  ['live at entry to F: x y', { kind: 'live', subject: 'F', at: 'entry', variables: ['x', 'y'] }],
  [
    'live at call to runtime.newobject: x',
    { kind: 'live', subject: 'runtime.newobject', at: 'call', variables: ['x'] },
  ],
  ['live at indirect call: x', { kind: 'live', subject: '', at: 'call', variables: ['x'] }],
  ['stack object x [4]int', { kind: 'live', subject: 'x', at: 'object', variables: [] }],
];
for (const [text, body] of lines) {
  test(`verdict: ${text}`, () => assert.deepEqual(readVerdict(text), body));
}

/** Near misses, and messages that have no kind of their own. */
const others: readonly string[] = [
  'something new in Go 1.99',
  'moved to heap: ',
  ' escapes to heap',
  'Found IsInBounds of sorts',
  'cannot devirtualize s.M: no idea',
  'cannot inline F',
  'devirtualizing s.M',
  'F capturing by chance: x (addr=true assign=false width=8)',
  'F capturing by ref: x (addr=true)',
  'mutates param: p derefs=some',
  'zero-copy string->[]byte conversion of sorts',
  'write barriers',
  ' will be kept alive',
  'loop variable v now per-iteration, somewhere',
  'rewriting OCONVIFACE value from x to 1000',
  'convert: using nothing: x',
  'alias analysis: mismatch for *ir.Name: x: processed 1 times, observed 2 times',
  'x declared and not used',
];
for (const text of others) {
  test(`no verdict: ${text}`, () => assert.deepEqual(readVerdict(text), { kind: 'other', subject: text }));
}
