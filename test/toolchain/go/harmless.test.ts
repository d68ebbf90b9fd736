// What a compile must not do: write into the user's folder, touch the network, run untrusted, or leave anything running or lying about.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { test } from 'node:test';
import { createProcessRunner } from '#server/go/process';
import { goMod, goProject, processesWith, type GoProject } from '#support/goProject';
import { compile, makeCompiler } from './compiling';

const good = 'package m\n\nfunc F() *int { x := 1; return &x }\n';

/** A `go` that writes down how it was called, each time, and then is the real one, or does `instead`. */
function recordingGo(
  project: GoProject,
  instead = `exec "${realGo()}" "$@"`,
): { readonly path: string; calls(): string[] } {
  const file = project.write('bin/go', `#!/bin/sh\n{ echo "CALL $*"; env; } >> "$(dirname "$0")/calls"\n${instead}\n`);
  const calls = project.path('bin', 'calls');
  return {
    path: file,
    calls: () =>
      existsSync(calls)
        ? readFileSync(calls, 'utf8')
            .split(/^CALL /m)
            .slice(1)
        : [],
  };
}

function realGo(): string {
  return execFileSync('/bin/sh', ['-c', 'command -v go'], { encoding: 'utf8' }).trim();
}

test('nothing is written into the module, whatever GOFLAGS ask for', async t => {
  const project = goProject(t, {
    'go.mod': 'module ex.com/m\n\ngo 1.21\n\nrequire example.org/dep v1.0.0\nreplace example.org/dep => ./dep\n',
    'a.go': good,
    'a_test.go': 'package m\n\nimport "testing"\n\nfunc TestA(t *testing.T) { F() }\n',
    'main/main.go': 'package main\n\nimport _ "example.org/dep"\n\nfunc main() {}\n',
    'cgo/c.go': 'package c\n\nimport "C"\n\nvar X C.int\n',
    'dep/go.mod': goMod('example.org/dep', 'require example.org/deeper v1.0.0'),
    'dep/dep.go': 'package dep\n',
  });
  const before = project.snapshot();
  for (const GOFLAGS of ['-buildvcs=true', '-mod=mod', '-mod=readonly', '-mod=mod -o=out -work']) {
    const { outcome } = await compile(project, {
      tests: true,
      settings: { env: { GOFLAGS } },
      unsaved: { 'b.go': 'package m\n' },
    });
    assert.ok(outcome.packages.length > 0 || outcome.problem, GOFLAGS);
    assert.deepEqual(project.snapshot(), before, GOFLAGS);
  }
});

test('the network is never asked, also for modules that GOPRIVATE names', async t => {
  const hash = `h1:${'A'.repeat(43)}=`;
  const project = goProject(t, {
    'go.mod': goMod('ex.com/m', 'require private.invalid/none v1.0.0'),
    'go.sum': `private.invalid/none v1.0.0 ${hash}\nprivate.invalid/none v1.0.0/go.mod ${hash}\n`,
    'a.go': 'package m\n\nimport _ "private.invalid/none"\n',
  });
  const go = recordingGo(project);
  // With GOPROXY=off alone go asks https://private.invalid for this module, and the words are about a host that is not found.
  for (const GOFLAGS of ['', '-mod=mod']) {
    const env = { GOPRIVATE: 'private.invalid', GOPROXY: 'https://private.invalid', GOFLAGS };
    const { outcome } = await compile(project, { settings: { path: go.path, env } });
    assert.equal(outcome.problem?.kind, 'dependencies-missing', JSON.stringify(outcome.problem));
    assert.match(outcome.problem.detail, /: module lookup disabled by GOPROXY=off$/);
  }
  const calls = go.calls();
  assert.ok(calls.length >= 3);
  for (const call of calls) {
    assert.match(call, /^GOPROXY=off$/m);
    assert.match(call, /^GONOPROXY=none$/m);
  }
});

test('one question about the environment, then one go command per compile, until go.mod changes', async t => {
  const project = goProject(t, { 'm/go.mod': goMod('ex.com/m'), 'm/a.go': good });
  const go = recordingGo(project);
  const compiler = makeCompiler();
  const run = async (): Promise<readonly string[]> => {
    const before = go.calls().length;
    await compile(project, { compiler, directory: project.path('m'), settings: { path: go.path } });
    return go
      .calls()
      .slice(before)
      .map(call => call.split(' ')[0]!);
  };
  assert.deepEqual(await run(), ['env', 'list']);
  assert.deepEqual(await run(), ['list']);
  project.write('m/go.mod', `${goMod('ex.com/m')}// changed\n`);
  assert.deepEqual(await run(), ['env', 'list']);
  project.write('go.work', 'go 1.21\n\nuse ./m\n');
  assert.deepEqual(await run(), ['env', 'list']);
  assert.deepEqual(await run(), ['list']);
});

test('the choice of the toolchain stays with the user', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': good });
  const go = recordingGo(project);
  const compiler = makeCompiler({ env: { ...process.env, GOTOOLCHAIN: 'path' } });
  await compile(project, { compiler, settings: { path: go.path } });
  await compile(project, { compiler, settings: { path: go.path, env: { GOTOOLCHAIN: 'local' } } });
  const chosen = go.calls().map(call => /^GOTOOLCHAIN=(.*)$/m.exec(call)?.[1]);
  assert.deepEqual(chosen, ['path', 'path', 'local', 'local']);
});

test('not trusted: no go command is started, not even to ask for its version', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': good });
  const go = recordingGo(project);
  let trusted = false;
  const compiler = makeCompiler({ processes: createProcessRunner({ isTrusted: () => trusted }) });
  const { outcome } = await compile(project, { compiler, settings: { path: go.path } });
  assert.deepEqual(outcome.problem, { kind: 'not-trusted' });
  assert.deepEqual(go.calls(), []);
  trusted = true;
  assert.equal((await compile(project, { compiler, settings: { path: go.path } })).outcome.problem, null);
  assert.ok(go.calls().length > 0);
});

test('no go command', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': good, 'text.txt': 'no program' });
  for (const path of ['/nonexistent/go', 'no-such-go', project.path('text.txt'), project.directory, 'relative/go']) {
    const { outcome } = await compile(project, { settings: { path } });
    assert.deepEqual(outcome, {
      packages: [],
      problem: { kind: 'go-missing', path },
      goVersion: null,
      goos: '',
      goarch: '',
      replayed: false,
      planning: 0,
    });
  }
});

test('a go command for another machine', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': good, go: '#!/nonexistent/interpreter\n' });
  const { outcome } = await compile(project, { settings: { path: project.path('go') } });
  assert.deepEqual(outcome.problem, { kind: 'go-missing', path: project.path('go') });
});

test('no such directory', async t => {
  const project = goProject(t, {});
  const { outcome } = await compile(project, { directory: project.path('gone') });
  assert.deepEqual(outcome.problem, { kind: 'go-failed', detail: `${project.path('gone')}: no such directory` });
});

test('a go command that hangs, at either question, is ended with its children', async t => {
  for (const hangsAt of ['env', 'list']) {
    const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': good });
    const mark = `HANGS=${hangsAt}-${process.pid}`;
    const go = recordingGo(project, `if [ "$1" = ${hangsAt} ]; then sleep 1000 & wait; fi\nexec "${realGo()}" "$@"`);
    const settings = { path: go.path, timeoutSeconds: 1, env: { HANGS: mark.slice('HANGS='.length) } };
    const { outcome } = await compile(project, { settings });
    assert.deepEqual(outcome.problem, { kind: 'go-timeout', seconds: 1 });
    assert.deepEqual(processesWith(mark), []);
  }
});

test('cancelled in the middle of a real compile: nothing runs, nothing lies about', async t => {
  // Large enough that the compiler is still at work when the first compiler process has been seen.
  const functions = Array.from(
    { length: 8000 },
    (_, n) => `func F${n}(a, b []int) *[]int { c := append(a, b[${n % 7}:]...); return &c }`,
  );
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'big.go': `package m\n\n${functions.join('\n')}\n` });
  mkdirSync(project.path('tmp'));
  const before = project.snapshot();
  const env = { CANCELLED: `cancelled-${process.pid}`, GOTMPDIR: project.path('tmp') };
  const mark = `CANCELLED=${env.CANCELLED}`;
  const isCompiling = (): boolean =>
    processesWith(mark).some(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('-p\0ex.com/m\0');
      } catch {
        return false;
      }
    });
  const cancel = new AbortController();
  const watch = setInterval(() => isCompiling() && cancel.abort(), 5);
  const lines: string[] = [];
  const run = compile(project, { signal: cancel.signal, settings: { env }, onLine: line => lines.push(line) });
  await assert.rejects(run, { name: 'AbortError' });
  clearInterval(watch);
  assert.deepEqual(processesWith(mark), []);
  const left = readdirSync(project.path('tmp'), { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    left.filter(name => name.includes('run-')),
    [],
  );
  assert.equal(project.snapshot()['big.go'], before['big.go']);
});

test('cancelled before it began', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': good });
  const go = recordingGo(project);
  const run = compile(project, { signal: AbortSignal.abort(), settings: { path: go.path } });
  await assert.rejects(run, { name: 'AbortError' });
  assert.deepEqual(go.calls(), []);
});

test('what a killed server left behind is removed later; what is young or in use stays', async t => {
  // No process has the id 2^22 + 1: it is above the largest that Linux gives.
  const [old, young, used, foreign] = ['4194305-old', '4194305-young', `${process.pid}-used`, 'notes'];
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': good });
  for (const name of [old, young, used, foreign]) {
    project.write(`tmp/escapement-${name}/run-x/overlay.json`, '{}');
    const hours = name === young ? 0 : 2;
    const time = Date.now() / 1000 - hours * 3600;
    utimesSync(project.path('tmp', `escapement-${name}`), time, time);
  }
  await compile(project, { compiler: makeCompiler({ temporaryDirectory: project.path('tmp') }) });
  const left = readdirSync(project.path('tmp'));
  assert.equal(left.length, 4, left.join(' '));
  assert.deepEqual(
    [old, young, used, foreign].filter(name => !left.includes(`escapement-${name}`)),
    [old],
  );
});

test('the place for temporary files: taken away between two runs, or not there at all', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': good, 'tmp/.keep': '' });
  const compiler = makeCompiler({ temporaryDirectory: project.path('tmp') });
  const unsaved = { 'a.go': `${good}\n` };
  assert.equal((await compile(project, { compiler, unsaved })).outcome.problem, null);
  for (const name of readdirSync(project.path('tmp'))) rmSync(project.path('tmp', name), { recursive: true });
  assert.equal((await compile(project, { compiler, unsaved })).outcome.problem, null);
  const nowhere = makeCompiler({ temporaryDirectory: project.path('none') });
  assert.equal((await compile(project, { compiler: nowhere, unsaved })).outcome.problem?.kind, 'go-failed');
});
