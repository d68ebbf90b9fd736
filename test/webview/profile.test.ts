import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { unpack } from '#host/unpack';
import { launchBrowser, prepareBed } from '../editor/bed';
import { openPage } from './openPage';
import type { ThemeName } from './themes';
import { screenshot } from '../editor/drive/screenshot';

describe('shots', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser(await prepareBed());
  });
  after(() => browser.close());
  it('flame', async () => {
    const unpacked = unpack(readFileSync('/usr/local/go/src/cmd/compile/default.pgo'));
    if (unpacked.kind !== 'bytes') throw new Error();
    const bytes = Buffer.from(unpacked.bytes).toString('base64');
    for (const theme of (process.env['THEMES'] ?? 'dark,light,highContrast,highContrastLight').split(
      ',',
    ) as ThemeName[]) {
      const { page, problems, close } = await openPage(browser, { name: 'profile', host: 'profileHost', theme });
      await page.evaluate(b => window.profileHost.open(b, { modules: ['cmd'] }), bytes);
      await page.waitForTimeout(1500);
      await screenshot(page, `flame-${theme}`);
      if (theme === 'dark' || process.env['ALL']) {
        await page.mouse.move(300, 172);
        await page.waitForTimeout(300);
        await screenshot(page, `hover-${theme}`);
        await page.mouse.click(300, 172);
        await page.waitForTimeout(700);
        await screenshot(page, `zoomed-${theme}`);
        await page.mouse.click(300, 172, { button: 'right' });
        await page.waitForTimeout(300);
        await screenshot(page, `menu-${theme}`);
        await page.keyboard.press('Escape');
        for (const tab of ['top', 'tree', 'sandwich', 'facts']) {
          await page.click(`#tab-${tab}`);
          await page.waitForTimeout(900);
          await screenshot(page, `${tab}-${theme}`);
        }
        await page.click('#tab-flame');
        await page.keyboard.press('Control+F');
        await page.keyboard.type('malloc');
        await page.waitForTimeout(800);
        await page.click('text=Filter');
        await page.waitForTimeout(400);
        await screenshot(page, `search-${theme}`);
      }
      console.log(problems, await page.evaluate(() => JSON.stringify(window.profileHost.strange).slice(0, 500)));
      await close();
    }
  });
});
