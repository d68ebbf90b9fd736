// Folders for runs of the go command, below the one private folder of this server: the texts that are not on the disk, and room for the
// go command's own temporary files.
import type { Log, Problem } from '#server/analysis/ports';
import type { GoCommand } from './goCommand';
import { createRunFolder, type RunFolder } from './overlay';
import { temporaryFolders } from './temporaryFolder';

export interface RunFolders {
  /** A Problem where the disk is full, or the place for temporary files is not there. `userOverlay`: see RunFolderOptions. */
  make(go: GoCommand, overlay: ReadonlyMap<string, string>, userOverlay: string | null): Promise<RunFolder | Problem>;
}

export interface RunFoldersOptions {
  /** Where temporary files go unless the user's GOTMPDIR says otherwise; `os.tmpdir()`. */
  readonly temporaryDirectory: string;
  readonly log: Log;
}

export function runFolders({ temporaryDirectory, log }: RunFoldersOptions): RunFolders {
  const temporaryFolder = temporaryFolders();
  return {
    async make({ directory, said }, overlay, userOverlay) {
      try {
        const parent = await temporaryFolder(said.temporaryDirectory || temporaryDirectory);
        return await createRunFolder({ parent, directory, overlay, userOverlay, log });
      } catch (error) {
        return { kind: 'go-failed', detail: String(error) };
      }
    },
  };
}
