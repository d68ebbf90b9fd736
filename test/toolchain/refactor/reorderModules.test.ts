// Every reorder that is offered in real modules, made in a copy: gofmt has nothing to change, every comment is there, go vet says what it said
// before, and the module's own tests pass. More modules, by hand: `MODULES=github.com/miekg/dns@v1.1.68` (and what is printed are the figures).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { hasCgo } from '#support/cgo';
import { goProject } from '#support/goProject';
import { failures, goWords, unformatted, vetWords } from '#support/moduleState';
import { realModule } from '#support/realModule';
import { reorderModule } from '#support/reorderModule';

const run = promisify(execFile);
const modules = process.env['MODULES']?.split(' ') ?? ['github.com/BurntSushi/toml@v1.6.0'];

test('reorder everything in the fixtures', async t => {
  const project = goProject(t, {});
  await cp('test/cases/layout', project.directory, { recursive: true });
  // Without a C compiler those structs are not in the build.
  if (!hasCgo) project.remove('cgostruct');
  const go = (...args: string[]): Promise<unknown> => run('go', args, { cwd: project.directory });
  const reordered = await reorderModule(project.directory);
  assert.equal(reordered.applied, 43 - (hasCgo ? 0 : 1));
  assert.deepEqual(reordered.unproven, []);
  await go('vet', './...');
  await go('test', './...');
});

for (const name of modules) {
  test(`reorder everything in ${name}`, async t => {
    const [module = '', version = ''] = name.split('@');
    const folder = await realModule(t, module, version);
    const tests = async (): Promise<readonly string[]> => failures(await goWords(folder, ['test', './...']));
    const [vetBefore, formatBefore] = [await vetWords(folder), await unformatted(folder)];
    const testsBefore = await tests();
    const texts = new Map<string, string>();
    for (const file of await goFiles(folder)) texts.set(file, await readFile(file, 'utf8'));

    // Tests that compare what encoders write are right to fail: there a person is asked.
    const reordered = await reorderModule(folder, ['output-order']);
    if (process.env['MODULES'])
      console.error(name, JSON.stringify({ ...reordered, files: reordered.files.length }, null, 1));
    assert.ok(reordered.applied > 0);
    assert.deepEqual(reordered.unproven, []);
    for (const file of reordered.files) {
      const after = await readFile(file, 'utf8');
      assert.deepEqual(comments(after), comments(texts.get(file)!), path.relative(folder, file));
    }
    assert.equal(await unformatted(folder), formatBefore);
    assert.equal(await vetWords(folder), vetBefore);
    assert.deepEqual(await tests(), testsBefore);
  });
}

async function goFiles(folder: string): Promise<readonly string[]> {
  const { stdout } = await run('find', [folder, '-name', '*.go'], { maxBuffer: 1 << 26 });
  return stdout.trim().split('\n');
}

const comments = (text: string): readonly string[] =>
  [...text.matchAll(/"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[^]*?\*\//g)]
    .map(([token]) => token)
    .filter(token => token.startsWith('/'))
    .map(comment => comment.replace(/\s+/g, ' ').trim())
    .sort();
