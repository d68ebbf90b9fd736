// Cutting the compiler's expressions, and what their text tells: names, kinds of values, what never allocates, sizes.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { assigned, splitBinary, splitCall, splitList, splitSelector } from '#core/escape/expressions';
import { declaredFunction, instanceOf, withoutInstance, withoutShapes } from '#core/escape/names';
import { closureBytes } from '#core/escape/closureSize';
import type { Capture } from '#core/escape/finding';
import { sizeClassOf } from '#core/layout/sizeClasses';
import { bytesOf } from '#core/escape/sizes';
import { staticKind, type StaticHints, type StaticKind } from '#core/escape/staticValues';
import type { StaticHint } from '#core/syntax/staticHint';
import { valueKind, type ValueKind } from '#core/escape/valueKinds';

/** More than 72 characters: as go/constant prints it. */
const long = `"${'a'.repeat(68)}...`;

describe('expressions', () => {
  const calls: readonly (readonly [string, string | null])[] = [
    ['leak(&x)', 'leak'],
    ['fmt.Fprintln(os.Stdout, ... argument...)', 'fmt.Fprintln'],
    ['(*testing.common).Log(t.common, ... argument...)', '(*testing.common).Log'],
    ['f(")")', 'f'],
    [`f(${long}, x)`, 'f'],
    ['box[go.shape.int](&.dict.box[int], n)', 'box[go.shape.int]'],
    ['([]byte)(s)', '([]byte)'],
    ['f().g(x)', 'f().g'],
    ['(func literal)()', '(func literal)'],
    ['a + f(x)', 'a + f'],
    ['x.f', null],
    ['(x)', null],
    ['p, ok = m[k]', null],
  ];
  for (const [text, callee] of calls) {
    it(`callee of ${text}`, () => {
      assert.equal(splitCall(text)?.callee ?? null, callee);
    });
  }

  const assignments: readonly (readonly [string, string | null])[] = [
    ['globalInt = &x', 'globalInt'],
    ['p := &x', 'p'],
    ['s += p', 's'],
    ['m["a = b"] = &x', 'm["a = b"]'],
    ['p, q := &x, &y', 'p, q'],
    ['*pp = &x', '*pp'],
    ['return x', null],
    ['a == b', null],
    ['a <= b', null],
  ];
  for (const [text, left] of assignments) {
    it(`left side of ${text}`, () => {
      assert.equal(assigned(text), left);
    });
  }

  it('lists, sums, selectors', () => {
    assert.deepEqual(splitList('[]int, f(a, b), ","'), ['[]int', 'f(a, b)', '","']);
    assert.deepEqual(splitList(''), []);
    assert.deepEqual(splitBinary('a + "-" + b'), { operands: ['a', '"-"', 'b'], operators: ['+', '+'] });
    assert.deepEqual(splitBinary('struct {}{}').operators, []);
    assert.deepEqual(splitSelector('s.r.Read'), { operand: 's.r', name: 'Read' });
    assert.equal(splitSelector('2.5'), null);
  });

  it('never throws, whatever the text', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '`',
        '\\',
        ' ',
        '=',
        '.',
        ',',
        'go.shape.',
        'map',
        'x',
        '#',
        '世',
      ),
    });
    fc.assert(
      fc.property(hostile, text => {
        splitCall(text);
        splitList(text);
        splitBinary(text);
        assigned(text);
        withoutInstance(text);
        declaredFunction(text);
        bytesOf(text);
        assert.ok(!withoutShapes(text).includes('go.shape.') || text.split('go.shape.').length > 64);
      }),
    );
  });
});

describe('names', () => {
  it('without instances', () => {
    assert.equal(withoutInstance('(*list[go.shape.int]).Push'), '(*list).Push');
    assert.equal(
      withoutInstance('slices.AppendSeq[go.shape.[]go.shape.int,go.shape.int]-range1#tmBCLR+BHPc='),
      'slices.AppendSeq-range1',
    );
    assert.equal(instanceOf('box[go.shape.int]'), 'box[go.shape.int]');
    assert.equal(instanceOf('box[int]'), null);
  });

  const declared: readonly (readonly [string, string])[] = [
    ['F', 'F'],
    ['(*T).M', '(*T).M'],
    ['F.func1', 'F'],
    ['F.func1.2', 'F'],
    ['NestedClosures.func1.1', 'NestedClosures'],
    ['F-range1', 'F'],
    ['F-range1.1', 'F'],
    ['F.gowrap1', 'F'],
    ['(*list[go.shape.int]).Each', '(*list).Each'],
    ['glob..func1', ''],
    ['init.func2', ''],
    ['init', ''],
    ['init.0', 'init'],
    ['init.0.func1', 'init'],
  ];
  for (const [name, of] of declared) {
    it(`declared function of ${name}`, () => {
      assert.equal(declaredFunction(name), of);
    });
  }

  const shapes: readonly (readonly [string, string])[] = [
    ['&elem[go.shape.int]{...}', '&elem{...}'],
    ['map[go.shape.string]go.shape.int{...}', 'map[T]T{...}'],
    ['[]go.shape.struct { a.b int; c string }{...}', '[]T{...}'],
    ['make([]go.shape.*uint8, n)', 'make([]T, n)'],
    ['pair[go.shape.int,go.shape.[]go.shape.string]{...}', 'pair{...}'],
    ['&elem[int]{...}', '&elem[int]{...}'],
  ];
  for (const [text, plain] of shapes) {
    it(`shapes of ${text}`, () => {
      assert.equal(withoutShapes(text), plain);
    });
  }
});

describe('what the text of a value tells', () => {
  const known = { isFunction: (name: string) => name === 'valueOf', maybeMethod: (name: string) => name !== 'field' };
  const kinds: readonly (readonly [string, ValueKind])[] = [
    ['42', 'constant'],
    ['"text"', 'constant'],
    [long, 'constant'],
    ['byte(120)', 'constant'],
    ['64 << 10 + 1', 'constant'],
    ['n', 'boxed'],
    ['~r0', 'boxed'],
    ['a * b + 1', 'boxed'],
    ['n + 1', 'boxed'],
    ['a == b', 'boxed'],
    ['pair{...}', 'boxed'],
    ['s[0]', 'boxed'],
    ['*p', 'boxed'],
    ['p.field', 'boxed'],
    ['valueOf(x)', 'boxed'],
    ['f(a, b)', 'boxed'],
    ['fmt.Sprintf("%d", ... argument...)', 'boxed'],
    ['int64(n)', 'boxed'],
    ['&pair{...}', 'storage'],
    ['func literal', 'storage'],
    ['... argument', 'storage'],
    ['append', 'storage'],
    ['new(T)', 'storage'],
    ['make([]int, n)', 'storage'],
    ['[]int{...}', 'storage'],
    ['map[string]int{...}', 'storage'],
    ['a + "-" + b', 'storage'],
    [`${long} + x`, 'storage'],
    ['a + b', 'either'],
    ['p.Sum', 'either'],
    ['string(b)', 'either'],
    ['([]byte)(s)', 'either'],
    ['named(b)', 'either'],
  ];
  for (const [text, kind] of kinds) {
    it(`${text} is ${kind}`, () => {
      assert.equal(valueKind(text, known), kind);
    });
  }

  const none: StaticHints = {
    captured: null,
    reasons: new Set<string>(),
    isSubstituted: false,
    isType: (name: string) => name === 'Delim',
    hasReadOnlyStructs: true,
    hint: () => null,
  };
  const statics: readonly (readonly [string, StaticKind | null])[] = [
    ['42', 'constant'],
    ['-1', 'constant'],
    ['2.5', 'constant'],
    ['true', 'constant'],
    ['"x"', 'constant'],
    [long, 'constant'],
    ["'x'", 'constant'],
    ['(1 + 2i)', 'constant'],
    ['byte(120)', 'constant'],
    ['Delim(91)', 'constant'],
    ['strconv.Itoa(91)', null],
    ['f("x")', null],
    ['struct {}{}', 'empty'],
    ['new(struct {})', 'empty'],
    ['[]int{}', 'empty'],
    ['make([]int, 0)', 'empty'],
    ['make([]int, 0, n)', null],
    ['make([]struct {}, n)', 'empty'],
    ['make([]int, n)', null],
    ['make(map[string]int)', null],
    ['a == b', 'table'],
    ['!ok', 'table'],
    ['byte(n)', 'table'],
    ['int16(n)', null],
    ['pair{...}', null],
    ['&empty{}', null],
    ['map[string]int{}', null],
    ['x', null],
    ['a + b', null],
    ['func literal', null],
    ['context.backgroundCtx{}', 'empty'],
    ['context.todoCtx{}', 'empty'],
    ['context.backgroundCtx{...}', null],
  ];
  for (const [text, kind] of statics) {
    it(`${text} allocates ${kind === null ? 'perhaps' : `nothing: ${kind}`}`, () => {
      assert.equal(staticKind(text, none), kind);
    });
  }

  it('what explanations add', () => {
    assert.equal(staticKind('func literal', { ...none, captured: new Set() }), 'literal');
    assert.equal(staticKind('make([]empty, n)', { ...none, reasons: new Set(['zero-sized element']) }), 'empty');
    assert.equal(staticKind('fs.FileMode(493)', { ...none, isSubstituted: true }), 'constant');
  });

  const hinted: readonly (readonly [string, StaticHint | null, Partial<StaticHints>, StaticKind | null])[] = [
    ['x', { kind: 'one-byte' }, {}, 'table'],
    ['x.f', { kind: 'one-byte' }, {}, 'table'],
    ['x[i]', { kind: 'one-byte' }, {}, 'table'],
    ['*x', { kind: 'one-byte' }, {}, 'table'],
    ['x', { kind: 'no-bytes' }, {}, 'empty'],
    ['T{}', { kind: 'no-bytes' }, {}, 'empty'],
    ['T{...}', { kind: 'constant-struct' }, {}, 'constant'],
    ['T{...}', { kind: 'constant-struct' }, { hasReadOnlyStructs: false }, null],
    ['T{...}', null, {}, null],
    ['syscall.Errno(32)', { kind: 'no-call' }, {}, 'constant'],
    ['syscall.Errno(n)', { kind: 'no-call' }, {}, null],
    ['&T{}', { kind: 'no-bytes' }, {}, 'empty'],
    ['new(T)', { kind: 'no-bytes' }, {}, 'empty'],
    // The text leaves no doubt, or the hint is not about it: nobody is asked.
    ['&T{...}', { kind: 'no-bytes' }, {}, null],
    ['make([]int, n)', { kind: 'one-byte' }, {}, null],
    ['make(Numbers, 10)', { kind: 'no-call' }, {}, null],
    ['func literal', { kind: 'names', names: new Set(['a']) }, { captured: new Set(['b']) }, 'literal'],
    ['func literal', { kind: 'names', names: new Set(['a', 'b']) }, { captured: new Set(['b']) }, null],
    ['func literal', { kind: 'names', names: new Set(['a']) }, { captured: new Set(['.dict']) }, null],
    ['func literal', null, { captured: new Set(['b']) }, null],
  ];
  for (const [text, hint, more, kind] of hinted) {
    it(`${text} with ${JSON.stringify(hint?.kind)} and ${Object.keys(more).join()} is ${kind}`, () => {
      assert.equal(staticKind(text, { ...none, ...more, hint: () => hint }), kind);
    });
  }
});

describe('sizes', () => {
  const sizes: readonly (readonly [string, number | null])[] = [
    ['new([65537]byte)', 65537],
    ['new(int)', null],
    ['new(int64)', 8],
    ['new(T)', null],
    ['make([]byte, 65536)', 65536],
    ['make([]byte, 64 << 10 + 1)', 65537],
    ['make([]uint16, 2, 10)', 20],
    ['make([]byte, n)', null],
    ['make([]int, 10)', null],
    ['make(map[string]int, 8)', null],
    ['&[4]uint32{...}', 16],
    ['&pair{...}', null],
    ['int64(n)', 8],
  ];
  for (const [text, bytes] of sizes) {
    it(`${text}: ${bytes ?? 'unknown'}`, () => {
      assert.equal(bytesOf(text), bytes);
    });
  }

  it('size classes', () => {
    assert.deepEqual(
      [0, 1, 8, 9, 33, 48, 1025, 32768, 32769, 65537].map(bytes => sizeClassOf(bytes, { hasPointers: false })),
      [0, 8, 8, 16, 48, 48, 1152, 32768, 40960, 73728],
    );
  });

  // Measured on 1.21, 1.22, 1.26 and 1.27: an object with pointers above 512 bytes (128 on 32 bits) has a header of 8 from 1.22 on.
  const headers = [
    { bytes: 576, word: 8, goVersion: 'go1.22.12', hasPointers: true, taken: 640 },
    { bytes: 576, word: 8, goVersion: 'go1.22.12', hasPointers: false, taken: 576 },
    { bytes: 576, word: 8, goVersion: 'go1.22.12', taken: null },
    { bytes: 568, word: 8, goVersion: 'go1.22.12', taken: 576 },
    { bytes: 576, word: 8, goVersion: 'go1.21.13', taken: 576 },
    { bytes: 576, hasPointers: true, taken: null },
    { bytes: 512, word: 8, goVersion: 'go1.27.3', hasPointers: true, taken: 512 },
    { bytes: 144, word: 4, goVersion: 'go1.26.8', hasPointers: true, taken: 160 },
    { bytes: 144, word: 4, goVersion: 'go1.26.8', taken: null },
    { bytes: 144, word: 8, goVersion: 'go1.26.8', taken: 144 },
    { bytes: 32761, word: 8, goVersion: 'go1.26.8', hasPointers: true, taken: 32768 },
  ] as const;
  for (const { bytes, taken, ...known } of headers) {
    it(`${bytes} bytes, ${JSON.stringify(known)}: ${taken ?? 'unknown'}`, () => {
      assert.equal(sizeClassOf(bytes, known), taken);
    });
  }

  const closures: readonly [string, readonly Pick<Capture, 'by' | 'width'>[], number | null][] = [
    ['a word by value', [{ by: 'value', width: 8 }], 16],
    ['anything by reference', [{ by: 'ref', width: 1000 }], 16],
    [
      'one part of a word',
      [
        { by: 'value', width: 1 },
        { by: 'value', width: 16 },
      ],
      32,
    ],
    [
      'two parts of a word, whose order is not known',
      [
        { by: 'value', width: 1 },
        { by: 'value', width: 1 },
      ],
      null,
    ],
  ];
  for (const [name, captures, bytes] of closures) {
    it(`a function literal that captures ${name}: ${bytes ?? 'unknown'}`, () => {
      assert.equal(closureBytes(captures, 8), bytes);
    });
  }
});
