// (d): how fast the compiler's output is read, against only cutting it into lines and decoding them.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { temporaryFolder } from './goModules.mjs';
import { median, ratio, times } from './numbers.mjs';

/** `packageName`: a package of the standard library whose output is large. */
export async function benchParser({ root, packageName, runs }) {
  const bundle = path.join(temporaryFolder(), 'parser.cjs');
  await build({
    absWorkingDir: root,
    stdin: {
      contents: "export { createOutputReader } from '#core/compiler/outputReader';",
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: bundle,
  });
  const { createOutputReader } = createRequire(import.meta.url)(bundle);
  const mark = `-I=/nonexistent/parser${process.pid}`;
  const { stderr } = spawnSync('go', ['build', `-gcflags=-m=2 ${mark}`, packageName], {
    cwd: temporaryFolder(),
    maxBuffer: 1 << 30,
  });
  const ours = [];
  const references = [];
  for (let run = 0; run < runs; run++) {
    references.push(time(() => eachLine(stderr, () => undefined)));
    ours.push(
      time(() => {
        const reader = createOutputReader({
          keepParameterExplanations: false,
          onVariant: () => undefined,
          onLoose: () => undefined,
        });
        eachLine(stderr, line => reader.line(line));
        reader.end();
      }),
    );
  }
  const speed = values => `${(stderr.length / 1e6 / (median(values) / 1000)).toFixed(0)} MB/s`;
  return [
    {
      figure: `reading the compiler's output (${packageName}, ${(stderr.length / 1e6).toFixed(1)} MB)`,
      ours: speed(ours),
      reference: `cutting it into lines: ${speed(references)}`,
      ratio: times(ratio(ours, references)),
      goal: '',
    },
  ];
}

function time(task) {
  const from = performance.now();
  task();
  return performance.now() - from;
}

function eachLine(bytes, onLine) {
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end;
    onLine(bytes.toString('utf8', from, to));
    from = to + 1;
  }
}
