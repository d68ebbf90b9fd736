// Reordering fields as a person does it: what is safe is done at once and undone by one step, what somebody should look at comes as a preview.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import {
  focusEditor,
  newWorkspace,
  notifications,
  openFile,
  screenshot,
  startEditor,
  until,
  visibleLines,
  waitForText,
  withPicture,
  type Editor,
} from '../drive';

const text = `package m

// record is never seen outside.
type record struct {
	ok   bool // told once
	hits int64
	kind uint8
}

// Shown may be built by position elsewhere.
type Shown struct {
	OK   bool
	Hits int64
	Kind uint8
}

var all = []record{{ok: true}}
`;

/** Of the menu that lists what can be done at the cursor. */
const actionRow = '.action-widget .monaco-list-row';

describe('reordering fields', () => {
  const workspace = newWorkspace({ 'a.go': text });
  let editor: Editor;
  before(async () => {
    editor = await startEditor();
  });
  after(async () => {
    await editor.stop();
    workspace.remove();
  });

  void it('is done at once where it is safe, and undone by one step', async () => {
    const { page, errors, close } = await editor.open({ folder: workspace.folder });
    await withPicture(page, 'reorder', async () => {
      await openFile(page, workspace.file('a.go'), { line: 5, column: 2 });
      await choose(page, 'Reorder fields of record');
      await until('the new order', async () => (await fieldsOf(page, 'record')).startsWith('hits'));
      assert.equal(await fieldsOf(page, 'record'), 'hits int64|ok bool // told once|kind uint8');
      await focusEditor(page);
      await page.keyboard.press('Control+Z');
      await until('the order of before', async () => (await fieldsOf(page, 'record')).startsWith('ok'));
      assert.equal(await fieldsOf(page, 'record'), 'ok bool // told once|hits int64|kind uint8');
    });
    await close();
    assert.deepEqual(errors, []);
  });

  void it('is shown before it is done where others may depend on the order', async () => {
    const { page, errors, close } = await editor.open({ folder: workspace.folder });
    await withPicture(page, 'reorder-preview', async () => {
      await openFile(page, workspace.file('a.go'), { line: 12, column: 2 });
      await choose(page, 'Reorder fields of Shown');
      const apply = page.locator('.part.panel').getByRole('button', { name: 'Apply' });
      await apply.waitFor();
      await until('the reason', async () =>
        (await notifications(page)).some(said => said.includes('Shown is exported: other modules may build it')),
      );
      await screenshot(page, 'reorder-preview');
      assert.match(await fieldsOf(page, 'Shown'), /^OK bool/);
      // All of the file or nothing: half an order would lose a field.
      const rows = page.locator('.part.panel .monaco-list-row');
      assert.equal(await rows.count(), 2);
      await rows.first().getByRole('checkbox').click();
      await apply.click();
      await until('the new order', async () => (await fieldsOf(page, 'Shown')).startsWith('Hits'));
    });
    await close();
    assert.deepEqual(errors, []);
  });
});

/** Opens the menu of refactorings at the cursor, and takes the first that begins so: the server may still be starting. */
async function choose(page: Page, title: string): Promise<void> {
  await waitForText(page, 'package m');
  const row = await until(title, async () => {
    await focusEditor(page);
    await page.keyboard.press('Control+Shift+R');
    const found = page.locator(actionRow, { hasText: title }).first();
    const isThere = await found.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
    if (!isThere) await page.keyboard.press('Escape');
    return isThere && found;
  });
  await row.click();
}

/** The lines between the braces, blanks in one, joined by `|`. */
async function fieldsOf(page: Page, name: string): Promise<string> {
  const lines = await visibleLines(page);
  const from = lines.findIndex(line => line.startsWith(`type ${name} struct {`));
  const fields = lines.slice(from + 1, lines.indexOf('}', from));
  return fields.map(line => line.trim().replace(/\s+/g, ' ')).join('|');
}
