// The PackageLister port by the go command: `go list -test` reads the imports of all packages that the patterns name and says what each depends
// on. Nothing is compiled; a second for a thousand packages.
import { askErrors, type CompileRequest, type ListedPackage, type PackageLister } from '#server/analysis/ports';
import type { CompilerOptions } from './compiler';
import { planCompile } from './compilePlan';
import { goCommands } from './goCommand';
import { packageReader } from './listedPackages';
import { runFolders } from './runFolders';

export function createPackageLister({ processes, temporaryDirectory, log, env }: CompilerOptions): PackageLister {
  const prepare = goCommands({ processes, env });
  const folders = runFolders({ temporaryDirectory, log });
  return {
    async list({ directory, patterns, overlay, settings }, signal): Promise<readonly ListedPackage[]> {
      const go = await prepare(directory, settings, signal);
      if ('problem' in go || patterns.length === 0) return [];
      const request: CompileRequest = { directory, patterns, tests: true, overlay, settings, ask: askErrors };
      // The same flags as a compile: they decide what is in the build.
      const plan = planCompile(request, go.said.goflags);
      const folder = await folders.make(go, overlay, plan.userOverlay);
      if ('kind' in folder) return [];
      try {
        const reader = packageReader({ isScript: true });
        await processes.run({
          command: go.path,
          args: plan.arguments(folder.overlayFile).filter(argument => argument !== '-export'),
          cwd: directory,
          env: { ...go.env, GOFLAGS: plan.goflags, GOTMPDIR: folder.path },
          timeoutSeconds: settings.timeoutSeconds,
          signal,
          onStdoutLine: reader.line,
          onStderrLine: () => undefined,
        });
        signal.throwIfAborted();
        return reader.packages();
      } finally {
        await folder.remove();
      }
    },
  };
}
