// Where the project lies, and how its scripts run a command: in the project's root, shown or captured, and ended when the
// script itself is told to end.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The script of an npm package's command, to be run with Node itself: `bin('typescript', 'bin/tsc')`. */
export const bin = (name, script) => path.join(root, 'node_modules', name, script);

const running = new Set();

/**
 * Runs a command to its end, its output shown as it comes unless `quiet`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, cwd?: string }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>} output: what it printed, where `quiet`
 */
export function run(command, args, { quiet = false, cwd = root } = {}) {
  return new Promise(resolve => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
    // npm is a .cmd file on Windows, which only a shell can start; no argument of ours needs quoting.
    const shell = process.platform === 'win32' && command === 'npm';
    const child = spawn(command, args, { cwd, stdio, shell });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', data => (output += data));
    const end = (ok, more = '') => {
      running.delete(child);
      resolve({ ok, output: output + more });
    };
    child.on('error', error => end(false, `${error.message}\n`));
    child.on('close', code => end(code === 0));
  });
}

/**
 * Ends the script in order on Ctrl+C, when it is told to end, and when npm or its shell is gone (ended alone, they do not
 * pass that on): first `stop`, then what `run` has under way.
 * @param {() => Promise<void>} stop
 * @param {number} [code] the exit code
 */
export function onSignal(stop, code = 130) {
  let stopping = false;
  const end = async () => {
    if (stopping) return;
    stopping = true;
    try {
      await stop();
    } finally {
      for (const child of running) child.kill();
      process.exit(code);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  const callers = callersOf();
  setInterval(() => callersOf() !== callers && end(), 500).unref();
}

/** Who started this script: its parent, and below `npm run` the parent's parent, which is npm itself. */
function callersOf() {
  if (process.env.npm_lifecycle_event === undefined || process.platform !== 'linux') return `${process.ppid}`;
  try {
    const status = readFileSync(`/proc/${process.ppid}/status`, 'utf8');
    return `${process.ppid} ${/^PPid:\s+(\d+)/m.exec(status)?.[1]}`;
  } catch {
    return `${process.ppid}`;
  }
}
