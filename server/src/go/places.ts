// Where the go command at hand has its standard library and its module cache: the sources of what a profile speaks of.
import type { GoPlaces } from '#core/messages/profiling';
import type { GoSettings } from '#server/analysis/ports';
import { goCommands, type GoCommandOptions } from './goCommand';

/** Asked in a directory, since go.mod may choose another toolchain there. Null where there is no go command, or it fails. */
export type AskGoPlaces = (directory: string, settings: GoSettings, signal: AbortSignal) => Promise<GoPlaces | null>;

export function goPlacesAsker(options: GoCommandOptions): AskGoPlaces {
  const prepare = goCommands(options);
  return async (directory, settings, signal) => {
    const go = await prepare(directory, settings, signal);
    if ('problem' in go) return null;
    const result = await options.processes.run({
      command: go.path,
      args: ['env', 'GOROOT', 'GOMODCACHE'],
      cwd: directory,
      env: go.env,
      timeoutSeconds: settings.timeoutSeconds,
      signal,
    });
    if (result.kind !== 'exited' || result.code !== 0) return null;
    const [goroot = '', moduleCache = ''] = result.stdout.split(/\r?\n/);
    return { goroot, moduleCache };
  };
}
