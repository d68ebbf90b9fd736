// The worker thread of a profile, with a worker that says back what it was asked, and dies of one question.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { startThread, type Thread } from '#client/profile/thread';

const folder = mkdtempSync(path.join(tmpdir(), 'escapement-thread-'));
const script = path.join(folder, 'worker.js');
writeFileSync(
  script,
  `const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ id, job }) => {
    if (job.modules[0] === 'dies') throw new Error('no memory');
    if (job.modules[0] === 'leaves') process.exit(3);
    parentPort.postMessage({ id, result: job.modules });
  });`,
);
after(() => rmSync(folder, { recursive: true }));

/** Runs the steps, and answers what the thread said of its deaths. */
async function check(steps: (thread: Thread, say: (word: string) => Promise<unknown>) => Promise<void>) {
  const deaths: string[] = [];
  const thread = startThread({ script, start: { words: {} }, onDeath: ({ message }) => void deaths.push(message) });
  const source = { kind: 'file', path: '' } as const;
  await steps(thread, word => thread.run({ kind: 'open', source, modules: [word] }));
  thread.end();
  return deaths;
}

test('every job has its own answer', async () => {
  const deaths = await check(async (_, say) => {
    assert.deepEqual(await Promise.all([say('a'), say('b')]), [['a'], ['b']]);
  });
  assert.deepEqual(deaths, []);
});

for (const [word, death] of [
  ['dies', 'no memory'],
  ['leaves', 'the worker ended with 3'],
] as const) {
  test(`a worker that ${word} is told once; what it was asked has no answer, and the next job has a new one`, async () => {
    const deaths = await check(async (_, say) => {
      assert.deepEqual(await Promise.all([say(word), say('behind')]), [null, null]);
      assert.deepEqual(await say('anew'), ['anew']);
    });
    assert.deepEqual(deaths, [death]);
  });
}

test('after its end a thread answers nothing and begins nothing', async () => {
  const deaths = await check(async (thread, say) => {
    const waiting = say('a');
    thread.end();
    assert.equal(await waiting, null);
    assert.equal(await say('leaves'), null);
  });
  assert.deepEqual(deaths, []);
});
