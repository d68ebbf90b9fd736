// Go's regular expressions: what they match, what is no expression, and that none of them takes long. test/toolchain/regexp asks Go itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRegexp } from '#core/regexp/regexp';

const nameOf = (source: string): string => `/${source.slice(0, 60)}/`;

function check(source: string, matches: readonly string[], others: readonly string[]): void {
  test(nameOf(source), () => {
    const compiled = compileRegexp(source);
    assert.ok(compiled.kind === 'regexp', compiled.kind === 'error' ? compiled.error : '');
    assert.deepEqual(
      matches.filter(text => !compiled.regexp.test(text)),
      [],
    );
    assert.deepEqual(
      others.filter(text => compiled.regexp.test(text)),
      [],
    );
  });
}

function refuse(source: string, error: string): void {
  test(`${nameOf(source)} is none`, () => assert.deepEqual(compileRegexp(source), { kind: 'error', error }));
}

check('main', ['main', 'pkg.main.x', 'main\n'], ['', 'Main', 'mai']);
check('^main\\.(\\(\\*T\\)\\.)?M$', ['main.M', 'main.(*T).M'], ['main.M ', 'xmain.M', 'main.(*U).M']);
check('a|bc|', ['', 'x'], []);
check('(?i)straße|k', ['STRAßE', 'K', '\u212a'], ['s']);
check('a.c', ['abc', 'a😀c'], ['a\nc', 'ac']);
check('(?s)a.c', ['a\nc'], []);
check('(?m)^b$', ['a\nb\nc', 'b'], ['ab']);
check('^b$', ['b'], ['a\nb', 'b\n']);
check('x{2,3}y', ['xxy', 'xxxy', 'xxxxy'], ['xy']);
check('x{,2}', ['x{,2}'], ['xx']);
check('[^a-c\\d]', ['d', '-'], ['abc9']);
check('[[:alpha:]_]+\\b', ['a b', '_'], ['1', '']);
check('\\pL\\p{Greek}', ['aα'], ['a1', 'αa']);
check('\\Qa.b\\E.', ['a.bc'], ['axbc', 'a.b']);
check('(?P<name>a)(?:b)(?<other>c)', ['abc'], ['ab']);
check('\\x41\\x{1F600}\\t\\101', ['A😀\tA'], ['A']);
refuse('(a', 'missing closing ): `(a`');
refuse('a)', 'unexpected ): `a)`');
refuse('*', 'missing argument to repetition operator: `*`');
refuse('a**', 'invalid nested repetition operator: `**`');
refuse('[b-a]', 'invalid character class range: `b-a`');
refuse('a(?=b)', 'invalid or unsupported Perl syntax: `(?=`');
refuse('\\1', 'invalid escape sequence: `\\1`');
refuse('a{1001}', 'invalid repeat count: `{1001}`');
refuse('((a{100}){100}){100}', 'invalid repeat count: `{100}`');
refuse('((((){1000}){1000}){1000}){1000}', 'invalid repeat count: `{1000}`');
refuse('((a{0}){1000}){2}', 'invalid repeat count: `{2}`');
refuse(`(${'a'.repeat(100)}){1000}`, 'expression too large');
refuse(`[${'ab'.repeat(2000)}]{1000}`, 'expression too large');
refuse(`.${'a'.repeat(10_000)}`, 'expression too large');
check('((a{10}b*){0}){1000}c', ['c'], ['aaaaaaaaaa']);
check(`${'('.repeat(30)}a${')+'.repeat(30)}$`, ['ba'], ['b']);
check('(a|b*)+c{2,}$', ['cc', 'ababccc'], ['abc']);
refuse('('.repeat(5000), 'expression nests too deeply');

test('no expression takes long to read', () => {
  for (const source of ['{'.repeat(10_000), '(){1000}'.repeat(1200), 'a*(?i)'.repeat(1600), '(?:a{9}'.repeat(900)]) {
    compileRegexp(source);
  }
});

test('what an expression costs counts what its sets compare', () => {
  const stepsOf = (source: string): number => {
    const compiled = compileRegexp(source);
    assert.ok(compiled.kind === 'regexp');
    return compiled.regexp.steps;
  };
  assert.ok(stepsOf(`[${'ac'.repeat(1000)}]`) > 1000);
  assert.ok(stepsOf('a|[b-d]+') < 50);
});

test('no expression takes long, where one that goes back would not end', () => {
  const text = `${'a'.repeat(20_000)}!`;
  for (const source of [
    '^(a+)+b$',
    '^(a|a)*b$',
    '^(a*)*b$',
    '(x+x+)+y',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(a?){50}a{50}b',
  ]) {
    const compiled = compileRegexp(source);
    assert.ok(compiled.kind === 'regexp');
    assert.equal(compiled.regexp.test(text), false, source);
  }
});
