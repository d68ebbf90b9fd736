// What the Go tools say of a module, in a form in which before and after an edit can be compared.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a go command prints on both of its streams, whether it fails or not. */
export async function goWords(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = { cwd: folder, maxBuffer: 1 << 28, env: { ...process.env, ...env } };
  return run('go', args, options).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );
}

/** The files that gofmt would change. */
export async function unformatted(folder: string): Promise<string> {
  return (await run('gofmt', ['-l', folder], { maxBuffer: 1 << 26 })).stdout;
}

/** What vet says; lines move, and another lock may be the first that it names. */
export async function vetWords(folder: string): Promise<string> {
  return (await goWords(folder, ['vet', './...']))
    .replace(/:\d+(:\d+)?/g, '')
    .replace(/contains \S+$/gm, 'contains a lock')
    .split('\n')
    .sort()
    .join('\n');
}

/** What the tests of packages print, under the race detector; the long ones are left out. */
export function goTest(
  folder: string,
  packages: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  return goWords(folder, ['test', '-race', '-short', '-timeout', '15m', '-vet=off', ...packages], env);
}

/** Tests and packages that fail, in what `go test` prints. */
export const failures = (text: string): readonly string[] =>
  [
    ...new Set(
      [...text.matchAll(/^\s*(?:--- FAIL: \S+|FAIL[ \t]+\S+|WARNING: DATA RACE)/gm)].map(([line]) => line.trim()),
    ),
  ].sort();
