// Starts VS Code's server of the bed. One server shows any number of windows (pages); each server has its own user data,
// so that test files do not see each other. It runs in a process group of its own and is ended with everything below it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Bed } from './install';
import { keeper } from './keeper';
import { endTree } from './processTree';
import { calmSettings, type Settings } from './settings';

export interface ServerOptions {
  readonly bed: Bed;
  /** What `installVsix` returned; without it the editor has no extension but its own. */
  readonly extensionsDir?: string | undefined;
  /** User settings, written before the start; `calmSettings` unless told (see testSettings). */
  readonly settings?: Settings | undefined;
  /** false: every folder opens in Restricted Mode. Default true: everything is trusted, nothing is asked. */
  readonly trust?: boolean | undefined;
  /** Changes to the environment that the extension and `go` see; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** true: a window may run tests in its extension host. Such windows show no notifications. */
  readonly testsInHost?: boolean | undefined;
  /** The folder that is opened where the URL names none. */
  readonly folder?: string | undefined;
}

export interface Server {
  readonly port: number;
  readonly pid: number;
  /** `--server-data-dir`: settings under data/User, logs under data/logs. Removed by `stop`. */
  readonly dataDir: string;
  /** What the server has printed so far: for the message of a failed test. */
  log(): string;
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends the server, the extension host, the language server and every `go` below, and removes the user data. */
  stop(): Promise<void>;
}

/** Starts a server on a free port and resolves when it listens (0.3-3 s). */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { bed, trust = true, settings = calmSettings } = options;
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'escapement-editor-'));
  const userDir = path.join(dataDir, 'data', 'User');
  mkdirSync(userDir, { recursive: true });
  writeFileSync(path.join(userDir, 'settings.json'), JSON.stringify(settings, null, 2));
  const keeperFile = path.join(dataDir, 'keeper.cjs');
  writeFileSync(keeperFile, keeper);
  const child = spawn(bed.node, ['--require', keeperFile, bed.serverMain, ...args({ ...options, trust, dataDir })], {
    detached: true,
    env: environment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  const ended = new Promise<void>(resolve => child.on('exit', () => resolve()).on('error', () => resolve()));
  let output = '';
  const stop = async () => {
    if (pid) await endTree(pid);
    await ended;
    // The log files of a process that was ended by force may still be on their way.
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const port = await new Promise<number>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`the editor did not start in 60 s:\n${output}`)), 60_000);
      const read = (data: Buffer) => {
        output = (output + String(data)).slice(-100_000);
        const found = /agent listening on (\d+)/.exec(output);
        if (found) resolve(Number(found[1]));
        if (found) clearTimeout(limit);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('error', reject);
      void ended.then(() => reject(new Error(`the editor ended while it was starting:\n${output}`)));
    });
    return { port, pid, dataDir, ended, stop, log: () => output };
  } catch (error) {
    await stop();
    throw error;
  }
}

function args({ extensionsDir, trust, folder, testsInHost, dataDir }: ServerOptions & { dataDir: string }): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    // Otherwise PATH comes from a login shell, and a `go` that the caller put first on it is not found.
    '--force-disable-user-env',
    ...(testsInHost ? ['--enable-smoke-test-driver'] : []),
    ...['--server-data-dir', dataDir, '--extensions-dir', extensionsDir ?? path.join(dataDir, 'extensions')],
    ...['--telemetry-level', 'off', '--disable-update-check', '--disable-getting-started-override'],
    ...(trust ? ['--disable-workspace-trust'] : []),
    ...(folder === undefined ? [] : ['--default-folder', folder]),
  ];
}

/** Ours, without what VS Code's own terminal puts there. */
function environment(changes: ServerOptions['env'] = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE|ELECTRON|NODE_TEST)_|^NODE_OPTIONS$/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...changes };
}
