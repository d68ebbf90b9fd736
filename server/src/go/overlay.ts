// Texts that are in the editor but not on the disk, for one compile: each in a file of its own in a private folder, and a JSON file
// that tells the go command which file each stands for (`-overlay`). The folder also takes the go command's own temporary files, so
// that a compile that is killed leaves nothing behind.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '#server/analysis/ports';

/** A folder for one run. */
export interface RunFolder {
  /** Where the go command shall put its temporary files (GOTMPDIR). */
  readonly path: string;
  /** The JSON for -overlay; null where every text is what the disk has. */
  readonly overlayFile: string | null;
  /** Stand-in → the file it stands for, entries of the user's own overlay included. */
  readonly originals: ReadonlyMap<string, string>;
  /** The compiler names the stand-in in its errors: puts the real file's name back. */
  restoreNames(text: string): string;
  /** Deletes the folder. Never rejects. */
  remove(): Promise<void>;
}

/** What to put into it. */
export interface RunFolderOptions {
  /** Where folders of runs are made; it exists. */
  readonly parent: string;
  /** The directory the go command runs in. */
  readonly directory: string;
  /** Absolute path → text. */
  readonly overlay: ReadonlyMap<string, string>;
  /** An overlay file of the user's own, relative to `directory`; its entries hold where ours have none. */
  readonly userOverlay: string | null;
  readonly log: Log;
}

/** Only the owner can read the folder (mode 0700). Rejects where the disk is full or the parent cannot be written. */
export async function createRunFolder(options: RunFolderOptions): Promise<RunFolder> {
  const folder = await mkdtemp(path.join(options.parent, 'run-'));
  const remove = (): Promise<void> =>
    rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) =>
      options.log.warn(`cannot remove ${folder}: ${String(error)}`),
    );
  try {
    const standIns = await writeStandIns(folder, options.overlay);
    const overlayFile = standIns.length === 0 ? null : path.join(folder, 'overlay.json');
    const replace = { ...(await readUserOverlay(options)), ...Object.fromEntries(standIns) };
    if (overlayFile) await writeFile(overlayFile, JSON.stringify({ Replace: replace }));
    const originals = new Map(Object.entries(replace).map(([original, standIn]) => [standIn, original]));
    return { path: folder, overlayFile, originals, restoreNames: nameRestorer(standIns, options.directory), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

type StandIn = readonly [original: string, standIn: string];

/** A text that the disk has already needs no stand-in: the go command then finds the package in its cache. */
async function writeStandIns(folder: string, overlay: ReadonlyMap<string, string>): Promise<readonly StandIn[]> {
  const standIns: StandIn[] = [];
  for (const [original, text] of overlay) {
    const bytes = Buffer.from(text, 'utf8');
    const onDisk = await readFile(original).catch(() => null);
    if (onDisk?.equals(bytes)) continue;
    const own = path.join(folder, String(standIns.length));
    await mkdir(own);
    const standIn = path.join(own, path.basename(original));
    await writeFile(standIn, bytes);
    standIns.push([original, standIn]);
  }
  return standIns;
}

async function readUserOverlay(options: RunFolderOptions): Promise<Readonly<Record<string, string>>> {
  if (options.userOverlay === null) return {};
  const absolute = (file: string): string => (file === '' ? '' : path.resolve(options.directory, file));
  try {
    const value: unknown = JSON.parse(await readFile(absolute(options.userOverlay), 'utf8'));
    const replace = typeof value === 'object' && value !== null && 'Replace' in value ? value.Replace : {};
    const entries = Object.entries(replace ?? {}).map(([from, to]) => [absolute(from), absolute(String(to))] as const);
    return Object.fromEntries(entries);
  } catch (error) {
    options.log.warn(`the overlay file ${options.userOverlay} is left out: ${String(error)}`);
    return {};
  }
}

/** The go command prints a path relative to its directory where that is shorter, else absolute. */
function nameRestorer(standIns: readonly StandIn[], directory: string): (text: string) => string {
  const printed = (file: string): string => {
    const relative = path.relative(directory, file);
    const short = relative.startsWith('..') ? relative : `.${path.sep}${relative}`;
    return relative.length < file.length ? (relative.includes(path.sep) ? relative : short) : file;
  };
  const names = standIns.flatMap(([original, standIn]) =>
    [standIn, path.relative(directory, standIn)].map(name => [name, printed(original)] as const),
  );
  return text => names.reduce((result, [name, original]) => result.replaceAll(name, original), text);
}
