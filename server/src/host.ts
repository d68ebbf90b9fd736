// The machine's disk and clock as analysis wants them. Used by both composition roots, main.ts and cliMain.ts.
import { readdir, readFile, stat } from 'node:fs/promises';
import type { Clock, Disk } from '#server/analysis/ports';

const largestText = 64 * 1024 * 1024;

export const machineDisk: Disk = {
  async read(file) {
    try {
      const found = await stat(file);
      return found.isFile() && found.size <= largestText ? await readFile(file, 'utf8') : null;
    } catch {
      return null;
    }
  },
  async exists(file) {
    try {
      return (await stat(file)).isFile();
    } catch {
      return false;
    }
  },
  async list(directory) {
    try {
      const entries = await readdir(directory, { withFileTypes: true });
      return entries.filter(entry => entry.isFile() || entry.isSymbolicLink()).map(entry => entry.name);
    } catch {
      return [];
    }
  },
};

export const machineClock: Clock = {
  now: () => performance.now(),
  after(delay, task) {
    const timer = setTimeout(task, delay);
    return () => clearTimeout(timer);
  },
};

/** What Go calls the processor, as far as this process can tell. */
export function machineGoarch(env: Readonly<Record<string, string | undefined>>): string {
  const names: Readonly<Partial<Record<string, string>>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };
  return env['GOARCH'] ?? names[process.arch] ?? process.arch;
}
