// In a workspace that is on no disk a profile opens, is compared, and leads to its sources all the same; nothing is started for it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { encodeTextProfile } from '#support/textProfile';
import { commandOf, descendants } from '../bed/processTree';
import {
  fillQuickInput,
  quickRow,
  runCommand,
  screenshot,
  startEditor,
  virtualFiles,
  waitForCommand,
  waitForText,
  webviewFrame,
  withPicture,
  type Editor,
} from '../drive';

const main = `package main

func main() { spin() }

func spin() {
	for n := 0; ; n++ {
		_ = n * n // the hot line
	}
}
`;
const profile = 'main.main@ex.com/v/main.go:3;main.spin@ex.com/v/main.go:7 900\nruntime.gcBgMarkWorker 100';

describe('profiles in a virtual workspace', () => {
  const files = virtualFiles({
    'go.mod': 'module ex.com/v\n\ngo 1.21\n',
    'main.go': main,
    'cpu.pprof': encodeTextProfile(profile),
    'before.prof': encodeTextProfile(profile.replace('900', '300')),
  });
  let editor: Editor;
  before(async () => {
    editor = await startEditor({ beside: files.extension });
  });
  after(async () => {
    await editor.stop();
    files.remove();
  });

  it('open, compare, and lead to the code; no server runs', async () => {
    const { page, errors } = await editor.open({ folder: files.folder });
    await withPicture(page, 'profile-virtual', async () => {
      await inExplorer(page, 'cpu.pprof').dblclick();
      const panel = await webviewFrame(page, 'canvas');
      await panel.getByText('All: 1.00 us').or(panel.getByText('All: 1.00 µs')).first().waitFor({ state: 'attached' });

      await waitForCommand(page, 'Escapement: Compare profile with…');
      await runCommand(page, 'Escapement: Compare profile with…');
      await fillQuickInput(page, 'before.prof');
      await (await quickRow(page, 'before.prof')).click();
      const compared = await webviewFrame(page, 'canvas');
      await compared.getByRole('button', { name: 'Stop comparing' }).click();
      await compared.getByRole('button', { name: 'Compare…' }).waitFor();

      await compared.getByRole('tab', { name: 'Top', exact: true }).click();
      const row = compared.locator('[role=grid] [role=row]', { hasText: 'main.spin' }).first();
      await row.click({ button: 'right' });
      await compared.getByRole('menuitem', { name: 'Go to source' }).click();
      await waitForText(page, 'the hot line');
      await screenshot(page, 'profile-virtual');
      // A Go file is in front now.
      const commands = descendants(editor.server.pid).map(commandOf);
      assert.deepEqual(
        commands.filter(command => /dist\/server\.js/.test(command)),
        [],
      );
      assert.deepEqual(errors, []);
    });
  });
});

const inExplorer = (page: Page, name: string) =>
  page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
