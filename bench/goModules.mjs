// Modules to measure on, at pinned versions, each in copies of its own. The go command's cache key of a package has its
// directory in it: in a fresh copy the module's own packages are compiled anew, while what they depend on comes from the cache.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders = [];

/** A folder that goes away with the process. */
export function temporaryFolder() {
  if (folders.length === 0) process.on('exit', () => folders.forEach(remove));
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'escapement-bench-')));
  folders.push(folder);
  return folder;
}

export function remove(folder) {
  rmSync(folder, { recursive: true, force: true });
}

/** Downloads a module with its dependencies and compiles those once. Returns a function that makes a copy. Throws go's words. */
export function goModule(name, version) {
  const { Dir } = JSON.parse(go(tmpdir(), 'mod', 'download', '-json', `${name}@${version}`));
  const copy = () => {
    const folder = temporaryFolder();
    cpSync(Dir, folder, { recursive: true });
    makeWritable(folder);
    return folder;
  };
  const first = copy();
  go(first, 'mod', 'download');
  go(first, 'list', '-e', '-export', '-test', './...');
  remove(first);
  return copy;
}

/** A module of one file, of a size that people write. */
export function oneFileModule() {
  const folder = temporaryFolder();
  const functions = Array.from(
    { length: 20 },
    (_, n) => `func New${n}(a int) *item {\n\tx := item{a, "${n}"}\n\treturn &x\n}\n`,
  );
  writeFileSync(path.join(folder, 'go.mod'), 'module ex.com/one\n\ngo 1.21\n');
  const head = 'package one\n\nimport "fmt"\n\ntype item struct {\n\ta int\n\tb string\n}\n';
  const edited = 'func Edited(a int) string {\n\treturn fmt.Sprint(a, 0)\n}\n';
  writeFileSync(path.join(folder, 'one.go'), [head, ...functions, edited].join('\n'));
  return folder;
}

/** Runs go and returns its stdout; throws with its stderr where it fails. */
export function go(cwd, ...args) {
  const { status, stdout, stderr, error } = spawnSync('go', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0)
    throw new Error(`go ${args.join(' ')}: ${error?.message ?? (stderr || stdout).trim().split('\n')[0]}`);
  return stdout;
}

function makeWritable(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, entry);
    chmodSync(file, statSync(file).isDirectory() ? 0o755 : 0o644);
  }
}
