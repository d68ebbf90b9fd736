// Looks at the processes of this machine by /proc: what runs below a process, and whether one is gone.
import { readdir, readFile } from 'node:fs/promises';

export interface RunningProcess {
  readonly id: number;
  readonly commandLine: string;
  /** Resolves when the process has ended; rejects after a minute. */
  gone(): Promise<void>;
}

const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds));

async function commandLineOf(id: number): Promise<string | null> {
  try {
    // A zombie has an empty command line: it has ended, and waits only to be collected.
    return (await readFile(`/proc/${id}/cmdline`, 'utf8')).split('\0').join(' ').trim() || null;
  } catch {
    return null;
  }
}

async function childrenOf(id: number): Promise<number[]> {
  try {
    const threads = await readdir(`/proc/${id}/task`);
    const lists = await Promise.all(threads.map(thread => readFile(`/proc/${id}/task/${thread}/children`, 'utf8')));
    return lists.flatMap(list => list.split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
}

async function tree(id: number): Promise<number[]> {
  const children = await childrenOf(id);
  return [...children, ...(await Promise.all(children.map(tree))).flat()];
}

/**
 * Waits until `some` or `none` of the processes below `root` has a command line that matches, leaving out process `except`.
 * Rejects after a minute.
 */
export async function runningBelow(
  root: number,
  matches: RegExp,
  wanted: 'some' | 'none',
  except?: number,
): Promise<readonly RunningProcess[]> {
  for (let tries = 0; tries < 600; tries++) {
    const found: RunningProcess[] = [];
    for (const id of await tree(root)) {
      const commandLine = await commandLineOf(id);
      if (id === except || commandLine === null || !matches.test(commandLine)) continue;
      found.push({ id, commandLine, gone: () => gone(id) });
    }
    if (found.length > 0 === (wanted === 'some')) return found;
    await pause(100);
  }
  throw new Error(`below process ${root} there is still ${wanted === 'some' ? 'none' : 'one'} that matches ${matches}`);
}

async function gone(id: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if ((await commandLineOf(id)) === null) return;
    await pause(100);
  }
  throw new Error(`process ${id} still runs: ${await commandLineOf(id)}`);
}

/** Kills, without warning, what runs below `root` now and whose command line matches. Gives how many that were. */
export async function killBelow(root: number, matches: RegExp): Promise<number> {
  let killed = 0;
  for (const id of await tree(root)) {
    if (!matches.test((await commandLineOf(id)) ?? '')) continue;
    try {
      process.kill(id, 'SIGKILL');
      killed++;
    } catch {
      // It has ended by itself.
    }
  }
  return killed;
}
