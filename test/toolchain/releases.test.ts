// `escapement check` with one Go release after the other, live: over the fixtures it reports what is made of that release's recorded output. So
// what the recordings prove for every release is true of the toolchain itself, and of the way from it to the report.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { askFor } from '#core/escape/asked';
import { findingCodes, type Finding } from '#core/escape/finding';
import { mergeFindings } from '#core/escape/findings';
import { english } from '#core/messages/translate';
import { analyse } from '#server/analysis/analyse';
import type { Compiler } from '#server/analysis/ports';
import type { Trees } from '#server/analysis/trees';
import { hasCgo } from '#support/cgo';
import { createFakeClock } from '#support/fakeClock';
import { testTrees } from '#support/grammar';
import { defaultSettings } from './go/compiling';
import { answerOf, parseReport, start } from './cli/commandLine';

const folder = path.resolve('test/cases/escape');
/** What is recorded of them was printed without any -d key. */
const codes = findingCodes.filter(code => askFor(new Set([code])).debug.length === 0);

/** Name of the recording → the package that was compiled for it. */
const recordings: Readonly<Record<string, string>> = {
  cases: '.',
  variants: './variants',
  ...(hasCgo && process.platform === 'linux' && process.arch === 'x64' && { cgo: './cgo' }),
};

let trees: Trees;
before(async () => {
  trees = await testTrees();
});
after(() => trees.dispose());

async function check(release: string, recording: string): Promise<void> {
  const env = { GOTOOLCHAIN: release };
  // Ours never downloads: a toolchain that is not here is fetched first.
  const [version, root = ''] = execFileSync('go', ['env', 'GOVERSION', 'GOROOT'], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  }).split('\n');
  assert.equal(version, release);
  // The recordings are of linux/amd64.
  const target = recording === 'cgo' ? [] : ['--goos', 'linux', '--goarch', 'amd64'];
  const args = ['check', '--format', 'json', '--show', codes.join(), ...target, recordings[recording]!];
  const answer = await answerOf(start(args, folder, env));
  assert.equal(answer.status, 0, answer.stderr);
  const report = parseReport(answer.stdout);
  assert.equal(report.go, release);
  const expected = await ofRecording(release, recording, root);
  assert.ok(expected.length > 5);
  assert.deepEqual(report.findings.map(comparable).sort(), expected.map(comparable).sort());
}

/** What is found in a recording, `root` being that release's GOROOT. */
async function ofRecording(release: string, recording: string, root: string): Promise<readonly Finding[]> {
  const text = readFileSync(path.join(folder, 'recorded', release, `${recording}.txt`), 'utf8');
  const compiler: Compiler = {
    compile(_request, onLine) {
      for (const line of text.replaceAll('$GOROOT', root).split('\n')) onLine(line);
      const outcome = {
        packages: [],
        problem: null,
        goVersion: release,
        goos: '',
        goarch: '',
        replayed: false,
        planning: 0,
      };
      return Promise.resolve(outcome);
    },
  };
  const textOf = (file: string): Promise<string | null> => Promise.resolve(readText(file));
  const request = {
    directory: folder,
    patterns: [],
    tests: true,
    overlay: new Map(),
    settings: defaultSettings,
    ask: { words: 'explanations', debug: [] },
  } as const;
  const { variants } = await analyse(
    { compiler, trees, clock: createFakeClock(), t: english, textOf },
    { request, codes: new Set(codes) },
    new AbortController().signal,
  );
  const own = variants.filter(({ variant }) => !variant.endsWith('.test'));
  return mergeFindings(own.flatMap(({ findings }) => findings));
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Recorded are other compilations of the package than those that `check` asks for; what each says is the same. Sizes, and where callees of other
 * packages are declared, are no part of what a compile says.
 */
function comparable({
  variants: _,
  bytes: _bytes,
  sizeClass: _sizeClass,
  captures: _captures,
  callee,
  ...finding
}: Finding): string {
  return JSON.stringify({ ...finding, callee: callee?.function ?? null });
}

for (const release of ['go1.23.12', 'go1.26.8', 'go1.27.3']) {
  for (const recording of Object.keys(recordings)) {
    test(`${release}: ${recording}`, () => check(release, recording));
  }
}
