// What is known of a file's structs while somebody types: an answer is of the text that was asked about. The compiler is one that says
// nothing and takes as long as the test wants.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLiveLayouts, type LiveLayouts } from '#server/analysis/liveLayouts';
import type { Compiler, Disk } from '#server/analysis/ports';
import type { Trees } from '#server/analysis/trees';
import { createFakeClock, letPromisesSettle } from '#support/fakeClock';
import { testTrees } from '#support/grammar';

const file = '/m/a.go';
const signal = AbortSignal.timeout(60_000);
const go = { path: '', buildFlags: [], tags: '', gcflags: [], env: {}, timeoutSeconds: 60 };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const disk: Disk = {
  read: () => Promise.resolve(null),
  exists: name => Promise.resolve(name === '/m/go.mod'),
  list: () => Promise.resolve([]),
};

let trees: Trees;
before(async () => void (trees = await testTrees()));
after(() => trees.dispose());

interface Bench {
  readonly layouts: LiveLayouts;
  /** Texts of the file that the compiler was given, one for each architecture. */
  readonly compiled: (string | undefined)[];
  type(text: string): void;
  /** All that has been asked until now is answered. */
  answer(): Promise<void>;
}

function bench(): Bench {
  let text = 'package m\n\ntype a struct{ x bool; y int; z bool }\n';
  const compiled: (string | undefined)[] = [];
  let open: (() => void)[] = [];
  const outcome = { packages: [], problem: null, goVersion: 'go1.26.8', goos: 'linux', replayed: false, planning: 0 };
  const compiler: Compiler = {
    compile: ({ overlay, settings }, _onLine, stop) =>
      new Promise((resolve, reject) => {
        compiled.push(overlay.get(file));
        stop.addEventListener('abort', () => reject(stop.reason as Error));
        open.push(() => resolve({ ...outcome, goarch: settings.env['GOARCH'] ?? 'amd64' }));
      }),
  };
  const layouts = createLiveLayouts({
    compiler,
    finder: { find: () => Promise.resolve([]) },
    trees,
    disk,
    clock: createFakeClock(),
    log,
    settings: () => ({ go, goarch: ['arm64'] }),
    openTexts: () => new Map([[file, text]]),
    onMeasured: () => undefined,
  });
  return {
    layouts,
    compiled,
    type: next => void (text = next),
    async answer() {
      for (let round = 0; round < 10; round++) {
        await letPromisesSettle();
        for (const resolve of open) resolve();
        open = [];
      }
    },
  };
}

test('an answer is of the text that was asked about', async () => {
  const { layouts, type, answer } = bench();
  const first = layouts.judge(file, signal);
  type('package m\n');
  await answer();
  assert.equal((await first)?.text, 'package m\n\ntype a struct{ x bool; y int; z bool }\n');
});

test('another text calls off what was asked about the one before', async () => {
  const { layouts, type, answer, compiled } = bench();
  const first = layouts.judge(file, signal);
  await letPromisesSettle();
  type('package m // now');
  const second = layouts.judge(file, signal);
  const called = assert.rejects(first, { name: 'AbortError' });
  await answer();
  await called;
  assert.equal((await second)?.text, 'package m // now');
  assert.ok(compiled.length > 0);
});

test('the same text is asked about once', async () => {
  const { layouts, answer, compiled } = bench();
  const answers = [layouts.measure(file, signal), layouts.measure(file, signal), layouts.measure(file, signal)];
  await answer();
  const [one, ...others] = await Promise.all(answers);
  assert.ok(one && others.every(other => other === one));
  const before = compiled.length;
  await layouts.measure(file, signal);
  assert.equal(compiled.length, before);
});
