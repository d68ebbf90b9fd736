// What an allocation becomes, by data: test/cases/pool/rewrites has one difficulty in each file, whose first candidates are all taken. With
// UPDATE=1 the wanted texts are written anew. That they compile is asked in test/toolchain/refactor/poolRewrites.test.ts.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { applyReplacements } from '#core/refactor/offer';
import { hasWord } from '#core/refactor/pool/names';
import { poolRewrite } from '#core/refactor/pool/rewrite';
import { studyFile, type Offered, type Studied } from '#core/refactor/pool/study';
import { textOf } from '#core/syntax/sizeAsk';
import type { Trees } from '#server/analysis/trees';
import { testTrees } from '#support/grammar';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});

/** Every candidate of the text that syntax does not forbid, one after the other. */
function rewritten(text: string, options: string): string {
  const file = '/p/p.go';
  for (let now = text; ;) {
    const parsed = { ...trees.parse(file, now), path: file };
    // Functions that were put in have variables of their own.
    const studied = studyFile(parsed).find(
      ({ forbidden, candidate }) => !forbidden && text.includes(`${textOf(candidate.declaration.child('name'), now)}(`),
    );
    if (!studied) return now;
    const replacements = poolRewrite(studied, offered(studied, now, options), parsed, {
      minor: Number(/minor (\d+)/.exec(options)![1]),
      put: options.includes('beforeReturn') ? 'beforeReturn' : 'defer',
      isTaken: word => hasWord(now, word),
    });
    assert.ok(replacements);
    now = applyReplacements({ file, before: now, replacements });
  }
}

/** What the compiler would have said: sizes of a kind that the file's types have. */
function offered({ candidate: { size } }: Studied, text: string, options: string): Offered {
  const bytes = /bytes (\d+)/.exec(options)?.[1];
  const typeIn = (node: NonNullable<typeof size>['length']): string => {
    const parameter = new RegExp(String.raw`\b${textOf(node, text)} (u?int\d*)\b`).exec(text)?.[1];
    return parameter ?? 'int';
  };
  return {
    kind: 'offered',
    isOnHeap: true,
    contracts: [],
    bytes: bytes === undefined ? null : Number(bytes),
    elementBytes: 8,
    count: null,
    constant: null,
    sizeType: size && typeIn(size.capacity ?? size.length),
    lengthType: size && typeIn(size.length),
    isMaybeOwn: options.includes('maybeOwn'),
  };
}

const folder = 'test/cases/pool/rewrites';
for (const name of readdirSync(folder).sort()) {
  const data = readFileSync(path.join(folder, name), 'utf8');
  const [, title = '', options = '', text = '', wanted] =
    /^(.*)\noptions (.*)\n-- before --\n([^]*?)(?:-- after --\n([^]*))?$/.exec(data)!;

  test(`pool: ${title}`, () => {
    const after = rewritten(text, options);
    if (process.env['UPDATE'] && after !== wanted) {
      writeFileSync(
        path.join(folder, name),
        `${data.slice(0, data.indexOf('-- before --'))}-- before --\n${text}-- after --\n${after}`,
      );
      return;
    }
    assert.equal(after, wanted);
  });

  test(`pool: ${title} (with CRLF)`, () => {
    const changed = (lines: string): string => lines.replaceAll('\n', '\r\n');
    assert.equal(rewritten(changed(text), options), wanted && changed(wanted));
  });
}
