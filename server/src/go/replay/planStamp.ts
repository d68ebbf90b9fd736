// How long a plan holds: as long as nothing changes that the go command looks at when it plans a compile. That is less than the text of
// the package: of its own files only the header counts (constraints, imports, embed directives), of what it depends on everything.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileHeader, importsC } from '#core/syntax/fileHeader';
import { stampOf } from '../environment';
import type { GoCommand } from '../goCommand';
import type { Dependency } from '../listedPackages';

export interface PlanStamp {
  /** `overlay`: the texts that are in the editor now. Some hundred system calls, a millisecond or two. */
  holds(overlay: ReadonlyMap<string, string>): boolean;
}

export interface StampedPlan {
  readonly go: GoCommand;
  /** The package's folder. */
  readonly folder: string;
  readonly tests: boolean;
  /** The files that are given to the compiler as they are. */
  readonly compiled: ReadonlySet<string>;
  readonly dependencies: readonly Dependency[];
}

/** Files of dependencies beyond this many are not looked at one by one: the editor tells of changes on the disk, too. */
const mostFiles = 2_000;

export function stampPlan(plan: StampedPlan, overlay: ReadonlyMap<string, string>): PlanStamp {
  const outside = plan.dependencies.filter(({ directory }) => !isModuleCache(directory));
  const headers = headerReader();
  const look = (texts: ReadonlyMap<string, string>): Observation => observe(plan, outside, texts, headers);
  const before = look(overlay);
  return { holds: now => equal(before, look(now)) };
}

type Observation = ReadonlyMap<string, string>;

/** What is looked at → what it looks like. Texts are kept as they are: to compare the same string again costs nothing. */
function observe(
  { go, folder, tests, compiled }: StampedPlan,
  dependencies: readonly Dependency[],
  overlay: ReadonlyMap<string, string>,
  headers: HeaderReader,
): Observation {
  const seen = new Map([['go', stampOf(go.path, go.directory, go.said.goenv)]]);
  for (const name of ['go.sum', 'go.work.sum', path.join('vendor', 'modules.txt')]) {
    const file = path.join(go.directory, name);
    seen.set(file, onDisk(file));
  }
  const open = [...overlay.keys()].filter(file => path.dirname(file) === folder);
  for (const file of new Set([...buildInputs(folder), ...open])) {
    if (file.endsWith('_test.go') && !tests) continue;
    const text = overlay.get(file);
    // What is no Go is input of other steps, whole: cgo, assembly; and so is, for an external test, the package that it tests.
    const isWhole = !file.endsWith('.go') || (!compiled.has(file) && (tests || headers.importsC(file, text)));
    seen.set(file, isWhole ? (text ?? onDisk(file)) : headers.header(file, text));
  }
  let files = 0;
  for (const dependency of dependencies) {
    for (const file of dependency.files) {
      if (++files > mostFiles) return seen;
      seen.set(file, overlay.get(file) ?? onDisk(file));
    }
  }
  return seen;
}

interface HeaderReader {
  /** `text`: what the editor has; the disk's is read where it is undefined, and only when the file has changed. */
  header(file: string, text: string | undefined): string;
  importsC(file: string, text: string | undefined): boolean;
}

function headerReader(): HeaderReader {
  const known = new Map<string, { readonly stamp: string; readonly header: string }>();
  const header = (file: string, text: string | undefined): string => {
    if (text !== undefined) return fileHeader(text);
    const stamp = onDisk(file);
    const before = known.get(file);
    if (before?.stamp === stamp) return before.header;
    const read = { stamp, header: fileHeader(readText(file)) };
    known.set(file, read);
    return read.header;
  };
  return { header, importsC: (file, text) => importsC(header(file, text)) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** What the go command builds from in the folder: absolute paths. */
function buildInputs(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter(name => /\.(?:go|s|S|sx|c|cc|cpp|cxx|h|hh|hpp|hxx|m|syso|swig|swigcxx|pgo)$/.test(name))
      .map(name => path.join(folder, name));
  } catch {
    return [];
  }
}

function onDisk(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : '-';
}

function isModuleCache(directory: string): boolean {
  return /[\\/]pkg[\\/]mod[\\/].*@v/.test(directory);
}

function equal(a: Observation, b: Observation): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}
