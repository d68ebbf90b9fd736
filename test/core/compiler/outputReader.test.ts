// The recorded output of seven Go releases, read whole: every verdict line is understood as the table beside the recordings
// says, nothing is lost, and what is not understood is a short list that somebody has read.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { VariantOutput } from '#core/compiler/message';
import { createOutputReader } from '#core/compiler/outputReader';

const folder = 'test/cases/escape';
const releases = readdirSync(`${folder}/recorded`).sort();

interface Read {
  readonly variants: readonly VariantOutput[];
  readonly loose: readonly string[];
}

function read(text: string, keepParameterExplanations = true): Read {
  const variants: VariantOutput[] = [];
  const loose: string[] = [];
  const reader = createOutputReader({
    keepParameterExplanations,
    onVariant: variant => variants.push(variant),
    onLoose: line => loose.push(line),
  });
  for (const line of text.split('\n')) reader.line(line);
  reader.end();
  return { variants, loose };
}

const recorded = (release: string, name: string): string =>
  readFileSync(`${folder}/recorded/${release}/${name}.txt`, 'utf8');

/** `go1.21.13` is in `1.21-1.27`, `1.23`. */
function covers(range: string, release: string): boolean {
  const minor = Number(/^go1\.(\d+)/.exec(release)![1]);
  return range.split(',').some(part => {
    const [from, to = from] = part.split('-').map(end => Number(end.split('.')[1]));
    return from! <= minor && minor <= to!;
  });
}

const notInTable = new Set(['can-inline', 'cannot-inline', 'inlined-call', 'captured']);

for (const release of releases) {
  test(`${release}: the verdict lines are those of verdicts.tsv`, () => {
    const expected: string[] = [];
    for (const row of readFileSync(`${folder}/verdicts.tsv`, 'utf8').split('\n').slice(1)) {
      const [recording, file, line, column, range, times, text] = row.split('\t');
      if (recording !== 'cases' || text === undefined || !covers(range!, release)) continue;
      // A raw string over two lines: the table has its second line alone.
      const key = text.startsWith('line two') ? '…' : `${file}:${line}:${column}: ${text}`;
      for (let i = 0; i < Number(times); i++) expected.push(key);
    }
    const found = read(recorded(release, 'cases')).variants.flatMap(({ messages }) =>
      messages
        .filter(({ body, place }) => !notInTable.has(body.kind) && !place.file.startsWith('$GOROOT'))
        .map(({ place, text }) =>
          text.includes('\n') ? '…' : `${place.file.replace(/^\.\//, '')}:${place.line}:${place.column}: ${text}`,
        ),
    );
    assert.deepEqual(found.sort(), expected.sort());
  });

  test(`${release}: every heap verdict has its explanation at its place`, () => {
    for (const name of ['cases', 'variants', 'cgo']) {
      for (const { messages, explanations } of read(recorded(release, name)).variants) {
        const heads = new Set(explanations.map(({ place }) => `${place.file}:${place.line}:${place.column}`));
        for (const { body, place, raw } of messages) {
          if (body.kind !== 'moved-to-heap' && body.kind !== 'escapes') continue;
          assert.ok(heads.has(`${place.file}:${place.line}:${place.column}`), raw);
        }
      }
    }
  });

  test(`${release}: nothing is lost`, () => {
    for (const name of ['cases', 'variants', 'cgo']) {
      const text = recorded(release, name);
      const { variants, loose } = read(text);
      const kept = variants.flatMap(({ variant, messages, explanations }) => [
        `# ${variant}`,
        ...messages.flatMap(({ raw }) => raw.split('\n')),
        ...explanations.flatMap(({ raw }) => raw.flatMap(line => line.split('\n'))),
      ]);
      assert.deepEqual(
        [...kept, ...loose].sort(),
        text
          .split('\n')
          .filter(line => line.trim() !== '')
          .sort(),
      );
    }
  });

  test(`${release}: without the parameters’ explanations the rest is the same`, () => {
    const all = read(recorded(release, 'cases')).variants;
    const some = read(recorded(release, 'cases'), false).variants;
    assert.deepEqual(
      some,
      all.map(variant => ({ ...variant, explanations: variant.explanations.filter(({ kind }) => kind === 'value') })),
    );
  });

  test(`${release}: each flow has an end, each step a reason and a place`, () => {
    for (const { explanations } of read(recorded(release, 'cases')).variants) {
      for (const { flows, raw } of explanations) {
        for (const { destination, source, steps } of flows) {
          assert.ok(destination !== '' && source !== '', raw.join('\n'));
          for (const { reason, place, expression } of steps) {
            assert.ok(
              reason !== '' && expression !== '' && (place.line > 0 || raw.join('').includes('<unknown')),
              raw.join('\n'),
            );
          }
        }
      }
    }
  });
}

const others: Readonly<Record<string, RegExp>> = {
  'no meaning of its own': /^(zero-copy string->\[\]byte conversion|index bounds check elided)$/,
  'self-assignment': / ignoring self-assignment in /,
  'unsafe uintptr': /^(assuming .* is unsafe uintptr|marking .* as escaping (\.\.\.)?uintptr)$/,
  'benchmark loop': /will be kept alive$|^skip inlining within testing\.B\.loop/,
};
test('what no row claims is known', () => {
  for (const release of releases) {
    for (const name of ['cases', 'variants', 'cgo']) {
      for (const { messages } of read(recorded(release, name)).variants) {
        for (const { body, text } of messages) {
          if (body.kind === 'other')
            assert.ok(
              Object.values(others).some(known => known.test(text)),
              `${release}: ${text}`,
            );
        }
      }
    }
  }
});

const lines: readonly (readonly [line: string, body: object])[] = [
  ['./f.go:1:2: moved to heap: x', { kind: 'moved-to-heap', subject: 'x' }],
  ['./f.go:43: x escapes to heap', { kind: 'escapes', subject: 'x' }],
  ['./f.go:1:2: "moved to heap: " + s does not escape', { kind: 'does-not-escape', subject: '"moved to heap: " + s' }],
  ['./f.go:1:2: " does not escape" escapes to heap', { kind: 'escapes', subject: '" does not escape"' }],
  ['C:\\a b\\f.go:1:2: x escapes to heap', { kind: 'escapes', subject: 'x' }],
  ['/a:7/f.go:1:2: x escapes to heap', { kind: 'escapes', subject: 'x' }],
  ['./f.go:1:2[/abs/f.go:3:4]: x escapes to heap', { kind: 'escapes', subject: 'x' }],
  ['<unknown line number>: #next escapes to heap', { kind: 'escapes', subject: '#next' }],
  ['moved to heap: #next', { kind: 'moved-to-heap', subject: '#next' }],
  [
    './f.go:1:2: leaking param: p to result ~r0 level=-1',
    { kind: 'leaking-param', subject: 'p', content: false, result: '~r0', level: -1 },
  ],
  [
    './f.go:1:2: leaking param content: p',
    { kind: 'leaking-param', subject: 'p', content: true, result: null, level: null },
  ],
  [
    './f.go:1:2: can inline F with cost 2 as: func() { return " with cost 3 as: " }',
    { kind: 'can-inline', subject: 'F', cost: 2 },
  ],
  ['./f.go:1:2: cannot inline F: call to recover', { kind: 'cannot-inline', subject: 'F', why: 'call to recover' }],
  ['./f.go:1:2: devirtualizing s.M to *T', { kind: 'devirtualized', subject: 's.M', to: '*T' }],
  ['./f.go:1:2: PGO devirtualizing interface call s.M to T', { kind: 'devirtualized', subject: 's.M', to: 'T' }],
  ['./f.go:1:2: Found IsInBounds', { kind: 'bounds-check', subject: '' }],
  [
    './f.go:1:2: F.func1 capturing by ref: x (addr=true assign=false width=8)',
    { kind: 'captured', subject: 'x', by: 'ref', closure: 'F.func1' },
  ],
  ['./f.go:1:2: something new in Go 1.99', { kind: 'other', subject: 'something new in Go 1.99' }],
];
for (const [line, body] of lines) {
  test(`read ${line}`, () => {
    const { variants } = read(`# ex.com/p\n${line}`);
    assert.deepEqual(
      variants[0]!.messages.map(message => message.body),
      [body],
    );
    assert.equal(variants[0]!.messages[0]!.raw, line);
  });
}

test('hostile output never throws and nothing of it is lost', () => {
  const sources = ['go1.21.13', 'go1.26.8'].map(release => recorded(release, 'cases').split('\n'));
  fc.assert(
    fc.property(
      fc.constantFrom(...sources),
      fc.nat(),
      fc.array(fc.tuple(fc.nat(60), fc.nat(80), fc.string({ maxLength: 12, unit: 'binary' }))),
      (source, start, edits) => {
        const part = source.slice(start % source.length, (start % source.length) + 60);
        for (const [line, column, text] of edits) {
          const old = part[line % Math.max(1, part.length)] ?? '';
          part[line % Math.max(1, part.length)] = (old.slice(0, column) + text + old.slice(column + 1)).replaceAll(
            '\n',
            ' ',
          );
        }
        const whole = ['# p', ...part];
        const { variants, loose } = read(whole.join('\n'));
        const count = (text: string): number => text.split('\n').length;
        const kept = variants.reduce(
          (sum, { messages, explanations }) =>
            sum +
            1 +
            messages.reduce((all, { raw }) => all + count(raw), 0) +
            explanations.reduce((all, { raw }) => all + raw.reduce((n, line) => n + count(line), 0), 0),
          0,
        );
        assert.equal(kept + loose.length, whole.filter(line => line.trim() !== '').length);
      },
    ),
    { numRuns: 300 },
  );
});
