// What refactorings need, of the real toolchain: no editor, every file as the disk has it.
import { tmpdir } from 'node:os';
import { english } from '#core/messages/translate';
import type { GoSettings } from '#server/analysis/ports';
import type { RefactoringParts, RefactoringSettings } from '#server/analysis/refactor/refactoring';
import { createCompiler } from '#server/go/compiler';
import { createFormatter } from '#server/go/gofmt';
import { createPackageFinder } from '#server/go/packageFinder';
import { createPackageLister } from '#server/go/packageLister';
import { createProcessRunner } from '#server/go/process';
import { machineClock, machineDisk } from '#server/host';
import { testTrees } from './grammar';

const settings: GoSettings = { path: '', buildFlags: [], tags: '', gcflags: [], env: {}, timeoutSeconds: 1_200 };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface PartsOptions {
  /** What escape analysis last said of a file; nothing where it is left out. */
  readonly findings?: RefactoringParts['findings'];
  readonly put?: RefactoringSettings['poolPut'];
}

/** The trees are the caller's to dispose. */
export async function refactoringParts({
  findings = () => [],
  put = 'defer',
}: PartsOptions = {}): Promise<RefactoringParts> {
  const processes = createProcessRunner({ isTrusted: () => true });
  const go = { processes, temporaryDirectory: tmpdir(), log: quiet, env: process.env };
  return {
    compiler: createCompiler(go),
    finder: createPackageFinder(go),
    lister: createPackageLister(go),
    formatter: createFormatter(go),
    trees: await testTrees(),
    disk: machineDisk,
    clock: machineClock,
    log: quiet,
    t: english,
    settings: () => ({ go: settings, goarch: [], poolPut: put }),
    openTexts: () => new Map(),
    findings,
  };
}
