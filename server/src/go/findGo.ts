// Which go command to use: the one that the settings name, else the first on PATH, else one in the places where installers put
// it (an editor that is started from a desktop often has a shorter PATH than a terminal). Looked up anew for each run: a few stats,
// and a Go that was installed a minute ago is found without a restart.
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Where to look. */
export interface GoSearch {
  /** The setting `go.path`: '' (look for it), a path (`~` is the home directory; a GOROOT will do), or a name that PATH knows. */
  readonly setting: string;
  /** The environment that the go command will have; its PATH counts. */
  readonly env: Readonly<Record<string, string>>;
}

/** Absolute path of an executable file, or null. A setting that names no executable is not replaced by another go: null. */
export function findGo({ setting, env }: GoSearch): string | null {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  const onPath = pathOf(env).split(path.delimiter).filter(path.isAbsolute);
  if (setting !== '') {
    const named = setting === '~' || /^~[\\/]/.test(setting) ? home + setting.slice(1) : setting;
    if (!/[\\/]/.test(named)) return first(onPath.map(folder => path.join(folder, executable(named))));
    if (!path.isAbsolute(named)) return null;
    return first([named, executable(named), path.join(named, 'bin', executable('go'))]);
  }
  return first([...onPath, ...usualFolders(env, home)].map(folder => path.join(folder, executable('go'))));
}

/** The value of PATH, which Windows may spell `Path`. */
export function pathOf(env: Readonly<Record<string, string>>): string {
  const names = Object.keys(env).filter(name => (isWindows ? name.toUpperCase() : name) === 'PATH');
  return names.length === 0 ? '' : (env[names.at(-1)!] ?? '');
}

const isWindows = process.platform === 'win32';

function executable(name: string): string {
  return isWindows && !/\.exe$/i.test(name) ? `${name}.exe` : name;
}

function first(candidates: readonly string[]): string | null {
  return candidates.find(isExecutableFile) ?? null;
}

function isExecutableFile(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function usualFolders(env: Readonly<Record<string, string>>, home: string): readonly string[] {
  const programFiles = [env['ProgramFiles'], env['LOCALAPPDATA'] && path.join(env['LOCALAPPDATA'], 'Programs')];
  const folders = isWindows
    ? [...programFiles.filter(Boolean).map(folder => path.join(String(folder), 'Go', 'bin')), 'C:\\Go\\bin']
    : [
        '/usr/local/go/bin',
        '/opt/homebrew/bin',
        '/opt/homebrew/opt/go/bin',
        '/usr/local/bin',
        '/usr/lib/go/bin',
        '/snap/bin',
      ];
  if (env['GOROOT']) folders.unshift(path.join(env['GOROOT'], 'bin'));
  if (home === '') return folders;
  return [
    ...folders,
    path.join(home, 'go', 'bin'),
    path.join(home, '.local', 'go', 'bin'),
    ...sdkFolders(path.join(home, 'sdk')),
  ];
}

/** `~/sdk/go1.26.8/bin`, as golang.org/dl installs them, the newest first. */
function sdkFolders(sdk: string): readonly string[] {
  try {
    const names = readdirSync(sdk).filter(name => /^go\d/.test(name));
    const newestFirst = names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    return newestFirst.map(name => path.join(sdk, name, 'bin'));
  } catch {
    return [];
  }
}
