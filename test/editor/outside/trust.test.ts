// A restricted workspace: nothing runs, not even where the folder's own settings ask for it; granting trust starts the analysis
// without a reload. Watched three ways: a go command of our own that leaves a mark, the processes below the editor, and the same
// folder trusted as control.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { descendants } from '../bed/processTree';
import {
  inlayHints,
  newWorkspace,
  openFile,
  runCommand,
  screenshot,
  startEditor,
  waitForHints,
  waitForText,
  withPicture,
  type Editor,
} from '../drive';

const text = `package live

func Count() *int {
	count := 1
	return &count
}
`;

describe('workspace trust', () => {
  const workspace = newWorkspace({ 'live.go': text });
  const mark = workspace.file('mark');
  const evil = workspace.file('evil');
  let editor: Editor;

  before(async () => {
    // As a hostile folder would: every setting that names a program names one that leaves a mark.
    writeFileSync(evil, `#!/bin/sh\necho "$@" >> "${mark}"\nexec go "$@"\n`);
    chmodSync(evil, 0o755);
    const settings = newSettings(evil);
    const folder = path.join(workspace.folder, '.vscode');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings));
    editor = await startEditor({ trust: false });
  });
  after(async () => {
    await editor.stop();
    workspace.remove();
  });

  it('restricted: nothing is spawned; trusted: hints without a reload', async () => {
    const { page } = await editor.open({ folder: workspace.folder, openFile: workspace.file('live.go') });
    await withPicture(page, 'trust', async () => {
      await waitForText(page, 'func Count');
      await page.getByText('Restricted Mode').first().waitFor();
      const seen = new Set<string>();
      const watch = setInterval(() => descendants(editor.server.pid).forEach(pid => seen.add(commandOf(pid))), 15);
      // The status item says why: the extension is awake, and has had its chance to start something.
      await page.locator('.statusbar-item[id*="languageStatus"], [id="status.languageStatus"]').first().waitFor();
      await page.keyboard.press('Control+S');
      for (let i = 0; i < 30; i++) await page.evaluate(() => new Promise(resolve => setTimeout(resolve, 100)));
      clearInterval(watch);
      await screenshot(page, 'restricted');
      assert.equal(existsSync(mark), false, 'a program of the folder ran');
      const ours = [...seen].filter(command => /server\.js|\bgo\b (list|env|build)|compile -o/.test(command));
      assert.deepEqual(ours, []);
      assert.deepEqual(await inlayHints(page), []);

      await runCommand(page, 'Workspaces: Manage Workspace Trust');
      await page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click();
      await openFile(page, workspace.file('live.go'));
      await waitForHints(page, ({ line }) => line.includes('count := 1'));
      assert.ok(existsSync(mark), 'trusted, the folder’s own go command is used: the control');
    });
  });
});

function newSettings(program: string): Record<string, unknown> {
  return {
    'escapement.go.path': program,
    escapement: { go: { path: program } },
    'go.alternateTools': { go: program },
    'go.goroot': path.dirname(program),
  };
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
  } catch {
    return '';
  }
}
