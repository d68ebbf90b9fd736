// What the type checker says to our mistakes, in the words of the releases.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPoisonMessage } from '#core/layout/hazards/poison';
import { readStructAnswer } from '#core/layout/hazards/structQuestions';
import { kindOfReceiver } from '#core/layout/hazards/serialisers';
import { readTypeAnswer, typeProbes } from '#core/layout/hazards/typeProbes';
import type { Use } from '#core/layout/hazards/use';
import { insertAll } from '#core/syntax/probeText';

const answers: Readonly<Record<string, string | null>> = {
  'cannot use v (variable of struct type indexed) as escapementQN1 value in argument to escapementQF1': 'indexed',
  'cannot use m (variable of type *mine) as escapementQN12 value in argument to escapementQF12': '*mine',
  'cannot use "of type x" + s (value of type string) as escapementQN1 value in argument to escapementQF1': 'string',
  'cannot use f() (value of type func() (a int, err error)) as escapementQN1 value in argument to escapementQF1':
    'func() (a int, err error)',
  'cannot use v (variable of interface type any) as escapementQN3 value in argument to escapementQF3: need type assertion':
    'any',
  'cannot use nil as escapementQN3 value in argument to escapementQF3': null,
  'cannot use 5 (untyped int constant) as escapementQN3 value in argument to escapementQF3': null,
  'cannot use x (variable of type T) as U value in argument to f': null,
};

for (const [message, type] of Object.entries(answers)) {
  test(`the type in: ${message}`, () => assert.equal(readTypeAnswer(message)?.type ?? null, type));
}

const messages: Readonly<Record<string, string>> = {
  'undefined: escapementQEnd': 'end',
  'cannot use true (untyped bool constant) as [7]struct{} value in struct literal': 'literal 7',
  'cannot use nil as [9][0]func() value in struct literal': 'literal 9',
  'cannot use uintptr(unsafe.Pointer(escapementQF2(&x))) (value of type uintptr) as [3]struct{} value in struct literal':
    'literal 3',
  'too few values in struct literal of type point': 'literal-end point',
  'too few values in struct literal': 'literal-end ',
  'invalid operation: a == b (struct containing [4][0]func() cannot be compared)': 'compared 4',
  'invalid operation: a == b (struct containing mixed cannot be compared)': 'compared null',
  'invalid map key type mixed': 'compared null',
  'cannot switch on c (variable of struct type cmp) (cmp is not comparable)': 'compared null',
  'given does not satisfy comparable': 'compared null',
  'cannot use escapementQF16(d) (value of type interface{}) as *tokens value in argument to d.Encode: need type assertion':
    'consequence',
  'invalid operation: (*(*time.Time)(nil)) (variable of struct type time.Time) is not an interface': 'consequence',
  'cannot convert f (variable of struct type from) to struct type to': 'other',
};

for (const [message, wanted] of Object.entries(messages)) {
  test(`the meaning of: ${message}`, () => {
    const said = readPoisonMessage(message);
    const detail = 'number' in said ? ` ${said.number}` : 'type' in said ? ` ${said.type}` : '';
    assert.equal(`${said.kind}${detail}`, wanted);
  });
}

test('answers about structs', () => {
  const layout =
    'array length escapementQP1_0.Sizeof(*(*[escapementQC1]box[T])(nil)) (value of type uintptr) must be constant';
  assert.deepEqual(readStructAnswer(layout), { number: 1, kind: 'layout' });
  const assertion =
    'impossible type assertion: (*(*escapementQP4_0.Reader)(nil)).(escapementQI4)\n\tescapementQI4 does not implement io.Reader (missing method Read)';
  assert.deepEqual(readStructAnswer(assertion), { number: 4, kind: 'interface' });
  assert.equal(readStructAnswer('undefined: x'), null);
});

/** `[…]` are wraps, outermost first; every ask is about its own wrap. */
function probed(marked: string): string {
  const open: number[] = [];
  const uses: Use[] = [];
  let text = '';
  for (const unit of marked) {
    if (unit === '[') open.push(text.length);
    else if (unit === ']') {
      const wrap = { start: open.pop()!, end: text.length };
      uses.push({
        kind: 'print',
        start: wrap.start,
        callee: '',
        wrap,
        asks: [{ ...wrap, role: 'value', field: null, result: 'R' }],
        names: null,
      });
    } else text += unit;
  }
  return insertAll(text, typeProbes(text, uses, 1).insertions).replaceAll('escapementQ', '');
}

const wraps: Readonly<Record<string, string>> = {
  'f([x], [y])': 'f(F1(x), F2(y))',
  'f([g([x])])': 'f(F2(g(F1(x))))',
  'f([[x].y])': 'f(F2(F1(x).y))',
  'f([x.[y]])': 'f(F2(x.F1(y)))',
};

for (const [marked, wanted] of Object.entries(wraps)) {
  test(`questions around ${marked}`, () => assert.equal(probed(marked), wanted));
}

test('questions about parts go with the whole', () => {
  const text = 'g(&x.a.f)';
  const use: Use = {
    kind: 'cast',
    start: 0,
    callee: '',
    wrap: { start: 2, end: 8 },
    asks: [
      { start: 2, end: 8, role: 'value', field: null, result: 'R' },
      { start: 3, end: 6, role: 'owner', field: 'f', result: 'R' },
      { start: 3, end: 4, role: 'owner', field: 'a', result: '' },
    ],
    names: null,
  };
  const { insertions, declarations, nextNumber } = typeProbes(text, [use], 5);
  assert.equal(insertAll(text, insertions).replaceAll('escapementQ', ''), 'g(F7(x, F6(x.a, F5(&x.a.f))))');
  assert.equal(nextNumber, 8);
  assert.match(declarations, /func escapementQF5\(escapementQN5\) interface\{\} \{ panic\(0\) \}/);
  assert.match(declarations, /func escapementQF7\(escapementQN7, interface\{\}\) {2}\{\}/);
});

const receivers: Readonly<Record<string, string | null>> = {
  '*gob.Encoder': 'gob',
  '*"encoding/json".Encoder': 'document',
  '*"github.com/pelletier/go-toml/v2/toml".Encoder': 'document',
  '*"gopkg.in/yaml.v3".Encoder': 'document',
  '*log.Logger': 'print',
  '*testing.T': 'testPrint',
  'testing.TB': 'testPrint',
  '*zap.Logger': null,
  '*mine.Encoder': null,
};

for (const [type, kind] of Object.entries(receivers)) {
  test(`methods of ${type}`, () => assert.equal(kindOfReceiver(type), kind));
}
