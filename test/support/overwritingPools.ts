// The pools of some files, replaced by ones that overwrite what they are given back (test/cases/pool/overwriting): then a program that passes its
// tests has kept nothing of it, and one call is enough to see it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageClause } from '#server/analysis/packageOf';
import { goProject, type TestScope } from './goProject';
import { failures, goTest } from './moduleState';

/** `var bufPool = sync.Pool{New: …` */
const declaration = /^var ([\p{L}_][\p{L}\p{N}_]*) = ((?:[\p{L}_][\p{L}\p{N}_]*\.)?)Pool\{/gmu;

/** `before`: absolute path → text in which no pool is to be replaced. The names of those that were. */
function overwritePools(before: ReadonlyMap<string, string>): readonly string[] {
  const pool = readFileSync('test/cases/pool/overwriting/pool.go', 'utf8');
  const names: string[] = [];
  for (const [file, old] of before) {
    let text = readFileSync(file, 'utf8');
    const had = new Set([...old.matchAll(declaration)].map(([, name]) => name));
    const added = [...text.matchAll(declaration)].filter(([, name]) => !had.has(name));
    if (added.length === 0) continue;
    for (const [whole, name = ''] of added) {
      text = text.replace(whole, `var ${name} = escapementPool{Name: "${name}", `);
      names.push(name);
    }
    // Else nothing of the import may be used any more.
    writeFileSync(file, `${text}\nvar _ ${added[0]![2] ?? ''}Mutex\n`);
    const own = `package ${packageClause(text)!}`;
    writeFileSync(path.join(path.dirname(file), 'escapement_pool.go'), pool.replace(/^package \w+$/m, own));
  }
  return names.sort();
}

export interface Overwritten {
  readonly pools: readonly string[];
  /** Those that the tests gave something back to. */
  readonly put: readonly string[];
  /** Those from which they got something that had been used. */
  readonly reused: readonly string[];
  readonly failed: readonly string[];
  readonly words: string;
}

/** Replaces the pools of the files, and runs the tests of packages of the module. */
export async function testOverwritten(
  scope: TestScope,
  folder: string,
  packages: readonly string[],
  before: ReadonlyMap<string, string>,
): Promise<Overwritten> {
  const pools = overwritePools(before);
  const log = goProject(scope, { 'pools.log': '' }).path('pools.log');
  const words = await goTest(folder, packages, { ESCAPEMENT_POOL_LOG: log });
  const lines = new Set(readFileSync(log, 'utf8').split('\n'));
  const that = (what: string): readonly string[] => pools.filter(pool => lines.has(`${what} ${pool}`));
  return { pools, put: that('put'), reused: that('reused'), failed: failures(words), words };
}
