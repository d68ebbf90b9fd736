// Output that no compiler prints: mutated recordings, and lines made to be slow. Nothing throws, nothing is lost, nothing hangs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keptLines, nonBlankLines, readBlock, readOutput, recordedText, caseText } from './readOutput';

const sources: readonly (readonly string[])[] = [
  recordedText('go1.21.13', 'cases'),
  recordedText('go1.26.8', 'cases'),
  caseText('rawStrings.go1.21'),
  caseText('switches.go1.26'),
].map(text => text.split('\n'));

/** What the reader looks at. */
const fragment = fc.oneof(
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.constantFrom(
    ...[
      '`',
      '"',
      "'",
      '\\',
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      ': ',
      ':1:2: ',
      './f.go:9:9: ',
      '\t',
      '  ',
      ' = ',
      ' ← ',
      ' at ',
      ') at ',
      ' (',
      '# ',
      '# p',
      'go: ',
      '\n',
    ],
    ...[
      ' escapes to heap',
      ' escapes to heap:',
      ' in F:',
      'parameter p leaks to ',
      ' with derefs=0:',
      ' for ',
      ' to result ',
      ' level=1',
    ],
    ...[
      '  flow: ',
      '    from ',
      'can inline ',
      ' with cost 1 as: ',
      ' capturing by ref: ',
      ' (addr=',
      '<unknown line number>: ',
      '\u2028',
      '\r',
      '\ud800',
    ],
  ),
);

const mutated = fc
  .record({
    source: fc.constantFrom(...sources),
    start: fc.nat(),
    count: fc.integer({ min: 1, max: 60 }),
    changes: fc.array(fc.record({ line: fc.nat(), column: fc.nat(90), removed: fc.nat(6), text: fragment }), {
      maxLength: 40,
    }),
    hasHeader: fc.boolean(),
  })
  .map(({ source, start, count, changes, hasHeader }) => {
    const from = start % source.length;
    const lines = source.slice(from, from + count);
    for (const { line, column, removed, text } of changes) {
      const at = line % lines.length;
      const old = lines[at] ?? '';
      lines[at] = old.slice(0, column) + text + old.slice(column + removed);
    }
    return [...(hasHeader ? ['# p'] : []), ...lines].join('\n');
  });

/** A header is kept without the blanks around its name. */
const trimmedHeaders = (lines: readonly string[]): string[] =>
  lines.map(line => (line.startsWith('# ') ? `# ${line.slice(2).trim()}` : line)).sort();

test('hostile: every line of mutated output is kept, word for word', () => {
  fc.assert(
    fc.property(mutated, text => {
      const read = readOutput(text);
      assert.equal(read.droppedLines, 0);
      assert.deepEqual(trimmedHeaders(keptLines(read)), trimmedHeaders(nonBlankLines(text)));
    }),
    { numRuns: 600 },
  );
});

test('hostile: what is dropped is counted, and is nothing but explanations of parameters', () => {
  fc.assert(
    fc.property(mutated, text => {
      const all = readOutput(text);
      const some = readOutput(text, { drops: true });
      assert.equal(keptLines(some).length + some.droppedLines, nonBlankLines(text).length);
      assert.deepEqual(
        some.variants.map(({ messages }) => messages),
        all.variants.map(({ messages }) => messages),
      );
    }),
    { numRuns: 600 },
  );
});

/** Each would take hours where a pattern is tried from every place of a line. */
const slow: readonly (readonly [name: string, piece: string, end?: string])[] = [
  ['positions', ':1['],
  ['digits', ':11111111'],
  ['captures', 'F capturing by ref: x (addr=', ')'],
  ['leaks', 'leaking param: p to result r level='],
  ['costs', 'can inline F with cost 1 '],
  ['steps', ' (a) at ./f.go'],
  ['heads', 'x escapes to heap in ', ':'],
  ['parameters', 'parameter p leaks to { for  with derefs=0', ':'],
  ['quotes', '"\\"'],
  ['apostrophes', "'a"],
  ['backquotes', '`"'],
  ['brackets', '{[('],
  ['flows', '  flow: a = b ← '],
];
for (const [name, piece, end = ''] of slow) {
  test(`hostile: a megabyte of ${name} is read once over`, () => {
    const line = piece.repeat(Math.floor(1_000_000 / piece.length)) + end;
    const lines = `./f.go:1:2: ${line}\n./f.go:1:2:   flow: ${line}\n./f.go:1:2:     from ${line}\n${line}`;
    const heads = `./f.go:1:2: x escapes to heap:\n${lines}`;
    const { messages, explanations } = readBlock(heads);
    const kept = [...messages.map(({ raw }) => raw), ...explanations.flatMap(({ raw }) => raw)].join('\n');
    assert.equal(nonBlankLines(kept).length, nonBlankLines(heads).length);
  });
}
