// From the packages that were typed to runs of the go command. Each module is one run in its root, since the compiler's paths are
// relative to the directory and the build cache replays them as they were first printed; patterns that are relative to the
// user's folder are written anew, relative to that root. Go files, and a folder outside of any module, are runs of files.
import path from 'node:path';
import { packageClause } from '#server/analysis/packageOf';
import type { Disk } from '#server/analysis/ports';
import type { Translate } from '#core/messages/translate';
import type { Refusal } from './arguments';

/** One run of the go command: a directory and patterns (or files) relative to it. */
export interface Run {
  readonly directory: string;
  readonly patterns: readonly string[];
}

export interface RunsOptions {
  readonly cwd: string;
  readonly tests: boolean;
  readonly disk: Disk;
  readonly t: Translate;
}

/** In the order in which they were typed. */
export async function planRuns(patterns: readonly string[], options: RunsOptions): Promise<readonly Run[] | Refusal> {
  const { cwd, disk, t } = options;
  const runs = new Map<string, { directory: string; patterns: string[] }>();
  const add = (kind: string, directory: string, pattern: string): void => {
    const key = `${kind}\0${directory}`;
    const run = runs.get(key) ?? { directory, patterns: [] };
    runs.set(key, run);
    run.patterns.push(pattern);
  };
  for (const pattern of patterns) {
    if (pattern.endsWith('.go')) {
      const file = path.resolve(cwd, pattern);
      if (!(await disk.exists(file)))
        return refused(t('no such file {0}', pattern), t('name a Go file, a folder or a package'));
      const root = (await moduleRoot(path.dirname(file), disk)) ?? path.dirname(file);
      // The go command takes files of one folder at a time.
      add(`files of ${path.dirname(file)}`, root, relative(root, file));
    } else if (!isPath(pattern)) {
      add('packages', (await moduleRoot(cwd, disk)) ?? cwd, pattern);
    } else {
      const folder = path.resolve(cwd, folderOf(pattern));
      const root = await moduleRoot(folder, disk);
      if (root !== null) {
        add('packages', root, rewrite(pattern, cwd, root));
      } else {
        const files = pattern.includes('...') ? [] : await goFiles(folder, options);
        if (files.length === 0) {
          return pattern.includes('...')
            ? refused(t('{0} is not inside a module', pattern), t('run it where a go.mod is, or name Go files'))
            : refused(t('no Go files in {0}', pattern), t('name a Go file, a folder or a package'));
        }
        for (const file of files) add(`files of ${folder}`, folder, file);
      }
    }
  }
  return [...runs.values()];
}

function refused(wrong: string, remedy: string): Refusal {
  return { kind: 'refused', wrong, remedy };
}

/** As the go command tells a folder from an import path. */
function isPath(pattern: string): boolean {
  return /^\.\.?($|[\\/])/.test(pattern) || path.isAbsolute(pattern);
}

/** The part of a pattern before its first element with `...`. */
function folderOf(pattern: string): string {
  const dots = pattern.indexOf('...');
  return dots < 0 ? pattern : pattern.slice(0, dots).replace(/[^\\/]*$/, '');
}

function rewrite(pattern: string, cwd: string, root: string): string {
  const folder = folderOf(pattern);
  const wild = pattern.slice(folder.length).split(path.sep).join('/');
  const base = relative(root, path.resolve(cwd, folder));
  if (wild === '') return base;
  return base === '.' ? `./${wild}` : `${base}/${wild}`;
}

/** `.`, `./p`, `./p/f.go`; with forward slashes. */
function relative(root: string, target: string): string {
  const steps = path.relative(root, target).split(path.sep).join('/');
  return steps === '' ? '.' : `./${steps}`;
}

/** The nearest folder upwards that holds a go.mod; where there is none, a go.work; else null. */
async function moduleRoot(folder: string, disk: Disk): Promise<string | null> {
  for (const name of ['go.mod', 'go.work']) {
    for (let at = folder; ; at = path.dirname(at)) {
      if (await disk.exists(path.join(at, name))) return at;
      if (path.dirname(at) === at) break;
    }
  }
  return null;
}

/** The files that `go build` in that folder would take, by name; test files of the same package with them. */
async function goFiles(folder: string, { disk, tests }: RunsOptions): Promise<readonly string[]> {
  const names = (await disk.list(folder)).filter(name => name.endsWith('.go') && !/^[_.]/.test(name)).sort();
  const plain = names.filter(name => !name.endsWith('_test.go'));
  const [first] = plain;
  if (!tests || first === undefined) return plain;
  const clauseOf = async (name: string): Promise<string | null> =>
    packageClause((await disk.read(path.join(folder, name))) ?? '');
  const own = await clauseOf(first);
  const chosen = plain;
  for (const name of names) {
    // An external test has nothing to import where there is no module.
    if (name.endsWith('_test.go') && (await clauseOf(name)) === own) chosen.push(name);
  }
  return chosen;
}
