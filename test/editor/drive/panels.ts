// Around the text: problem counts, the Problems view, notifications, the output channel's log file.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Server } from '../bed';
import { runCommand } from './palette';

/** The counts in the status bar. Hints are not counted. The cheapest sign that something has changed. */
export async function problemCounts(page: Page): Promise<{ errors: number; warnings: number; infos: number }> {
  const text = await page.locator('[id="status.problems"]').innerText();
  const [errors = 0, warnings = 0, infos = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return { errors, warnings, infos };
}

/** Shows the Problems view; returns its rows' accessible names. About a dozen exist at a time: the list is virtual. */
export async function problemRows(page: Page): Promise<string[]> {
  await runCommand(page, 'Problems: Focus on Problems View');
  const rows = page.locator('.markers-panel .monaco-list-row');
  await rows.first().waitFor();
  return rows.evaluateAll(all => all.map(row => row.getAttribute('aria-label') ?? ''));
}

/** The texts of the notifications on screen. */
export async function notifications(page: Page): Promise<string[]> {
  return page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
}

/** The text of an output channel, found by a part of its name, from the log file behind it; empty while there is none. */
export function outputChannel(server: Server, name: string): string {
  const logs = path.join(server.dataDir, 'data', 'logs');
  if (!existsSync(logs)) return '';
  return readdirSync(logs, { recursive: true, encoding: 'utf8' })
    .filter(file => path.basename(file).includes(name) && file.endsWith('.log'))
    .map(file => readFileSync(path.join(logs, file), 'utf8'))
    .join('');
}
