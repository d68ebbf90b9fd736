// The editor suite: the packaged extension, installed into a real VS Code, tested from inside the extension host (mocha,
// test/editor/suite) and from outside with a browser (test/editor/outside). By default in the bed; with
// ESCAPEMENT_EDITOR=desktop the inside half runs in a desktop VS Code that @vscode/test-electron downloads.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadBed } from './loadBed.mjs';
import { nodeTests } from './nodeTests.mjs';
import { root } from './project.mjs';
import { makeVsix } from './vsix.mjs';

const desktop = process.env.ESCAPEMENT_EDITOR === 'desktop';
const suiteModule = path.join(root, 'dist', 'test', 'editor', 'index.js');

/**
 * @param {{ only?: string }} options only: "suite" for the inside half, else a part of an outside file's path
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function editorTests({ only = '' } = {}) {
  const { file: vsix } = await makeVsix('.cache/test/escapement.vsix');
  const total = { passed: 0, failed: 0 };
  const add = ({ passed, failed }) => {
    total.passed += passed;
    total.failed += failed;
  };
  const bed = await loadBed();
  const installed = process.platform === 'linux' ? await bed.prepareBed(console.log) : undefined;
  if ('suite'.includes(only)) {
    add(await inside(installed && !desktop ? { extensionsDir: await bed.installVsix(installed, vsix) } : { vsix }));
  }
  if (installed && only !== 'suite') {
    add(await nodeTests('dist/test/editor/outside', { only, concurrency: 1, env: { ESCAPEMENT_VSIX: vsix } }));
  }
  return total;
}

async function inside({ extensionsDir, vsix }) {
  if (!existsSync(suiteModule)) return { passed: 0, failed: 0 };
  const { default: testElectron } = await import('@vscode/test-electron');
  const temp = mkdtempSync(path.join(os.tmpdir(), 'escapement-inside-'));
  process.once('exit', () => rmSync(temp, { recursive: true, force: true }));
  const totals = path.join(temp, 'totals.json');
  const started = performance.now();
  let problem = '';
  try {
    const editor = extensionsDir ? bedEditor(extensionsDir) : await desktopEditor(testElectron, { vsix, temp });
    await testElectron.runTests({
      ...(editor.executable ? { vscodeExecutablePath: editor.executable } : {}),
      extensionDevelopmentPath: emptyExtension(temp),
      extensionTestsPath: suiteModule,
      launchArgs: [
        emptyFolder(temp),
        `--extensions-dir=${editor.extensionsDir}`,
        `--user-data-dir=${path.join(temp, 'user')}`,
      ],
      extensionTestsEnv: {
        ESCAPEMENT_TOTALS: totals,
        ESCAPEMENT_EXTENSIONS: editor.extensionsDir,
        ESCAPEMENT_ROOT: root,
      },
    });
  } catch (error) {
    problem = error.message;
  }
  const result = existsSync(totals) ? JSON.parse(readFileSync(totals, 'utf8')) : { passed: 0, failed: 0 };
  // The suite reports its own failures; an end without any is a crash of the editor or of the suite.
  if (problem && result.failed === 0) result.failed = 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts = `${result.passed} passed${result.failed > 0 ? `, ${result.failed} failed` : ''}`;
  console.log(
    `${problem ? '✖' : '✔'} ${path.relative(root, suiteModule)}: ${counts} (${seconds} s) ${problem}`.trimEnd(),
  );
  return result;
}

/** The bed behind a script that takes the same arguments as desktop VS Code. */
function bedEditor(extensionsDir) {
  return { executable: path.join(root, 'test', 'editor', 'bed', 'code.mjs'), extensionsDir };
}

async function desktopEditor(testElectron, { vsix, temp }) {
  const executable = await testElectron.downloadAndUnzipVSCode();
  const [cli, ...args] = testElectron.resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const extensionsDir = path.join(temp, 'extensions');
  const where = [`--extensions-dir=${extensionsDir}`, `--user-data-dir=${path.join(temp, 'user')}`];
  const options = { stdio: 'inherit', shell: process.platform === 'win32' };
  const { status } = spawnSync(cli, [...args, ...where, '--install-extension', vsix], options);
  if (status !== 0) throw new Error('the VSIX was not installed');
  return { executable, extensionsDir };
}

/** An editor runs tests only beside an extension under development. Ours is installed, so that one is empty. */
function emptyExtension(temp) {
  const folder = path.join(temp, 'extension');
  mkdirSync(folder);
  const manifest = { name: 'empty', publisher: 'escapement-test', version: '0.0.1', engines: { vscode: '*' } };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/** The folder that the window opens; the suite may fill it. */
function emptyFolder(temp) {
  const folder = path.join(temp, 'folder');
  mkdirSync(folder);
  return folder;
}
