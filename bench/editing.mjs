// From an edit that is not saved to the findings of that text, over stdio, our waiting for the next key included, against a bare `go build
// -gcflags=-m=2` of the same text (an overlay: neither side writes to the package). Both compile texts that were never compiled before, with
// what they depend on in the build cache.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './goModules.mjs';
import { startServer } from './lsp.mjs';
import { median, megabytes, milliseconds, percent, ratio, times } from './numbers.mjs';
import { memoryOf, ownCpu, timed, treeCpu } from './processes.mjs';

const pause = time => new Promise(resolve => setTimeout(resolve, time));
const isExplained = diagnostics => diagnostics.every(({ data }) => !data.unexplained);

/** Longer than the rest after which a key counts as the first of a burst, shorter than that before the go command is asked. */
const betweenEdits = 600;

/**
 * `folder`: of the module; `file`: relative to it; `edit(n)`: [what stands there, what the n-th edit puts there]. Rows for the table.
 * `goal`: of the time to the verdicts.
 */
export async function benchEditing({ root, name, folder, file, edit, runs, goal, cpuGoal = '', editsForMemory = 0 }) {
  const server = startServer([process.execPath, path.join(root, 'dist/server.js'), '--stdio'], {
    folder,
    settings: {},
  });
  await server.initialize();
  const measured = { wall: [], explained: [], cpu: [], after: [], own: [] };
  const bare = { wall: [], cpu: [] };
  let edits = 0;
  const blocks = 2;
  let document;
  for (let block = 0; block < blocks; block++) {
    document = server.open(path.join(folder, file));
    await document.first;
    if (edits > 0) document.replace(edit(0)[0], edit(edits)[0]);
    // The first edit of all is not counted: it fills the caches.
    for (let run = block === 0 ? -1 : 0; run < runs / blocks; run++) {
      await pause(betweenEdits);
      const [cpu, own, lines] = [treeCpu(server.pid), ownCpu(server.pid), server.log.length];
      const from = performance.now();
      document.replace(...edit(edits++));
      const [verdicts, explained] = [document.published(), document.published(isExplained)];
      await verdicts;
      const wall = performance.now() - from;
      const used = { cpu: treeCpu(server.pid) - cpu, own: ownCpu(server.pid) - own };
      await explained;
      if (run < 0) continue;
      measured.explained.push(performance.now() - from);
      measured.wall.push(wall);
      measured.cpu.push(used.cpu);
      measured.own.push(used.own);
      await pause(50);
      measured.after.push(afterCompile(server.log.slice(lines)));
    }
    const { text: last } = document;
    // Nothing of ours runs beside the builds.
    if (block < blocks - 1 || editsForMemory === 0) document.close();
    for (let run = 0; run < runs / blocks; run++) {
      // A text of its own each time, as for us.
      const text = last.replace(edit(edits - 1)[1], edit(edits + 1000 + run + block * 100)[1]);
      const { wall, cpu } = await bareBuild(folder, file, text);
      bare.wall.push(wall);
      bare.cpu.push(cpu);
    }
  }
  const rows = [
    row(`verdicts after an edit, ${name}`, measured.wall, bare.wall, goal, milliseconds),
    row('… processor time', measured.cpu, bare.cpu, cpuGoal, milliseconds),
    row('… with explanations', measured.explained, bare.wall, '', milliseconds),
    {
      figure: '… of it our own, after the compiler’s last word',
      ours: milliseconds(median(measured.after)),
      reference: 'the whole time to the verdicts',
      ratio: percent(ratio(measured.after, measured.wall)),
      goal: '≤ 5 %',
    },
    {
      figure: '… processor time of the server itself, the compiler’s left out',
      ours: milliseconds(median(measured.own)),
      reference: 'the whole time to the verdicts',
      ratio: percent(ratio(measured.own, measured.wall)),
      goal: '',
    },
  ];
  if (editsForMemory > 0) rows.push(await memoryRow(server, document, edit, edits, editsForMemory));
  await server.stop();
  return rows;
}

function row(figure, ours, references, goal, show) {
  return {
    figure,
    ours: show(median(ours)),
    reference: `bare build: ${show(median(references))}`,
    ratio: times(ratio(ours, references)),
    goal,
  };
}

/** Milliseconds between the compiler's last word and the publication, as the server logs them for its first wave. */
function afterCompile(lines) {
  const line = lines.find(text => / \(first[^)]*\): /.test(text)) ?? '';
  return Number(/([\d.]+) ms of it after/.exec(line)?.[1] ?? 0);
}

export async function bareBuild(folder, file, text) {
  const other = temporaryFolder();
  const edited = path.join(other, path.basename(file));
  writeFileSync(edited, text);
  const overlay = path.join(other, 'overlay.json');
  writeFileSync(overlay, JSON.stringify({ Replace: { [path.join(folder, file)]: edited } }));
  return timed('go', ['build', `-overlay=${overlay}`, '-gcflags=-m=2', `./${path.dirname(file)}`], folder);
}

/** The most that was resident in each half of the edits: in between the collector comes and goes as it likes. */
async function memoryRow(server, document, edit, edits, count) {
  const half = async () => {
    let most = 0;
    for (let index = 0; index < count / 2; index++) {
      document.replace(...edit(edits++));
      // One in three is overtaken by the next key.
      await (index % 3 === 0 ? pause(20) : document.published());
      if (index % 50 === 0) most = Math.max(most, memoryOf(server.pid, 'VmRSS'));
    }
    return most;
  };
  const [first, second] = [await half(), await half()];
  return {
    figure: `most memory of the server in the last ${count / 2} of ${count} edits`,
    ours: megabytes(second),
    reference: `in the first ${count / 2}: ${megabytes(first)}`,
    ratio: times(second / first),
    goal: 'flat',
  };
}
