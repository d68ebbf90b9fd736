// (b), (c) and (e): from an edit that is not saved to the diagnostics of that text, over stdio, against a bare `go build
// -gcflags=-m=2` of the same text on the disk; what of it passes outside the go command; the server's memory after many edits.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clockedGo } from './clockedGo.mjs';
import { startServer } from './lsp.mjs';
import { median, megabytes, milliseconds, percent, ratio, times } from './numbers.mjs';
import { memoryOf, timed } from './processes.mjs';

/** `edit(n)`: [what stands there, what the n-th edit puts there]; the text before the first edit holds `edit(0)[0]`. */
export async function benchTyping({ root, name, folder, referenceFolder, file, edit, runs, editsForMemory = 0 }) {
  const clock = clockedGo();
  const server = startServer(path.join(root, 'dist/server.js'), { folder, settings: { go: { path: clock.path } } });
  await server.initialize();
  const document = server.open(path.join(folder, file));
  await document.first;

  const ours = [];
  const references = [];
  const inside = [];
  let edits = 0;
  for (let run = -1; run < runs; run++) {
    await pause(200);
    clock.taken();
    const from = performance.now();
    const published = document.replace(...edit(edits++));
    await published;
    const latency = performance.now() - from;
    const taken = clock.taken();

    const other = path.join(referenceFolder, file);
    writeFileSync(other, document.text);
    const bare = ['build', '-gcflags=-m=2', `./${path.dirname(file)}`];
    const { wall } = await timed('go', bare, referenceFolder);
    // The first one fills the caches of both.
    if (run < 0) continue;
    ours.push(latency);
    references.push(wall);
    inside.push(Math.max(0, latency - taken));
  }
  const rows = [
    {
      figure: `from the keystroke to the hint, ${name}`,
      ours: milliseconds(median(ours)),
      reference: `\`go build -gcflags=-m=2\`: ${milliseconds(median(references))}`,
      ratio: times(ratio(ours, references)),
      goal: '',
    },
    {
      figure: '… of it outside the go command (waiting for the next key included)',
      ours: milliseconds(median(inside)),
      reference: 'its whole time',
      ratio: percent(ratio(inside, ours)),
      goal: '',
    },
  ];
  if (editsForMemory > 0) {
    const before = memoryOf(server.pid, 'VmRSS');
    let last;
    for (let count = 0; count < editsForMemory; count++) {
      last = document.replace(...edit(edits++));
      last.catch(() => undefined);
      await pause(15);
    }
    await last;
    await pause(2000);
    const after = memoryOf(server.pid, 'VmRSS');
    rows.push({
      figure: `memory of the server after ${editsForMemory} edits`,
      ours: megabytes(after),
      reference: `after ${edits - editsForMemory} edits: ${megabytes(before)}`,
      ratio: times(after / before),
      goal: '',
    });
  }
  await server.stop();
  return rows;
}

/** The text of a file of a module, to find a place to edit in. */
export const textOf = (folder, file) => readFileSync(path.join(folder, file), 'utf8');

const pause = time => new Promise(resolve => setTimeout(resolve, time));
