// The files that are open in the editor, the packages that they belong to, and what is remembered of each.
import { newPackageMemory, type PackageMemory } from './packageMemory';
import { packageOf, type PackagePlace } from './packageOf';
import type { OpenFile } from './openFile';
import type { Disk, Log } from './ports';

export interface OpenPackages {
  /** By absolute path. */
  readonly files: Map<string, OpenFile>;
  /** By the place's key; a package goes with its last open file. */
  readonly packages: ReadonlyMap<string, PackageMemory>;
  memoryOf(place: PackagePlace, file: string): PackageMemory;
  openFilesOf(place: PackagePlace): OpenFile[];
  /** Finds the file's package, forgetting the one that nothing open belongs to any more. */
  place(open: OpenFile): Promise<void>;
  /** Resolves when the file's package is known, if it is being looked for. */
  placed(file: string): Promise<void>;
  /** Does it once the file's package is known; not for a file that is closed by then. */
  whenPlaced(file: string, act: (open: OpenFile) => void): void;
  forgetIfUnused(place: PackagePlace): void;
  /** The text that the file has in the editor, or else on the disk. */
  textOf(file: string): Promise<string | null>;
}

export interface OpenPackagesParts {
  readonly disk: Disk;
  readonly log: Log;
  readonly onForgotten: (place: PackagePlace) => void;
}

export function createOpenPackages({ disk, log, onForgotten }: OpenPackagesParts): OpenPackages {
  const files = new Map<string, OpenFile>();
  const packages = new Map<string, PackageMemory>();
  /** Looking up a file's package is asynchronous; requests wait for it here. */
  const placing = new Map<string, Promise<void>>();

  function memoryOf(place: PackagePlace, file: string): PackageMemory {
    let memory = packages.get(place.key);
    if (!memory) packages.set(place.key, (memory = newPackageMemory(place, file)));
    return memory;
  }

  const openFilesOf = (place: PackagePlace): OpenFile[] =>
    [...files.values()].filter(open => open.place?.key === place.key);

  function place(open: OpenFile): Promise<void> {
    const found = packageOf(open.file, open.text, disk).then(
      place => {
        if (files.get(open.file) !== open) return;
        const before = open.place;
        open.place = place;
        if (before && before.key !== place.key) forgetIfUnused(before);
        memoryOf(place, open.file);
      },
      (error: unknown) => log.error(`${open.file}: ${String(error)}`),
    );
    placing.set(open.file, found);
    return found.finally(() => {
      if (placing.get(open.file) === found) placing.delete(open.file);
    });
  }

  function forgetIfUnused(place: PackagePlace): void {
    if (openFilesOf(place).length > 0) return;
    packages.delete(place.key);
    onForgotten(place);
  }

  const placed = (file: string): Promise<void> => placing.get(file) ?? Promise.resolve();

  function whenPlaced(file: string, act: (open: OpenFile) => void): void {
    void placed(file).then(() => {
      const open = files.get(file);
      if (open?.place) act(open);
    });
  }

  return {
    files,
    packages,
    memoryOf,
    openFilesOf,
    place,
    placed,
    whenPlaced,
    forgetIfUnused,
    textOf: file => Promise.resolve(files.get(file)?.text ?? disk.read(file)),
  };
}
