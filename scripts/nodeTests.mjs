// Runs bundled node:test files, each in a process of its own, a few at a time. Shown are one line per file and every
// failure with its details; a file that crashes or takes longer than its limit counts as a failure, and nothing that it
// started is left behind.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { root } from './project.mjs';

const reporter = pathToFileURL(path.join(root, 'scripts', 'leafReporter.mjs')).href;
const running = new Set();

let stopped = false;

/** Ends the test files that are running, and starts no others. */
export async function stopTests() {
  stopped = true;
  await Promise.all([...running].map(endGroup));
}

/**
 * @param {string} folder where the *.test.js files are, relative to the root
 * @param {{ only?: string, concurrency?: number, minutes?: number, env?: Record<string, string> }} options
 *   only: run the files whose path contains it; minutes: the limit for one file
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function nodeTests(folder, { only = '', concurrency = 2, minutes = 10, env = {} } = {}) {
  const base = path.join(root, folder);
  const names = existsSync(base) ? readdirSync(base, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.filter(name => name.endsWith('.test.js') && path.join(folder, name).includes(only)).sort();
  const total = { passed: 0, failed: 0 };
  const queue = [...files];
  const work = async () => {
    for (let name = queue.shift(); name !== undefined && !stopped; name = queue.shift()) {
      const result = await testFile(path.join(base, name), { minutes, env });
      total.passed += result.passed;
      total.failed += result.failures.length;
      print(path.join(folder, name), result);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return total;
}

async function testFile(file, { minutes, env }) {
  const started = performance.now();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'escapement-tests-'));
  const results = path.join(folder, 'results.jsonl');
  const args = [`--test-reporter=${reporter}`, `--test-reporter-destination=${results}`, file];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_TEST_CONTEXT: '', NODE_OPTIONS: '--enable-source-maps', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', data => (output = (output + data).slice(-20_000)));
  const end = await ending(child, minutes);
  await endGroup(child);
  running.delete(child);
  const leaves = readLeaves(results);
  rmSync(folder, { recursive: true, force: true });
  const failures = leaves.filter(leaf => !leaf.ok);
  // An exit code without a failed test is a crash: an exception after the tests, a signal, a file that does not load.
  if (end !== 'code 0' && (failures.length === 0 || end !== 'code 1')) {
    failures.push({ name: `the test file ended: ${end}`, detail: output.trimEnd() });
  }
  return {
    passed: leaves.filter(leaf => leaf.ok && !leaf.skipped).length,
    skipped: leaves.filter(leaf => leaf.ok && leaf.skipped).length,
    failures,
    output,
    seconds: (performance.now() - started) / 1000,
  };
}

function ending(child, minutes) {
  return new Promise(resolve => {
    const limit = setTimeout(() => resolve(`no end within ${minutes} minutes`), minutes * 60_000);
    const end = text => {
      clearTimeout(limit);
      resolve(text);
    };
    child.on('error', error => end(error.message));
    child.on('exit', (code, signal) => end(signal ? `signal ${signal}` : `code ${code}`));
  });
}

function readLeaves(results) {
  const text = existsSync(results) ? readFileSync(results, 'utf8') : '';
  // A crash may have cut the last line.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
}

/** Politely first, so that a test file can close its browser; by force after six seconds. */
async function endGroup(child) {
  signalGroup(child, 'SIGTERM');
  for (let waited = 0; child.exitCode === null && child.signalCode === null && waited < 6_000; waited += 50)
    await sleep(50);
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}

function print(name, { passed, skipped, failures, seconds }) {
  const counts = [
    `${passed} passed`,
    failures.length > 0 && `${failures.length} failed`,
    skipped > 0 && `${skipped} skipped`,
  ];
  console.log(
    `${failures.length > 0 ? '✖' : '✔'} ${name}: ${counts.filter(Boolean).join(', ')} (${seconds.toFixed(1)} s)`,
  );
  for (const { name: test, detail } of failures) console.log(indent(`✖ ${test}\n${indent(detail)}`));
}

const indent = text => text.replace(/^(?=.)/gm, '    ');
