// Of damaged files pprof accepts those that we accept: it names each one that it refuses, in one call for a hundred.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openProfile } from '#host/openProfile';
import { random } from '#support/random';
import { encodeTextProfile } from '#support/textProfile';

const folder = mkdtempSync(path.join(tmpdir(), 'escapement-damaged-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const whole = [
  '# types samples/count cpu/nanoseconds\n# time 5\nmain;a;+b 1 10 k=v bytes=5\nmain;[server];c 2 20',
  '# types a/count b/bytes c/count\nr;x;y;+w 1 2 3 bytes=16\nr;x;<unknown> 1 0 -5\n(empty) 1 1 1\nr;x@f.go:3 9 8 -1',
].map(text => Buffer.from(encodeTextProfile(text)));

/** A few changes of a byte, most of them small. */
function damage(bytes: Buffer, { below, pick }: ReturnType<typeof random>): Buffer {
  const damaged = Buffer.from(bytes);
  const at = below(damaged.length);
  switch (below(8)) {
    case 0:
      return damaged.subarray(0, at);
    case 1:
      return Buffer.concat([damaged, pick(whole).subarray(below(30))]);
    case 2:
      return Buffer.concat([damaged.subarray(0, at), damaged.subarray(at + 1)]);
    default:
      damaged[at] = (damaged[at]! + pick([1, 2, 255, 128, below(256)])) & 255;
      return damaged;
  }
}

test('500 damaged files, some of them packed', () => {
  const chance = random(5);
  const names = new Map<string, boolean>();
  for (let index = 0; index < 500; index++) {
    const damaged = damage(chance.pick(whole), chance);
    const packed = gzipSync(damaged);
    const bytes = index % 10 === 0 ? damage(packed, chance) : index % 3 === 0 ? packed : damaged;
    const name = `file${index}.pprof`;
    writeFileSync(path.join(folder, name), bytes);
    const opened = openProfile(bytes);
    // One without sample types and without samples is read by pprof, and refused when it is to be shown.
    const isBare = opened.kind === 'problem' && 'flaw' in opened.problem && opened.problem.flaw === 'no-sample-types';
    if (!isBare) names.set(name, opened.kind === 'profile');
  }
  const refused = new Set<string>();
  const all = [...names.keys()];
  // No more than pprof reads at a time: it stops where those that it has read cannot be merged.
  for (let from = 0; from < all.length; from += 100) {
    const args = ['tool', 'pprof', '-top', '-symbolize=none', ...all.slice(from, from + 100)];
    const { stderr } = spawnSync('go', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });
    for (const [, name = ''] of stderr.matchAll(/^(file\d+\.pprof): /gm)) refused.add(name);
  }
  assert.ok(refused.size > 100 && refused.size < 450, `${refused.size} are refused`);
  const differing = [...names].filter(([name, isAccepted]) => isAccepted === refused.has(name)).map(([name]) => name);
  assert.deepEqual(differing, []);
});
