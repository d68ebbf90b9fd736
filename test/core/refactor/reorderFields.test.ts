// Structs with their fields in another order, by data: test/cases/reorder has one difficulty in each file. With `UPDATE=1` the wanted texts are
// written anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { applyReplacements } from '#core/refactor/offer';
import { reorderFields } from '#core/refactor/reorderFields';
import { structsOf } from '#core/syntax/structs';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';
import { randomStruct } from '#support/randomStruct';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});

/** The first struct T of the text in another order; null where it cannot be moved. */
function reordered(text: string, order: readonly number[]): string | null {
  const file = '/p/p.go';
  const struct = structsOf({ ...trees.parse(file, text), path: file }).find(({ name }) => name === 'T')!;
  const replacement = reorderFields(text, struct, order);
  return replacement && applyReplacements({ file, before: text, replacements: [replacement] });
}

const folder = 'test/cases/reorder';
for (const name of readdirSync(folder).sort()) {
  const data = readFileSync(path.join(folder, name), 'utf8');
  const [, title = '', numbers = '', text = '', wanted] =
    /^(.*)\norder ([\d ]+)\n-- before --\n([^]*?)(?:-- after --\n([^]*))?$/.exec(data)!;
  const order = numbers.trim().split(' ').map(Number);

  test(`reorder: ${title}`, () => {
    const after = reordered(text, order);
    if (process.env['UPDATE'] && after !== wanted) {
      const head = data.slice(0, data.indexOf('-- before --'));
      writeFileSync(path.join(folder, name), `${head}-- before --\n${text}-- after --\n${after}`);
      return;
    }
    assert.equal(after, wanted);
  });

  test(`reorder: ${title} (with CRLF, a byte order mark, and no line end at the end)`, () => {
    const changed = (lines: string): string => `\uFEFF${lines.trimEnd()}`.replaceAll('\n', '\r\n');
    assert.equal(reordered(changed(text), order), wanted && changed(wanted));
  });

  test(`reorder: ${title} (and back: the fields as they were)`, () => {
    const back = order.map((_, at) => order.indexOf(at));
    const twice = reordered(reordered(text, order)!, back)!;
    const same = reordered(
      text,
      [...order].sort((a, b) => a - b),
    )!;
    assert.deepEqual(fieldsOf(twice), fieldsOf(same));
  });
}

/** What each declaration is, without white space. */
function fieldsOf(text: string): readonly string[] {
  const struct = structsOf({ ...trees.parse('/p/p.go', text), path: '/p/p.go' }).find(({ name }) => name === 'T')!;
  return struct.fields.map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ' '));
}

test('reorder: what is no order, and what the grammar cannot read, is left alone', () => {
  const text = 'package p\n\ntype T struct {\n\ta bool\n\tb int\n}\n';
  for (const order of [[], [0], [0, 0], [0, 2], [0, 1, 2], [0.5, 1]]) assert.equal(reordered(text, order), null);
  assert.equal(reordered(text.replace('b int', 'b int int ]'), [1, 0]), null);
});

test('reorder: random structs keep every comment at its field, and come back', () => {
  const comment = /\/\/[^\n]*|\/\*[^]*?\*\//g;
  fc.assert(
    fc.property(randomStruct, ({ text, count, keys }) => {
      const order = keys
        .slice(0, count)
        .map((key, at) => ({ key, at }))
        .sort((a, b) => a.key - b.key || a.at - b.at);
      const indices = order.map(({ at }) => at);
      const after = reordered(text, indices);
      assert.ok(after !== null, text);
      // The fields of random structs have their number in each of their comments.
      const [old, now] = [text, after].map(one => (one.match(comment) ?? []).map(said => said.replace(/\s+/g, ' ')));
      assert.deepEqual([...now!].sort(), [...old!].sort());
      assert.deepEqual(
        fieldsOf(after),
        indices.map(at => fieldsOf(text)[at]),
      );
      const numbered = now!.filter(said => /#\d/.test(said)).map(said => Number(/#(\d+)/.exec(said)![1]));
      assert.deepEqual(
        numbered.filter((one, at) => one !== numbered[at - 1]),
        indices.filter(at => numbered.includes(at)),
      );
      // In gofmt's form already: once more changes nothing.
      const identity = indices.map((_, at) => at);
      assert.equal(reordered(after, identity), after);
    }),
    { numRuns: 300 },
  );
});
