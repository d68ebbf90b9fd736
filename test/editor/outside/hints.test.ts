// A person opens a Go file and sees, in the text, what goes to the heap.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Editor, newWorkspace, screenshot, startEditor, waitForHints, waitForText, withPicture } from '../drive';

const main = `package main

func counter() *int {
	count := 0
	return &count
}

func main() {
	*counter() = 1
}
`;

describe('inlay hints', () => {
  const workspace = newWorkspace({ 'main.go': main });
  let editor: Editor;
  before(async () => {
    editor = await startEditor();
  });
  after(async () => {
    await editor.stop();
    workspace.remove();
  });

  it('appear beside what is moved to the heap', async () => {
    const { page, errors } = await editor.open({ folder: workspace.folder, openFile: workspace.file('main.go') });
    await withPicture(page, 'hints', async () => {
      await waitForText(page, 'func counter');
      const hints = await waitForHints(page);
      assert.ok(hints.some(({ line }) => line.includes('count := 0')));
      await screenshot(page, 'hints');
      assert.deepEqual(errors, []);
    });
  });
});
