// Profiles of a real service, as a person meets them: opened, compared, followed to the code, shown beside it, fetched anew.
import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { startSampleService, type SampleService } from '#support/sampleService';
import {
  copiedWorkspace,
  fillQuickInput,
  goTo,
  inlayHints,
  openFile,
  quickRow,
  runCommand,
  screenshot,
  startEditor,
  until,
  waitForCommand,
  waitForHints,
  waitForText,
  webviewFrame,
  withPicture,
  type Editor,
  type Workbench,
} from '../drive';

describe('profiles', () => {
  const workspace = copiedWorkspace('samples');
  const heap = workspace.file('heap.pprof');
  const main = workspace.file('service/main.go');
  let service: SampleService;
  let editor: Editor;
  let workbench: Workbench;
  before(async () => {
    service = await startSampleService(workspace.folder);
    await service.save('profile?seconds=2', workspace.file('cpu.pprof'));
    await service.save('allocs', heap);
    await service.save('heap', workspace.file('plain'));
    copyFileSync(heap, workspace.file('before.pb.gz'));
    writeFileSync(workspace.file('page.pprof'), '<!DOCTYPE html>\n<html><body>404</body></html>\n');
    writeFileSync(workspace.file('cut.pprof'), Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]));
    editor = await startEditor();
    workbench = await editor.open({ folder: workspace.folder });
    // Before the extension is there a profile would open as text.
    await waitForCommand(workbench.page, 'Escapement: Open profile…');
  });
  after(async () => {
    await editor.stop();
    service.stop();
    workspace.remove();
  });

  /** With a picture of the window where a step fails. */
  const inWindow = (name: string, steps: (page: Page) => Promise<void>): void => {
    void it(name, () =>
      withPicture(workbench.page, `profile-${name.replace(/\W+/g, '-')}`, async () => {
        await runCommand(workbench.page, 'View: Close All Editors');
        await steps(workbench.page);
        assert.deepEqual(workbench.errors, []);
      }),
    );
  };

  inWindow('a profile opens by its name, and what is chosen in it survives that it is hidden', async page => {
    await openFile(page, heap);
    const panel = await panelWith(page, 'alloc_space');
    await panel.getByRole('tab', { name: 'Top', exact: true }).click();
    await until('the row of means', () => rowsOf(panel).then(rows => rows.some(row => row.includes('means'))));
    await openFile(page, main);
    await openFile(page, heap);
    const again = await panelWith(page, 'alloc_space');
    await until('the table again', () => rowsOf(again).then(rows => rows.some(row => row.includes('means'))));
    // And that the window is loaded anew.
    await page.reload();
    await page.locator('.tab', { hasText: 'heap.pprof' }).first().click();
    const anew = await panelWith(page, 'alloc_space');
    await until('the table once more', () => rowsOf(anew).then(rows => rows.some(row => row.includes('means'))));
  });

  inWindow('files of other names open by the menu of the explorer, and by the command', async page => {
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'before.pb.gz' })
      .click({ button: 'right' });
    const item = page.locator('.monaco-menu').getByText('Open profile…');
    // A click that comes while the menu opens is taken for the end of the one that opened it.
    await until('the menu gone', async () => {
      await item.click({ timeout: 5_000 }).catch(() => undefined);
      return (await item.count()) === 0;
    });
    await panelWith(page, 'alloc_space');
    await runCommand(page, 'Escapement: Open profile…');
    await fillQuickInput(page, 'cpu.pprof');
    await (await quickRow(page, 'cpu.pprof')).click();
    await panelWith(page, 'cpu');
  });

  inWindow('what is no profile is said to be what it is, and opens as that', async page => {
    await openFile(page, workspace.file('cut.pprof'));
    const cut = await webviewFrame(page, '.failure');
    assert.match(await cut.locator('.failure').innerText(), /cut\.pprof: the gzip data is damaged or was cut short/);
    await openFile(page, workspace.file('page.pprof'));
    const failed = await until('the page’s panel', async () => {
      const frame = await webviewFrame(page, '.failure');
      return (await frame.locator('.failure').innerText()).includes('page.pprof: an HTML page') && frame;
    });
    await screenshot(page, 'profile-none');
    await failed.getByRole('button', { name: 'Reopen as text' }).click();
    await waitForText(page, '<html>');
  });

  inWindow('a file that changes on the disk is read again when the user says so', async page => {
    const file = workspace.file('changing.pprof');
    copyFileSync(heap, file);
    await openFile(page, file);
    const panel = await panelWith(page, 'alloc_space');
    copyFileSync(workspace.file('cpu.pprof'), file);
    await panel.getByRole('button', { name: 'Reload' }).click();
    await panelWith(page, 'cpu');
  });

  inWindow('a function opens its source at its line', async page => {
    await openFile(page, heap);
    await goToSource(page, 'main.(*Book).means');
    await page.locator('.tab.active[data-resource-name="main.go"]').waitFor();
    await waitForText(page, 'make([]*Trade');
    // The standard library's, in GOROOT. The panel stands beside.
    await goToSource(page, 'net/url.parse');
    await page.locator('.tab.active[data-resource-name="url.go"]').waitFor();
  });

  inWindow('two profiles are compared', async page => {
    await openFile(page, heap);
    await panelWith(page, 'alloc_space');
    await runCommand(page, 'Escapement: Compare profile with…');
    await fillQuickInput(page, 'before.pb.gz');
    await (await quickRow(page, 'before.pb.gz')).click();
    const panel = await webviewFrame(page, 'canvas');
    await panel.getByRole('button', { name: 'Stop comparing' }).waitFor();
    await screenshot(page, 'profile-compare');
  });

  inWindow('a file that is dragged to the editor opens; with Shift on an open profile it is compared', async page => {
    const drag = async (name: string, isShifted: boolean) => {
      await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().hover();
      await page.mouse.down();
      await page.mouse.move(700, 380, { steps: 5 });
      if (isShifted) await page.keyboard.down('Shift');
      await page.mouse.move(760, 430, { steps: 10 });
      await page.mouse.up();
      if (isShifted) await page.keyboard.up('Shift');
    };
    await drag('heap.pprof', false);
    const panel = await panelWith(page, 'alloc_space');
    await drag('before.pb.gz', true);
    await panel.getByRole('button', { name: 'Stop comparing' }).waitFor();
  });

  inWindow('what was measured stands beside the code, and in the hint of what allocates', async page => {
    await openFile(page, heap);
    const panel = await panelWith(page, 'alloc_space');
    await panel.getByRole('button', { name: 'Show in code' }).click();
    await openFile(page, main, { line: 93 });
    const measured = await until('numbers beside the code', async () => {
      const found = (await numbers(page)).filter(({ line }) => line.includes('make([]*Trade'));
      return found.length > 0 && found;
    });
    assert.match(measured[0]!.text, /\d.*[KMG]iB.*\d.*[KMG]iB/);
    const hint = (
      await waitForHints(page, ({ label, line }) => line.includes('make([]*Trade') && label.includes('iB'))
    ).find(({ line }) => line.includes('make([]*Trade'));
    assert.match(hint!.label, /^heap: .* · .*[KMG]iB$/);
    await screenshot(page, 'profile-heat');

    await goTo(page, 93);
    await page.keyboard.press('Home');
    await page.keyboard.type('// ');
    await until('faded numbers', () =>
      numbers(page).then(all => all.length > 0 && all.every(({ isItalic }) => isItalic)),
    );
    await until('hints without numbers', () =>
      inlayHints(page).then(all => all.every(({ label }) => !label.includes('iB'))),
    );
    await until('the text as it was', async () => {
      await page.keyboard.press('Control+Z');
      return (await page.locator('.tab.active.dirty').count()) === 0;
    });

    await runCommand(page, 'Escapement: Hide profile in code');
    await until('no numbers', () => numbers(page).then(all => all.length === 0));
  });

  inWindow('a profile is fetched from the running service', async page => {
    await runCommand(page, 'Escapement: Fetch profile from a running program…');
    await fillQuickInput(page, service.address);
    await (await quickRow(page, service.address)).click();
    await (await quickRow(page, 'allocs')).click();
    await fillQuickInput(page, '1');
    await page.keyboard.press('Enter');
    await panelWith(page, 'alloc_space');
    await page.locator('.tab.active', { hasText: `127.0.0.1` }).waitFor();
    // The address is offered the next time.
    await runCommand(page, 'Escapement: Fetch profile from a running program…');
    await (await quickRow(page, service.address)).waitFor();
    await page.keyboard.press('Escape');
  });

  inWindow('the lens above a benchmark takes a profile of it', async page => {
    await openFile(page, workspace.file('quotes_test.go'));
    const lens = page.locator('.codelens-decoration a', { hasText: 'memory' }).first();
    await lens.waitFor();
    await screenshot(page, 'profile-lens');
    await lens.click();
    await panelWith(page, 'alloc_space');
    await screenshot(page, 'profile-benchmark');
  });
});

/** The page of the active panel once it shows a profile with this sample type. */
async function panelWith(page: Page, sampleType: string): Promise<Frame> {
  return until(`a panel with ${sampleType}`, async () => {
    const frame = await webviewFrame(page, 'canvas, [role=tab]');
    const types = await frame
      .locator('select')
      .first()
      .innerText()
      .catch(() => '');
    return types.includes(sampleType) && frame;
  });
}

async function rowsOf(panel: Frame): Promise<string[]> {
  return panel.locator('[role=grid] [role=row]').allInnerTexts();
}

async function goToSource(page: Page, name: string): Promise<void> {
  const panel = await panelWith(page, 'alloc_space');
  await panel.getByRole('tab', { name: 'Top', exact: true }).click();
  await panel.getByRole('searchbox').first().fill(name);
  const row = panel.locator('[role=grid] [role=row]', { hasText: name }).first();
  await row.click({ button: 'right' });
  await panel.getByRole('menuitem', { name: 'Go to source' }).click();
}

interface Numbers {
  readonly line: string;
  readonly text: string;
  readonly isItalic: boolean;
}

/** What stands behind the lines on screen: text that a style sheet adds after them. */
async function numbers(page: Page): Promise<Numbers[]> {
  const lines = page.locator('.editor-instance .view-lines').first();
  return lines.evaluate(element =>
    Array.from(element.querySelectorAll<HTMLElement>('.view-line')).flatMap(line =>
      Array.from(line.querySelectorAll<HTMLElement>('[class*="ced-"]')).flatMap(span => {
        const { content, fontStyle } = getComputedStyle(span, '::after');
        const text = content.replace(/^"|"$/g, '').replaceAll('\u00a0', ' ');
        const isNumber = /\d|·/.test(text);
        return isNumber ? [{ line: line.textContent ?? '', text, isItalic: fontStyle === 'italic' }] : [];
      }),
    ),
  );
}
