// The Compiler port by the go command: plan, overlay, run, sort what comes back. One compile is one `go list -export`.
import { existsSync } from 'node:fs';
import type { CompileOutcome, Compiler, ListedPackage, Log, Problem } from '#server/analysis/ports';
import { compilerText } from './compilerText';
import { planCompile } from './compilePlan';
import { goEnvironmentAsker, goProcessEnvironment, isGoEnvironment, type GoEnvironment } from './environment';
import { findGo } from './findGo';
import { missingDependency, problemOf } from './goProblem';
import { packageReader } from './listedPackages';
import { createRunFolder, type RunFolder, type RunFolderOptions } from './overlay';
import type { ProcessResult, ProcessRunner } from './process';
import { temporaryFolders } from './temporaryFolder';

/** What a compiler is made of. */
export interface CompilerOptions {
  readonly processes: ProcessRunner;
  /** Where temporary files go unless the user's GOTMPDIR says otherwise; `os.tmpdir()`. */
  readonly temporaryDirectory: string;
  readonly log: Log;
  /** The server's own environment; the settings' `env` goes on top of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createCompiler(options: CompilerOptions): Compiler {
  const { processes, log } = options;
  const askGoEnvironment = goEnvironmentAsker(processes);
  const temporaryFolder = temporaryFolders();
  const makeFolder = async (folder: RunFolderOptions): Promise<RunFolder | Problem> => {
    try {
      return await createRunFolder({ ...folder, parent: await temporaryFolder(folder.parent) });
    } catch (error) {
      // The disk is full, or the place for temporary files is not there.
      return { kind: 'go-failed', detail: String(error) };
    }
  };

  return {
    async compile(request, onLine, signal) {
      signal.throwIfAborted();
      if (!processes.isTrusted()) return without({ kind: 'not-trusted' });
      const { directory, settings } = request;
      const env = goProcessEnvironment(options.env, settings.env, directory);
      const go = findGo({ setting: settings.path, env });
      if (go === null) return without({ kind: 'go-missing', path: settings.path });

      const base: GoRun = { go, directory, timeoutSeconds: settings.timeoutSeconds, signal };
      const said = await askGoEnvironment({ ...base, env });
      if (!isGoEnvironment(said)) {
        const words = said.kind === 'exited' ? said.stderr.split(/\r?\n/) : [];
        return without(problemOr(said, words, base) ?? { kind: 'go-failed', detail: 'go env' });
      }
      const parent = said.temporaryDirectory || options.temporaryDirectory;
      const plan = planCompile(request, said.goflags);
      const folder = await makeFolder({
        parent,
        directory,
        overlay: request.overlay,
        userOverlay: plan.userOverlay,
        log,
      });
      if ('kind' in folder) return outcome(said, [], folder);

      try {
        const reader = packageReader();
        const text = compilerText(onLine);
        const args = plan.arguments(folder.overlayFile);
        log.info(`${directory}: go ${args.join(' ')}`);
        const result = await processes.run({
          command: go,
          args,
          cwd: directory,
          env: { ...env, GOFLAGS: plan.goflags, GOTMPDIR: folder.path },
          timeoutSeconds: settings.timeoutSeconds,
          signal,
          onStdoutLine: reader.line,
          onStderrLine: text.line,
        });
        const problem = problemOr(result, text.goLines(), base);
        const packages = reader.packages().map(listed => withRealNames(listed, folder));
        return outcome(said, packages, problem ?? missingDependency(packages));
      } finally {
        await folder.remove();
      }
    },
  };
}

/** The Problem of a run; throws the signal's AbortError where it was called off. */
function problemOr(result: ProcessResult, words: readonly string[], run: GoRun): Problem | null {
  if (result.kind === 'aborted') throw run.signal.reason;
  if (result.kind === 'not-started' && !existsSync(run.directory)) {
    return { kind: 'go-failed', detail: `${run.directory}: no such directory` };
  }
  return problemOf(result, words, run);
}

interface GoRun {
  readonly go: string;
  readonly directory: string;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

function outcome(said: GoEnvironment, packages: readonly ListedPackage[], problem: Problem | null): CompileOutcome {
  return { packages, problem, goVersion: said.version, goos: said.goos, goarch: said.goarch };
}

function without(problem: Problem): CompileOutcome {
  return { packages: [], problem, goVersion: null, goos: '', goarch: '' };
}

function withRealNames(listed: ListedPackage, folder: RunFolder): ListedPackage {
  return listed.error === null ? listed : { ...listed, error: folder.restoreNames(listed.error) };
}
