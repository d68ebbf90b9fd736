// What a person who types in net/http sees, and when: one character makes a variable go to the heap, and the hint comes. The times are taken
// in the page, from the key to the frame in which the hint stands; they are left in test/artifacts/timeline.json for the bench. Nothing is
// saved: the package is the one of the Go installation.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { projectRoot } from '../bed';
import {
  focusEditor,
  goTo,
  inlayHints,
  startEditor,
  until,
  waitForHints,
  waitForText,
  withPicture,
  type Editor,
} from '../drive';

const folder = path.join(execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim(), 'src/net/http');
const file = path.join(folder, 'server.go');

/** `&timed` is the global variable; one `d` more, and it is the local one. */
const added = [
  '',
  'var timed int',
  '',
  'func timeline() *int {',
  '\ttimedd := 12345',
  '\tprintln(timedd)',
  '\treturn &timed',
  '}',
  '',
];
const declared = 'timedd := 12345';
const keys = 7;

interface Clock {
  pressed: number;
  shown: number;
}

/** Notes when a key is pressed and when the next frame with a hint in the line of `declared` is drawn: milliseconds of the page's clock. */
async function startClock(page: Page): Promise<void> {
  await page.evaluate(value => {
    const clock: Clock = { pressed: 0, shown: 0 };
    Object.assign(globalThis, { clock });
    const isShown = (): boolean =>
      Array.from(document.querySelectorAll('.editor-instance .view-line')).some(
        line =>
          // The hint stands between the name and its value.
          line.textContent?.includes(value) && line.querySelector('[class^="dyn-rule"], [class*=" dyn-rule"]'),
      );
    addEventListener('keydown', () => Object.assign(clock, { pressed: performance.now(), shown: 0 }), true);
    const everyFrame = (): void => {
      if (clock.pressed > 0 && clock.shown === 0 && isShown()) clock.shown = performance.now();
      requestAnimationFrame(everyFrame);
    };
    everyFrame();
  }, declared.slice(-5));
}

const readClock = (page: Page): Promise<Clock> =>
  page.evaluate(() => (globalThis as unknown as { clock: Clock }).clock);

describe('a timeline', () => {
  let editor: Editor;
  before(async () => {
    editor = await startEditor();
  });
  after(() => editor.stop());

  it('from a key to its hint, in net/http', async () => {
    const before = readFileSync(file, 'utf8');
    const { page, errors, close } = await editor.open({ folder, openFile: file });
    await withPicture(page, 'timeline', async () => {
      await waitForText(page, 'package http');
      const last = before.split('\n').length;
      await goTo(page, last);
      await focusEditor(page);
      await page.keyboard.insertText(added.join('\n'));
      // The line of `return`, its end.
      await goTo(page, last + added.length - 3);
      await page.keyboard.press('End');
      await startClock(page);
      const isThere = async (): Promise<boolean> =>
        (await inlayHints(page)).some(({ line }) => line.includes(declared));
      const times: number[] = [];
      for (let key = 0; key < keys; key++) {
        await page.keyboard.press('d');
        await waitForHints(page, ({ line }) => line.includes(declared));
        const { pressed, shown } = await until('the frame', async () => {
          const clock = await readClock(page);
          return clock.shown > 0 && clock;
        });
        times.push(shown - pressed);
        await page.keyboard.press('Backspace');
        await until('no hint', async () => !(await isThere()));
        // A person pauses, too: the next key is the first of a new burst.
        await page.waitForTimeout(1_000);
      }
      record(times);
      assert.deepEqual(errors, []);
    });
    await close();
    assert.equal(readFileSync(file, 'utf8'), before, 'nothing was saved');
  });
});

/** The first one has the server's plan to make, and is told apart. */
function record([first, ...others]: readonly number[]): void {
  const median = [...others].sort((a, b) => a - b)[others.length >> 1];
  const artifacts = path.join(projectRoot(), 'test', 'artifacts');
  mkdirSync(artifacts, { recursive: true });
  const timeline = { package: 'net/http', keyToHintMillis: median, first, others };
  writeFileSync(path.join(artifacts, 'timeline.json'), `${JSON.stringify(timeline, null, 2)}\n`);
}
