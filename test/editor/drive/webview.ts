// The inside of a webview: two nested frames, of which the inner one is our page.
import type { Frame, Page } from 'playwright-core';
import { until } from '../bed';

/** The frame whose document has an element for `selector` ("canvas"): use it as a Playwright page. Waits for it. */
export async function webviewFrame(page: Page, selector: string): Promise<Frame> {
  return until(`a webview with ${selector}`, async () => {
    for (const frame of page.frames()) {
      if (frame === page.mainFrame()) continue;
      // A frame may be replaced while it is asked.
      if (await frame.evaluate(wanted => !!document.querySelector(wanted), selector).catch(() => false)) return frame;
    }
    return undefined;
  });
}
