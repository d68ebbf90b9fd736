// Each case is a script: what is asked when, how long a run takes, and the diary that must come of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSchedule, type Schedule } from '#server/analysis/schedule';
import { createFakeClock, type FakeClock } from '#support/fakeClock';

interface Bench {
  readonly clock: FakeClock;
  readonly schedule: Schedule;
  readonly diary: string[];
}

function bench({ takes = 100, concurrency = 1 } = {}): Bench {
  const clock = createFakeClock();
  const diary: string[] = [];
  const schedule = createSchedule({
    clock,
    concurrency,
    onError: (key, error) => diary.push(`${clock.now()} error ${key}: ${String(error)}`),
    run: (key, signal) => {
      diary.push(`${clock.now()} start ${key}`);
      return new Promise((resolve, reject) => {
        const callOff = clock.after(takes, () => {
          diary.push(`${clock.now()} end ${key}`);
          if (key === 'fails') reject(new Error('boom'));
          else resolve();
        });
        signal.addEventListener('abort', () => {
          callOff();
          diary.push(`${clock.now()} killed ${key}`);
          reject(new Error('aborted'));
        });
      });
    },
  });
  return { clock, schedule, diary };
}

interface Case {
  readonly name: string;
  readonly takes?: number;
  readonly concurrency?: number;
  readonly script: (bench: Bench) => Promise<void>;
  readonly diary: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'a request runs after its delay',
    script: async ({ clock, schedule }) => {
      schedule.request('p', { delay: 50, priority: 1 });
      await clock.advance(1000);
    },
    diary: ['50 start p', '150 end p'],
  },
  {
    name: 'a burst of requests is one run',
    script: async ({ clock, schedule }) => {
      for (let i = 0; i < 200; i++) {
        schedule.request('p', { delay: 50, priority: 1 });
        await clock.advance(10);
      }
      await clock.advance(1000);
    },
    diary: ['2040 start p', '2140 end p'],
  },
  {
    name: 'the newest request ends the run that it makes worthless',
    script: async ({ clock, schedule }) => {
      schedule.request('p', { delay: 0, priority: 1 });
      await clock.advance(60);
      schedule.request('p', { delay: 50, priority: 1 });
      await clock.advance(1000);
    },
    diary: ['0 start p', '60 killed p', '110 start p', '210 end p'],
  },
  {
    name: 'keys wait for a free place, the most urgent first',
    script: async ({ clock, schedule }) => {
      schedule.request('a', { delay: 0, priority: 0 });
      await clock.advance(10);
      schedule.request('b', { delay: 0, priority: 0 });
      schedule.request('c', { delay: 0, priority: 1 });
      await clock.advance(1000);
    },
    diary: ['0 start a', '100 end a', '100 start c', '200 end c', '200 start b', '300 end b'],
  },
  {
    name: 'two places run two keys, never one key twice',
    concurrency: 2,
    script: async ({ clock, schedule }) => {
      schedule.request('a', { delay: 0, priority: 0 });
      schedule.request('b', { delay: 20, priority: 0 });
      schedule.request('c', { delay: 20, priority: 0 });
      await clock.advance(1000);
    },
    diary: ['0 start a', '20 start b', '100 end a', '100 start c', '120 end b', '200 end c'],
  },
  {
    name: 'cancelled before it is due: nothing runs',
    script: async ({ clock, schedule }) => {
      schedule.request('p', { delay: 50, priority: 1 });
      await clock.advance(20);
      schedule.cancel('p');
      await clock.advance(1000);
    },
    diary: [],
  },
  {
    name: 'cancelled during the run: killed, and a later request still works',
    script: async ({ clock, schedule }) => {
      schedule.request('p', { delay: 0, priority: 1 });
      await clock.advance(20);
      schedule.cancel('p');
      await clock.advance(20);
      schedule.request('p', { delay: 10, priority: 1 });
      await clock.advance(1000);
    },
    diary: ['0 start p', '20 killed p', '50 start p', '150 end p'],
  },
  {
    name: 'a run that fails is reported and blocks nobody',
    script: async ({ clock, schedule }) => {
      schedule.request('fails', { delay: 0, priority: 1 });
      schedule.request('p', { delay: 0, priority: 0 });
      await clock.advance(1000);
    },
    diary: ['0 start fails', '100 end fails', '100 start p', '100 error fails: Error: boom', '200 end p'],
  },
  {
    name: 'disposed: the run is killed and nothing starts any more',
    script: async ({ clock, schedule }) => {
      schedule.request('p', { delay: 0, priority: 1 });
      schedule.request('q', { delay: 0, priority: 1 });
      await clock.advance(20);
      schedule.dispose();
      schedule.request('r', { delay: 0, priority: 1 });
      await clock.advance(1000);
    },
    diary: ['0 start p', '20 killed p'],
  },
];

for (const { name, script, diary, ...options } of cases) {
  test(`schedule: ${name}`, async () => {
    const made = bench(options);
    await script(made);
    assert.deepEqual([...made.diary].sort(inTime), [...diary].sort(inTime));
    assert.equal(made.schedule.isBusy('p'), false);
  });
}

/** By time; what happens at one moment in the order of its text, since that order is nobody's business. */
function inTime(a: string, b: string): number {
  return parseInt(a) - parseInt(b) || (a < b ? -1 : 1);
}

test('schedule: settled() waits for the newest run', async () => {
  const { clock, schedule, diary } = bench();
  schedule.request('p', { delay: 0, priority: 1 });
  let settledAt = -1;
  void schedule.settled('p').then(() => (settledAt = clock.now()));
  await clock.advance(50);
  schedule.request('p', { delay: 0, priority: 1 });
  await clock.advance(1000);
  assert.deepEqual(diary, ['0 start p', '50 killed p', '50 start p', '150 end p']);
  assert.equal(settledAt, 150);
  await schedule.settled();
});
