// `npm start`: installs, builds, and opens the editor on samples/. Where a desktop VS Code can show a window it is that
// one, with the extension from this checkout; elsewhere VS Code in the browser, with the packaged extension, its address
// printed. Ctrl+C ends it with everything that it started.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { onSignal, root, run } from './project.mjs';
import { setup } from './setup.mjs';

/** What a newcomer sees first. */
const firstFile = path.join(root, 'samples', 'quote.go');
const samples = path.join(root, 'samples');
let stopping = false;
let stop = async () => undefined;
onSignal(() => {
  stopping = true;
  return stop();
}, 0);

try {
  await setup();
  const code = desktopCode();
  await (code ? openDesktop(code) : openInBrowser());
} catch (error) {
  console.error(`start: ${error.message}`);
  await stop();
  process.exitCode = 1;
}

async function openDesktop(code) {
  const built = await run(process.execPath, ['esbuild.mjs']);
  if (!built.ok) throw new Error('the build failed');
  const opened = await run(code, [`--extensionDevelopmentPath=${root}`, samples, '--goto', firstFile]);
  if (!opened.ok) throw new Error(`${code} did not start`);
  console.log('VS Code is open with the extension from this checkout');
}

async function openInBrowser() {
  const [{ makeVsix }, { loadBed }] = await Promise.all([import('./vsix.mjs'), import('./loadBed.mjs')]);
  const { prepareBed, installVsix, startServer, windowUrl } = await loadBed();
  const { file: vsix } = await makeVsix('.cache/start/escapement.vsix');
  const bed = await prepareBed(console.log);
  const extensionsDir = await installVsix(bed, vsix);
  const server = await startServer({ bed, extensionsDir, folder: samples });
  stop = server.stop;
  console.log(`\n  ${windowUrl(server.port, { folder: samples, openFile: firstFile })}\n`);
  console.log('Open this address in a browser. Ctrl+C ends the editor.');
  await server.ended;
  if (!stopping) throw new Error(`the editor ended\n${server.log().slice(-2000)}`);
}

/** The desktop editor's command, where there is one and a screen to show it on. */
function desktopCode() {
  const { DISPLAY, WAYLAND_DISPLAY, PATH = '' } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return undefined;
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  const candidates = PATH.split(path.delimiter).flatMap(folder => names.map(name => path.join(folder, name)));
  return candidates.find(file => existsSync(file));
}
