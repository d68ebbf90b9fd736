// Pictures of what a test saw, in test/artifacts (which git ignores).
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../bed';

/** Takes a picture of the window, or of its first `part` (a selector), and returns its path, test/artifacts/NAME.png. */
export async function screenshot(page: Page, name: string, part = 'body'): Promise<string> {
  const folder = path.join(projectRoot(), 'test', 'artifacts');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  const clip = await page.locator(part).first().boundingBox();
  await page.screenshot({ path: file, ...(clip && { clip }) });
  return file;
}

/**
 * Runs `steps`; when they fail, takes a picture NAME-failed.png first and names it in the error, so that a failure in CI
 * can be looked at.
 */
export async function withPicture<T>(page: Page, name: string, steps: () => Promise<T>): Promise<T> {
  try {
    return await steps();
  } catch (error) {
    const file = await screenshot(page, `${name}-failed`).catch(() => 'none');
    throw new Error(`${error instanceof Error ? error.message : String(error)}\npicture: ${file}`, { cause: error });
  }
}
