// The incumbent: gopls' compiler optimization details, on the same edits in the same run. Like ours they come for a text that is not saved
// (an overlay for `go test -c`), a second after the last key by its default settings.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { startServer } from './lsp.mjs';
import { median, milliseconds, ratio, times } from './numbers.mjs';

const version = 'v0.23.0';
const pause = time => new Promise(resolve => setTimeout(resolve, time));

/** Built once, at a pinned version. Its absolute path. */
export function installGopls(cache) {
  const folder = path.join(cache, `gopls-${version}`);
  const program = path.join(folder, 'gopls');
  if (existsSync(program)) return program;
  const env = { ...process.env, GOBIN: folder };
  const { status, stderr } = spawnSync('go', ['install', `golang.org/x/tools/gopls@${version}`], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`gopls ${version} cannot be built: ${stderr.trim().split('\n')[0]}`);
  return program;
}

const hasDetails = diagnostics => diagnostics.some(({ source }) => source === 'optimizer details');

/** The same edits, first in ours and then in gopls, so that neither works beside the other. Nothing is saved. */
export async function benchGopls({ root, gopls, name, folder, file, edit, runs }) {
  const absolute = path.join(folder, file);
  const program = [process.execPath, path.join(root, 'dist/server.js'), '--stdio'];
  const ours = await measure(program, { folder, absolute, edit, runs, rest: 600, isWanted: () => true });
  const theirs = await measure([gopls, 'serve'], { folder, absolute, edit, runs, rest: 3_000, isWanted: hasDetails });
  const faster = 1 / ratio(ours, theirs);
  return [
    {
      figure: `verdicts after an edit, ${name}, against gopls ${version} on the same edits`,
      ours: milliseconds(median(ours)),
      reference: `gopls’ compiler details: ${milliseconds(median(theirs))}`,
      ratio: `${times(1 / faster)} (${faster.toFixed(0)} times as fast)`,
      goal: '≤ 0.10×',
    },
  ];
}

/** Milliseconds from each edit to the diagnostics of its text that are wanted. `rest`: what a server still does is over by then. */
async function measure(program, { folder, absolute, edit, runs, rest, isWanted }) {
  const server = startServer(program, { folder, settings: {} });
  await server.initialize();
  const document = server.open(absolute);
  await document.first;
  if (isWanted === hasDetails) {
    const shown = document.published(isWanted);
    await server.request('workspace/executeCommand', { command: 'gopls.gc_details', arguments: [document.uri] });
    await shown;
  }
  const walls = [];
  // The first one fills the caches.
  for (let run = -1; run < runs; run++) {
    await pause(rest);
    const from = performance.now();
    document.replace(...edit(run + 1));
    await document.published(isWanted);
    if (run >= 0) walls.push(performance.now() - from);
  }
  await server.stop();
  return walls;
}
