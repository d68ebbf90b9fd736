// The small rewrites of test/cases/alloc: what is offered, what is refused, what the edit is; and the package's own tests, vet and gofmt
// are content before and after.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { checkGolden } from '../../core/escape/golden';
import { makeRewrites, type Made } from './rewrites';

const run = promisify(execFile);

function shown({ file, offer, outcome, confirm }: Made): string {
  const head = `== ${file}: ${offer.title} (${offer.kind})`;
  if (typeof outcome === 'string') return `${head}\nrefused: ${outcome}\n`;
  const lines = (mark: string, text: string): string[] => text.split('\n').map(line => `${mark}${line}`);
  return [
    head,
    ...confirm.map(text => `! ${text}`),
    ...lines('-', outcome.before),
    ...lines('+', outcome.after),
    '',
  ].join('\n');
}

test('rewrites: offered, refused, made; tests pass before and after', async scope => {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'escapement-rewrites-')));
  scope.after(() => rm(folder, { recursive: true, force: true }));
  await cp('test/cases/alloc', folder, { recursive: true });
  await run('go', ['test', './...'], { cwd: folder });
  const made = await makeRewrites(folder);
  checkGolden('test/cases/alloc/rewrites.txt', made.map(shown).join('\n'));
  await run('go', ['vet', './...'], { cwd: folder });
  await run('go', ['test', './...'], { cwd: folder });
  assert.equal((await run('gofmt', ['-l', '.'], { cwd: folder })).stdout, '');
});
