// A window of the editor: a page in the browser that shows VS Code's workbench, driven as a person would.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Server, type WindowOptions, windowUrl } from '../bed';

export interface WorkbenchOptions extends Pick<WindowOptions, 'folder' | 'openFile'> {
  /** What `vscode.env.language` is, such as 'zh-cn'; the workbench itself stays English. */
  readonly language?: string;
  /** For Playwright: viewport (1280×800 unless told), reducedMotion, forcedColors … */
  readonly context?: BrowserContextOptions;
}

export interface Workbench {
  readonly page: Page;
  readonly server: Server;
  /** Uncaught exceptions of the page so far. */
  readonly errors: readonly Error[];
  close(): Promise<void>;
}

/** Opens a window and waits for its status bar (2-12 s). A file that is opened is not yet drawn then: wait for it. */
export async function openWorkbench(
  options: WorkbenchOptions & {
    readonly browser: Browser;
    readonly server: Server;
    readonly beside?: string | undefined;
  },
): Promise<Workbench> {
  const { browser, server, language, folder, openFile, beside } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options.context });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const errors: Error[] = [];
  page.on('pageerror', error => errors.push(error));
  if (language !== undefined) {
    await page.addInitScript(value => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: value }), language);
  }
  await page.goto(windowUrl(server.port, { folder, openFile, extensionDevelopmentPath: beside }));
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  return { page, server, errors, close: () => context.close() };
}
