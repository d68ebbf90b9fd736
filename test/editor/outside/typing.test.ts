// A person types: the hint comes while the file is dirty, the hover explains it, it goes with its cause; in Chinese as well.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  copiedWorkspace,
  goTo,
  hover,
  inlayHints,
  newWorkspace,
  notifications,
  openFile,
  outputChannel,
  problemCounts,
  screenshot,
  startEditor,
  typeText,
  until,
  waitForHints,
  waitForText,
  withPicture,
  type Editor,
} from '../drive';

const text = `package live

func Count() int {
	count := 1
	return count
}

var kept *int
`;

describe('typing', () => {
  const workspace = newWorkspace({ 'live.go': text });
  const samples = copiedWorkspace('samples');
  let editor: Editor;
  before(async () => {
    editor = await startEditor();
  });
  after(async () => {
    await editor.stop();
    workspace.remove();
    samples.remove();
  });

  it('brings the hint for unsaved text, and takes it away', async () => {
    const { page, errors, close } = await editor.open({
      folder: workspace.folder,
      openFile: workspace.file('live.go'),
    });
    await withPicture(page, 'typing', async () => {
      await waitForText(page, 'func Count');
      assert.deepEqual(await notifications(page), []);
      await goTo(page, 5, 1);
      await typeText(page, '\tkept = &count\n');
      const hints = await waitForHints(page, ({ line }) => line.includes('count := 1'));
      assert.equal(hints.length, 1);
      assert.ok(await page.locator('.tab.active.dirty').isVisible());
      await until('the diagnostic', async () => (await problemCounts(page)).infos === 1);
      await goTo(page, 4, 3);
      const explained = await hover(page, 'moved to heap');
      assert.match(explained, /kept/);
      await screenshot(page, 'hover');
      // Delete the cause.
      await page.keyboard.press('Escape');
      await goTo(page, 5, 1);
      await page.keyboard.press('Control+Shift+K');
      await until(
        'no hint',
        async () => (await inlayHints(page)).length === 0 && (await problemCounts(page)).infos === 0,
      );
      assert.deepEqual(errors, []);
    });
    await close();
  });

  it('a text that does not compile keeps a faded hint at its line', async () => {
    const { page, close } = await editor.open({ folder: workspace.folder, openFile: workspace.file('live.go') });
    await withPicture(page, 'stale', async () => {
      await waitForText(page, 'func Count');
      await goTo(page, 5, 1);
      await typeText(page, '\tkept = &count\n');
      await waitForHints(page, ({ line }) => line.includes('count := 1'));
      await goTo(page, 2, 1);
      await typeText(page, '\n\nfunc broken( {}\n');
      const faded = page.locator('.view-line', { hasText: 'count := 1' }).locator('[class*="ced-"]');
      await until('a faded hint', async () => (await faded.count()) > 0 && (await inlayHints(page)).length === 0);
      await screenshot(page, 'stale');
    });
    await close();
  });

  it('the sample, in English and in Chinese', async () => {
    for (const language of ['en', 'zh-cn']) {
      const { page, close } = await editor.open({ folder: samples.folder, language });
      await withPicture(page, `sample-${language}`, async () => {
        await openFile(page, samples.file('quote.go'));
        const hints = await waitForHints(page);
        assert.equal(
          hints.some(({ label }) => /\p{Script=Han}/u.test(label)),
          language === 'zh-cn',
        );
        await goTo(page, 21, 2);
        await hover(page, 'moved to heap: quote');
        // The picture in the README is the English one of these.
        await screenshot(page, `sample-${language}`, '.part.editor');
      });
      await close();
    }
    assert.match(outputChannel(editor.server, 'Escapement'), /ms/);
  });
});
