// Tests and benchmarks as the settings build them, in a package below the module's root: run for what they print, and for their profiles.
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { GoSettings, ProfileRequest } from '#server/analysis/ports';
import { createBenchmarkRunner } from '#server/go/benchmarkRunner';
import { createProcessRunner } from '#server/go/process';
import { createProfileTaker } from '#server/go/testProfile';
import { goMod, goProject } from '#support/goProject';
import { defaultSettings, quietLog } from './compiling';

const parts = {
  processes: createProcessRunner({ isTrusted: () => true }),
  temporaryDirectory: tmpdir(),
  log: quietLog,
  env: process.env,
};
const { signal } = new AbortController();

/** `tagged` holds only with the tag `own`; `inlined` is what a compiler without -l makes of a call. */
const files = {
  'go.mod': goMod('ex.com/m'),
  'p/p.go':
    'package p\n\nimport "runtime"\n\nfunc Caller() string {\n\tpc, _, _, _ := runtime.Caller(0)\n\treturn runtime.FuncForPC(pc).Name()\n}\n',
  'p/p_test.go':
    'package p\n\nimport "testing"\n\nfunc BenchmarkCaller(b *testing.B) {\n\tfor i := 0; i < b.N; i++ {\n\t\t_ = Caller()\n\t}\n}\n\nfunc TestCaller(t *testing.T) { t.Log(Caller()) }\n',
  'p/tagged_test.go': '//go:build own\n\npackage p\n\nimport "testing"\n\nfunc TestTagged(t *testing.T) {}\n',
};

async function benchmark(scope: TestContext, settings: Partial<GoSettings>): Promise<readonly string[]> {
  const { directory } = goProject(scope, files);
  const { output, problem } = await createBenchmarkRunner(parts).run(
    {
      directory,
      patterns: ['./p'],
      name: 'BenchmarkCaller',
      overlay: new Map(),
      settings: { ...defaultSettings, ...settings },
    },
    signal,
  );
  assert.equal(problem, null, output.join('\n'));
  return output;
}

test('a benchmark below the root is the one that runs', async scope => {
  const output = await benchmark(scope, {});
  assert.ok(
    output.some(line => /^BenchmarkCaller\S*\s+\d+/.test(line)),
    output.join('\n'),
  );
});

test('several flags of the compiler in one setting, and tags apart by blanks', async scope => {
  const output = await benchmark(scope, { buildFlags: ['-gcflags=-l -N'], gcflags: ['-l'], tags: 'own other' });
  assert.ok(
    output.some(line => /^BenchmarkCaller\S*\s+\d+/.test(line)),
    output.join('\n'),
  );
});

async function take(scope: TestContext, asked: Partial<ProfileRequest>, settings: Partial<GoSettings> = {}) {
  const project = goProject(scope, files);
  const request: ProfileRequest = {
    directory: project.directory,
    patterns: ['./p'],
    settings: { ...defaultSettings, ...settings },
    function: 'TestCaller',
    isBenchmark: false,
    kind: 'memory',
    to: path.join(project.directory, 'out.pprof'),
    ...asked,
  };
  return createProfileTaker(parts).take(request, () => undefined, signal);
}

test('a profile is taken with several flags of the compiler in one setting', async scope => {
  const settings = { buildFlags: ['-gcflags=-l -N', '-gcflags=all=-l'], tags: 'own other' };
  const taken = await take(scope, { function: 'TestTagged' }, settings);
  assert.deepEqual([taken.kind, 'failed' in taken && taken.failed], ['taken', false]);
});

for (const isBenchmark of [false, true]) {
  test(`a profile of a ${isBenchmark ? 'benchmark' : 'test'} that the build leaves out is none`, async scope => {
    const taken = await take(scope, { function: isBenchmark ? 'BenchmarkTagged' : 'TestTagged', isBenchmark });
    assert.equal(taken.kind, 'problem');
    assert.match(taken.kind === 'problem' && 'detail' in taken.problem ? taken.problem.detail : '', /Tagged/);
  });
}
