// Profiles of a real service, as a person meets them: opened, compared, followed to the code, shown beside it, fetched anew.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startSampleService, type SampleService } from '#support/sampleService';
import { copiedWorkspace, openFile, screenshot, startEditor, webviewFrame, withPicture, type Editor } from '../drive';

describe('profiles', () => {
  const workspace = copiedWorkspace('samples');
  let service: SampleService;
  let editor: Editor;
  before(async () => {
    service = await startSampleService(workspace.folder);
    await service.save('profile?seconds=2', workspace.file('cpu.pprof'));
    await service.save('heap', workspace.file('heap.pprof'));
    editor = await startEditor();
  });
  after(async () => {
    await editor.stop();
    service.stop();
    workspace.remove();
  });

  it('opens', async () => {
    const { page, errors } = await editor.open({ folder: workspace.folder });
    await withPicture(page, 'profiles', async () => {
      await openFile(page, workspace.file('heap.pprof'));
      const frame = await webviewFrame(page, 'canvas');
      await frame.waitForTimeout(3000);
      console.log(await frame.evaluate(() => document.body.innerText));
      await screenshot(page, 'profile-heap');
      assert.deepEqual(errors, []);
    });
  });
});
