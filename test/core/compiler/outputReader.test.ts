// Blocks, the go command's own lines, messages of several lines, and the bounds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseText, keptLines, nonBlankLines, readBlock, readOutput } from './readOutput';

test('blocks: a header closes the one before; a variant may come again; nothing waits for the end', () => {
  const { variants, loose } = readOutput(
    '# p\n./f.go:1:2: x escapes to heap\n# p [p.test]\n\n# p\n./f.go:1:2: y escapes to heap',
  );
  assert.deepEqual(
    variants.map(({ variant, messages }) => [variant, messages.map(({ body }) => body.subject)]),
    [
      ['p', ['x']],
      ['p [p.test]', []],
      ['p', ['y']],
    ],
  );
  assert.deepEqual(loose, []);
});

test('loose: what stands before a block, and the go command’s own words inside one with the lines that go on', () => {
  const { variants, loose } = readOutput(
    [
      'p.go:3:8: no required module provides package ex.com/q',
      '\tgo get ex.com/q',
      '# p',
      './f.go:1:2: x escapes to heap',
      'go: warning: "./..." matched no packages',
      '\twith one line more',
      'warning: GOPATH set to GOROOT (/g) has no effect',
      'go build: -o of two',
      'FAIL\tp [build failed]',
      'gone: x escapes to heap',
      'moved to heap: #next',
    ].join('\n'),
  );
  assert.equal(loose.length, 7);
  assert.deepEqual(
    variants[0]?.messages.map(({ body }) => body.subject),
    ['x', 'gone: x', '#next'],
  );
});

test('errors: lines that begin with a TAB belong to the message before', () => {
  const lines = [
    'bad/b.go:6:9: too many arguments in call to H',
    '\thave (string, number)',
    '\twant (string)',
    'bad/b.go:11:6: H redeclared in this block',
    '\tbad/b.go:9:6: other declaration of H',
  ];
  const { messages } = readBlock(lines.join('\n'));
  assert.deepEqual(
    messages.map(({ place, text, raw }) => [place.line, text, raw]),
    [
      [6, 'too many arguments in call to H', lines.slice(0, 3).join('\n')],
      [11, 'H redeclared in this block', lines.slice(3).join('\n')],
    ],
  );
});

test('errors: a raw string in one', () => {
  const line =
    'bad/b.go:4:14: cannot use `a\nb` (untyped string constant "a\\nb") as int value in variable declaration';
  const { messages } = readBlock(`${line}\nbad/b.go:5:1: x`);
  assert.deepEqual(
    messages.map(({ raw }) => raw),
    [line, 'bad/b.go:5:1: x'],
  );
});

test('raw strings up to Go 1.21: one message each, whatever they hold', () => {
  const text = caseText('rawStrings.go1.21');
  const read = readOutput(text);
  assert.deepEqual(
    read.variants.map(({ variant }) => variant),
    ['r'],
  );
  assert.deepEqual(keptLines(read), nonBlankLines(text).sort());
  const [{ messages = [], explanations = [] } = {}] = read.variants;
  assert.deepEqual(
    messages.filter(({ place, body }) => place.line === 0 || body.kind === 'other'),
    [],
  );
  const usage = "`Usage:\n\n# Title\n# ex.com/p\n\ttab \"quoted' it's\n  flow: x = y:\ndone`";
  assert.deepEqual(
    messages.filter(({ body }) => body.kind === 'escapes').map(({ body }) => body.subject),
    [usage, 's + `\none\n` + "`" + s', '`a\nb escapes to heap`', 'x', "'`'", '([]byte)(`k\nl`)', '1', 'p', 'p'],
  );
  assert.deepEqual(
    explanations[0]?.flows.map(({ source, steps }) => [source, steps.map(({ expression }) => expression)]),
    [[`{storage for ${usage}}`, [usage, `sink = ${usage}`]]],
  );
});

test('raw strings from Go 1.22 on: quoted, and cut without a closing quote', () => {
  const [{ messages = [], explanations = [] } = {}] = readOutput(caseText('rawStrings.go1.26')).variants;
  const usage = '"Usage:\\n\\n# Title\\n# ex.com/p\\n\\ttab \\"quoted\' it\'s\\n  flow: x = y:\\...';
  assert.deepEqual(messages.find(({ body }) => body.kind === 'escapes')?.body.subject, usage);
  assert.deepEqual(explanations[0]?.flows[0]?.source, `{storage for ${usage}}`);
});

test('a backquote that is never closed takes nothing away', () => {
  const lines = ['./f.go:1:2: stray `', 'moved to heap: #next', '# q', './g.go:1:2: x escapes to heap'];
  const { variants } = readOutput(['# p', ...lines].join('\n'));
  assert.deepEqual(
    variants.map(({ variant, messages }) => [variant, messages.map(({ body }) => body.kind)]),
    [
      ['p', ['other', 'moved-to-heap']],
      ['q', ['escapes']],
    ],
  );
  const atTheEnd = readOutput('# p\n./f.go:1:2: stray `\nmoved to heap: #next');
  assert.equal(atTheEnd.variants[0]?.messages.length, 2);
});

test('switches of the compiler: bounds, nil checks, closures, defers, -L', () => {
  const text = caseText('switches.go1.26');
  const read = readOutput(text);
  assert.deepEqual(keptLines(read), nonBlankLines(text).sort());
  const [{ messages = [] } = {}] = read.variants;
  const counts: Record<string, number> = {};
  for (const { body } of messages) {
    counts[body.kind] = (counts[body.kind] ?? 0) + 1;
  }
  assert.deepEqual(counts, {
    'can-inline': 13,
    'cannot-inline': 1,
    devirtualized: 1,
    'inlined-call': 4,
    escapes: 5,
    'leaking-param': 3,
    'does-not-escape': 5,
    captured: 1,
    'moved-to-heap': 1,
    'bounds-check': 1,
    'slice-bounds-check': 2,
    'nil-check': 10,
    'self-assignment': 1,
    'zero-copy': 1,
    closure: 2,
    'type-assertion': 2,
    'write-barrier': 3,
    defer: 1,
  });
  assert.deepEqual(messages.find(({ body }) => body.kind === 'escapes')?.place, {
    file: 'gen/t.y',
    line: 7,
    column: 0,
  });
});

test('dropped explanations leave their verdicts, and are counted', () => {
  const lines = [
    '# p',
    './f.go:1:2: parameter p leaks to {heap} with derefs=0:',
    './f.go:1:2:   flow: {heap} = p:',
    './f.go:1:2:     from `a',
    'b` (assign) at ./f.go:3:4',
    './f.go:1:2: leaking param: p',
    './f.go:5:2: y escapes to heap:',
    './f.go:5:2:   flow: {heap} = &y:',
  ];
  const { variants, droppedLines } = readOutput(lines.join('\n'), { drops: true });
  assert.equal(droppedLines, 4);
  assert.deepEqual(
    variants[0]?.messages.map(({ raw }) => raw),
    ['./f.go:1:2: leaking param: p'],
  );
  assert.deepEqual(
    variants[0]?.explanations.map(({ raw }) => raw),
    [lines.slice(6)],
  );
});

test('bounds: a line, an explanation and a message of many lines do not grow without end', () => {
  const long = `./f.go:1:2: ${'x'.repeat(3 << 20)}`;
  assert.equal(readBlock(long).messages[0]?.raw.length, 1 << 20);

  const flow = './f.go:1:2:   flow: {heap} = &x:\n';
  const { variants, droppedLines } = readOutput(`# p\n./f.go:1:2: x escapes to heap:\n${flow.repeat(12_000)}`);
  const [explanation] = variants[0]?.explanations ?? [];
  assert.deepEqual([explanation?.raw.length, explanation?.truncated, droppedLines], [10_000, true, 2001]);

  assert.equal(readBlock(`./f.go:1:2: \`open\n${'more\n'.repeat(20_000)}`).messages.length, 20_001);
});
