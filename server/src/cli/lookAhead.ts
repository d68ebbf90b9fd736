// Parsing ahead: a package's test variant is compiled last, and all that it says comes at once, at its very end. While the go
// command is at it this process has nothing to do, so the files that will be asked for are parsed then.
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Disk } from '#server/analysis/ports';
import type { Trees } from '#server/analysis/trees';

/** Fewer than the trees that are kept: what was parsed ahead must not push out itself. */
const mostFiles = 400;

export interface LookAheadParts {
  readonly trees: Trees;
  readonly disk: Disk;
  readonly textOf: (file: string) => Promise<string | null>;
  /** The module's root: nothing outside of it is looked at. */
  readonly directory: string;
}

export interface LookAhead {
  /** Parses the other files of these files' folders, one by one, in between. */
  foldersOf(files: readonly string[]): void;
  stop(): void;
}

export function createLookAhead({ trees, disk, textOf, directory }: LookAheadParts): LookAhead {
  const seen = new Set<string>();
  let parsed = 0;
  let stopped = false;

  async function parseFolder(folder: string): Promise<void> {
    for (const name of await disk.list(folder)) {
      if (!name.endsWith('.go')) continue;
      const file = path.join(folder, name);
      const text = await textOf(file);
      // Between two files whatever the compiler has said meanwhile comes first.
      await setImmediate();
      if (stopped || parsed >= mostFiles) return;
      if (text === null) continue;
      trees.parse(file, text);
      parsed++;
    }
  }
  return {
    foldersOf(files) {
      for (const folder of new Set(files.map(file => path.dirname(file)))) {
        const isInside = folder === directory || folder.startsWith(directory + path.sep);
        if (!isInside || seen.has(folder)) continue;
        seen.add(folder);
        // What cannot be parsed now is parsed when it is asked for, and said then.
        void parseFolder(folder).catch(() => undefined);
      }
    },
    stop() {
      stopped = true;
    },
  };
}
