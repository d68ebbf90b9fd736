// The ProfileTaker port by `go test`: runs one test or benchmark with a profile, built and run as the user's settings say. The test binary
// goes to a private folder, the profile to where the caller wants it; of what the test prints, lines are handed on as they come.
import { statSync } from 'node:fs';
import path from 'node:path';
import type { ProfileRequest, ProfileTaker, TestRun } from '#server/analysis/ports';
import { planCompile } from './compilePlan';
import type { CompilerOptions } from './compiler';
import { goCommands } from './goCommand';
import { runFolders } from './runFolders';
import { testedPatterns } from './testedPatterns';

/** A benchmark may take its time; one that hangs is ended all the same. */
const longestRun = 30 * 60;
const keptLines = 200;
/** Of no weight here: a plan wants to be told. */
const ask = { words: 'verdicts', debug: [] } as const;

export function createProfileTaker({ processes, temporaryDirectory, log, env }: CompilerOptions): ProfileTaker {
  const prepare = goCommands({ processes, env });
  const folders = runFolders({ temporaryDirectory, log });
  return {
    async take(request, onLine, signal): Promise<TestRun> {
      const { directory, settings } = request;
      const go = await prepare(directory, settings, signal);
      if ('problem' in go) return { kind: 'problem', problem: go.problem };
      const compile = {
        directory,
        patterns: request.patterns,
        tests: true,
        overlay: new Map(),
        settings,
        ask,
      } as const;
      const plan = planCompile(compile, go.said.goflags);
      const folder = await folders.make(go, new Map(), null);
      if ('kind' in folder) return { kind: 'problem', problem: folder };
      try {
        const args = [
          ...['test', ...plan.build(null), ...selection(request), '-count=1', `-timeout=${longestRun}s`],
          ...profileFlags(request),
          // Which go would else leave in the package's folder.
          ...['-o', path.join(folder.path, 'profiled.test')],
          ...testedPatterns(request.patterns),
        ];
        log.info(`${directory}: go ${args.join(' ')}`);
        const said: string[] = [];
        const take = (line: string): void => {
          said.push(line);
          if (said.length > keptLines) said.shift();
          onLine(line);
        };
        const result = await processes.run({
          command: go.path,
          args,
          cwd: directory,
          env: { ...go.env, GOFLAGS: plan.goflags, GOTMPDIR: folder.path },
          timeoutSeconds: longestRun,
          signal,
          onStdoutLine: take,
          onStderrLine: take,
        });
        const isThere = (statSync(request.to, { throwIfNoEntry: false })?.size ?? 0) > 0;
        if (result.kind === 'timeout') return { kind: 'problem', problem: { kind: 'go-timeout', seconds: longestRun } };
        if (result.kind === 'exited' && result.code === 0 && !hasRun(request, said)) {
          return {
            kind: 'problem',
            problem: { kind: 'go-failed', detail: `go test: nothing is named ${request.function}` },
          };
        }
        if (isThere && result.kind === 'exited') return { kind: 'taken', failed: result.code !== 0, said };
        const problem = go.problemOf(result, said.filter(isReason), signal);
        return { kind: 'problem', problem: problem ?? { kind: 'go-failed', detail: said.at(-1) ?? 'go test' } };
      } finally {
        await folder.remove();
      }
    },
  };
}

/** Not: which package the lines below speak of, and that it failed. */
const isReason = (line: string): boolean => !/^(?:# |FAIL\b)/.test(line);

/** Where the build leaves the function out (tags, constraints) go is content, and the profile is one of nothing. */
function hasRun({ isBenchmark }: ProfileRequest, said: readonly string[]): boolean {
  if (isBenchmark) return said.some(line => /^Benchmark\S*\s/.test(line));
  return !said.some(line => line.includes('no tests to run'));
}

function selection({ function: name, isBenchmark }: ProfileRequest): readonly string[] {
  return isBenchmark ? ['-run=^$', `-bench=^${name}$`, '-benchmem'] : [`-run=^${name}$`];
}

function profileFlags({ kind, to, isBenchmark }: ProfileRequest): readonly string[] {
  switch (kind) {
    case 'cpu':
      return [`-cpuprofile=${to}`];
    case 'memory':
      // A single test seldom allocates as much as the usual rate of one sample per 512 KiB would need to show anything.
      return [`-memprofile=${to}`, ...(isBenchmark ? [] : ['-memprofilerate=4096'])];
    case 'block':
      return [`-blockprofile=${to}`];
    case 'mutex':
      return [`-mutexprofile=${to}`];
  }
}
