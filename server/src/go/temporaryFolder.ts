// One private folder per server below the system's temporary directory, named after the process, for what compiles need for a
// moment. It goes when the server exits; one that a killed server left behind goes when a server makes its own an hour later or more.
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

const prefix = 'escapement-';
/** Younger ones stay: where containers share a temporary directory, the server of another one is no process that we can see. */
const restMilliseconds = 60 * 60 * 1000;

/** Gives the folder's path below `parent`: made at the first call (mode 0700), and again where a cleaner of old files took it. */
export function temporaryFolders(): (parent: string) => Promise<string> {
  const made = new Map<string, Promise<string>>();
  const folders: string[] = [];
  process.once('exit', () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  const make = async (parent: string): Promise<string> => {
    await removeLeftOvers(parent);
    const folder = await mkdtemp(path.join(parent, `${prefix}${process.pid}-`));
    folders.push(folder);
    return folder;
  };
  const makeAgain = (parent: string): Promise<string> => {
    const making = make(parent);
    made.set(parent, making);
    making.catch(() => made.delete(parent));
    return making;
  };
  return async parent => {
    const known = await (made.get(parent) ?? makeAgain(parent));
    return existsSync(known) ? known : makeAgain(parent);
  };
}

async function removeLeftOvers(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const [, pid] = /^escapement-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = path.join(parent, name);
    const found = await stat(folder).catch(() => null);
    if (!found || Date.now() - found.mtimeMs < restMilliseconds) continue;
    // Another user's cannot be removed, and is not ours to remove.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
