// The profile panel in a browser, on profiles that a generator makes: from the file's bytes to the first picture, and how long a frame takes while
// one zooms, pans and points. In the editor a worker decodes and answers; here the page does that itself, before and between the frames.
/* global document, PointerEvent -- of the page, where some of these functions run */
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { loadBed } from '../scripts/loadBed.mjs';
import { median, megabytes, milliseconds, times } from './numbers.mjs';
import { makeProfile } from './profileMaker.mjs';

const origin = 'http://webview.example';

/** `size`: bytes, not packed; `limit`: milliseconds to the first picture. */
export async function benchProfilePanel({ root, built, size, limit, runs }) {
  const packed = gzipSync(makeProfile({ kind: 'cpu', size }), { level: 1 });
  const bed = await loadBed();
  const browser = await bed.launchBrowser(await bed.prepareBed(console.log));
  try {
    const openings = [];
    let frames = { zoom: [], pan: [], hover: [] };
    for (let run = 0; run < runs; run++) {
      const page = await openPage(browser, { root, built, packed });
      const from = performance.now();
      gunzipSync(packed);
      const unpacking = performance.now() - from;
      openings.push(unpacking + (await firstPicture(page)));
      frames = await measureFrames(page);
      await page.context().close();
    }
    const opened = median(openings);
    const row = { figure: `a CPU profile of ${megabytes(size)}: from its bytes to the first picture`, goal: '≤ 1.00×' };
    return [
      { ...row, ours: milliseconds(opened), reference: `limit: ${limit} ms`, ratio: times(opened / limit) },
      ...Object.entries(frames).map(([what, durations]) => {
        const slow = [...durations].sort((a, b) => a - b)[Math.floor(durations.length * 0.95)] ?? 0;
        const figure = `… ${what}: 95 of 100 frames are drawn within`;
        const reference = `limit: 16 ms; middle one: ${milliseconds(median(durations))}`;
        return { figure, ours: milliseconds(slow), reference, ratio: times(slow / 16), goal: '≤ 1.00×' };
      }),
    ];
  } finally {
    await browser.close();
  }
}

/** The page that ships, with what stands in for the editor in tests, and the profile to be fetched. */
async function openPage(browser, { root, built, packed }) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['test/webview/page/profileHost.ts'],
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
  });
  const shipped = name => readFileSync(path.join(built, 'dist/webview', name), 'utf8');
  const html = `<!DOCTYPE html><html><head><link rel="stylesheet" href="/profile.css"></head><body class="vscode-dark"><script src="/profile.js"></script></body></html>`;
  const context = await browser.newContext({ viewport: { width: 1500, height: 900 } });
  const page = await context.newPage();
  await page.route(`${origin}/**`, route => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    if (pathname === '/profile') return route.fulfill({ body: gunzipSync(packed) });
    return route.fulfill({
      contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript',
      body: shipped(pathname.slice(1)),
    });
  });
  await page.addInitScript({ content: outputFiles[0].text });
  await page.addInitScript(timeFrames);
  await page.goto(origin);
  return page;
}

/** Runs in the page: a frame lasts from the start of its work until its last pixel has been painted, which reading one makes sure of. */
function timeFrames() {
  const frames = (globalThis.frameTimes = []);
  const request = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = callback =>
    request(time => {
      const from = performance.now();
      callback(time);
      for (const canvas of document.querySelectorAll('canvas')) {
        if (canvas.width > 0 && canvas.height > 0) canvas.getContext('2d').getImageData(0, 0, 1, 1);
      }
      frames.push(performance.now() - from);
    });
}

async function firstPicture(page) {
  return page.evaluate(async () => {
    const bytes = new Uint8Array(await (await fetch('/profile')).arrayBuffer());
    const from = performance.now();
    globalThis.profileHost.open(bytes);
    while (!document.querySelector('[role=treegrid] [aria-selected=true]')) {
      await new Promise(resolve => globalThis.requestAnimationFrame(resolve));
    }
    return performance.now() - from;
  });
}

async function measureFrames(page) {
  const { x, y, width } = await page.locator('.pane').boundingBox();
  const take = () => page.evaluate(() => globalThis.frameTimes.splice(0));
  const settle = () => page.waitForTimeout(600);
  await settle();
  const hover = await outlines(page, { x, y, width });
  await take();
  await page.keyboard.down('Control');
  await page.mouse.move(x + width / 3, y + 150);
  for (let step = 0; step < 30; step++) await page.mouse.wheel(0, step < 15 ? -60 : 60);
  await page.keyboard.up('Control');
  await settle();
  await page.mouse.click(x + width / 4, y + 110);
  await settle();
  const zoom = await take();
  for (let step = 0; step < 30; step++) await page.mouse.wheel(step < 15 ? 40 : -40, 0);
  await settle();
  return { zoom, pan: await take(), hover };
}

/** Pointing draws at once, without waiting for a frame: it is timed from the event. */
async function outlines(page, { x, y, width }) {
  return page.evaluate(
    ([left, top, wide]) => {
      const scroller = document.querySelector('.pane-scroller');
      const durations = [];
      for (let step = 0; step < 200; step++) {
        const place = {
          clientX: left + (wide * (step % 40)) / 40,
          clientY: top + 30 + (step % 25) * 20,
          bubbles: true,
        };
        const from = performance.now();
        scroller.dispatchEvent(new PointerEvent('pointermove', place));
        for (const canvas of document.querySelectorAll('canvas')) canvas.getContext('2d').getImageData(0, 0, 1, 1);
        durations.push(performance.now() - from);
      }
      return durations;
    },
    [x, y, width],
  );
}
