// `escapement layout` on one large package, three architectures at once, against one bare compile of the package for the machine's own.
import path from 'node:path';
import { milliseconds, median, ratio, times } from './numbers.mjs';
import { timed } from './processes.mjs';

/** What the packages depend on is compiled before the clock runs, for each architecture: that is done once for ever. */
export async function benchLayout({ root, name, folder, runs }) {
  const command = [path.join(root, 'dist/cli.js'), 'layout', '--format', 'json', name];
  await timed(process.execPath, command, folder);
  const ours = [];
  const references = [];
  for (let run = 0; run < runs; run++) {
    // A folder to import from that is not there: the package is compiled anew, and nothing else.
    const mark = `-I=/nonexistent/layout${process.pid}-${run}`;
    references.push((await timed('go', ['build', `-gcflags=${mark}`, name], folder)).wall);
    ours.push((await timed(process.execPath, command, folder)).wall);
  }
  return [
    {
      figure: `\`escapement layout\` on ${name}, three architectures`,
      ours: milliseconds(median(ours)),
      reference: `\`go build ${name}\` for one: ${milliseconds(median(references))}`,
      ratio: times(ratio(ours, references)),
      goal: '≤ 1.3×',
    },
  ];
}
