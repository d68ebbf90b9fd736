// How `escapement check` ends before its time: Ctrl+C takes the go command along; a reader that has seen enough is no error.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'node:test';
import { answerOf, start, withFiles } from './commandLine';

const module = {
  'go.mod': 'module ex.com/m\n\ngo 1.21\n',
  'm.go': 'package m\n\nfunc F() *int { x := 1; return &x }\n',
};

/** A go command that answers `go env` and then hangs, with a child of its own; both leave their process ids. */
const hangingGo = `#!/bin/sh
if [ "$1" = env ]; then
  echo '{"GOVERSION":"go1.26.8","GOOS":"linux","GOARCH":"amd64"}'
  exit 0
fi
sleep 600 &
echo "$$ $!" > "$PIDS"
wait
`;

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} ends the go command with its children, status ${status}`, () =>
    withFiles(module, async folder => {
      const go = path.join(folder, 'go');
      const pids = path.join(folder, 'pids');
      await writeFile(go, hangingGo);
      await chmod(go, 0o755);
      const child = start(['check', '--go', './go', '.'], folder, { PIDS: pids });
      const answer = answerOf(child);
      const running = (await content(pids)).trim().split(' ').map(Number);
      assert.deepEqual(running.map(isAlive), [true, true]);
      child.kill(signal);
      assert.deepEqual(await answer, { status, stdout: '', stderr: '' });
      assert.deepEqual(running.map(isAlive), [false, false]);
    }));
}

test('a reader that goes away is no error', () =>
  withFiles(module, async folder => {
    const child = start(['check', '--show', 'all', '.'], folder);
    child.stdout?.destroy();
    const { status, stderr } = await answerOf(child);
    assert.equal(status, 0);
    assert.match(stderr, /^\d+ findings? in 1 package, \d+\.\d s\n$/);
  }));

async function content(file: string): Promise<string> {
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.endsWith('\n')) return text;
    await pause(20);
  }
}

/** A zombie, which only waits to be asked how it ended, is gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
