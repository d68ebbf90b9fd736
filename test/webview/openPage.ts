// A page of a webview, alone in a browser: the real document with its real policy (CSP), script and style sheet, and the theme as the
// editor would set it. What the policy refuses is an error of the page.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { webviewPage } from '#client/webviewPage';
import { projectRoot } from '../editor/bed';
import { type ThemeName, themes } from './themes';

export interface OpenPage {
  readonly page: Page;
  /** Errors, refusals of the policy and messages that nobody knows; there should be none. */
  readonly problems: string[];
  setTheme(name: ThemeName): Promise<void>;
  close(): Promise<void>;
}

export interface OpenPageOptions extends BrowserContextOptions {
  /** As in dist/webview/NAME.js. */
  readonly name: string;
  /** Stands in for the editor: dist/test/webview/page/NAME.js. */
  readonly host: string;
  readonly theme?: ThemeName;
}

const origin = 'http://webview.example';

export async function openPage(
  browser: Browser,
  { name, host, theme = 'dark', ...options }: OpenPageOptions,
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 760 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error') problems.push(message.text());
  });
  const dist = path.join(projectRoot(), 'dist');
  const file = (inDist: string) => readFileSync(path.join(dist, inDist), 'utf8');
  const html = webviewPage({
    language: 'en',
    title: name,
    script: `${origin}/${name}.js`,
    style: `${origin}/${name}.css`,
    cspSource: origin,
    nonce: randomUUID(),
  });
  await page.route(`${origin}/**`, route => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    const type = pathname.endsWith('.css') ? 'text/css' : 'text/javascript';
    return /^\/\w+\.(js|css)$/.test(pathname)
      ? route.fulfill({ contentType: type, body: file(`webview${pathname}`) })
      : route.fulfill({ status: 404 });
  });
  await page.addInitScript({ content: file(`test/webview/page/${host}.js`) });
  await page.goto(`${origin}/`);
  const setTheme = async (wanted: ThemeName) => {
    const { bodyClass, variables } = themes[wanted];
    await page.evaluate(
      ([className, values]) => {
        document.documentElement.removeAttribute('style');
        for (const [key, value] of values) document.documentElement.style.setProperty(`--vscode-${key}`, value);
        document.body.className = className;
      },
      [bodyClass, Object.entries(variables)] as const,
    );
  };
  await setTheme(theme);
  return { page, problems, setTheme, close: () => context.close() };
}

/** Two pictures of the page are the same but for edges of letters: at most `share` of the pixels differ by more than a shade. */
export async function differingShare(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const share = await page.evaluate(
    async pictures => {
      const pixels = await Promise.all(
        pictures.map(async picture => {
          const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
          const context = canvas.getContext('2d')!;
          context.drawImage(bitmap, 0, 0);
          return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
        }),
      );
      const [a, b] = pixels as [Uint8ClampedArray, Uint8ClampedArray];
      if (a.length !== b.length) return 1;
      let differing = 0;
      for (let at = 0; at < a.length; at += 4) {
        const far = [0, 1, 2].some(channel => Math.abs(a[at + channel]! - b[at + channel]!) > 24);
        if (far) differing++;
      }
      return differing / (a.length / 4);
    },
    [one.toString('base64'), other.toString('base64')],
  );
  assert.ok(share >= 0 && share <= 1);
  return share;
}
