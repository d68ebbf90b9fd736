// From the compiler's position to the subject: a marked Go file, and every verdict line of the recordings.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { createOutputReader } from '#core/compiler/outputReader';
import type { CompilerMessage } from '#core/compiler/message';
import { locateSite } from '#core/syntax/locate';
import { siteQueryOf } from '#core/escape/findings';
import type { SiteQuery } from '#core/syntax/site';
import { createLineIndex } from '#core/text/lineIndex';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';

const marked = readFileSync('test/cases/syntax-marks.go', 'utf8');
const recorded = 'test/cases/escape';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

const textIn = (text: string, { start, end }: ReturnType<typeof locateSite>['range']): string => {
  const lines = createLineIndex(text);
  return text.slice(lines.offsetAt(start), lines.offsetAt(end));
};

describe('marks', () => {
  const rows = marked.split('\n');
  rows.forEach((row, index) => {
    const mark = /^\/\/(\s*)(\^+) @(\S) (name|expression) `(.*)` function=(\S*) path=(\w+)(?: keyword=(\w+))?$/.exec(
      row,
    );
    if (!mark) return;
    const [, , carets, at, kind, subject, name, path, keyword] = mark;
    const line = rows.slice(0, index).findLastIndex(other => !/^\/\/\s*\^/.test(other));
    const source = rows[line]!;
    test(`${line + 1}: ${subject}`, () => {
      // The mark's `//` stands where the source has its indentation.
      const start = row.indexOf('^') - (source.startsWith('\t') ? 2 : 0);
      const wanted = source.slice(start, start + carets!.length);
      const character = source.indexOf(at!, start);
      const lines = createLineIndex(marked);
      const site = locateSite(
        { ...trees.parse('marks.go', marked), path: 'marks.go' },
        {
          line: line + 1,
          column: lines.columnOfCharacter(line, character),
          subject: subject!,
          kind: kind as SiteQuery['kind'],
        },
      );
      assert.equal(textIn(marked, site.range), wanted);
      assert.deepEqual([site.function, site.path, site.keyword ?? null], [name, path, keyword ?? null]);
    });
  });
});

/** Whether the text under the range is what the compiler speaks of, judged without the tree. */
function fits({ body }: CompilerMessage, text: string): boolean {
  const bare = (of: string): string => of.replace(/\s/g, '');
  const { subject } = body;
  switch (body.kind) {
    case 'moved-to-heap':
    case 'leaking-param':
      return text === subject || subject.endsWith(`.${text}`);
    case 'can-inline':
    case 'cannot-inline':
      return subject.replace(/\[.*?\]/g, '').endsWith(text) || text.startsWith('func');
    case 'inlined-call':
      return text.includes('(');
    default:
      if (subject === 'func literal') return text.startsWith('func');
      if (subject === '... argument') return text.includes('(');
      if (subject.endsWith('{...}')) return text.includes('{') && (!subject.startsWith('&') || /^[&{]/.test(text));
      if (/^(make|new|append)\b/.test(subject)) return text.startsWith(/^\w+/.exec(subject)![0]);
      return bare(text) === bare(subject) || bare(text) === bare(subject).replace(/^\((.*?)\)\(/, '$1(');
  }
}

/** The others are judged in recorded.test.ts. */
const judged: ReadonlySet<CompilerMessage['body']['kind']> = new Set<CompilerMessage['body']['kind']>([
  'moved-to-heap',
  'escapes',
  'does-not-escape',
  'leaking-param',
  'can-inline',
  'cannot-inline',
  'inlined-call',
]);

/** What the compiler says of code that stands elsewhere or nowhere: the range is the statement, call or name it came from. */
const elsewhere: readonly (readonly [why: string, RegExp])[] = [
  ['wrappers of go and defer', /\.(go|defer)wrap\d+/],
  ['range-over-func bodies and their variables', /-range\d|#(state|rv|next|yield|defers)\d?\b|^rangefunc23.* => for$/],
  ['inlined callees', / => [\w.]+\(|generics\.go:\d+:6 /],
  [
    'constants shown for variables, folded or quoted',
    /^(interfaces|positions|makes|strings)\.go:.*("|\d|~r0|~p\d|\bmake).* =>/,
  ],
  ['unnamed results and parameters', /(~[rp]\d+|_)( |$)/],
  ['types printed with their package', /struct|interface|cases\./],
];

for (const release of readdirSync(`${recorded}/recorded`)) {
  test(`${release}: every verdict’s range lies on its subject`, () => {
    const odd: string[] = [];
    let total = 0;
    const reader = createOutputReader({
      keepParameterExplanations: false,
      onLoose: () => undefined,
      onVariant: ({ messages }) => {
        for (const message of messages) {
          const { place, body, text } = message;
          const file = `${recorded}/${place.file.replace(/^\.\//, '')}`;
          if (!judged.has(body.kind)) continue;
          if (place.file.startsWith('$') || !file.endsWith('.go') || !existsSync(file)) continue;
          const source = readFileSync(file, 'utf8');
          const site = locateSite({ ...trees.parse(file, source), path: file }, siteQueryOf(message));
          const found = textIn(source, site.range);
          total++;
          assert.notEqual(found.trim(), '', message.raw);
          if (!fits(message, found))
            odd.push(
              `${place.file.replace(/^\.\//, '')}:${place.line}:${place.column} ${text.slice(0, 200)} => ${found}`,
            );
        }
      },
    });
    for (const line of readFileSync(`${recorded}/recorded/${release}/cases.txt`, 'utf8').split('\n')) reader.line(line);
    reader.end();
    assert.deepEqual(
      odd.filter(line => !elsewhere.some(([, known]) => known.test(line))),
      [],
    );
    assert.ok(total > 500 && odd.length < total / 10, `${odd.length} of ${total} stand elsewhere`);
  });
}

test('any position in any text: never throws, never outside the file', () => {
  fc.assert(
    fc.property(
      fc.nat(marked.length),
      fc.nat(60),
      fc.string({ maxLength: 20, unit: 'binary' }),
      fc.integer({ min: -2, max: 200 }),
      fc.integer({ min: 0, max: 300 }),
      fc.constantFrom<SiteQuery['kind'][]>('name', 'expression', 'function', 'call', 'any'),
      fc.string(),
      (at, length, inserted, line, column, kind, subject) => {
        const text = marked.slice(0, at) + inserted + marked.slice(at + length);
        const { tree, lines } = trees.parse('fuzz.go', text);
        const { range } = locateSite({ tree, lines, path: 'fuzz.go' }, { line, column, subject, kind });
        for (const end of [range.start, range.end]) assert.deepEqual(lines.positionAt(lines.offsetAt(end)), end);
        // Incremental or fresh, the tree is the same.
        const fresh = trees.parse(`${at}:${length}`, text);
        assert.equal(trees.parse('fuzz.go', text).tree?.rootNode.toString(), fresh.tree?.rootNode.toString());
      },
    ),
    { numRuns: 150 },
  );
});
