// What `escapement check` tells of pools in a package that marks every mistake, the compiler's part included.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { poolCodes } from '#core/escape/finding';
import { wantsOf } from '#support/wants';
import { escapement, parseReport } from './cli/commandLine';

const folder = 'test/cases/pool-misuse';
const files = Object.fromEntries(
  readdirSync(folder).map(name => [name, readFileSync(path.join(folder, name), 'utf8')] as const),
);

test('pools: what is marked, and nothing else', async () => {
  const { stdout, stderr, status } = await escapement({
    files,
    args: ['check', '--format', 'json', '--show', poolCodes.join(','), '.'],
  });
  assert.equal(status, 0, stderr);
  const { findings } = parseReport(stdout);
  const told = findings.map(({ file, line, code }) => `${path.basename(file)}:${line} ${code}`).sort();
  assert.deepEqual(told, wantsOf(folder));
  for (const { package: name, variants } of findings)
    assert.deepEqual([name, ...variants], ['example.com/misuse', 'example.com/misuse']);
  const boxed = findings.find(({ code, file }) => code === 'pool-value-put' && file.endsWith('value_put.go'));
  assert.equal(boxed?.reason, 'passed-to-interface');
  assert.match(boxed?.raw[0] ?? '', /b escapes to heap/);
});

test('pools: a value that leaves its function is never said to be missing, whatever it leaves by', async () => {
  const text = (leave: string): string =>
    [
      'package p',
      '',
      'import "sync"',
      '',
      'type T struct{ n int; next *T }',
      'var pool = sync.Pool{New: func() any { return new(T) }}',
      'var kept *T',
      'var call = func(*T) {}',
      'func keep(t *T) { kept = t }',
      'func look(t *T) int { return t.n }',
      'func F(n int, out *T, c chan *T, m map[int]*T) int {',
      '\tt := pool.Get().(*T)',
      `\t${leave}`,
      '\tif n > 1 {',
      '\t\treturn 0',
      '\t}',
      '\tpool.Put(t)',
      '\treturn 1',
      '}',
      '',
    ].join('\n');
  const leaves = ['kept = t', 'keep(t)', 'call(t)', 'out.next = t', 'c <- t', 'm[1] = t'];
  const stays = ['t.n = n', 'n = look(t)', 't.next = kept', '_ = *t'];
  const each = Object.fromEntries([...leaves, ...stays].map((leave, index) => [`p${index}/p.go`, text(leave)]));
  const { stdout } = await escapement({
    files: { 'go.mod': 'module ex.com/m\n\ngo 1.21\n', ...each },
    args: ['check', '--format', 'json', '--show', 'pool-missing-put', './...'],
  });
  const told = parseReport(stdout).findings.map(({ package: name }) => name);
  assert.deepEqual(
    told.sort(),
    stays.map((_, index) => `ex.com/m/p${leaves.length + index}`),
  );
});
