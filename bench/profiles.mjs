// `escapement profile top` against `go tool pprof -top`, on profiles that a generator makes: time, and memory against the size of the profile.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { temporaryFolder } from './goModules.mjs';
import { median, megabytes, milliseconds, ratio, times } from './numbers.mjs';
import { timed } from './processes.mjs';
import { makeProfile } from './profileMaker.mjs';

/** `size`: bytes, not packed. */
export async function benchProfileTop({ root, kind, size, runs }) {
  const folder = temporaryFolder();
  const raw = makeProfile({ kind, size });
  const file = path.join(folder, `${kind}.pb.gz`);
  writeFileSync(file, gzipSync(raw, { level: 1 }));
  const ours = [];
  const references = [];
  const bare = await timed(process.execPath, [path.join(root, 'dist/cli.js'), '--version'], folder);
  let peak = 0;
  let theirPeak = 0;
  for (let run = 0; run < runs; run++) {
    const reference = await timed(pprof(), ['-top', '-symbolize=none', file], folder);
    references.push(reference.wall);
    theirPeak = Math.max(theirPeak, reference.peak);
    const own = await timed(process.execPath, [path.join(root, 'dist/cli.js'), 'profile', 'top', file], folder);
    ours.push(own.wall);
    peak = Math.max(peak, own.peak);
  }
  return [
    {
      figure: `\`escapement profile top\`, ${kind} profile of ${megabytes(raw.length)}`,
      ours: milliseconds(median(ours)),
      reference: `\`go tool pprof -top\`: ${milliseconds(median(references))}`,
      ratio: times(ratio(ours, references)),
      goal: '≤ 0.05×',
    },
    {
      figure: '… most memory, without that of a command that does nothing',
      ours: megabytes(peak - bare.peak),
      reference: `the profile: ${megabytes(raw.length)}; pprof: ${megabytes(theirPeak)}`,
      ratio: times((peak - bare.peak) / raw.length),
      goal: '≤ 6.00×',
    },
  ];
}

let tool = '';

/** The tool itself, without the go command in front of it, which builds it when it is first called. */
function pprof() {
  if (tool !== '') return tool;
  spawnSync('go', ['tool', 'pprof', '-h']);
  tool = spawnSync('go', ['tool', '-n', 'pprof'], { encoding: 'utf8' }).stdout.trim();
  return tool;
}
