// Reads what hazards are looked for in: the Go files of the packages, with the uses in them, the files that the build leaves out, assembly.
// Plain data: every tree is let go before the next file is read.
import path from 'node:path';
import { fileFacts, type FileFacts } from '#core/layout/hazards/fileFacts';
import type { TextFile } from '#core/layout/hazards/fileHazards';
import { findUses } from '#core/layout/hazards/findUses';
import type { Use } from '#core/layout/hazards/use';
import type { Disk, ListedPackage } from '../ports';
import type { Trees } from '../trees';

export interface FileParts {
  readonly trees: Trees;
  readonly disk: Disk;
  /** The text of a file, the editor's where it is open; null where it cannot be read. */
  readonly textOf: (file: string) => Promise<string | null>;
}

/** A Go file that is compiled. */
export interface ReadFile {
  readonly facts: FileFacts;
  readonly uses: readonly Use[];
}

/** Null where it cannot be read. */
export async function readGoFile({ trees, textOf }: FileParts, file: string): Promise<ReadFile | null> {
  const text = await textOf(file);
  if (text === null) return null;
  const parsed = { ...trees.parse(file, text), path: file };
  const facts = fileFacts(parsed);
  return { facts, uses: findUses(parsed, facts.imports) };
}

export async function readFacts(parts: FileParts, files: readonly string[]): Promise<readonly FileFacts[]> {
  const read: FileFacts[] = [];
  for (const file of files) {
    const text = await parts.textOf(file);
    if (text !== null) read.push(fileFacts({ ...parts.trees.parse(file, text), path: file }));
  }
  return read;
}

/** The assembly files of a package's folder. */
export async function readAssembly({ disk }: FileParts, { directory }: ListedPackage): Promise<readonly TextFile[]> {
  const names = (await disk.list(directory)).filter(name => /\.[sS]$/.test(name));
  const texts = await Promise.all(names.map(name => disk.read(path.join(directory, name))));
  return texts.flatMap((text, index) => (text === null ? [] : [{ path: path.join(directory, names[index]!), text }]));
}
