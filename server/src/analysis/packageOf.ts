// Which package a file belongs to, and from where the go command is asked about it: always the same folder for one module,
// since the compiler's paths are relative to it and the build cache replays them as they were first printed.
import path from 'node:path';
import type { Disk } from './ports';

/** Where and how to compile the package of one file. Equal packages have equal keys. */
export interface PackagePlace {
  readonly key: string;
  /** The go command's working directory: the module's root; outside any module the file's own folder. */
  readonly directory: string;
  /** Patterns relative to `directory`; file names where there is no module. */
  readonly patterns: readonly string[];
  /** The folder of the package. */
  readonly folder: string;
  readonly inModule: boolean;
}

/** The nearest folder upwards that holds a go.mod, or null. */
async function moduleRoot(folder: string, disk: Disk): Promise<string | null> {
  for (let at = folder; ; at = path.dirname(at)) {
    if (await disk.exists(path.join(at, 'go.mod'))) return at;
    if (path.dirname(at) === at) return null;
  }
}

/** The name after `package`, read past comments; null where the text has none yet. */
export function packageClause(text: string): string | null {
  const bare = text.replace(/^\uFEFF/, '').slice(0, 100_000);
  // A comment ends where it ends: a pattern that may also run on would try each of its ends with each of the next one's.
  return /^(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*package\s+([\p{L}_][\p{L}\p{Nd}_]*)/u.exec(bare)?.[1] ?? null;
}

/**
 * The package of a Go file. Outside a module there is no import path to ask for: the files of the folder that name the same
 * package are compiled together, as `go run .` would if it could; scripts (`package main`) stand alone, since a folder of
 * scripts has one `main` in each.
 */
export async function packageOf(file: string, text: string, disk: Disk): Promise<PackagePlace> {
  const folder = path.dirname(file);
  const root = await moduleRoot(folder, disk);
  if (root !== null) {
    const relative = path.relative(root, folder).split(path.sep).join('/');
    const pattern = relative === '' ? '.' : `./${relative}`;
    return { key: folder, directory: root, patterns: [pattern], folder, inModule: true };
  }
  const own = path.basename(file);
  const name = packageClause(text);
  const patterns = name === null || name === 'main' ? [own] : await sameKind(folder, own, name, disk);
  return { key: `${folder}\0${patterns.join('\0')}`, directory: folder, patterns, folder, inModule: false };
}

async function sameKind(folder: string, own: string, name: string, disk: Disk): Promise<string[]> {
  const found = new Set([own]);
  for (const other of await disk.list(folder)) {
    // An external test cannot be compiled from a list of files, and a test file alone lacks what it tests.
    if (!other.endsWith('.go') || (other.endsWith('_test.go') && !own.endsWith('_test.go'))) continue;
    if (packageClause((await disk.read(path.join(folder, other))) ?? '') === name) found.add(other);
  }
  return [...found].sort();
}
