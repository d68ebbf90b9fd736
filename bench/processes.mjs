// Runs a command and takes its time, and on Linux the most memory its own process held.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Output is read and thrown away: a compile whose words nobody reads would be no comparison. Throws where the status is not 0. */
export async function timed(command, args, cwd) {
  const from = performance.now();
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.resume();
  child.stderr.resume();
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf(child.pid, 'VmHWM'))), 20);
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const wall = performance.now() - from;
  clearInterval(watch);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit status ${status}`);
  return { wall, peak };
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
