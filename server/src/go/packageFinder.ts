// The PackageFinder port by the go command: `go list -find` says where packages lie and which of their files are compiled, without
// compiling or even reading what they import. A few dozen milliseconds for hundreds of packages.
import type { CompileRequest, ListedPackage, PackageFinder } from '#server/analysis/ports';
import type { CompilerOptions } from './compiler';
import { planCompile } from './compilePlan';
import { goEnvironmentAsker, goProcessEnvironment, isGoEnvironment } from './environment';
import { findGo } from './findGo';
import { packageReader } from './listedPackages';

export function createPackageFinder({ processes, env: base }: CompilerOptions): PackageFinder {
  const askGoEnvironment = goEnvironmentAsker(processes);
  return {
    async find({ directory, importPaths, settings }, signal): Promise<readonly ListedPackage[]> {
      const { timeoutSeconds } = settings;
      const env = goProcessEnvironment(base, settings.env, directory);
      const go = processes.isTrusted() && importPaths.length > 0 ? findGo({ setting: settings.path, env }) : null;
      if (go === null) return [];
      const said = await askGoEnvironment({ go, directory, env, timeoutSeconds, signal });
      if (!isGoEnvironment(said)) return [];
      const request: CompileRequest = {
        directory,
        patterns: importPaths,
        tests: false,
        overlay: new Map(),
        settings,
        ask: { words: 'verdicts', debug: [] },
      };
      // The same flags as a compile: they decide which module a package comes from and which files are left out.
      const plan = planCompile(request, said.goflags);
      const args = plan.arguments(null).map(argument => (argument === '-export' ? '-find' : argument));
      const reader = packageReader();
      await processes.run({
        command: go,
        args,
        cwd: directory,
        env: { ...env, GOFLAGS: plan.goflags },
        timeoutSeconds,
        signal,
        onStdoutLine: reader.line,
        onStderrLine: () => undefined,
      });
      signal.throwIfAborted();
      return reader.packages();
    },
  };
}
