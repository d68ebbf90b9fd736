// One at a time across processes: several test files, or two checkouts with a shared cache, may want to install the bed
// in the same moment. A lock is a folder (making one is atomic) that names its owner; a dead owner's lock is taken over.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './processTree';
import { until } from './until';

/** Runs `work` while holding the lock folder; waits up to 15 minutes for another process to let go of it. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(path.dirname(lock), { recursive: true });
  await until(`the lock ${lock}`, () => take(lock), { timeout: 15 * 60_000, every: 200 });
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    writeFileSync(path.join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function isAbandoned(lock: string): boolean {
  try {
    return !isAlive(Number(readFileSync(path.join(lock, 'pid'), 'utf8')));
  } catch {
    // Between its folder and its pid file an owner needs a millisecond; a minute means that it died there.
    return (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - 60_000;
  }
}
