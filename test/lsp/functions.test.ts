// What is told of whole functions, and what commands show beside the settings, over plain LSP.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { CodeLens } from 'vscode-languageserver/node';
import { startFakeEditor, type FakeEditor } from '#support/fakeEditor';
import { goMod, goProject, type GoProject } from '#support/goProject';

const text = `package m

var kept []*int

func Keep(p *int, n int) {
	for i := 0; i < n; i++ {
		kept = append(kept, p, new(int))
	}
}

func Twice(n int) int { return 2 * n }

func At(list []int, index int) int { return Twice(list[index]) }
`;

describe('functions', () => {
  let project: GoProject;
  let file: string;
  let editor: FakeEditor;
  let removeProject = (): void => undefined;
  before(async () => {
    project = goProject({ after: task => void (removeProject = task) }, { 'go.mod': goMod('ex.com/m'), 'a.go': text });
    file = project.path('a.go');
    editor = await startFakeEditor({ settings: { functionLens: { enabled: true } } });
    editor.open(file, text);
    await editor.settled(file);
  });
  after(async () => {
    await editor.exit();
    removeProject();
  });

  const hoverAt = async (find: string): Promise<string> => {
    const hover = await editor.hover(file, editor.positionOf(file, find));
    return (hover?.contents as { value: string } | undefined)?.value ?? '';
  };
  const toggle = (scope: string, kind: string): Promise<boolean | null> =>
    editor.connection.sendRequest('workspace/executeCommand', {
      command: 'escapement.server.toggle',
      arguments: [{ uri: `file://${encodeURI(file)}`, scope, kind }],
    });
  const labels = async (): Promise<string[]> =>
    (await editor.hints(file)).map(({ label, position }) => `${position.line + 1} ${String(label)}`).sort();

  test('the hover on a name tells of parameters, inlining and allocations', async () => {
    const keep = await hoverAt('Keep(');
    assert.match(keep, /`p` may be kept after the call returns, so it leaks/);
    assert.match(keep, /can(?:not)? be inlined/);
    assert.match(keep, /allocates at 2 places, 2 of them in loops|allocates at 1 place, in a loop/);
    assert.match(await hoverAt('Twice(n'), /can be inlined, at a cost of \d+[^]*no allocation/);
    assert.equal(await hoverAt('package'), '');
  });

  test('a lens above each function', async () => {
    const lenses: CodeLens[] = await editor.connection.sendRequest('textDocument/codeLens', {
      textDocument: { uri: `file://${encodeURI(file)}` },
    });
    const titles = lenses.map(({ range, command }) => `${range.start.line + 1} ${command!.title}`);
    assert.match(titles[0]!, /^5 .*in loops · .*inlinable, cost \d+ · p leaks$/);
    assert.match(titles[1]!, /^11 no allocations · inlinable, cost \d+$/);
  });

  test('inlining is shown for the file, and hidden again', async () => {
    const before = await labels();
    assert.ok(before.every(label => label.includes('heap')));
    assert.equal(await toggle('file', 'inlining'), true);
    await editor.until('hints of the inliner', () =>
      editor.published.at(-1)!.diagnostics.some(({ code }) => code === 'inlined-call'),
    );
    const shown = await labels();
    assert.ok(shown.includes('13 inlined'), shown.join());
    assert.equal(await toggle('file', 'inlining'), false);
    assert.deepEqual(await labels(), before);
  });

  test('bounds checks are shown for the package', async () => {
    assert.equal(await toggle('package', 'bounds-checks'), true);
    await editor.until('checks', () =>
      editor.published.at(-1)!.diagnostics.some(({ code }) => code === 'bounds-check'),
    );
    assert.ok((await labels()).includes('13 bounds check'));
    assert.equal(await toggle('package', 'bounds-checks'), false);
  });

  test('what is no toggle is answered with null', async () => {
    assert.equal(await toggle('galaxy', 'inlining'), null);
  });

  test('the hover names where the callee of another package is declared', async t => {
    const source =
      'package m\n\nimport "encoding/json"\n\nfunc Read(d *json.Decoder) {\n\tvar x int\n\t_ = d.Decode(&x)\n}\n';
    const { path: pathOf } = goProject(t, { 'go.mod': goMod('ex.com/m'), 'm.go': source });
    const path = pathOf('m.go');
    editor.open(path, source);
    await editor.settled(path);
    const hover = await editor.hover(path, editor.positionOf(path, 'x int'));
    const text = (hover!.contents as { value: string }).value;
    const [, place, line] = /\[`\(\*json\.Decoder\)\.Decode` is declared here\]\((file:[^#]+)#L(\d+),/.exec(text)!;
    assert.match(
      readFileSync(fileURLToPath(place!), 'utf8').split('\n')[Number(line) - 1]!,
      /^func \(dec \*Decoder\) Decode\(/,
    );
  });
});
