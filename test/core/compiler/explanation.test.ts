// The blocks of `-m=2` in both dialects, with subjects that hold the compiler's own words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Explanation } from '#core/compiler/message';
import { readBlock } from './readOutput';

const cutString = `"${'x'.repeat(68)}...`;

type Head = Pick<Explanation, 'kind' | 'subject' | 'function' | 'sink' | 'derefs'>;
const value = (subject: string, name: string | null = null): Head => ({
  kind: 'value',
  subject,
  function: name,
  sink: '{heap}',
  derefs: -1,
});
const parameter = (subject: string, sink: string, name: string | null, derefs: number): Head => ({
  kind: 'parameter',
  subject,
  function: name,
  sink,
  derefs,
});

const heads: readonly (readonly [text: string, head: Head])[] = [
  ['x escapes to heap:', value('x')],
  ['x escapes to heap in (*T).M:', value('x', '(*T).M')],
  ['"a escapes to heap in b" escapes to heap:', value('"a escapes to heap in b"')],
  ['"a escapes to heap in b" escapes to heap in F:', value('"a escapes to heap in b"', 'F')],
  [`${cutString} escapes to heap in F:`, value(cutString, 'F')],
  [
    'p escapes to heap in Gen[struct { A int "json:\\"x: y\\"" }]:',
    value('p', 'Gen[struct { A int "json:\\"x: y\\"" }]'),
  ],
  ['parameter p leaks to {heap} with derefs=0:', parameter('p', '{heap}', null, 0)],
  ['parameter p leaks to ~r0 for F with derefs=2:', parameter('p', '~r0', 'F', 2)],
  [
    'parameter n leaks to {storage for func literal} with derefs=0:',
    parameter('n', '{storage for func literal}', null, 0),
  ],
  [
    'parameter n leaks to {storage for func literal} for Closure with derefs=0:',
    parameter('n', '{storage for func literal}', 'Closure', 0),
  ],
  [
    'parameter n leaks to {storage for &T{...}} for F[go.shape.struct { A int }] with derefs=0:',
    parameter('n', '{storage for &T{...}}', 'F[go.shape.struct { A int }]', 0),
  ],
];
for (const [text, head] of heads) {
  test(`head: ${text}`, () => {
    const raw = `./f.go:1:2: ${text}`;
    assert.deepEqual(readBlock(raw), {
      variant: 'ex.com/p',
      messages: [],
      explanations: [
        { ...head, place: { file: './f.go', line: 1, column: 2 }, flows: [], truncated: false, raw: [raw] },
      ],
    });
  });
}

const flows: readonly (readonly [text: string, destination: string, derefs: number, source: string])[] = [
  ['{heap} = &x', '{heap}', -1, 'x'],
  ['{heap} ← &x', '{heap}', -1, 'x'],
  ['~r0 = x', '~r0', 0, 'x'],
  ['g ← **{temp}', 'g', 2, '{temp}'],
  ['{storage for "a = b ← c"} ← &{storage for "d = e"}', '{storage for "a = b ← c"}', -1, '{storage for "d = e"}'],
  [
    `{storage for ${cutString}} ← &{storage for ${cutString}}`,
    `{storage for ${cutString}}`,
    -1,
    `{storage for ${cutString}}`,
  ],
];
for (const [text, destination, derefs, source] of flows) {
  test(`flow: ${text}`, () => {
    const [explanation] = readBlock(`./f.go:1: x escapes to heap:\n./f.go:1:   flow: ${text}:`).explanations;
    assert.deepEqual(explanation?.flows, [{ destination, derefs, source, steps: [] }]);
  });
}

const steps: readonly (readonly [text: string, expression: string, reason: string, file: string])[] = [
  ['x (spill) at ./f.go:3:4', 'x', 'spill', './f.go'],
  ['f(x) (call parameter) at /a at (b)/f.go:3:4', 'f(x)', 'call parameter', '/a at (b)/f.go'],
  ['g("a (b) at c") (return) at C:\\f.go:3:4', 'g("a (b) at c")', 'return', 'C:\\f.go'],
  ['s = append(s, x) (appended slice...) at f.go:3:4', 's = append(s, x)', 'appended slice...', 'f.go'],
  ['x := `a\nb (c) at d` (assign) at f.go:3:4', 'x := `a\nb (c) at d`', 'assign', 'f.go'],
];
for (const [text, expression, reason, file] of steps) {
  test(`step: ${JSON.stringify(text)}`, () => {
    const lines = `./f.go:1: x escapes to heap:\n./f.go:1:   flow: {heap} = &x:\n./f.go:1:     from ${text}`;
    const [explanation] = readBlock(lines).explanations;
    assert.deepEqual(explanation?.flows[0]?.steps, [{ expression, reason, place: { file, line: 3, column: 4 } }]);
  });
}

test('explanation: cut short by the compiler', () => {
  const warning = './f.go:1:   warning: truncated explanation due to assignment cycle; see golang.org/issue/35518';
  const { explanations, messages } = readBlock(`./f.go:1: x escapes to heap:\n${warning}\n./f.go:1: x escapes to heap`);
  assert.deepEqual([explanations[0]?.truncated, explanations[0]?.raw[1]], [true, warning]);
  assert.equal(messages.length, 1);
});

test('explanation: words of a later release stay in its lines', () => {
  const lines = './f.go:1: x escapes to heap in F:\n./f.go:1:   perhaps: y\n./f.go:1:   flow: {heap} ← &x:';
  const { explanations, messages } = readBlock(lines);
  assert.deepEqual(explanations[0]?.raw, lines.split('\n'));
  assert.equal(explanations[0]?.flows.length, 1);
  assert.deepEqual(messages, []);
});

test('explanation: ends where another place, a verdict or another head begins', () => {
  const lines = [
    './f.go:1:2: x escapes to heap:',
    './f.go:1:2:   flow: a = &x:',
    './f.go:1:2: x escapes to heap:',
    './f.go:1:2:   flow: b = &x:',
    './f.go:1:2: x escapes to heap',
    './f.go:1:2:   flow: nobody’s = &x:',
    './f.go:1:2: y escapes to heap:',
    './f.go:1:3:   flow: nobody’s = &y:',
  ];
  const { explanations, messages } = readBlock(lines.join('\n'));
  assert.deepEqual(
    explanations.map(({ subject, flows }) => [subject, flows.map(flow => flow.destination)]),
    [
      ['x', ['a']],
      ['x', ['b']],
      ['y', []],
    ],
  );
  assert.deepEqual(
    messages.map(({ body }) => body.kind),
    ['escapes', 'other', 'other'],
  );
});
