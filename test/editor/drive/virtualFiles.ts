// A file system that is on no disk: an extension of the tests' own that keeps a few files in its memory, as those that show a repository of a
// website do.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Of its addresses: `escapement-memory:/w/heap.pprof`. */
export const virtualScheme = 'escapement-memory';

export interface VirtualFiles {
  /** Of the extension, unpacked: for `startEditor`. */
  readonly extension: string;
  /** A virtual folder with the files: for `open`. */
  readonly folder: string;
  remove(): void;
}

/** Files of one folder, by name. */
export function virtualFiles(files: Readonly<Record<string, string | Uint8Array>>): VirtualFiles {
  const extension = mkdtempSync(path.join(os.tmpdir(), 'escapement-virtual-'));
  const remove = () => rmSync(extension, { recursive: true, force: true });
  process.once('exit', remove);
  mkdirSync(path.join(extension, 'files'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(extension, 'files', name), content);
  writeFileSync(path.join(extension, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(extension, 'extension.js'), provider.trimStart());
  return { extension, folder: `${virtualScheme}:/w`, remove };
}

const manifest = {
  name: 'virtual-files',
  publisher: 'escapement-test',
  version: '0.0.1',
  engines: { vscode: '^1.101.0' },
  main: './extension.js',
  activationEvents: [`onFileSystem:${virtualScheme}`],
  capabilities: { virtualWorkspaces: true, untrustedWorkspaces: { supported: true } },
};

const provider = `
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');
const folder = path.join(__dirname, 'files');
const files = new Map(readdirSync(folder).map(name => ['/w/' + name, readFileSync(path.join(folder, name))]));
const missing = uri => vscode.FileSystemError.FileNotFound(uri);
const refuse = uri => { throw vscode.FileSystemError.NoPermissions(uri); };
exports.activate = context => {
  const changes = new vscode.EventEmitter();
  const provider = {
    onDidChangeFile: changes.event,
    watch: () => new vscode.Disposable(() => {}),
    stat(uri) {
      if (uri.path === '/w' || uri.path === '/') return { type: vscode.FileType.Directory, ctime: 1, mtime: 1, size: 0 };
      const bytes = files.get(uri.path);
      if (!bytes) throw missing(uri);
      return { type: vscode.FileType.File, ctime: 1, mtime: 1, size: bytes.length };
    },
    readDirectory: uri => uri.path === '/w' ? [...files.keys()].map(name => [path.basename(name), vscode.FileType.File]) : [],
    readFile(uri) {
      const bytes = files.get(uri.path);
      if (!bytes) throw missing(uri);
      return new Uint8Array(bytes);
    },
    createDirectory: refuse, writeFile: refuse, delete: refuse, rename: refuse,
  };
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('${virtualScheme}', provider, { isReadonly: true }));
};
`;
