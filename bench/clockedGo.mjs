// A go command that notes when it runs: a script in front of the real one. What is left of our time is spent outside of go.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './goModules.mjs';

/** `path`: the script; `taken()`: milliseconds during which at least one go command ran since the last call. */
export function clockedGo() {
  const folder = temporaryFolder();
  const script = path.join(folder, 'go');
  const log = path.join(folder, 'log');
  const real = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const lines = [
    '#!/bin/bash',
    'from=$EPOCHREALTIME',
    // A compile that is called off gets the signal, too; what it took until then is not of interest.
    `"${real}/bin/go" "$@"; status=$?`,
    `echo "$from $EPOCHREALTIME" >> "${log}"`,
    'exit $status',
  ];
  writeFileSync(script, `${lines.join('\n')}\n`, { mode: 0o755 });
  writeFileSync(log, '');
  return {
    path: script,
    taken() {
      const spans = readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .filter(Boolean)
        .map(line => line.split(' ').map(Number));
      writeFileSync(log, '');
      return union(spans) * 1000;
    },
  };
}

/** How long the spans are together, counting what overlaps once. */
function union(spans) {
  let total = 0;
  let end = -Infinity;
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return total;
}
