// The ProfileTaker port by `go test`: runs one test or benchmark with a profile, built and run as the user's settings say. The test binary
// goes to a private folder, the profile to where the caller wants it; of what the test prints, lines are handed on as they come.
import { statSync } from 'node:fs';
import path from 'node:path';
import type { ProfileRequest, ProfileTaker, TestRun } from '#server/analysis/ports';
import { sortFlags } from './buildFlags';
import { goflagsFor } from './compilePlan';
import type { CompilerOptions } from './compiler';
import { goCommands } from './goCommand';
import { joinQuoted } from './quoted';
import { runFolders } from './runFolders';

/** A benchmark may take its time; one that hangs is ended all the same. */
const longestRun = 30 * 60;
const keptLines = 200;

export function createProfileTaker({ processes, temporaryDirectory, log, env }: CompilerOptions): ProfileTaker {
  const prepare = goCommands({ processes, env });
  const folders = runFolders({ temporaryDirectory, log });
  return {
    async take(request, onLine, signal): Promise<TestRun> {
      const { directory, settings } = request;
      const go = await prepare(directory, settings, signal);
      if ('problem' in go) return { kind: 'problem', problem: go.problem };
      const folder = await folders.make(go, new Map(), null);
      if ('kind' in folder) return { kind: 'problem', problem: folder };
      try {
        const args = testArguments(request, path.join(folder.path, 'profiled.test'));
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
          env: { ...go.env, GOFLAGS: goflagsFor(go.said.goflags), GOTMPDIR: folder.path },
          timeoutSeconds: longestRun,
          signal,
          onStdoutLine: take,
          onStderrLine: take,
        });
        const isThere = (statSync(request.to, { throwIfNoEntry: false })?.size ?? 0) > 0;
        const hasEnded = result.kind === 'exited';
        if (isThere && hasEnded) return { kind: 'taken', failed: result.code !== 0, said };
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

/** `binary`: where the test binary goes, which go would else leave in the package's folder. */
function testArguments(request: ProfileRequest, binary: string): readonly string[] {
  const own = sortFlags(request.settings.buildFlags);
  const gcflags = [...own.gcflags, ...request.settings.gcflags];
  const tags = [request.settings.tags, own.tags ?? ''].filter(tag => tag !== '');
  return [
    'test',
    ...own.kept,
    ...(gcflags.length > 0 ? [`-gcflags=${joinQuoted(gcflags)}`] : []),
    ...(tags.length > 0 ? [`-tags=${tags.join(',')}`] : []),
    ...(own.overlay === null ? [] : [`-overlay=${own.overlay}`]),
    ...selection(request),
    '-count=1',
    ...profileFlags(request),
    '-o',
    binary,
    ...request.patterns,
  ];
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
