// What a test file begins with: a real VS Code with the packaged extension in it, and a browser to show it. Costs a few
// seconds; start one per test file, open as many windows as needed, and stop it in `after`.
import type { Browser } from 'playwright-core';
import {
  installVsix,
  launchBrowser,
  prepareBed,
  type Server,
  type ServerOptions,
  startServer,
  testSettings,
} from '../bed';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './workbench';

/** As `startServer`'s; `settings` are added to `testSettings`. */
export interface EditorOptions extends Omit<ServerOptions, 'bed' | 'extensionsDir' | 'testsInHost'> {
  /** false leaves our extension out. */
  readonly vsix?: boolean;
  /** Folder of an unpacked extension that every window has beside ours. Such windows show no notifications. */
  readonly beside?: string | undefined;
}

export interface Editor {
  readonly server: Server;
  readonly browser: Browser;
  /** Opens a window, with cookies and layout of its own, and waits until the workbench is there. */
  open(options?: WorkbenchOptions): Promise<Workbench>;
  /** Closes the browser and ends the server with everything below it. */
  stop(): Promise<void>;
}

/** Starts the editor. The VSIX is the one that ESCAPEMENT_VSIX names: the test runner builds it. */
export async function startEditor(options: EditorOptions = {}): Promise<Editor> {
  const { vsix = true, settings, beside, ...rest } = options;
  const bed = await prepareBed(console.log);
  const extensionsDir = vsix ? await installVsix(bed, vsixFile()) : undefined;
  const testsInHost = beside !== undefined;
  const server = await startServer({
    ...rest,
    bed,
    extensionsDir,
    testsInHost,
    settings: { ...testSettings, ...settings },
  });
  try {
    const browser = await launchBrowser(bed);
    const stop = async () => {
      await Promise.allSettled([browser.close(), server.stop()]);
    };
    // The test runner's way to end a test file that takes too long.
    process.once('SIGTERM', () => void stop().then(() => process.exit(143)));
    return { server, browser, stop, open: window => openWorkbench({ browser, server, beside, ...window }) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function vsixFile(): string {
  const file = process.env['ESCAPEMENT_VSIX'];
  if (!file) throw new Error('ESCAPEMENT_VSIX is not set: run this file by `npm run test:editor -- --only NAME`');
  return file;
}
