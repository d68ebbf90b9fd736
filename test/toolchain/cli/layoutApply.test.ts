// `escapement layout --apply` as a person runs it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { goMod } from '#support/goProject';
import { answerOf, start, withFiles, type Answer, type Files } from './commandLine';

const files: Files = {
  'go.mod': goMod('ex.com/m'),
  'p/p.go': `package p

import "unsafe"

type record struct {
	ok   bool // ok
	hits int64

	kind  uint8
	when  int64
	dirty bool
}

type grouped struct {
	a bool
	n int64
	c bool

	p int64

	b bool
	q int64
}

type best struct{ a int64; b bool }

type fixed struct {
	on  bool
	at  int64
	off bool
}

const _ = unsafe.Offsetof(fixed{}.off)

func f() { type twice struct{}; _ = twice{} }
func g() { type twice struct{}; _ = twice{} }

var _ = record{true, 1, 2, 3, false}
`,
};

async function apply(...args: readonly string[]): Promise<Answer & { readonly text: string }> {
  return withFiles(files, async folder => {
    const answer = await answerOf(start(['layout', ...args], folder));
    return { ...answer, text: readFileSync(path.join(folder, 'p/p.go'), 'utf8') };
  });
}
const untouched = files['p/p.go'];

test('apply: fields are moved, literals keyed, and what to look at is told', async () => {
  const { status, stdout, stderr, text } = await apply('--apply', 'record', './p');
  assert.deepEqual([status, stdout], [0, 'record: 40 → 24 bytes (p/p.go:5)\n']);
  assert.match(stderr, /^escapement: look at record: .*keys/m);
  assert.match(text, /type record struct \{\n\thits int64\n/);
  assert.match(text, /record\{ok: true, hits: 1, kind: 2, when: 3, dirty: false\}/);
  assert.match(text, /type best struct\{ a int64; b bool \}/);
});

test('apply: groups are kept where that is wanted', async () => {
  const inside = await apply('--apply', '--keep-groups', 'grouped', './p');
  assert.deepEqual([inside.status, inside.stdout], [0, 'grouped: 48 → 40 bytes (p/p.go:14)\n']);
  assert.match(inside.text, /\ta bool\n\tc bool\n\tn int64\n\n\tp int64\n\n/);
  const across = await apply('--apply', 'grouped', './p');
  assert.deepEqual([across.status, across.stdout], [0, 'grouped: 48 → 32 bytes (p/p.go:14)\n']);
  assert.match(across.stderr, /^escapement: look at grouped: .*blank lines/m);
});

for (const [what, args, status, words] of [
  ['refused as in the editor', ['--apply', 'fixed', './p'], 1, /^escapement: fixed is not reordered: .*Offsetof/],
  ['nothing to win', ['--apply', 'best', './p'], 0, /^best is as small as it can be\.$/m],
  ['all or none', ['--apply', 'record', 'fixed', './p'], 1, /^escapement: fixed is not reordered/],
  ['no such type', ['--apply', 'nobody', './p'], 2, /^escapement: there is no struct nobody in \.\/p: see/],
  ['no such package', ['--apply', 'record', './q'], 2, /^escapement: /],
  ['no package', ['--apply', 'record'], 2, /^escapement: --apply needs types and a package: write --apply/],
  ['two of that name', ['--apply', 'twice', './p'], 2, /^escapement: 2 structs are named twice/],
] as const) {
  test(`apply: ${what}`, async () => {
    const answer = await apply(...args);
    assert.equal(answer.status, status, answer.stderr);
    assert.match(answer.stderr, words);
    assert.equal(answer.text, untouched);
  });
}
