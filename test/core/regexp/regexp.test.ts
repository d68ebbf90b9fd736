// Go's regular expressions: what they match, what is no expression, and that none of them takes long. test/toolchain/regexp asks Go itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRegexp } from '#core/regexp/regexp';

function check(source: string, matches: readonly string[], others: readonly string[]): void {
  test(`/${source}/`, () => {
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
  test(`/${source}/ is none`, () => assert.deepEqual(compileRegexp(source), { kind: 'error', error }));
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
refuse('((a{100}){100}){100}', 'expression is too large');
refuse('('.repeat(5000), 'expression nests too deeply');

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
