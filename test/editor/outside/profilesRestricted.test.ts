// In a workspace that is not trusted a profile opens and leads to its sources all the same; nothing is started and nothing is fetched.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { commandOf, descendants } from '../bed/processTree';
import {
  fillQuickInput,
  newWorkspace,
  openFile,
  quickRows,
  screenshot,
  startEditor,
  until,
  waitForCommand,
  waitForText,
  webviewFrame,
  withPicture,
  type Editor,
} from '../drive';

const test = `package m

import "testing"

var kept []byte

func BenchmarkMake(b *testing.B) {
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 1<<20)
	}
}
`;

describe('profiles in a restricted workspace', () => {
  const workspace = newWorkspace({ 'make_test.go': test });
  let editor: Editor;
  before(async () => {
    const flags = ['-bench=.', '-benchtime=20x', '-memprofile=memory.pprof', '-o', workspace.file('make.test')];
    execFileSync('go', ['test', '-run=^$', ...flags], { cwd: workspace.folder });
    editor = await startEditor({ trust: false });
  });
  after(async () => {
    await editor.stop();
    workspace.remove();
  });

  it('open, and lead to the code; nothing runs', async () => {
    const { page, errors } = await editor.open({ folder: workspace.folder });
    await withPicture(page, 'profile-restricted', async () => {
      await waitForCommand(page, 'Escapement: Open profile…');
      const seen = new Set<string>();
      const watch = setInterval(
        () => descendants(editor.server.pid).forEach(pid => seen.add(commandOf(pid))),
        15,
      ).unref();
      await openFile(page, workspace.file('memory.pprof'));
      const panel = await webviewFrame(page, 'canvas');
      await panel.getByRole('tab', { name: 'Top', exact: true }).click();
      const row = panel.locator('[role=grid] [role=row]', { hasText: 'BenchmarkMake' }).first();
      await row.click({ button: 'right' });
      await screenshot(page, 'profile-restricted');
      await panel.getByRole('menuitem', { name: 'Go to source' }).click();
      await waitForText(page, 'kept = make');

      await page.keyboard.press('F1');
      await fillQuickInput(page, '>Escapement: Fetch');
      await until('a list', () => quickRows(page).then(rows => rows.length > 0));
      assert.ok((await quickRows(page)).every(row => !row.includes('Fetch profile')));
      const ours = [...seen].filter(command => /server\.js|\bgo\b (list|env|build|test)/.test(command));
      clearInterval(watch);
      assert.deepEqual(ours, []);
      assert.deepEqual(errors, []);
    });
  });
});
