// Ending a process with everything below it. The language server starts `go` in process groups of its own, so that
// killing the editor's group is not enough: the descendants are listed first (Linux), and each is ended.
import { readdirSync, readFileSync } from 'node:fs';
import { until } from './until';

interface Process {
  readonly pid: number;
  /** Start time in ticks; tells a process from a later one with the same number. */
  readonly started: string;
}

/** Whether a process runs; one that has ended and was not collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || stat(pid) !== undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The pids of everything below `pid`, itself excluded; empty where there is no /proc. */
export function descendants(pid: number): number[] {
  return tree(pid)
    .map(entry => entry.pid)
    .filter(entry => entry !== pid);
}

/** Ends the process group that `pid` leads and all its descendants: politely first, by force after `grace` ms. */
export async function endTree(pid: number, grace = 4_000): Promise<void> {
  const all = tree(pid);
  signal(-pid, 'SIGTERM');
  try {
    await until('the processes to end', () => all.every(isGone), { timeout: grace, every: 50 });
  } catch {
    signal(-pid, 'SIGKILL');
    for (const entry of [...all, ...tree(pid)]) if (!isGone(entry)) signal(entry.pid, 'SIGKILL');
  }
}

function tree(pid: number): Process[] {
  const root = stat(pid);
  if (root === undefined) return [];
  const found = [{ pid, started: root }];
  for (const { pid: parent } of found) {
    for (const child of children(parent)) {
      const started = stat(child);
      if (started !== undefined) found.push({ pid: child, started });
    }
  }
  return found;
}

function children(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap(task =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

/** The start time of a running process; undefined for one that is gone or only waits to be collected (a zombie). */
function stat(pid: number): string | undefined {
  try {
    // "pid (name, which may hold anything) state ppid …": field 3 is the state, field 22 the start time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function isGone({ pid, started }: Process): boolean {
  return stat(pid) !== started;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already gone.
  }
}

/** The command line of a process; empty where it is gone. Linux only. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
  } catch {
    return '';
  }
}
