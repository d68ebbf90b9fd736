// Runs the built command line as a person would: in a folder with files, with arguments, and looks at what comes back.
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { CheckReport } from '#core/report/json';
import { goProject } from '#support/goProject';

export const cli = path.resolve('dist/cli.js');

/** Path relative to the folder → text. */
export type Files = Readonly<Record<string, string>>;

export interface Call {
  readonly files: Files;
  readonly args: readonly string[];
  /** The working directory, relative to the folder with the files. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The test's environment without what would change the language or the build. */
export function cleanEnv(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, GOPATH, GOCACHE, GOMODCACHE, GOPROXY, GOROOT, GOSUMDB, GONOSUMDB, TMPDIR } = process.env;
  return { PATH, HOME, GOPATH, GOCACHE, GOMODCACHE, GOPROXY, GOROOT, GOSUMDB, GONOSUMDB, TMPDIR, LC_ALL: 'C', ...more };
}

/** Calls `use` with a folder that has these files, and removes it. */
export async function withFiles<T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> {
  const cleanUp: (() => void)[] = [];
  try {
    return await use(goProject({ after: task => cleanUp.push(task) }, files).directory);
  } finally {
    for (const task of cleanUp) task();
  }
}

export function start(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [cli, ...args], { cwd, env: cleanEnv(env), stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What a started command says until it ends. */
export async function answerOf(child: ChildProcess): Promise<Answer> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const status = await new Promise<number | null>(resolve => child.once('close', resolve));
  return { status, stdout, stderr };
}

/** Runs in a folder that lies there only for this call; its path is written `FOLDER` in the answer. */
export function escapement({ files, args, cwd = '.', env }: Call): Promise<Answer> {
  return withFiles(files, async folder => {
    const placed = args.map(arg => arg.replaceAll('FOLDER', folder));
    const { status, stdout, stderr } = await answerOf(start(placed, path.join(folder, cwd), env));
    return { status, stdout: stdout.replaceAll(folder, 'FOLDER'), stderr: stderr.replaceAll(folder, 'FOLDER') };
  });
}

/** The document of `--format json`. */
export function parseReport(stdout: string): CheckReport & { readonly version: number } {
  return JSON.parse(stdout) as CheckReport & { readonly version: number };
}
