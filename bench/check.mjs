// (a) and (c): `escapement check ./...` on a real module against the bare compile of the same packages.
import path from 'node:path';
import { clockedGo } from './clockedGo.mjs';
import { remove } from './goModules.mjs';
import { median, megabytes, milliseconds, percent, ratio, times } from './numbers.mjs';
import { timed } from './processes.mjs';

export async function benchCheck({ root, name, copy, runs }) {
  const clock = clockedGo();
  const ours = [];
  const references = [];
  const outside = [];
  let peak = 0;
  for (let run = 0; run < runs; run++) {
    const reference = copy();
    const mark = `-I=/nonexistent/ref${process.pid}-${run}`;
    const bare = ['list', '-e', '-export', '-test', `-gcflags=-m=2 ${mark}`, './...'];
    references.push((await timed('go', bare, reference)).wall);
    remove(reference);

    const folder = copy();
    const checked = await timed(
      process.execPath,
      [path.join(root, 'dist/cli.js'), 'check', '--go', clock.path, './...'],
      folder,
    );
    remove(folder);
    ours.push(checked.wall);
    outside.push(1 - clock.taken() / checked.wall);
    peak = Math.max(peak, checked.peak);
  }
  return [
    {
      figure: `\`escapement check ./...\` on ${name}`,
      ours: milliseconds(median(ours)),
      reference: `\`go list -export -test -gcflags=-m=2 ./...\`: ${milliseconds(median(references))}`,
      ratio: times(ratio(ours, references)),
      goal: '≤ 1.15×',
    },
    {
      figure: '… share of the time outside the go command',
      ours: percent(median(outside)),
      reference: 'its whole time',
      ratio: percent(median(outside)),
      goal: '',
    },
    { figure: '… most memory of its own process', ours: megabytes(peak), reference: '', ratio: '', goal: '' },
  ];
}
