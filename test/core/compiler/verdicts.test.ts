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
  ['generated nil check', { kind: 'nil-check', subject: '' }],
  ['removed nil check', { kind: 'nil-check', subject: '' }],
  [
    'F.func1 capturing by ref: x (addr=true assign=false width=8)',
    { kind: 'captured', subject: 'x', by: 'ref', closure: 'F.func1' },
  ],
  [
    'F[struct { A int " capturing by ref: " }] capturing by value: #defers (addr=false assign=true width=-1)',
    { kind: 'captured', subject: '#defers', by: 'value', closure: 'F[struct { A int " capturing by ref: " }]' },
  ],
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
  'cannot devirtualize s.M: shaped receiver go.shape.int',
  'cannot inline F',
  'devirtualizing s.M',
  'F capturing by chance: x (addr=true assign=false width=8)',
  'F capturing by ref: x (addr=true)',
  'mutates param: p derefs=0',
  'zero-copy string->[]byte conversion',
  'write barrier',
  'x declared and not used',
];
for (const text of others) {
  test(`no verdict: ${text}`, () => assert.deepEqual(readVerdict(text), { kind: 'other', subject: text }));
}
