// A function at a glance, from the findings of its file: recorded output in, what the hover and the lens say out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionAt, functionSummaries } from '#core/escape/functionSummary';
import type { Finding } from '#core/escape/finding';
import { english } from '#core/messages/translate';
import { functionLensTitle, functionMarkdown } from '#core/report/functionText';
import { sampleFinding } from '#support/sampleFinding';

const at = (line: number, start: number, end: number) => ({
  range: { start: { line, character: start }, end: { line, character: end } },
});

const can = (name: string, line: number, cost: number): Finding =>
  sampleFinding({
    code: 'can-inline',
    function: name,
    subject: name,
    ...at(line, 5, 5 + name.length),
    message: `\`${name}\` can be inlined, at a cost of ${cost}.`,
    raw: [`./p.go:${line + 1}:6: can inline ${name} with cost ${cost} as: func() { x }`],
  });

const findings: readonly Finding[] = [
  sampleFinding({
    code: 'cannot-inline',
    function: '(*T).Do',
    subject: '(*T).Do',
    ...at(20, 12, 14),
    message: '`(*T).Do` cannot be inlined: function too complex: cost 112 exceeds budget 80.',
    raw: ['./p.go:21:13: cannot inline (*T).Do: function too complex: cost 112 exceeds budget 80'],
  }),
  can('F', 3, 24),
  sampleFinding({
    code: 'can-inline',
    function: 'F',
    subject: 'F.func1',
    ...at(4, 2, 6),
    raw: ['./p.go:5:3: can inline F.func1'],
  }),
  sampleFinding({ code: 'leaking-param', function: 'F', subject: 'q', ...at(3, 14, 15), message: '`q` leaks.' }),
  sampleFinding({ code: 'leaking-param', function: 'F', subject: 'p', ...at(3, 7, 8), message: '`p` leaks.' }),
  sampleFinding({ code: 'escapes', function: 'F', path: 'loop', ...at(6, 1, 2) }),
  sampleFinding({ code: 'moved-to-heap', function: 'F', ...at(5, 1, 2) }),
  sampleFinding({ code: 'escapes-static', function: 'F', ...at(7, 1, 2) }),
  sampleFinding({ code: 'allocates', function: '(*T).Do', path: 'loop', ...at(22, 1, 2) }),
];

test('a summary for each declared function, in the order of the source', () => {
  assert.deepEqual(
    functionSummaries(findings).map(({ name, cost, leaks, allocations, inLoops }) => ({
      name,
      cost,
      leaks: leaks.map(({ subject }) => subject),
      allocations: allocations.length,
      inLoops,
    })),
    [
      { name: 'F', cost: 24, leaks: ['p', 'q'], allocations: 2, inLoops: 1 },
      { name: '(*T).Do', cost: 112, leaks: [], allocations: 1, inLoops: 1 },
    ],
  );
});

test('by the position of its name', () => {
  assert.equal(functionAt(findings, { line: 3, character: 5 })?.name, 'F');
  assert.equal(functionAt(findings, { line: 20, character: 14 })?.name, '(*T).Do');
  assert.equal(functionAt(findings, { line: 4, character: 3 }), null, 'a literal is no function of its own');
  assert.equal(functionAt(findings, { line: 5, character: 1 }), null);
});

test('what the lens and the hover say', () => {
  const [first, second] = functionSummaries(findings);
  assert.equal(functionLensTitle(first!, english), '2 allocations, 1 in loops · inlinable, cost 24 · p, q leak');
  assert.equal(functionLensTitle(second!, english), '1 allocation, 1 in loops · not inlinable, cost 112');
  assert.equal(
    functionLensTitle(functionSummaries([can('G', 1, 2)])[0]!, english),
    'no allocations · inlinable, cost 2',
  );
  assert.equal(
    functionMarkdown(first!, english),
    [
      '- `F` can be inlined, at a cost of 24\\.',
      '- `p` leaks\\.',
      '- `q` leaks\\.',
      '- It allocates at 2 places, 1 of them in loops\\.',
    ].join('\n'),
  );
});
