// What live analysis remembers of a package with open files, between one compile of it and the next.
import type { PackagePlace } from './packageOf';
import type { CompileOutcome, CompileRequest, ListedPackage } from './ports';
import type { Sized } from './sizes';
import type { Took } from './waves';

export interface PackageMemory {
  readonly place: PackagePlace;
  readonly took: Took;
  importPaths: ReadonlySet<string>;
  dependencies: ReadonlySet<string>;
  /** Both. */
  reachable: ReadonlySet<string>;
  /** Its text changed since packages that depend on it were compiled. */
  edited: boolean;
  lastChange: number;
  /** The file whose compilation the first waves are about. */
  focus: string;
  /** Whether the go command has spoken of the present text. */
  hasExact: boolean;
  /** The last compile that explained the present text, and, once they are measured, its sizes. */
  explained: { readonly request: CompileRequest; readonly outcome: CompileOutcome } | null;
  sized: Sized | null;
  /** Its text was saved as it is, and is to be confirmed by the machine code. */
  toVerify: boolean;
  /** Lines of the compiler whose explanation somebody waits for, and who is to be told. */
  readonly waiting: Map<string, () => void>;
}

export function newPackageMemory(place: PackagePlace, focus: string): PackageMemory {
  return {
    place,
    took: { verdicts: 0, explanations: 0, exact: 0 },
    importPaths: new Set(),
    dependencies: new Set(),
    reachable: new Set(),
    edited: false,
    lastChange: -Infinity,
    focus,
    hasExact: false,
    explained: null,
    sized: null,
    toVerify: false,
    waiting: new Map(),
  };
}

/** A new text: what was found out about the one before is of no use. */
export function forgetText(memory: PackageMemory, focus: string): void {
  memory.focus = focus;
  memory.hasExact = false;
  memory.toVerify = false;
  memory.explained = null;
  memory.sized = null;
}

export function rememberPackages(memory: PackageMemory, listed: readonly ListedPackage[]): void {
  if (listed.length === 0) return;
  memory.importPaths = new Set(listed.map(({ importPath }) => importPath));
  memory.dependencies = new Set(listed.flatMap(({ dependencies }) => dependencies));
  memory.reachable = new Set([...memory.importPaths, ...memory.dependencies]);
}
