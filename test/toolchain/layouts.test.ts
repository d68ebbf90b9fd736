// Sizes, alignments, offsets and pointer bytes of thousands of real structs against those of go/types, on three architectures. The oracle is a small
// Go program (test/cases/layout-oracle) that shares nothing with us.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { StructLayout } from '#core/layout/structLayout';
import { realModule } from '#support/realModule';
import { answerOf, cleanEnv, start } from './cli/commandLine';

const architectures = ['amd64', '386', 'arm64'];

const modules = [
  { name: 'golang.org/x/net', version: 'v0.62.0', packages: ['./...'] },
  { name: 'github.com/miekg/dns', version: 'v1.1.73', packages: ['.'] },
  { name: 'github.com/klauspost/compress', version: 'v1.20.4', packages: ['./...'] },
] as const;

const standard =
  'archive/tar archive/zip compress/flate context crypto/x509 database/sql debug/dwarf debug/elf debug/gosym debug/macho debug/pe encoding/gob encoding/json encoding/xml go/ast go/doc/comment go/types image image/color internal/abi internal/fuzz internal/profile internal/trace internal/xcoff log/slog net net/http reflect regexp regexp/syntax runtime runtime/pprof syscall testing text/template/parse';

/** As the oracle prints it. */
interface Row {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly size: number;
  readonly align: number;
  readonly pointers: number;
  readonly offsets: readonly number[];
  readonly sizes: readonly number[];
}

describe('layouts as go/types has them', { concurrency: 1 }, () => {
  let folder: string;
  const compared = new Map<string, number>();
  before(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'escapement-layouts-')));
    await run('go', ['build', '-o', path.join(folder, 'oracle'), '.'], 'test/cases/layout-oracle');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const run = async (command: string, args: readonly string[], cwd: string): Promise<string> => {
    const options = { cwd, env: environment, maxBuffer: 1 << 28 };
    return (await promisify(execFile)(command, args, options)).stdout;
  };

  async function compare(directory: string, packages: readonly string[]): Promise<void> {
    const args = ['layout', '--format', 'json', '--goarch', architectures.join(','), ...packages];
    const { stdout, stderr } = await answerOf(start(args, directory, { CGO_ENABLED: '0' }));
    assert.doesNotMatch(stderr, /^escapement: /m);
    const { types } = JSON.parse(stdout) as { readonly types: readonly StructLayout[] };
    for (const goarch of architectures) {
      const oracle = path.join(folder, 'oracle');
      const rows = new Map<string, Row>();
      for (const line of (await run(oracle, [goarch, ...packages], directory)).trimEnd().split('\n')) {
        const row = JSON.parse(line) as Row;
        rows.set(`${row.file}:${row.line} ${row.name}`, row);
      }
      const wrong: string[] = [];
      let known = 0;
      const own = types.filter(one => one.goarch === goarch);
      for (const one of own) {
        const place = `${one.file}:${one.range.start.line + 1} ${one.name}`;
        const row = rows.get(place);
        if (!row) continue;
        compared.set(goarch, (compared.get(goarch) ?? 0) + 1);
        if (one.pointerBytes !== null) known++;
        const problem = difference(one, row);
        if (problem !== null) wrong.push(`${place} on ${goarch}: ${problem}`);
      }
      assert.deepEqual(wrong, []);
      // What is not known is said to be so: but it is little.
      assert.ok(known > 0.9 * own.length, `pointer bytes of ${known} of ${own.length} are known`);
    }
  }

  test('the standard library', () => compare(folder, standard.split(' ')));
  for (const { name, version, packages } of modules) {
    test(`${name} ${version}`, async scope => compare(await realModule(scope, name, version), packages));
  }
  test('at least two thousand structs on each architecture', () => {
    for (const goarch of architectures)
      assert.ok((compared.get(goarch) ?? 0) >= 2_000, `${goarch}: ${compared.get(goarch)}`);
  });
});

const environment = { ...cleanEnv(), CGO_ENABLED: '0' };

function difference({ file, size, align, pointerBytes, fields }: StructLayout, row: Row): string | null {
  const said = [size, align, ...fields.flatMap(field => [field.offset, field.size])].join(' ');
  const wanted = [row.size, row.align, ...row.offsets.flatMap((offset, at) => [offset, row.sizes[at]])].join(' ');
  if (said !== wanted) return `${said} instead of ${wanted}`;
  // Of memory outside of the heap, which the runtime has pointers to, go/types knows nothing.
  if (pointerBytes === null || /[\\/]runtime[\\/]/.test(file)) return null;
  return pointerBytes === row.pointers ? null : `pointer bytes ${pointerBytes} instead of ${row.pointers}`;
}
