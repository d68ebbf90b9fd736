// The layout view as a person meets it: opened by the lens, read by keyboard and screen reader, in each kind of theme; it follows the text.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Frame } from 'playwright-core';
import {
  newWorkspace,
  openFile,
  runCommand,
  screenshot,
  startEditor,
  typeText,
  until,
  webviewFrame,
  withPicture,
  type Editor,
} from '../drive';

const text = `package m

type record struct {
	ok   bool
	hits int64
	kind uint8
	when int64
	name string
	pad  [64]byte
	bad  bool
}
`;

describe('the layout view', () => {
  const workspace = newWorkspace({ 'a.go': text });
  let editor: Editor;
  before(async () => {
    editor = await startEditor();
  });
  after(async () => {
    await editor.stop();
    workspace.remove();
  });

  void it('opens by the lens, follows the text, and is for everybody', async () => {
    const { page, errors, close } = await editor.open({ folder: workspace.folder });
    await withPicture(page, 'layout', async () => {
      await openFile(page, workspace.file('a.go'), { line: 4 });
      await page.locator('.codelens-decoration a', { hasText: '120 B → 104 B possible' }).click();
      const view = await webviewFrame(page, '.memory');
      await until('both orders', async () => (await view.locator('.order').count()) >= 4);
      assert.match(await view.locator('figcaption').first().innerText(), /^Today size 120, alignment 8, padding 21/);
      const first = view.locator('[id="on-amd64-today-0"]');
      assert.equal(await first.getAttribute('aria-label'), 'ok bool: offset 0, size 1, then padding 7');
      await first.focus();
      await view.page().keyboard.press('ArrowDown');
      assert.equal(await focused(view), 'hits int64: offset 8, size 8');
      for (const theme of ['Default Light Modern', 'Default Dark Modern', 'Default High Contrast']) {
        setTheme(workspace.folder, theme);
        const kind = theme.includes('High')
          ? 'vscode-high-contrast'
          : theme.includes('Light')
            ? 'vscode-light'
            : 'vscode-dark';
        await until(`the theme ${theme}`, () =>
          view
            .locator(`body.${kind}`)
            .count()
            .then(count => count > 0),
        );
        await screenshot(page, `layout-${kind}`);
        assert.deepEqual(await violations(view), [], theme);
      }
      await view.page().keyboard.press('Enter');
      await page.locator('.editor-instance .cursor').first().waitFor();
      await runCommand(page, 'Go to Line/Column...');
      await page.keyboard.type('11');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Home');
      await typeText(page, 'more int32; ');
      await until('the new field', () =>
        view
          .locator('button', { hasText: 'more' })
          .count()
          .then(count => count > 0),
      );
    });
    assert.deepEqual(errors, []);
    await close();
  });
});

const focused = (view: Frame): Promise<string | null> =>
  view.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);

function setTheme(folder: string, theme: string): void {
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
}

/** What axe-core finds against a page: rule and element. */
async function violations(view: Frame): Promise<readonly string[]> {
  await view.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
  return view.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
}
