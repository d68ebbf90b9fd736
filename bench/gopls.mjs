// The incumbent: gopls' compiler optimisation details, on the same edits in the same run. They follow a save; so the edit is saved for it, and
// the time from the save to the compiler's words about the new text is taken. Ours comes from the edit alone.
import { existsSync, writeFileSync } from 'node:fs';
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

/** `folder` is a copy of the module: gopls reads from the disk. */
export async function benchGopls({ root, gopls, name, folder, file, edit, runs }) {
  const ours = startServer([process.execPath, path.join(root, 'dist/server.js'), '--stdio'], { folder, settings: {} });
  const theirs = startServer([gopls, '-mode=stdio'], { folder, settings: {} });
  await Promise.all([ours.initialize(), theirs.initialize()]);
  const absolute = path.join(folder, file);
  const [here, there] = [ours.open(absolute), theirs.open(absolute)];
  await Promise.all([here.first, there.first]);
  const shown = there.published(hasDetails);
  await theirs.request('workspace/executeCommand', { command: 'gopls.gc_details', arguments: [there.uri] });
  await shown;
  const walls = { ours: [], theirs: [] };
  for (let run = -1; run < runs; run++) {
    const change = edit(run + 1);
    const took = {};
    await pause(600);
    let from = performance.now();
    here.replace(...change);
    await here.published();
    took.ours = performance.now() - from;

    await pause(300);
    there.replace(...change);
    from = performance.now();
    writeFileSync(absolute, there.text);
    there.save();
    await there.published(hasDetails);
    took.theirs = performance.now() - from;
    if (run < 0) continue;
    walls.ours.push(took.ours);
    walls.theirs.push(took.theirs);
  }
  await Promise.all([ours.stop(), theirs.stop()]);
  const faster = 1 / ratio(walls.ours, walls.theirs);
  return [
    {
      figure: `verdicts after an edit, ${name}, against gopls ${version} after its save`,
      ours: milliseconds(median(walls.ours)),
      reference: `gopls’ compiler details: ${milliseconds(median(walls.theirs))}`,
      ratio: `${times(1 / faster)} (${faster.toFixed(0)} times as fast)`,
      goal: '≤ 0.10×',
    },
  ];
}
