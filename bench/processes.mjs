// Runs a command and takes its time; and what a process with all that it started has used. CPU times and memory are Linux's.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Output is read and thrown away: a compile whose words nobody reads would be no comparison. Throws where the status is not 0. */
export async function timed(command, args, cwd) {
  const from = performance.now();
  const before = cpuOf(process.pid).children;
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.resume();
  child.stderr.resume();
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf(child.pid, 'VmHWM'))), 20);
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const wall = performance.now() - from;
  clearInterval(watch);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit status ${status}`);
  return { wall, peak, cpu: cpuOf(process.pid).children - before };
}

/** Bytes; `VmRSS` now, `VmHWM` at most so far. 0 where the system does not say. */
export function memoryOf(pid, field) {
  try {
    const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(found?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** One tick of /proc's clock. */
const tick = 10;

/** Milliseconds of processor time: `own`, and `children`: those that have ended and been waited for. */
export function cpuOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // `pid (name) state ppid … utime(14) stime(15) cutime(16) cstime(17)`
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
    return { own: (user + system) * tick, children: (childUser + childSystem) * tick, parent: Number(fields[1]) };
  } catch {
    return { own: 0, children: 0, parent: 0 };
  }
}

/** Milliseconds of processor time of a process and all that it has started, those that still run or are not yet waited for included. */
export function treeCpu(pid) {
  const all = new Map(
    readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(name => [Number(name), cpuOf(name)]),
  );
  const isBelow = id => id === pid || (all.get(id)?.parent > 1 && isBelow(all.get(id).parent));
  let total = 0;
  for (const [id, { own, children }] of all) if (isBelow(id)) total += own + children;
  return total;
}

/** Milliseconds of processor time of a process alone, as exactly as the scheduler knows it. */
export function ownCpu(pid) {
  const threads = readdirSync(`/proc/${pid}/task`).map(id => `/proc/${pid}/task/${id}/schedstat`);
  return threads.reduce((sum, file) => sum + Number(readFileSync(file, 'latin1').split(' ')[0]) / 1e6, 0);
}
