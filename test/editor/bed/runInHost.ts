// Runs a test module inside the extension host: opens a window whose address names the module, prints the console lines
// that carry the suite's mark, and ends with the code that the window reports (0: `run()` resolved, 1: it rejected).
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser';
import { prepareBed } from './install';
import { projectRoot } from './project';
import { startServer } from './server';
import { testSettings } from './settings';
import { windowUrl } from './url';

/** Console lines of the suite begin with it; all others are the workbench's own. */
const mark = '[test] ';
const limit = 9 * 60_000;

/** Takes desktop VS Code's arguments (what it does not know it ignores), returns the exit code. */
export async function runInHost(argv: readonly string[]): Promise<number> {
  const value = (name: string) => argv.find(arg => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const bed = await prepareBed();
  const server = await startServer({
    bed,
    extensionsDir: value('extensions-dir'),
    settings: testSettings,
    testsInHost: true,
  });
  const browser = await launchBrowser(bed);
  const stop = () => Promise.allSettled([browser.close(), server.stop()]);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void stop().then(() => process.exit(1)));
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const code = new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`the suite did not end in ${limit / 60_000} minutes`)), limit);
      void page.exposeFunction('codeAutomationExit', (result: number) => {
        clearTimeout(late);
        resolve(result);
      });
      page.on('crash', () => reject(new Error('the window crashed')));
      void server.ended.then(() => reject(new Error('the editor ended')));
    });
    // Both functions have to be there before the page's own code runs.
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => printMarked(format(...args)));
    const window = {
      folder: argv.find(arg => !arg.startsWith('--')),
      extensionDevelopmentPath: value('extensionDevelopmentPath'),
      extensionTestsPath: value('extensionTestsPath'),
    };
    await page.goto(windowUrl(server.port, window));
    return await code.catch(async (error: unknown) => {
      const folder = path.join(projectRoot(), 'test', 'artifacts');
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, 'suite.png') }).catch(() => undefined);
      console.log(`${String(error)}\n${server.log().slice(-3000)}`);
      return 1;
    });
  } finally {
    await stop();
  }
}

function printMarked(text: string): void {
  for (const line of text.split('\n')) if (line.startsWith(mark)) console.log(line.slice(mark.length));
}
