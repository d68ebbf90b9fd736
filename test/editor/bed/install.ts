// Installs the bed: VS Code's server and web workbench, the Node they want, and a headless Chromium, all from npm, into
// a cache folder that is keyed by their versions. Takes a minute and 1.1 GB once; afterwards it costs nothing.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock';
import { cacheRoot, projectRoot } from './project';
import { standIns } from './standIns';

export interface Bed {
  /** The folder of the installed bed. */
  readonly folder: string;
  /** The Node that VS Code's server runs on. */
  readonly node: string;
  /** VS Code's server program. */
  readonly serverMain: string;
  /** The Chromium of the bed; undefined where npm has none for this machine: name one by ESCAPEMENT_BROWSER. */
  readonly chromium: string | undefined;
}

const manifest = ['package.json', 'package-lock.json', '.npmrc'];
/** To be raised when the steps below change. */
const recipe = 1;

/** Returns the installed bed; installs it first where that has not happened, telling `log` how it goes. */
export async function prepareBed(log: (line: string) => void = () => undefined): Promise<Bed> {
  if (process.platform !== 'linux') throw new Error('the editor bed runs on Linux: set ESCAPEMENT_EDITOR=desktop');
  const source = path.join(projectRoot(), 'test', 'editor', 'bed');
  const files = manifest.map(name => readFileSync(path.join(source, name)));
  const hash = createHash('sha256').update(`${recipe} ${process.arch}`);
  for (const file of files) hash.update(file);
  const folder = path.join(cacheRoot(), `bed-${hash.digest('hex').slice(0, 12)}`);
  const stamp = path.join(folder, 'installed');
  if (!existsSync(stamp)) {
    await withLock(`${folder}.lock`, async () => {
      if (existsSync(stamp)) return;
      await install({ source, folder, log });
      writeFileSync(stamp, new Date().toISOString());
    });
  }
  const chromium = chromiumOf(folder);
  return {
    folder,
    node: path.join(folder, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node'),
    serverMain: path.join(vscodeOf(folder), 'out', 'server-main.js'),
    chromium: existsSync(chromium) ? chromium : undefined,
  };
}

async function install({ source, folder, log }: { source: string; folder: string; log: (line: string) => void }) {
  const started = Date.now();
  const say = (line: string) => log(`editor bed: ${line} (${Math.round((Date.now() - started) / 1000)} s)`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of manifest) cpSync(path.join(source, name), path.join(folder, name));
  const npm = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  say('installing VS Code and Chromium from npm, 334 MB, once');
  await run('npm', ['ci', ...npm], { cwd: folder });
  say("installing VS Code's own dependencies");
  // `npm ci` refuses here: the shrinkwrap file that code-server ships is out of step with its package.json.
  await run('npm', ['install', '--omit=dev', ...npm], { cwd: vscodeOf(folder) });
  for (const { file, text } of standIns) writeFileSync(path.join(vscodeOf(folder), 'node_modules', file), text);
  if (process.arch === 'x64') {
    say('unpacking Chromium');
    await unpackChromium(folder);
  }
  say('ready');
}

/** The package unpacks to TMPDIR, and its own copies of libnss3 only where it believes to run on that cloud service. */
async function unpackChromium(folder: string): Promise<void> {
  const script = "import c from '@sparticuz/chromium'; await c.executablePath();";
  const TMPDIR = path.dirname(chromiumOf(folder));
  mkdirSync(TMPDIR, { recursive: true });
  await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    env: { TMPDIR, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
}

const vscodeOf = (folder: string) => path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
const chromiumOf = (folder: string) => path.join(folder, 'browser', 'chromium');

/** Runs a command to its end; throws with its output when it fails or takes more than 10 minutes. */
export async function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 10 * 60_000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += String(data)));
  const end = await new Promise<number | string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
  if (end !== 0) throw new Error(`${command} ${args.slice(0, 2).join(' ')} ended with ${end}:\n${output.slice(-4000)}`);
  return output;
}
