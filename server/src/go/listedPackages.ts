// The answer of `go list -json` to ListedPackages: which packages there are, and in each its files and what is wrong with it.
import path from 'node:path';
import { importPathOf } from '#core/compiler/variant';
import type { ListedPackage } from '#server/analysis/ports';

/** One object of the answer, as far as it could be read. */
interface Entry {
  readonly importPath: string;
  readonly directory: string;
  readonly name: string;
  readonly forTest: string;
  readonly goFiles: readonly string[];
  readonly cgoFiles: readonly string[];
  readonly ignoredFiles: readonly string[];
  readonly compiled: boolean;
  readonly isTarget: boolean;
  readonly isStandard: boolean;
  readonly error: string | null;
  readonly dependencyErrors: readonly string[];
  readonly dependencies: readonly string[];
}

/** Takes the answer line by line (objects end with a `}` at the line's start) and gives the packages at the end. */
export interface PackageReader {
  line(text: string): void;
  /** In the go command's order; without the test programs that it generates. */
  packages(): readonly ListedPackage[];
  /** What these depend on outside of the standard library, where the list was asked to hold it (-deps). */
  dependencies(): readonly Dependency[];
}

/** A package that is only listed because another one needs it. */
export interface Dependency {
  readonly directory: string;
  /** Absolute paths. */
  readonly files: readonly string[];
}

/** Text that is no object, or an object that is no package, is left out. `isScript`: nothing was compiled, and that is no error. */
export function packageReader({ isScript = false } = {}): PackageReader {
  const packages: ListedPackage[] = [];
  const dependencies: Dependency[] = [];
  let object: string[] = [];
  return {
    line(text) {
      object.push(text);
      if (text !== '}') return;
      const entry = readEntry(object.join('\n'));
      object = [];
      if (!entry || isTestProgram(entry)) return;
      const listed = toPackage(entry, isScript);
      if (entry.isTarget) packages.push(listed);
      else if (!entry.isStandard) dependencies.push({ directory: listed.directory, files: listed.files });
    },
    packages: () => packages,
    dependencies: () => dependencies,
  };
}

/** The generated main of a test binary: `p.test`, whose one file lies in the build cache. */
function isTestProgram(entry: Entry): boolean {
  const [file = ''] = entry.goFiles;
  return entry.importPath.endsWith('.test') && entry.name === 'main' && entry.forTest === '' && !file.endsWith('.go');
}

function toPackage(entry: Entry, isScript: boolean): ListedPackage {
  const importPath = importPathOf(entry.importPath);
  const absolute = (file: string): string => path.resolve(entry.directory, file);
  return {
    importPath,
    variant: entry.importPath,
    name: entry.name,
    directory: entry.directory,
    files: [...new Set([...entry.goFiles, ...entry.cgoFiles])].map(absolute),
    ignoredFiles: entry.ignoredFiles.map(absolute),
    dependencies: [...new Set(entry.dependencies.map(importPathOf))],
    error: errorOf(entry, isScript),
  };
}

/** The package's own trouble first, then that of its imports. What has only tests, and `unsafe`, compile to nothing, and rightly. */
function errorOf(entry: Entry, isScript: boolean): string | null {
  if (entry.error !== null) return entry.error;
  if (entry.compiled || entry.importPath === 'unsafe') return null;
  if (entry.dependencyErrors.length > 0) return entry.dependencyErrors.join('\n');
  if (isScript) return null;
  return entry.goFiles.length + entry.cgoFiles.length > 0 ? 'not compiled' : null;
}

function readEntry(json: string): Entry | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isObject(value) || typeof value['ImportPath'] !== 'string') return null;
  const dependencyErrors = Array.isArray(value['DepsErrors']) ? value['DepsErrors'] : [];
  return {
    importPath: value['ImportPath'],
    directory: text(value['Dir']),
    name: text(value['Name']),
    forTest: text(value['ForTest']),
    goFiles: texts(value['GoFiles']),
    cgoFiles: texts(value['CgoFiles']),
    ignoredFiles: texts(value['IgnoredGoFiles']),
    compiled: text(value['Export']) !== '',
    isTarget: value['DepOnly'] !== true,
    isStandard: value['Standard'] === true,
    error: errorText(value['Error']),
    dependencyErrors: dependencyErrors.map(errorText).filter(words => words !== null),
    dependencies: texts(value['Deps']),
  };
}

/** `Err` without `# package` headers, with its position before it where it does not say it itself. */
function errorText(error: unknown): string | null {
  if (!isObject(error)) return null;
  const words = text(error['Err'])
    .replace(/^# .*\n/gm, '')
    .trimEnd();
  const position = text(error['Pos']);
  return position === '' || words.includes(position) ? words : `${position}: ${words}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}
