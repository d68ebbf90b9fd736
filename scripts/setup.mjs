// Makes a fresh checkout ready: installs the npm packages where node_modules is not what package-lock.json says. Every
// other script begins with it, so this file and what it imports use nothing but Node.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from './project.mjs';

/** Installs if need be. Throws when that fails. */
export async function setup() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Error(`Node 20 or later is needed, this is ${process.version}`);
  if (isInstalled()) return;
  console.log('installing npm packages');
  // No package of ours needs its install script, and what does not run cannot do harm.
  const { ok } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  if (!ok) throw new Error('npm ci failed');
}

/** npm writes node_modules/.package-lock.json last: it lists what is really there. Optional packages depend on the machine. */
function isInstalled() {
  const [wanted, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map(packagesOf);
  if (!wanted || !installed) return false;
  return Object.entries(wanted)
    .filter(([folder, entry]) => folder !== '' && !entry.optional && !entry.devOptional)
    .every(([folder, entry]) => installed[folder]?.version === entry.version);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await setup();
