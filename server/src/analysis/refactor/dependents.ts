// Who may notice an edit: the packages of a file, and every package of the workspace that depends on them, tests included. The workspace is the
// file's module, and with a go.work the modules that it names.
import path from 'node:path';
import { packageOf, type PackagePlace } from '../packageOf';
import type { Disk, GoSettings, ListedPackage, PackageLister } from '../ports';

export interface DependentsParts {
  readonly lister: PackageLister;
  readonly disk: Disk;
}

export interface DependentsQuery {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  /** What is not saved: imports may be among it. */
  readonly overlay: ReadonlyMap<string, string>;
  readonly settings: GoSettings;
}

export interface Surroundings {
  readonly place: PackagePlace;
  /** The packages that the file is in: `p`, `p [p.test]`; [] where the build leaves it out. */
  readonly own: readonly ListedPackage[];
  /** These, the tests beside them, and all that depend on them. */
  readonly packages: readonly ListedPackage[];
}

/** Rejects only with the signal's AbortError. */
export async function surroundingsOf(
  { lister, disk }: DependentsParts,
  { file, text, overlay, settings }: DependentsQuery,
  signal: AbortSignal,
): Promise<Surroundings> {
  const place = await packageOf(file, text, disk);
  const { directory } = place;
  // Outside of any module nobody can import the package.
  const patterns = place.inModule ? await workspacePatterns(directory, disk) : place.patterns;
  const all = await lister.list({ directory, patterns, overlay, settings }, signal);
  const own = all.filter(({ files }) => files.includes(file));
  return { place, own, packages: dependentsAmong(all, own) };
}

/**
 * The same for whole packages: those that the patterns name (files in place of patterns: these alone), and all of the workspace that depend on
 * them. Rejects only with the signal's AbortError.
 */
export async function dependentsOf(
  { lister, disk }: DependentsParts,
  query: Pick<DependentsQuery, 'overlay' | 'settings'> & {
    readonly directory: string;
    readonly patterns: readonly string[];
  },
  signal: AbortSignal,
): Promise<readonly ListedPackage[]> {
  const own = await lister.list(query, signal);
  if (query.patterns.some(pattern => pattern.endsWith('.go'))) return own;
  const all = await lister.list({ ...query, patterns: await workspacePatterns(query.directory, disk) }, signal);
  return dependentsAmong(all, own);
}

function dependentsAmong(all: readonly ListedPackage[], own: readonly ListedPackage[]): readonly ListedPackage[] {
  const names = new Set(own.map(({ importPath }) => importPath));
  return all.filter(
    ({ importPath, dependencies }) => names.has(importPath) || dependencies.some(name => names.has(name)),
  );
}

/** All packages of the module; with a go.work above it, those of its modules. */
async function workspacePatterns(root: string, disk: Disk): Promise<readonly string[]> {
  const patterns = new Set(['./...']);
  for (let folder = root; ; folder = path.dirname(folder)) {
    const work = await disk.read(path.join(folder, 'go.work'));
    if (work !== null) {
      for (const used of usedModules(work)) {
        const steps = path.relative(root, path.resolve(folder, used)).split(path.sep).join('/');
        patterns.add(steps === '' ? './...' : `${steps.startsWith('.') ? '' : './'}${steps}/...`);
      }
      break;
    }
    if (path.dirname(folder) === folder) break;
  }
  return [...patterns];
}

/** The folders behind `use`: one on its line, or several in brackets. */
export function usedModules(work: string): readonly string[] {
  const bare = work.replace(/\/\/[^\n]*/g, '');
  const folders: string[] = [];
  for (const [, one, several] of bare.matchAll(/^[^\S\n]*use[^\S\n]*(?:\(([^)]*)\)|([^\s(][^\n]*))/gm)) {
    folders.push(...(one ?? several ?? '').split('\n'));
  }
  return folders.map(folder => folder.trim().replace(/^["`](.*)["`]$/, '$1')).filter(folder => folder !== '');
}
