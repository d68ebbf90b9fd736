// The browser that shows the workbench to the tests: the bed's Chromium, or the one that ESCAPEMENT_BROWSER names.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { Bed } from './install';

/** Starts a headless browser; it ends with this process. */
export async function launchBrowser(bed: Bed): Promise<Browser> {
  const executablePath = process.env['ESCAPEMENT_BROWSER'] || bed.chromium;
  if (!executablePath) throw new Error('no browser for this machine: name a Chromium in ESCAPEMENT_BROWSER');
  return chromium.launch({
    executablePath,
    headless: true,
    // Chromium's sandbox does not run as root, nor in most containers.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    env: environment(executablePath) as Record<string, string>,
    timeout: 60_000,
  });
}

/** Where the machine has no libnss3 or no fonts, the bed's own serve; elsewhere they would only spoil the pictures. */
function environment(executablePath: string): NodeJS.ProcessEnv {
  const own = path.dirname(executablePath);
  const starts = spawnSync(executablePath, ['--version'], { timeout: 30_000 }).status === 0;
  const hasFonts = existsSync('/etc/fonts/fonts.conf');
  return {
    ...process.env,
    ...(starts ? {} : { LD_LIBRARY_PATH: path.join(own, 'al2023', 'lib') }),
    ...(hasFonts ? {} : { FONTCONFIG_PATH: path.join(own, 'fonts') }),
  };
}
