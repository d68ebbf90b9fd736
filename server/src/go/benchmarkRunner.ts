// The BenchmarkRunner port: `go test -bench` of one benchmark, with the texts of the editor. It runs the user's own code, so only when the user
// asks for it, and only in a trusted workspace.
import type { BenchmarkRunner } from '#server/analysis/ports';
import type { CompilerOptions } from './compiler';
import { planCompile } from './compilePlan';
import { testedPatterns } from './testedPatterns';
import { goCommands } from './goCommand';
import { runFolders } from './runFolders';

/** Lines that are kept: a benchmark may print. */
const mostLines = 2_000;

export function createBenchmarkRunner({ processes, temporaryDirectory, log, env }: CompilerOptions): BenchmarkRunner {
  const prepare = goCommands({ processes, env });
  const folders = runFolders({ temporaryDirectory, log });
  return {
    async run({ directory, patterns, name, overlay, settings }, signal) {
      const go = await prepare(directory, settings, signal);
      if ('problem' in go) return { output: [], problem: go.problem };
      const ask = { words: 'verdicts', debug: [] } as const;
      const plan = planCompile({ directory, patterns, tests: true, overlay, settings, ask }, go.said.goflags);
      const folder = await folders.make(go, overlay, plan.userOverlay);
      if ('kind' in folder) return { output: [], problem: folder };
      try {
        const output: string[] = [];
        const keep = (line: string): void => {
          if (output.length < mostLines) output.push(folder.restoreNames(line));
        };
        const args = [
          ...['test', '-run=^$', `-bench=^${name}$`, '-benchmem', '-count=1'],
          ...plan.build(folder.overlayFile),
          ...testedPatterns(patterns),
        ];
        log.info(`${directory}: go ${args.join(' ')}`);
        const result = await processes.run({
          command: go.path,
          args,
          cwd: directory,
          env: { ...go.env, GOFLAGS: plan.goflags, GOTMPDIR: folder.path },
          timeoutSeconds: settings.timeoutSeconds,
          signal,
          onStdoutLine: keep,
          onStderrLine: keep,
        });
        // That it failed is told by what it printed.
        const isOver = result.kind === 'exited';
        return { output, problem: isOver ? null : go.problemOf(result, output, signal) };
      } finally {
        await folder.remove();
      }
    },
  };
}
