// A profile of one test: the lenses above it, the run by the go command, and what keeps it from running.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { after, before, describe, test } from 'node:test';
import { CancellationTokenSource, type CodeLens } from 'vscode-languageserver/node';
import { startFakeEditor, type FakeEditor } from '#support/fakeEditor';
import { goMod, goProject, processesWith, type GoProject } from '#support/goProject';

const text = `package m

import "testing"

var kept []byte

func BenchmarkMake(b *testing.B) {
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 1<<20)
	}
}

func TestGood(t *testing.T) { kept = make([]byte, 1<<22) }

func TestBad(t *testing.T) { t.Fatal("no") }

func TestForever(t *testing.T) {
	t.Log("asleep")
	select {}
}

func TestMain(m *testing.M) { m.Run() }
`;

describe('profiles of tests', () => {
  let project: GoProject;
  let file: string;
  let editor: FakeEditor;
  let removeProject = (): void => undefined;
  before(async () => {
    project = goProject(
      { after: task => void (removeProject = task) },
      {
        'go.mod': goMod('ex.com/m'),
        'a_test.go': text,
        'broken/b_test.go': 'package broken\n\nimport "testing"\n\nfunc TestX(t *testing.T) { nothing() }\n',
      },
    );
    file = project.path('a_test.go');
    editor = await startFakeEditor({ settings: { takesProfiles: true, escape: { run: 'manual' } } });
    editor.open(file, text);
  });
  after(async () => {
    await editor.exit();
    removeProject();
  });

  const lenses = (from: FakeEditor): Promise<CodeLens[]> =>
    from.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: pathToFileURL(file).href } });
  const take = (params: object, token?: CancellationTokenSource['token']): Promise<Record<string, unknown> | null> =>
    editor.connection.sendRequest(
      'escapement/takeProfile',
      {
        uri: pathToFileURL(file).href,
        function: 'BenchmarkMake',
        kind: 'cpu',
        to: project.path('out.pprof'),
        ...params,
      },
      // Nothing in its place would be one more parameter.
      ...(token ? [token] : []),
    );

  test('lenses stand above what go test would run, for a client that has their command', async () => {
    const found = await lenses(editor);
    assert.deepEqual(
      found.slice(0, 4).map(({ command }) => command?.title),
      ['profile cpu', 'memory', 'block', 'mutex'],
    );
    const names = new Set(found.map(({ command }) => (command?.arguments?.[0] as { function: string }).function));
    assert.deepEqual([...names], ['BenchmarkMake', 'TestGood', 'TestBad', 'TestForever']);
    assert.deepEqual(found[0]!.range.start, editor.positionOf(file, 'BenchmarkMake'));

    for (const settings of [{}, { takesProfiles: true, profile: { lens: false } }]) {
      const other = await startFakeEditor({ settings });
      other.open(file, text);
      assert.deepEqual(await lenses(other), []);
      await other.exit();
    }
  });

  test('a benchmark is run with the profile that was asked for, and its lines are progress', async () => {
    const before = project.snapshot();
    const lines: string[] = [];
    editor.connection.onNotification(
      '$/progress',
      ({ value }: { value: { message: string } }) => void lines.push(value.message),
    );
    const to = project.path('memory.pprof');
    const taken = await take({ kind: 'memory', to, workDoneToken: 'w' });
    assert.equal(taken?.['kind'], 'taken', JSON.stringify(taken));
    assert.equal(taken['failed'], false);
    assert.ok(Number(taken['operations']) > 0);
    assert.ok(gunzipSync(readFileSync(to)).includes('alloc_space'));
    assert.ok(
      lines.some(line => line.startsWith('BenchmarkMake')),
      lines.join('\n'),
    );
    // Nothing but the profile is left in the user's folder: no test binary.
    assert.deepEqual(
      Object.keys(project.snapshot()).filter(name => !(name in before)),
      ['memory.pprof'],
    );
  });

  test('a test that fails has a profile all the same', async () => {
    const good = await take({ function: 'TestGood', kind: 'memory', to: project.path('good.pprof') });
    assert.deepEqual(good, { kind: 'taken', failed: false, operations: null });
    const bad = await take({ function: 'TestBad', kind: 'block', to: project.path('bad.pprof') });
    assert.deepEqual(bad, { kind: 'taken', failed: true, operations: null });
  });

  test('a package that does not compile is said to be', async () => {
    const uri = pathToFileURL(project.path('broken/b_test.go')).href;
    const taken = await take({ uri, function: 'TestX', to: project.path('no.pprof') });
    assert.equal(taken?.['kind'], 'problem');
    assert.match(String(taken['text']), /undefined: nothing/);
  });

  test('a cancel ends the test', async () => {
    const source = new CancellationTokenSource();
    const to = project.path('forever.pprof');
    const taking = take({ function: 'TestForever', to }, source.token);
    const running = (): number => processesWith(`-test.cpuprofile=${to}`).length;
    await soon(() => running() > 0);
    source.cancel();
    await assert.rejects(taking, /cancel/i);
    await soon(() => running() === 0);
  });

  test('without trust nothing runs', async () => {
    const other = await startFakeEditor({ trusted: false });
    const to = project.path('untrusted.pprof');
    const params = { uri: pathToFileURL(file).href, function: 'TestGood', kind: 'cpu', to };
    const taken: { kind: string } = await other.connection.sendRequest('escapement/takeProfile', params);
    assert.equal(taken.kind, 'problem');
    assert.equal(await other.connection.sendRequest('escapement/goPlaces', { uri: null }), null);
    await other.exit();
  });

  test('what does not fit is not run', async () => {
    for (const params of [
      { function: 'BenchmarkMake$|.' },
      { function: 'Other' },
      { kind: 'trace' },
      { to: 'relative.pprof' },
      { uri: 'untitled:x' },
    ])
      assert.equal(await take(params), null, JSON.stringify(params));
  });

  test('where Go keeps its sources', async () => {
    const uri = pathToFileURL(project.directory).href;
    const places: { goroot: string; moduleCache: string } = await editor.connection.sendRequest('escapement/goPlaces', {
      uri,
    });
    assert.ok(readFileSync(path.join(places.goroot, 'src', 'fmt', 'print.go')).length > 0);
    assert.ok(path.isAbsolute(places.moduleCache));
  });
});

async function soon(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    assert.ok(waited < 30_000, 'waited in vain');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
