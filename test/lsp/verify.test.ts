// After a save, where the user wants it, the machine code has the last word: what allocates unreported is found, what calls no allocator is none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFakeEditor, type Published } from '#support/fakeEditor';
import { goMod, goProject } from '#support/goProject';

const text = `package m

func Work(n int) (chan int, *int) {
	done := make(chan int, n)
	return done, &n
}
`;

const told = ({ diagnostics }: Published): string[] =>
  diagnostics.map(({ code, data }) => `${String(code)} ${data.subject} ${data.confirmed}`).sort();

test('findings are confirmed after a save, and asked anew after the next edit', async t => {
  const project = goProject(t, { 'go.mod': goMod('ex.com/m'), 'a.go': text });
  const editor = await startFakeEditor({ settings: { escape: { verify: 'onSave' } } });
  try {
    const file = project.path('a.go');
    editor.open(file, text);
    assert.deepEqual(told(await editor.settled(file)), ['moved-to-heap n null']);
    editor.save(file);
    const last = (): string[] => told(editor.published.at(-1)!);
    await editor.until('the machine code’s word', () => last().some(line => line.startsWith('allocates')));
    assert.deepEqual(last(), ['allocates make(chan int, n) true', 'moved-to-heap n true']);
    const hover = await editor.hover(file, editor.positionOf(file, 'make('));
    assert.match((hover!.contents as { value: string }).value, /Confirmed by the machine code/);

    editor.replace(file, '\treturn done', '\n\treturn done');
    assert.deepEqual(told(await editor.settled(file)), ['allocates make(chan int, n) true', 'moved-to-heap n null']);
    editor.replace(file, 'done := make(chan int, n)', 'var done chan int');
    assert.deepEqual(
      told(await editor.settled(file)),
      ['moved-to-heap n null'],
      'what stood on an edited line is gone',
    );
  } finally {
    await editor.exit();
  }
});
