// What live analysis compiles, in which order, and what it shows of it: a compiler that is a script, and time turned by hand.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { english } from '#core/messages/translate';
import { createLiveAnalysis, type LiveAnalysis } from '#server/analysis/live';
import type { CompileOutcome, CompileRequest, Compiler } from '#server/analysis/ports';
import { createTrees, type Trees } from '#server/analysis/trees';
import { createFakeClock, letPromisesSettle, type FakeClock } from '#support/fakeClock';

let trees: Trees;
before(async () => {
  trees = await createTrees({
    engine: readFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    go: readFileSync('node_modules/tree-sitter-go/tree-sitter-go.wasm'),
  });
});
after(() => trees.dispose());

const file = '/m/a.go';
const text = 'package m\n\nfunc F() *int {\n\tx := 1\n\treturn &x\n}\n';
const verdict = './a.go:4:2: moved to heap: x';
const explanation = [
  './a.go:4:2: x escapes to heap in F:',
  './a.go:4:2:   flow: ~r0 ← &x:',
  './a.go:4:2:     from &x (address-of) at ./a.go:5:9',
  './a.go:4:2:     from return &x (return) at ./a.go:5:2',
];
const explained = [...explanation, verdict];

const sizes = { takes: 20, lines: [] };

interface Script {
  /** Milliseconds that a compile takes, and the lines that it says. */
  readonly verdicts?: { readonly takes: number; readonly lines: readonly string[] };
  readonly explanations: { readonly takes: number; readonly lines: readonly string[] };
  readonly exact: { readonly takes: number; readonly lines: readonly string[] };
  readonly testFiles?: readonly string[];
}

interface Stage {
  readonly clock: FakeClock;
  readonly live: LiveAnalysis;
  /** `120 start first verdicts`, `150 publish 2: x returned`, in order. */
  readonly diary: string[];
  readonly warnings: string[];
}

function stage(script: Script): Stage {
  const clock = createFakeClock();
  const diary: string[] = [];
  const warnings: string[] = [];
  const note = (line: string): number => diary.push(`${clock.now()} ${line}`);
  const compiler: Compiler = {
    compile: (request, onLine, signal) =>
      new Promise<CompileOutcome>((resolve, reject) => {
        const kind = kindOf(request);
        const { takes, lines } = (kind === 'sizes' ? sizes : script[kind]) ?? script.explanations;
        note(`start ${kind}`);
        const callOff = clock.after(takes, () => {
          for (const line of ['# ex.com/m', ...lines]) onLine(line);
          resolve(outcome(request.focus !== undefined));
        });
        signal.addEventListener('abort', () => {
          callOff();
          note(`end ${kind}`);
          reject(signal.reason as Error);
        });
      }),
  };
  const live = createLiveAnalysis(
    {
      compiler,
      trees,
      clock,
      t: english,
      disk: {
        read: () => Promise.resolve(null),
        exists: path => Promise.resolve(path === '/m/go.mod'),
        list: () => Promise.resolve(['a.go', ...(script.testFiles ?? [])]),
      },
      log: { info: () => undefined, error: line => assert.fail(line), warn: line => warnings.push(line) },
      publish: (_file, version, findings) => {
        const said = findings.map(
          ({ subject, reason, unexplained, stale }) =>
            `${subject} ${reason}${unexplained ? '?' : ''}${stale ? ' stale' : ''}`,
        );
        note(`publish ${version}: ${said.join(', ')}`);
      },
      showStatus: () => undefined,
    },
    {
      run: 'onType',
      codes: ['moved-to-heap', 'escapes'],
      verify: 'off',
      go: { path: '', buildFlags: [], tags: '', gcflags: [], env: {}, timeoutSeconds: 1 },
    },
  );
  return { clock, live, diary, warnings };
}

function kindOf({ focus, ask, settings }: CompileRequest): 'sizes' | 'verdicts' | 'explanations' | 'exact' {
  // Errors are the answer, and all of them are wanted.
  if (settings.gcflags.includes('-e')) return 'sizes';
  return focus === undefined ? 'exact' : ask.words;
}

function outcome(replayed: boolean): CompileOutcome {
  const listed = {
    importPath: 'ex.com/m',
    variant: 'ex.com/m',
    name: 'm',
    directory: '/m',
    files: [file],
    ignoredFiles: [],
    dependencies: [],
    error: null,
  };
  return {
    packages: [listed],
    problem: null,
    goVersion: 'go1.26.8',
    goos: 'linux',
    goarch: 'amd64',
    replayed,
    planning: 0,
  };
}

async function act({ clock }: Stage, change: () => void, then: number): Promise<void> {
  change();
  await letPromisesSettle();
  await clock.advance(then);
}

const comment = (live: LiveAnalysis, version: number): void =>
  live.change(file, version, `${text}${'//\n'.repeat(version)}`, [
    {
      range: { start: { line: 6, character: 0 }, end: { line: 6, character: 0 } },
      text: '//\n',
      startsAtLineEnd: true,
    },
  ]);

test('a package that is explained soon: one wave, at once after a rest', async () => {
  const on = stage({ explanations: { takes: 80, lines: explained }, exact: { takes: 500, lines: explained } });
  await act(on, () => on.live.open(file, 1, text), 1000);
  await act(on, () => comment(on.live, 2), 1000);
  assert.deepEqual(on.diary, [
    '0 start explanations',
    '80 publish 1: x returned',
    '480 start sizes',
    '1005 start explanations',
    '1085 publish 2: x returned',
    '1485 start sizes',
  ]);
  on.live.dispose();
});

test('a package that takes long to explain: verdicts first, with what was explained before', async () => {
  const on = stage({
    verdicts: { takes: 400, lines: [verdict] },
    explanations: { takes: 2000, lines: explained },
    exact: { takes: 9000, lines: explained },
  });
  await act(on, () => on.live.open(file, 1, text), 3000);
  await act(on, () => comment(on.live, 2), 5000);
  assert.deepEqual(on.diary, [
    '0 start explanations',
    '2000 publish 1: x returned',
    '2400 start sizes',
    '3005 start verdicts',
    '3405 publish 2: x returned?',
    '3805 start explanations',
    '5805 publish 2: x returned',
    '6205 start sizes',
  ]);
  on.live.dispose();
});

test('in a burst the newest text wins: what runs for an older one is ended', async () => {
  const on = stage({ explanations: { takes: 80, lines: explained }, exact: { takes: 500, lines: explained } });
  await act(on, () => on.live.open(file, 1, text), 1000);
  await act(on, () => comment(on.live, 2), 40);
  await act(on, () => comment(on.live, 3), 40);
  await act(on, () => comment(on.live, 4), 1000);
  assert.deepEqual(on.diary.slice(3), [
    '1005 start explanations',
    '1040 end explanations',
    '1160 start explanations',
    '1240 publish 4: x returned',
    '1640 start sizes',
  ]);
  on.live.dispose();
});

test('the go command has the last word: about tests when the keyboard rests, about a save', async () => {
  const other = './a.go:4:2: moved to heap: y';
  for (const testFiles of [['a_test.go'], []]) {
    const on = stage({
      explanations: { takes: 80, lines: explained },
      exact: { takes: 500, lines: [other] },
      testFiles,
    });
    await act(on, () => on.live.open(file, 1, text), 3000);
    const afterRest = [...on.diary];
    await act(on, () => on.live.save(file), 3000);
    const exact = ['start exact', 'publish 1: y unknown'];
    const said = (lines: readonly string[]): string[] => lines.map(line => line.replace(/^\d+ /, ''));
    assert.deepEqual(said(afterRest.slice(3)), testFiles.length > 0 ? exact : []);
    assert.deepEqual(said(on.diary.slice(3)), exact, 'once');
    assert.match(on.warnings.join('\n'), /only the go command: .* y [^]*only the replay: .* x /);
    on.live.dispose();
  }
});

test('a hover waits for the explanation of its own finding only', async () => {
  const on = stage({
    verdicts: { takes: 400, lines: [verdict] },
    explanations: { takes: 2000, lines: explained },
    exact: { takes: 9000, lines: explained },
  });
  await act(on, () => on.live.open(file, 1, text), 3000);
  await act(on, () => comment(on.live, 2), 500);
  let answered = false;
  void on.live.explained(file, on.live.findings(file)).then(() => (answered = true));
  await on.clock.advance(1900);
  assert.equal(answered, false);
  await on.clock.advance(200);
  assert.equal(answered, true);
  assert.deepEqual(on.diary.slice(-2), ['3500 start explanations', '5500 publish 2: x returned']);
  on.live.dispose();
});
