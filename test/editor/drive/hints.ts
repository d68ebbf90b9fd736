// What the extension draws into the text: inlay hints, squiggles, the hover.
import type { Page } from 'playwright-core';
import { until } from '../bed';

/** An inlay hint on screen: its label, and the source text of the line that it stands in, without any hints. */
export interface Hint {
  readonly label: string;
  readonly line: string;
}

/** The inlay hints on screen, from the top. Lines that are scrolled away have none: scroll first (`goTo`). */
export async function inlayHints(page: Page): Promise<Hint[]> {
  const lines = page.locator('.editor-instance .view-lines').first();
  return lines.evaluate(element => {
    const drawn = '[class^="dyn-rule"], [class*=" dyn-rule"]';
    const plain = (node: Node) => (node.textContent ?? '').replaceAll('\u00a0', ' ');
    return Array.from(element.querySelectorAll<HTMLElement>('.view-line'))
      .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
      .flatMap(line => {
        const labels = Array.from(line.querySelectorAll(drawn), plain).filter(label => label.trim() !== '');
        const source = line.cloneNode(true) as HTMLElement;
        source.querySelectorAll(drawn).forEach(hint => hint.remove());
        return labels.map(label => ({ label, line: plain(source) }));
      });
  });
}

/** Waits until a hint fits, and returns all that are on screen then. Without `fits`: until there is any. */
export async function waitForHints(page: Page, fits: (hint: Hint) => boolean = () => true): Promise<Hint[]> {
  return until('inlay hints', async () => {
    const hints = await inlayHints(page);
    return hints.some(fits) && hints;
  });
}

/** How many squiggles of a kind are on screen. */
export async function squiggles(page: Page, kind: 'error' | 'warning' | 'info' | 'hint'): Promise<number> {
  return page.locator(`.squiggly-${kind}`).count();
}

/**
 * Shows the hover at the cursor and returns its text once that contains `part`: its parts come one after the other. Put
 * the cursor there first (`goTo`).
 */
export async function hover(page: Page, part: string): Promise<string> {
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  return until(`a hover with "${part}"`, async () => {
    const text = (await page.locator('.monaco-hover:visible').allInnerTexts())
      .join('\n')
      .replaceAll('\u00a0', ' ')
      .trim();
    return text.includes(part) && text;
  });
}
