// What reorderFields writes is what gofmt would: the wanted texts of the cases, random structs, and every struct of a part of the standard library
// in an order by chance. gofmt has nothing to change in any.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { applyReplacements } from '#core/refactor/offer';
import { reorderFields } from '#core/refactor/reorderFields';
import { structsOf } from '#core/syntax/structs';
import type { Trees } from '#server/analysis/trees';
import { goProject, type TestScope } from '#support/goProject';
import { testTrees } from '#support/grammar';
import { random } from '#support/random';
import { randomStruct } from '#support/randomStruct';

let trees: Trees;
before(async () => {
  trees = await testTrees();
});

/** Names of those that gofmt would write in another way. */
function unformatted(scope: TestScope, files: Readonly<Record<string, string>>): readonly string[] {
  const project = goProject(scope, files);
  const goroot = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const gofmt = path.join(goroot, 'bin', 'gofmt');
  return execFileSync(gofmt, ['-l', project.directory], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n')
    .filter(name => name !== '')
    .map(name => path.relative(project.directory, name));
}

/** Every struct of the file (those that hold others left out) with its fields in an order by chance. */
function shuffled(text: string, seed: number): string {
  const { below } = random(seed);
  const structs = structsOf({ ...trees.parse('/p/p.go', text), path: '/p/p.go' });
  let after = text;
  for (const struct of [...structs].reverse()) {
    const { body, fields } = struct;
    if (fields.length < 2 || structs.some(other => other.body.start > body.start && other.body.end < body.end))
      continue;
    const order = fields.map((_, at) => ({ at, key: below(1_000) })).sort((a, b) => a.key - b.key);
    const replacement = reorderFields(
      text,
      struct,
      order.map(({ at }) => at),
    );
    if (replacement) after = applyReplacements({ file: '', before: after, replacements: [replacement] });
  }
  return after;
}

const cases = 'test/cases/reorder';

test('gofmt: the cases', t => {
  const files = readdirSync(cases)
    .filter(name => name !== 'not-formatted.txt')
    .map(name => [`${name}.go`, readFileSync(path.join(cases, name), 'utf8').split('-- after --\n')[1]!]);
  assert.deepEqual(unformatted(t, Object.fromEntries(files) as Record<string, string>), []);
});

test('gofmt: random structs', t => {
  const texts = fc.sample(randomStruct, { numRuns: 500, seed: 1 });
  const files = texts.map(({ text }, at) => [`${at}.go`, shuffled(text, at)]);
  assert.deepEqual(unformatted(t, Object.fromEntries(files) as Record<string, string>), []);
});

test('gofmt: the standard library', t => {
  const goroot = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const files: Record<string, string> = {};
  for (const folder of ['net/http', 'go/types', 'runtime', 'encoding/json', 'crypto/tls', 'debug/elf', 'reflect']) {
    for (const name of readdirSync(path.join(goroot, 'src', folder)).filter(name => name.endsWith('.go'))) {
      const text = readFileSync(path.join(goroot, 'src', folder, name), 'utf8');
      const after = shuffled(text, 1);
      if (after !== text) files[`${folder}/${name}`] = after;
    }
  }
  assert.ok(Object.keys(files).length > 200);
  assert.deepEqual(unformatted(t, files), []);
});
