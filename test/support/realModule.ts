// A module of the module proxy, copied out of the module cache (where everything is read-only) to a folder of the test's own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestScope } from './goProject';

const run = promisify(execFile);

/** The copy's absolute path; gone after the test. Fails with go's words where the proxy cannot be reached. */
export async function realModule(scope: TestScope, name: string, version: string): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'escapement-module-')));
  scope.after(() => void rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const { stdout } = await run('go', ['mod', 'download', '-json', `${name}@${version}`], { cwd: tmpdir() }).catch(
    (error: unknown) =>
      assert.fail(`cannot download ${name} ${version}; this test needs the module proxy: ${String(error)}`),
  );
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string };
  await cp(Dir, folder, { recursive: true });
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await chmod(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
  await run('go', ['mod', 'download'], { cwd: folder });
  return folder;
}
