// The profile panel as a test drives it: opens profiles of a few lines of text, and reads what a person, or a screen reader, gets.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { ToHost } from '#core/messages/profileView';
import { encodeTextProfile } from '#support/textProfile';
import { until } from '../editor/bed';
import { openPage, type OpenPage, type OpenPageOptions } from './openPage';
import type { OpenOptions } from './page/profileHost';

export interface ProfilePage extends OpenPage {
  /** The row that the keyboard is on, cells joined by blanks; of the first table or picture, or of `selector`. */
  current(selector?: string): Promise<string>;
  /** Presses keys one after the other. */
  press(...keys: readonly string[]): Promise<void>;
  sent(): Promise<readonly ToHost[]>;
  waitFor(what: string, ready: () => Promise<boolean>): Promise<void>;
  /** No errors, nothing refused by the policy, no strange message, and nothing that axe finds. */
  checkClean(): Promise<void>;
}

export interface ProfilePageOptions extends Partial<OpenPageOptions>, Omit<OpenOptions, 'base'> {
  /** A profile as text, or its bytes. */
  readonly profile: string | Uint8Array;
  readonly base?: string;
}

export async function openProfilePage(browser: Browser, options: ProfilePageOptions): Promise<ProfilePage> {
  const { profile, base, modules, language, words, operations, baseOperations, ...context } = options;
  const opened = await openPage(browser, { name: 'profile', host: 'profileHost', ...context });
  const { page, problems } = opened;
  await openProfile(page, profile, {
    ...(base !== undefined && { base: base64(encodeTextProfile(base)) }),
    ...(modules && { modules }),
    ...(language && { language }),
    ...(words && { words }),
    ...(operations && { operations }),
    ...(baseOperations && { baseOperations }),
  });
  const waitFor = async (what: string, ready: () => Promise<boolean>) => {
    await until(what, async () => (await ready()) || undefined);
  };
  return {
    ...opened,
    waitFor,
    current: (selector = '[role=treegrid], [role=grid]') =>
      page.evaluate(wanted => {
        const table = document.querySelector(wanted);
        const row = document.getElementById(table?.getAttribute('aria-activedescendant') ?? '');
        const cells = Array.from(row?.querySelectorAll('[role=gridcell]') ?? []);
        return cells
          .map(cell => (cell.textContent ?? '').trim())
          .join(' ')
          .trim();
      }, selector),
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    sent: () => page.evaluate(() => window.profileHost.sent.filter(({ kind }) => kind !== 'ready')),
    async checkClean() {
      assert.deepEqual(await page.evaluate(() => window.profileHost.strange), []);
      assert.deepEqual(problems, []);
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        // Where the system's colours rule, those that axe computes are not those that are seen.
        const contrast = { 'color-contrast': { enabled: !matchMedia('(forced-colors: active)').matches } };
        const { axe: tool } = window as unknown as { axe: typeof axe };
        const { violations: found } = await tool.run(document, { rules: contrast });
        return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      });
      assert.deepEqual(violations, []);
    },
  };
}

/** Opens, and waits for the first picture. */
export async function openProfile(page: Page, profile: string | Uint8Array, options: OpenOptions = {}): Promise<void> {
  const bytes = base64(typeof profile === 'string' ? encodeTextProfile(profile) : profile);
  await page.evaluate(([data, rest]) => window.profileHost.open(data, rest), [bytes, options] as const);
  await page
    .locator('[role=treegrid] [role=row][aria-selected=true], .rows-body .row')
    .first()
    .waitFor({ state: 'attached' });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
