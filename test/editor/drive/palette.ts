// The command palette and the lists that look like it (quick picks, Quick Open, go to line).
import type { Locator, Page } from 'playwright-core';
import { until } from '../bed';

const widget = '.quick-input-widget:not([style*="display: none"])';

/**
 * Runs a command by its title, "Preferences: Color Theme", as the palette shows it. Waits for the row and clicks it: the
 * list first shows old rows, and Enter at once would run the wrong command.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  await (await commandRow(page, title)).click();
}

/** Waits until the palette has a command: in a new window an extension's come a moment later, and an open list does not get them. */
export async function waitForCommand(page: Page, title: string): Promise<void> {
  await commandRow(page, title);
  await page.keyboard.press('Escape');
}

async function commandRow(page: Page, title: string): Promise<Locator> {
  return until(`the command ${title}`, async () => {
    await openQuickInput(page, 'F1');
    await fillQuickInput(page, `>${title}`);
    const row = await quickRow(page, title, 5_000).catch(() => undefined);
    if (!row) await page.keyboard.press('Escape');
    return row;
  });
}

/** Opens a file by its absolute path, at a line and column (1-based) if given, and waits until its tab is active. */
export async function openFile(page: Page, file: string, at?: { line: number; column?: number }): Promise<void> {
  const name = file.slice(file.lastIndexOf('/') + 1);
  await openQuickInput(page, 'Control+P');
  await fillQuickInput(page, at ? `${file}:${at.line}:${at.column ?? 1}` : file);
  // Enter takes the first row. At first that is one of the files opened before, so a row only counts once it stays.
  let before = '';
  await until(`${name} as the first row`, async () => {
    const rows = await quickRows(page);
    const settled = rows[0] === name && rows.join() === before;
    before = rows.join();
    return settled;
  });
  await page.keyboard.press('Enter');
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
}

/** Puts the cursor of the active editor to a line and column (1-based, a tab is one column). */
export async function goTo(page: Page, line: number, column = 1): Promise<void> {
  await openQuickInput(page, 'Control+G');
  await fillQuickInput(page, `:${line}:1`);
  await page.keyboard.press('Enter');
  await page.locator(widget).waitFor({ state: 'hidden' });
  // "Go to Line" counts a tab as many columns.
  for (let at = 1; at < column; at++) await page.keyboard.press('ArrowRight');
}

/** A key that comes while the workbench moves the focus (a button that vanishes when it is clicked) is lost: it is pressed again. */
async function openQuickInput(page: Page, key: string): Promise<void> {
  await until(`the list of ${key}`, async () => {
    await page.keyboard.press(key);
    const input = page.locator(`${widget} input.input`);
    return input.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
  });
}

/** Puts text into the open quick input. */
export async function fillQuickInput(page: Page, text: string): Promise<void> {
  await page.locator(`${widget} input.input`).fill(text);
}

/** The row of the open quick list whose label is `label` or begins with it; waits for it. */
export async function quickRow(page: Page, label: string, limit?: number): Promise<Locator> {
  const look = async (): Promise<Locator | undefined> => {
    const rows = await page.locator(`${widget} .quick-input-list .monaco-list-row`).all();
    const labels = await Promise.all(rows.map(row => labelOf(row)));
    const exact = labels.indexOf(label);
    const at = exact >= 0 ? exact : labels.findIndex(text => text.startsWith(label));
    return rows[at];
  };
  return until(`the row "${label}"`, look, limit === undefined ? {} : { timeout: limit });
}

/** The labels of the rows that the open quick list shows now. */
export async function quickRows(page: Page): Promise<string[]> {
  return Promise.all((await page.locator(`${widget} .quick-input-list .monaco-list-row`).all()).map(labelOf));
}

async function labelOf(row: Locator): Promise<string> {
  // A row may vanish while the list is being filtered.
  const text = await row
    .locator('.monaco-icon-label .label-name')
    .first()
    .innerText({ timeout: 2_000 })
    .catch(() => '');
  return text.replaceAll('\u00a0', ' ').trim();
}
