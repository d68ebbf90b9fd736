// The Compiler port by the go command: plan, overlay, run, sort what comes back. One compile is one `go list -export`.
import { askKnownTo } from '#core/escape/asked';
import type { CompileOutcome, Compiler, ListedPackage, Log, Problem } from '#server/analysis/ports';
import { compilerText } from './compilerText';
import { planCompile } from './compilePlan';
import type { GoEnvironment } from './environment';
import type { PrepareGo } from './goCommand';
import { missingDependency } from './goProblem';
import { packageReader } from './listedPackages';
import type { RunFolder } from './overlay';
import type { ProcessRunner } from './process';
import type { RunFolders } from './runFolders';

/** What a compiler is made of. */
export interface CompilerParts {
  readonly processes: ProcessRunner;
  readonly prepare: PrepareGo;
  readonly folders: RunFolders;
  readonly log: Log;
}

export function createListCompiler({ processes, prepare, folders, log }: CompilerParts): Compiler {
  return {
    async compile(request, onLine, signal) {
      const { directory, settings } = request;
      const go = await prepare(directory, settings, signal);
      if ('problem' in go) return without(go.problem);
      const ask = askKnownTo(request.ask, go.said.version);
      const plan = planCompile({ ...request, ask }, go.said.goflags);
      const folder = await folders.make(go, request.overlay, plan.userOverlay);
      if ('kind' in folder) return outcome(go.said, [], folder);

      try {
        const reader = packageReader();
        const text = compilerText(onLine);
        const args = plan.arguments(folder.overlayFile);
        log.info(`${directory}: go ${args.join(' ')}`);
        const result = await processes.run({
          command: go.path,
          args,
          cwd: directory,
          env: { ...go.env, GOFLAGS: plan.goflags, GOTMPDIR: folder.path },
          timeoutSeconds: settings.timeoutSeconds,
          priority: request.urgency === 'background' ? 'low' : 'normal',
          signal,
          onStdoutLine: reader.line,
          onStderrLine: text.line,
        });
        const problem = go.problemOf(result, text.goLines(), signal);
        const packages = reader.packages().map(listed => withRealNames(listed, folder));
        return outcome(go.said, packages, problem ?? missingDependency(packages));
      } finally {
        await folder.remove();
      }
    },
  };
}

export function outcome(
  said: GoEnvironment,
  packages: readonly ListedPackage[],
  problem: Problem | null,
): CompileOutcome {
  return {
    packages,
    problem,
    goVersion: said.version,
    goos: said.goos,
    goarch: said.goarch,
    replayed: false,
    planning: 0,
  };
}

export function without(problem: Problem): CompileOutcome {
  return { packages: [], problem, goVersion: null, goos: '', goarch: '', replayed: false, planning: 0 };
}

function withRealNames(listed: ListedPackage, folder: RunFolder): ListedPackage {
  return listed.error === null ? listed : { ...listed, error: folder.restoreNames(listed.error) };
}
