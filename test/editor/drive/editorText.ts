// The text of the active editor: what a person sees and types. Only lines on screen exist in the page.
import type { Page } from 'playwright-core';

/** Waits until the active editor shows a line that contains `text` (blanks are plain spaces here). */
export async function waitForText(page: Page, text: string): Promise<void> {
  await page.locator('.editor-instance .view-line', { hasText: text }).first().waitFor();
}

/** The lines on screen, from the top, inlay hints included. */
export async function visibleLines(page: Page): Promise<string[]> {
  return page
    .locator('.editor-instance .view-lines')
    .first()
    .evaluate(lines =>
      Array.from(lines.querySelectorAll<HTMLElement>('.view-line'))
        .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
        .map(line => line.innerText.replaceAll('\u00a0', ' ')),
    );
}

/** Types into the active editor where the cursor is, key by key. */
export async function typeText(page: Page, text: string): Promise<void> {
  await focusEditor(page);
  await page.keyboard.type(text);
}

/** Gives the active text editor the keyboard. A custom editor has no such input. */
export async function focusEditor(page: Page): Promise<void> {
  await page.locator('.editor-instance').locator('.native-edit-context, textarea.inputarea').first().focus();
}

/** Saves the active file and waits until its tab is not dirty any more. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+S');
  await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
}
