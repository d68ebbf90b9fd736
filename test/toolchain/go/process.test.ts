// The one function that starts processes, against real ones: small shell scripts that stand for go and its children.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { createProcessRunner, type ProcessRequest } from '#server/go/process';
import { goProject, processesWith, type GoProject } from '#support/goProject';

// This file is also the server that the test "killed server" kills: started again with a script to run.
const scriptToRun = process.env['ESCAPEMENT_TEST_SCRIPT'];
if (scriptToRun) {
  const { run } = createProcessRunner({ isTrusted: () => true });
  void run({ ...request(scriptToRun), onStdoutLine: line => process.stdout.write(`${line}\n`) });
} else {
  defineTests();
}

function request(command: string, more: Partial<ProcessRequest> = {}): ProcessRequest {
  return { command, args: [], cwd: '/', env: { PATH: '/usr/bin:/bin' }, timeoutSeconds: 60, ...more };
}

/** A process that starts a child that starts a child, each marked, and says `ready` when all are there. */
function family(
  project: GoProject,
  lines: readonly string[] = ['wait'],
): { readonly script: string; readonly mark: string } {
  const mark = `mark-${process.pid}-${Math.floor(performance.now() * 1000)}`;
  const script = project.write(
    'go',
    ['#!/bin/sh', `export MARK=${mark}`, `sh -c 'sleep 1000 & echo ready; wait' &`, ...lines].join('\n'),
  );
  return { script, mark };
}

async function until(condition: () => boolean): Promise<void> {
  const started = performance.now();
  while (!condition()) {
    assert.ok(performance.now() - started < 20_000, 'does not come to an end');
    await sleep(10);
  }
}

function defineTests(): void {
  const trusting = createProcessRunner({ isTrusted: () => true });

  test('arguments, directory and environment arrive as they are: no shell, nothing inherited', async t => {
    const project = goProject(t, {
      show: '#!/bin/sh\npwd; printf "%s\\n" "$@"; env | grep -v -E "^(PWD|SHLVL|_|OLDPWD)="\n',
    });
    const result = await trusting.run(
      request(project.path('show'), {
        args: ['a b', '$HOME', '; exit 3', "'", '"', '变量'],
        cwd: project.directory,
        env: { PATH: '/usr/bin:/bin', ONLY: 'this' },
      }),
    );
    assert.ok(result.kind === 'exited');
    const lines = result.stdout.trimEnd().split('\n');
    assert.deepEqual(lines.slice(0, 7), [project.directory, 'a b', '$HOME', '; exit 3', "'", '"', '变量']);
    assert.deepEqual(lines.slice(7).sort(), ['ONLY=this', 'PATH=/usr/bin:/bin']);
  });

  test('both streams line by line, the exit code, stdin closed', async t => {
    const project = goProject(t, { p: '#!/bin/sh\nread x; echo "read:$x"; echo err >&2; printf last; exit 7\n' });
    const out: string[] = [];
    const err: string[] = [];
    const result = await trusting.run(
      request(project.path('p'), { onStdoutLine: line => out.push(line), onStderrLine: line => err.push(line) }),
    );
    assert.deepEqual(
      [result, out, err],
      [{ kind: 'exited', code: 7, stdout: '', stderr: '' }, ['read:', 'last'], ['err']],
    );
  });

  test('what is kept is bounded', async t => {
    const project = goProject(t, { p: '#!/bin/sh\nhead -c 3000000 /dev/zero\n' });
    const result = await trusting.run(request(project.path('p')));
    assert.ok(result.kind === 'exited');
    assert.equal(result.stdout.length, 1 << 20);
  });

  test('not trusted: nothing is started', async t => {
    const project = goProject(t, { p: '#!/bin/sh\ntouch "$(dirname "$0")/started"\n' });
    let trusted = false;
    const runner = createProcessRunner({ isTrusted: () => trusted });
    assert.deepEqual(await runner.run(request(project.path('p'))), { kind: 'not-trusted' });
    assert.equal(existsSync(project.path('started')), false);
    trusted = true;
    assert.equal((await runner.run(request(project.path('p')))).kind, 'exited');
    assert.equal(existsSync(project.path('started')), true);
  });

  test('a program that is not there, or no program', async t => {
    const project = goProject(t, { 'text.txt': 'no program' });
    assert.deepEqual(await trusting.run(request(project.path('none'))), { kind: 'not-started', code: 'ENOENT' });
    assert.deepEqual(await trusting.run(request(project.path('text.txt'))), { kind: 'not-started', code: 'EACCES' });
  });

  test('cancelled before the start: nothing is started', async t => {
    const project = goProject(t, { p: '#!/bin/sh\ntouch "$(dirname "$0")/started"\n' });
    assert.deepEqual(await trusting.run(request(project.path('p'), { signal: AbortSignal.abort() })), {
      kind: 'aborted',
    });
    assert.equal(existsSync(project.path('started')), false);
  });

  for (const [name, lines] of Object.entries({
    'children included': ['wait'],
    'also where the parent ignores SIGTERM': ["trap '' TERM", 'sleep 1000 & wait', 'wait'],
  })) {
    test(`cancelled: gone, ${name}`, async t => {
      const { script, mark } = family(goProject(t, {}), lines);
      const cancel = new AbortController();
      let alive = 0;
      const result = await trusting.run(
        request(script, {
          signal: cancel.signal,
          onStdoutLine: () => {
            alive = processesWith(`MARK=${mark}`).length;
            cancel.abort();
          },
        }),
      );
      assert.deepEqual(result, { kind: 'aborted' });
      assert.ok(alive >= 2, `${alive} were running`);
      assert.deepEqual(processesWith(`MARK=${mark}`), []);
    });
  }

  test('too slow: gone, children included', async t => {
    const { script, mark } = family(goProject(t, {}));
    assert.deepEqual(await trusting.run(request(script, { timeoutSeconds: 0.3 })), { kind: 'timeout' });
    assert.deepEqual(processesWith(`MARK=${mark}`), []);
  });

  test('a child that outlives its parent is ended, whether it holds the pipes or not', async t => {
    for (const redirect of ['', ' >/dev/null 2>&1']) {
      const mark = `outlives-${process.pid}-${redirect.length}`;
      const script = goProject(t, {}).write(
        'go',
        `#!/bin/sh\nexport MARK=${mark}\nsleep 1000${redirect} &\necho said\nexit 0\n`,
      );
      const result = await trusting.run(request(script));
      assert.deepEqual(result, { kind: 'exited', code: 0, stdout: 'said\n', stderr: '' });
      assert.deepEqual(processesWith(`MARK=${mark}`), []);
    }
  });

  test('killed by somebody else', async t => {
    const script = goProject(t, {}).write('go', '#!/bin/sh\nkill -9 $$\n');
    assert.deepEqual(await trusting.run(request(script)), { kind: 'killed', by: 'SIGKILL' });
  });

  test('a line handler that throws: the group is ended and the error passed on', async t => {
    const { script, mark } = family(goProject(t, {}));
    const run = trusting.run(
      request(script, {
        onStdoutLine: () => {
          throw new RangeError('of the handler');
        },
      }),
    );
    await assert.rejects(run, RangeError);
    assert.deepEqual(processesWith(`MARK=${mark}`), []);
  });

  test('killAll ends everything that runs', async t => {
    const first = family(goProject(t, {}));
    const second = family(goProject(t, {}));
    const runner = createProcessRunner({ isTrusted: () => true });
    let ready = 0;
    const onStdoutLine = (): void => {
      if (++ready === 2) runner.killAll();
    };
    const results = await Promise.all(
      [first, second].map(({ script }) => runner.run(request(script, { onStdoutLine }))),
    );
    assert.deepEqual(
      results.map(result => result.kind),
      ['killed', 'killed'],
    );
    assert.deepEqual(
      [first, second].flatMap(({ mark }) => processesWith(`MARK=${mark}`)),
      [],
    );
  });

  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
    test(`a server that dies of ${signal} leaves nothing running`, async t => {
      const { script, mark } = family(goProject(t, {}));
      const env = { ...process.env, ESCAPEMENT_TEST_SCRIPT: script };
      const server = spawn(process.execPath, [__filename], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise(resolve => server.stdout.once('data', resolve));
      assert.ok(processesWith(`MARK=${mark}`).length >= 2);
      server.kill(signal);
      await until(() => processesWith(`MARK=${mark}`).length === 0);
    });
  }
}
