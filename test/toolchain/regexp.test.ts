// Our regular expressions are Go's: expressions and texts put together by chance, and Go itself says what matches and what is no expression.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { compileRegexp } from '#core/regexp/regexp';
import { goProject } from '#support/goProject';
import { random } from '#support/random';

const program = `package main

import (
	"encoding/json"
	"os"
	"regexp"
)

func main() {
	var pairs [][2]string
	if err := json.NewDecoder(os.Stdin).Decode(&pairs); err != nil {
		panic(err)
	}
	answers := make([]string, len(pairs))
	for i, pair := range pairs {
		expression, err := regexp.Compile(pair[0])
		switch {
		case err != nil:
			answers[i] = "error"
		case expression.MatchString(pair[1]):
			answers[i] = "match"
		default:
			answers[i] = "no match"
		}
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}
`;

const pieces =
  String.raw`a b c é A S k 1 _ - . \. \/ * + ? | ( ( ) ) [ ^ ] $ { } (?i) (?i: (?: (?P<n> (?<n> (?s) (?m) (?-i) (?U) (?=
  (?<= {2} {1,2} {,3} {0} {2,} [a-c] [^ab] [\d_] [a\-c] [[:alpha:]] [[:^digit:]] [^[:space:]x] \b \B \d \w \S \A \z \pL \pN \P{L} \p{Greek}
  \p{^Greek} \x41 \x{e9} \x4 \x{110000} \n \07 \1 \8 \Q \E \C \ (?i)[^k]`
    .split(/\s+/)
    .filter(piece => piece !== '');
/** Repeats inside of repeats, which Go bounds by their product. */
const repeats = ['{40}', '{30,}', '{2,25}', '{20}', '{0}', '{0,}', '{0,3}', '*', '+', '?', '', 'b'];
const characters = [...'abcéABSſKk1_.-x({\\É😀 \nα\u212a'];

test('20,000 expressions match what Go matches', scope => {
  const { directory } = goProject(scope, { 'go.mod': 'module ex.com/m\n\ngo 1.21\n', 'main.go': program });
  const { below, pick } = random(11);
  const some = (from: readonly string[], most: number): string =>
    Array.from({ length: below(most + 1) }, () => pick(from)).join('');
  const nested = (depth: number): string =>
    depth === 0 ? 'a' : `(${nested(depth - 1)}${pick(repeats)})${pick(repeats)}`;
  const pairs = Array.from({ length: 20_000 }, (_, index) =>
    index % 4 === 3
      ? ([`^${nested(below(4))}$`, 'a'.repeat(below(90))] as const)
      : ([some(pieces, 6), some(characters, 7)] as const),
  );
  const { stdout, stderr } = spawnSync('go', ['run', '.'], {
    cwd: directory,
    input: JSON.stringify(pairs),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  assert.equal(stderr, '');
  const answers = JSON.parse(stdout) as readonly string[];
  const differing = pairs.flatMap(([source, text], index) => {
    const compiled = compileRegexp(source);
    const ours = compiled.kind === 'error' ? 'error' : compiled.regexp.test(text) ? 'match' : 'no match';
    return ours === answers[index] ? [] : [{ source, text, ours, go: answers[index] }];
  });
  assert.deepEqual(differing, []);
});
