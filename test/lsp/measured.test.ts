// What an allocation profile measured stands in the hint and in the hover of what allocates on that line, until it is taken back.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { startFakeEditor } from '#support/fakeEditor';
import { goMod, goProject } from '#support/goProject';

const text = `package m

func One() *int {
	return new(int)
}

func Two() (*int, *int) {
	return new(int), new(int)
}
`;

test('hints and hovers carry what was measured on their line', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': text });
  const editor = await startFakeEditor();
  try {
    const file = project.path('a.go');
    editor.open(file, text);
    await editor.settled(file);
    const labels = async (): Promise<string[]> =>
      (await editor.hints(file)).map(({ label, position }) => `${position.line + 1} ${String(label)}`);
    const measure = (isOlder: boolean, profile = 'heap.pprof'): void => {
      const lines = [
        { line: 4, bytes: 12 * 2 ** 20, objects: 40_000 },
        { line: 8, bytes: 2048, objects: 1 },
      ];
      const files = profile === '' ? [] : [{ uri: pathToFileURL(file).href, isOlder, lines }];
      void editor.connection.sendNotification('escapement/measured', { profile, files });
    };
    const before = await labels();
    assert.deepEqual(before, ['4 heap: returned', '8 heap: returned', '8 heap: returned']);

    const refreshes = editor.refreshes();
    measure(false);
    await editor.until('a refresh', () => editor.refreshes() > refreshes);
    assert.deepEqual(await labels(), [
      '4 heap: returned · 12 MiB',
      '8 heap: returned',
      '8 heap: returned · 2.00 KiB on this line',
    ]);
    const hover = async (find: string): Promise<string> =>
      ((await editor.hover(file, editor.positionOf(file, find)))!.contents as { value: string }).value;
    const plain = (markdown: string): string => markdown.replaceAll('\\', '');
    assert.match(
      plain(await hover('new(int)\n}\n\nfunc Two')),
      /heap\.pprof.*allocated 12 MiB in 40,000 allocations\./,
    );
    assert.match(plain(await hover('new(int), new')), /allocated 2.00 KiB in 1 allocation\./);

    measure(true);
    await editor.until('a refresh', () => editor.refreshes() > refreshes + 1);
    assert.deepEqual(await labels(), before, 'lines may have moved');
    assert.match(await hover('new(int)\n}\n\nfunc Two'), /newer than the profile/);

    measure(false, '');
    await editor.until('a refresh', () => editor.refreshes() > refreshes + 2);
    assert.deepEqual(await labels(), before);
    assert.doesNotMatch(await hover('new(int)\n}\n\nfunc Two'), /profile/);

    // What does not fit is not taken.
    void editor.connection.sendNotification('escapement/measured', { profile: 'x', files: [{ uri: 1 }] });
    assert.deepEqual(await labels(), before);
  } finally {
    await editor.exit();
  }
});
