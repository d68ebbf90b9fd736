// Verdicts against the calls of the allocator on their lines, by small cases: what is confirmed, what allocates nothing, what allocates without a
// verdict, and what nobody can tell.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MachineCode } from '#core/compiler/machineCode';
import { allocatorOf } from '#core/compiler/allocators';
import type { Finding } from '#core/escape/finding';
import { translator } from '#core/messages/translate';
import { confirmFindings } from '#core/escape/confirm';
import type { Trees } from '#server/analysis/trees';
import { sampleFinding } from '#support/sampleFinding';
import { testTrees } from '#support/grammar';
import zhCn from '#l10n/bundle.l10n.zh-cn';
import { findingsWith, outputsOf } from './confirming';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

interface Case {
  /** The file; its first line is 1. */
  readonly source: string;
  /** Lines of the compiler after `./f.go:`. */
  readonly says: readonly string[];
  /** `F 3 newobject p.T`, of an inlined call `F 3 newobject p.T @7 q.A`; a function without calls is `F 3`. */
  readonly code: readonly string[];
}

function instructions([at, ...rest]: readonly string[]): string[] {
  const [symbol = '', line = '', callee, ...more] = at!.split(' ');
  const inlinedAt = more.indexOf(more.find(word => word.startsWith('@')) ?? '');
  const type = (inlinedAt < 0 ? more : more.slice(0, inlinedAt)).join(' ');
  const [column, inlined] = inlinedAt < 0 ? [] : more.slice(inlinedAt);
  const place = `(/m/f.go:${line})`;
  const value = inlined === undefined ? '    -1' : '     0';
  return [
    `funcpctab ex.com/m/p.${symbol} [valfunc=pctoinline]`,
    `     0     -1 00000 ${place}\tTEXT\tex.com/m/p.${symbol}(SB), ABIInternal, $0-0`,
    ...(type === '' ? [] : [`     8        00008 ${place}\tLEAQ\ttype:${type}(SB), AX`]),
    ...(callee === undefined ? [] : [`     e ${value} 00014 ${place}\tCALL\truntime.${callee}(SB)`]),
    ...(inlined === undefined
      ? []
      : ['-- inlining tree for it:', `0 | -1 | ${inlined} (/m/f.go:${line}:${column!.slice(1)}) pc=1`, '--']),
    ...rest.flatMap(other => instructions([other])),
  ];
}

function findingsOf({ source, says, code }: Case): readonly Finding[] {
  const text = ['# ex.com/m/p', ...says.map(line => `./f.go:${line}`), ...(code.length > 0 ? instructions(code) : [])];
  const [output] = outputsOf(text.join('\n'));
  return findingsWith(output!, {
    trees,
    sources: file => (file === '/m/f.go' ? source : null),
    resolveFile: printed => printed.replace(/^\.\//, '/m/'),
  }).confirmed;
}

/** `line:column code subject confirmed`, heap findings only. */
function rows(of: Case): string[] {
  return findingsOf(of)
    .filter(({ code }) => /^(?:moved-to-heap|escapes|escapes-static|allocates)$/.test(code))
    .map(({ line, column, code, subject, confirmed }) => `${line}:${column} ${code} ${subject} ${confirmed}`);
}

function check(name: string, of: Case, expected: readonly string[]): void {
  it(name, () => assert.deepEqual(rows(of), expected));
}

const oneLine = (body: string): string => `package p\n\nfunc F(n, m int, s string, b []byte) { ${body} }\n`;
const inF = ' in F:';
const value = (place: string, subject: string): string[] => [
  `${place}: ${subject} escapes to heap${inF}`,
  `${place}: ${subject} escapes to heap`,
];

describe('one verdict', () => {
  const source = oneLine('sink(n, 7, n, &T{n}, n, n)');
  check('with a call of its kind', { source, says: value('3:50', 'n'), code: ['F 3 convT64'] }, [
    '3:50 escapes n true',
  ]);
  check('without a call', { source, says: value('3:50', 'n'), code: ['F 3'] }, ['3:50 escapes-static n false']);
  check('the machine code was not asked', { source, says: value('3:50', 'n'), code: [] }, ['3:50 escapes n null']);
  check('its function is inlined everywhere', { source, says: value('3:50', 'n'), code: ['G 9'] }, [
    '3:50 escapes n null',
  ]);
  check('a call of another kind speaks for nothing', { source, says: value('3:50', 'n'), code: ['F 3 makechan'] }, [
    '3:50 escapes-static n false',
    '3:0 allocates runtime.makechan true',
  ]);
  check(
    'an object that nobody speaks of leaves a doubt',
    { source, says: value('3:50', 'n'), code: ['F 3 newobject p.T'] },
    ['3:50 escapes n null', '3:0 allocates runtime.newobject true'],
  );
  check('moved', { source, says: ['3:8: moved to heap: n'], code: ['F 3 newobject int'] }, [
    '3:8 moved-to-heap n true',
  ]);
  check('moved, and without bytes', { source, says: ['3:8: moved to heap: n'], code: ['F 3'] }, [
    '3:8 escapes-static n false',
  ]);
  check(
    'a constant has no call, whatever else the line does',
    { source, says: [...value('3:50', '7'), ...value('3:60', '&T{...}')], code: ['F 3 newobject p.T'] },
    ['3:50 escapes-static 7 false', '3:60 escapes &T{...} true'],
  );
  check(
    'what takes no bytes, although the runtime is called',
    { source, says: value('3:50', 'make([]struct {}, n)'), code: ['F 3 makeslice'] },
    ['3:50 escapes-static make([]struct {}, n) null'],
  );
  check(
    'package level',
    {
      source: 'package p\n\nvar x any = f()\n',
      says: ['3:14: f() escapes to heap in init:', '3:14: f() escapes to heap'],
      code: ['init 3 convT64'],
    },
    ['3:14 escapes f() true'],
  );
});

describe('several verdicts on a line', () => {
  const source = oneLine('g(n, &T{m}, string(b))');
  const says = [...value('3:46', 'n'), ...value('3:49', '&T{...}'), ...value('3:62', 'string(b)')];
  check('told apart by the kind of call', { source, says, code: ['F 3 newobject p.T'] }, [
    '3:46 escapes-static n false',
    '3:49 escapes &T{...} true',
    '3:62 escapes-static string(b) false',
  ]);
  check(
    'as many calls as verdicts',
    { source, says: [...value('3:46', 'n'), ...value('3:49', 'm')], code: ['F 3 convT64', 'F 3 convT64'] },
    ['3:46 escapes n true', '3:49 escapes m true'],
  );
  check(
    'fewer calls than verdicts: nobody can tell which',
    { source, says: [...value('3:46', 'n'), ...value('3:49', 'm')], code: ['F 3 convT64'] },
    ['3:46 escapes n null', '3:49 escapes m null'],
  );
  check(
    'fewer calls, and the type tells',
    { source, says: [...value('3:46', '&S{...}'), ...value('3:49', '&T{...}')], code: ['F 3 newobject ex.com/m/p.T'] },
    ['3:46 escapes &S{...} null', '3:49 escapes &T{...} true'],
  );
  check(
    'moved variables that share an object',
    { source, says: ['3:8: moved to heap: n', '3:11: moved to heap: m'], code: ['F 3 mallocgc'] },
    ['3:8 moved-to-heap n true', '3:11 moved-to-heap m true'],
  );
  check(
    'the column of an inlined call',
    { source, says: [...value('3:42', 'n'), ...value('3:49', 'm')], code: ['F 3 convT64 @42 q.A'] },
    ['3:42 escapes n true', '3:49 escapes-static m false'],
  );
  check(
    'a wrapper has the calls of its instance at another column',
    {
      source,
      says: [
        '3:46: n escapes to heap in F[go.shape.int]:',
        '3:46: n escapes to heap',
        '3:6: n escapes to heap in F[int]:',
        '3:6: n escapes to heap',
      ],
      code: ['F[int] 3 convT64 @6 ex.com/m/p.F[go.shape.int]', 'F[go.shape.int] 3 convT64'],
    },
    ['3:46 escapes n true', '3:6 escapes n true'],
  );
  check(
    'instances of one function have the same calls',
    {
      source,
      says: [...value('3:46', 'n'), ...value('3:49', 'm')],
      code: ['F[go.shape.int] 3 convT64', 'F[go.shape.string] 3 convT64'],
    },
    ['3:46 escapes n null', '3:49 escapes m null'],
  );
});

describe('several lines', () => {
  const source = 'package p\n\nfunc F(a, b string) any {\n\treturn map[string][]string{\n\t\t"a": {a},\n\t}\n}\n';
  const says = [...value('4:28', 'map[string][]string{...}'), ...value('5:8', '[]string{...}')];
  check(
    'a literal’s parts are allocated at its first line',
    { source, says, code: ['F 4 makemap_small', 'F 4 newobject [1]string'] },
    ['4:28 escapes map[string][]string{...} true', '5:8 escapes []string{...} null'],
  );
  check('nothing of it is left over', { source, says, code: ['F 4 makemap_small'] }, [
    '4:28 escapes map[string][]string{...} true',
    '5:8 escapes-static []string{...} false',
  ]);
  const apart = 'package p\n\nfunc F() {\n\tvar (\n\t\tm int\n\t\td bool\n\t)\n\tg(&m, &d)\n}\n';
  check(
    'a moved variable may share the object of another line',
    { source: apart, says: ['5:3: moved to heap: m', '6:3: moved to heap: d'], code: ['F 5 mallocgc'] },
    ['5:3 moved-to-heap m true', '6:3 moved-to-heap d null'],
  );
});

describe('allocations without a verdict', () => {
  const lines: readonly (readonly [
    body: string,
    code: string,
    says: readonly string[],
    expected: string,
    message: string,
  ])[] = [
    [
      'c := make(chan int)',
      'makechan chan int',
      [],
      '3:49 allocates make(chan int) true',
      '`make(chan int)` allocates: a channel is always on the heap.',
    ],
    [
      'c := make(Chan)',
      'makechan p.Chan',
      [],
      '3:49 allocates make(Chan) true',
      '`make(Chan)` allocates: a channel is always on the heap.',
    ],
    [
      'b = append(b, 1)',
      'growslice uint8',
      [],
      '3:50 allocates append(b, 1) true',
      '`append(b, 1)` allocates where the capacity is not enough.',
    ],
    [
      'b = append(b, 1)',
      'growslice uint8',
      ['3:50: append does not escape'],
      '3:50 allocates append true',
      '`append` allocates where the capacity is not enough.',
    ],
    [
      'x := make([]int, n)',
      'makeslice int',
      ['3:49: make([]int, n) does not escape'],
      '3:49 allocates make([]int, n) true',
      '`make([]int, n)` does not escape, and yet allocates where it takes more than 32 bytes.',
    ],
    [
      'x := make(map[int]int, n)',
      'makemap',
      ['3:49: make(map[int]int, n) does not escape'],
      '3:49 allocates make(map[int]int, n) true',
      '`make(map[int]int, n)` allocates: it has room for more than 8 entries, or for a number that only the running program knows.',
    ],
    [
      'x := string(b)',
      'slicebytetostring',
      ['3:50: string(b) does not escape'],
      '3:50 allocates string(b) true',
      '`string(b)` does not escape, and yet allocates where the result is longer than 32 bytes.',
    ],
    [
      'table[n] = m',
      'mapassign_fast64',
      [],
      '3:45 allocates table[n] true',
      '`table[n]` allocates where the map has to grow for a new key.',
    ],
    [
      'table[n]++',
      'mapassign_fast64',
      [],
      '3:45 allocates table[n] true',
      '`table[n]` allocates where the map has to grow for a new key.',
    ],
    [
      'x, y := make(chan int), make(chan int)',
      'makechan',
      [],
      '3:0 allocates runtime.makechan true',
      'This line allocates (`runtime.makechan`).',
    ],
    [
      'return f(n)',
      'newobject ex.com/q.T @48 ex.com/q.New',
      [],
      '3:48 allocates q.New true',
      'The inlined call of `q.New` allocates.',
    ],
    ['f(n)', 'convTslice', [], '3:0 allocates runtime.convTslice true', 'This line allocates (`runtime.convTslice`).'],
    [
      'return x',
      'moveSliceNoCap',
      [],
      '3:0 allocates runtime.moveSliceNoCap true',
      'A slice is moved to the heap here where it is still on the stack.',
    ],
  ];
  for (const [body, code, says, expected, message] of lines) {
    it(`${body} with ${code}`, () => {
      const of = { source: oneLine(body), says, code: [`F 3 ${code}`] };
      const found = findingsOf(of).filter(finding => finding.code === 'allocates');
      assert.deepEqual(rows(of), [expected]);
      assert.equal(found[0]?.message, message);
      assert.equal(found[0]?.function, 'F');
    });
  }

  for (const [word, call, reason] of [
    ['go', 'newproc', 'goroutine'],
    ['defer', 'deferproc', 'defer'],
  ] as const) {
    it(`${word}: the object that holds the arguments`, () => {
      const of = {
        source: oneLine(`${word} f(n)`),
        says: [],
        code: ['F 3 newobject noalg.struct { F uintptr; X0 int }', `F 3 ${call}`],
      };
      assert.deepEqual(rows(of), [`3:40 allocates ${word} f(n) true`]);
      assert.equal(findingsOf(of)[0]?.reason, reason);
    });
    check(`${word} without arguments`, { source: oneLine(`${word} f()`), says: [], code: [`F 3 ${call}`] }, []);
  }

  check(
    'a literal that captures nothing, started: the object is the statement’s',
    {
      source: oneLine('go g(n, func() {})'),
      says: value('3:49', 'func literal'),
      code: ['F 3 newobject', 'F 3 newproc'],
    },
    ['3:49 escapes-static func literal false', '3:40 allocates go g(n, func() {}) true'],
  );
  check(
    'entries of a map literal',
    {
      source: oneLine('x := map[int]int{1: n}'),
      says: ['3:57: map[int]int{...} does not escape'],
      code: ['F 3 mapassign_fast64'],
    },
    [],
  );
  check(
    'the wrapper of a generic instance',
    { source: oneLine(''), says: [], code: ['F[int] 3 newobject int @6 ex.com/m/p.F[go.shape.int]'] },
    [],
  );
});

describe('what is said of a confirmed verdict', () => {
  for (const [subject, callee, words] of [
    ['n', 'convT64', ' A value whose bits are below 256 needs no allocation.'],
    ['s', 'convTstring', ' An empty string needs no allocation.'],
    ['b', 'convTslice', ' A nil slice needs no allocation.'],
    ['string(b)', 'slicebytetostring', ' A string of at most one byte needs no allocation.'],
    ['s + s', 'concatstring2', ' Where at most one of the parts is not empty there is no allocation.'],
    ['make([]int, n)', 'makeslice', ' A slice without elements needs no allocation.'],
    ['append', 'growslice', ' Where the capacity is enough there is no allocation.'],
    ['&T{...}', 'newobject', ''],
    ['n', 'convT', ''],
  ] as const) {
    it(`${subject} by ${callee}`, () => {
      const of = {
        source: oneLine('sink(n, m, s, b, n, m, s, b)'),
        says: value('3:50', subject),
        code: [`F 3 ${callee}`],
      };
      const plain = findingsOf({ ...of, code: [] })[0]?.message;
      assert.equal(findingsOf(of)[0]?.message, `${plain}${words}`);
    });
  }

  it('one that allocates nothing says so, and gives neither size nor cause', () => {
    const [finding] = findingsOf({
      source: oneLine('sink(n, m, s, b, n, m, s, b)'),
      says: value('3:50', 'new(int64)'),
      code: ['F 3'],
    });
    assert.deepEqual(
      [finding?.code, finding?.reason, finding?.bytes, finding?.sizeClass, finding?.callee],
      ['escapes-static', 'none', null, null, null],
    );
    assert.match(finding?.message ?? '', /^`new\(int64\)` allocates nothing: the machine code of this line /);
  });
});

describe('with a machine code of its own', () => {
  const file = '/m/p.go';
  const functions = [{ symbol: 'ex.com/m/p.F', file }];
  const context = {
    package: 'ex.com/m/p',
    variant: 'ex.com/m/p',
    resolveFile: (printed: string) => printed,
    site: () => null,
    allocationSites: () => null,
    statementLines: (_: string, line: number) => ({ first: line, last: line }),
    t: translator(zhCn),
  };
  const finding = sampleFinding({ code: 'escapes', subject: 'n', file, message: '`n` 逃逸到堆上。' });
  const confirm = (machineCode: MachineCode): readonly Finding[] =>
    confirmFindings({ findings: [finding], messages: [], machineCode }, context);
  const call = {
    function: 'ex.com/m/p.F',
    file,
    line: 1,
    column: 0,
    inlined: null,
    callee: 'convT64',
    type: null,
    raw: '',
  };

  it('nothing follows from a call that is missing where some were not kept', () => {
    assert.deepEqual(confirm({ calls: [], functions, truncated: true }), [finding]);
    assert.equal(confirm({ calls: [], functions, truncated: false })[0]?.code, 'escapes-static');
  });

  it('no line is told where the syntax tree is not known', () => {
    const told = confirmFindings(
      { findings: [finding], messages: [], machineCode: { calls: [], functions, truncated: false } },
      { ...context, statementLines: () => null },
    );
    assert.deepEqual(told, [finding]);
  });

  it('two Chinese sentences stand without a blank between', () => {
    const [told] = confirm({ calls: [{ ...call, allocator: allocatorOf('convT64')! }], functions, truncated: false });
    assert.equal(told?.message, '`n` 逃逸到堆上。二进制值小于 256 时无需分配。');
  });
});
