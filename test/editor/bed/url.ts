// The address of a workbench window: which folder, which file, and what the window is told besides.

export interface WindowOptions {
  /** The folder to open: an absolute path, or the address of one that is on no disk. */
  readonly folder?: string | undefined;
  /** Absolute path of a file to open at the start. */
  readonly openFile?: string | undefined;
  /** For tests inside the extension host: the development extension and the module that exports `run()`. */
  readonly extensionDevelopmentPath?: string | undefined;
  readonly extensionTestsPath?: string | undefined;
}

export function windowUrl(port: number, options: WindowOptions): string {
  const { folder, openFile, extensionDevelopmentPath, extensionTestsPath } = options;
  const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${encodeURI(file)}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...Object.entries({ openFile, extensionDevelopmentPath, extensionTestsPath }).flatMap(([name, file]) =>
      file === undefined ? [] : [[name, remote(file)]],
    ),
  ];
  const query = [
    ...(folder === undefined ? [] : [`folder=${encodeURIComponent(folder)}`]),
    `payload=${encodeURIComponent(JSON.stringify(payload))}`,
  ];
  return `http://127.0.0.1:${port}/?${query.join('&')}`;
}
