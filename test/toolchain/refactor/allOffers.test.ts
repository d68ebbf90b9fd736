// Every rewrite that is offered in real modules (pools, and those around them), made in a copy: it builds, gofmt has nothing to change, go vet says
// what it said before, and the tests of the packages pass under the race detector, at last with pools that overwrite what they are
// given back. More modules, by hand: `MODULES="github.com/miekg/dns@v1.1.73 ../mine …"`, with `PACKAGES="./a ./b"` only these; figures and
// edited files are left in the folder that `REPORTS` names.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { isSafe, takeAllOffers, type AllOffers } from '#support/allOffers';
import { goProject } from '#support/goProject';
import { failures, goTest, goWords, unformatted, vetWords } from '#support/moduleState';
import { testOverwritten } from '#support/overwritingPools';
import { realModule } from '#support/realModule';

const byHand = process.env['MODULES'];
const modules = byHand?.split(' ') ?? ['github.com/spf13/cobra@v1.10.2'];
// Its many strings are made elsewhere (rewrites.test.ts).
const wants = (kind: string): boolean => isSafe(kind) && (byHand !== undefined || !kind.endsWith('.sprintf'));
const patterns = (process.env['PACKAGES'] ?? './...').split(' ');

for (const name of modules) {
  test(`everything that is offered in ${name}`, async t => {
    const folder = await copyOf(t, name);
    const had = { vet: await vetWords(folder), format: await unformatted(folder) };
    const offers = await takeAllOffers(folder, { wants, patterns });
    const packages = packagesOf(folder, offers);
    report(name, folder, offers);
    assert.ok(packages.length > 0, 'nothing was offered');
    const has = { vet: await vetWords(folder), format: await unformatted(folder) };
    const build = await goWords(folder, ['build', './...']);
    const tested = await goTest(folder, packages);
    const failed = failures(tested);
    const failedBefore = failed.length === 0 ? [] : await failuresBefore(folder, packages, offers);
    const overwriting = await testOverwritten(t, folder, packages, offers.before);
    if (byHand) console.error(name, { build, failed, failedBefore, overwriting: { ...overwriting, words: '' } });
    assert.equal(build, '');
    assert.deepEqual(has, had);
    assert.deepEqual(failed, failedBefore, tested.slice(-10_000));
    if (!byHand) assert.ok(overwriting.reused.length > 0, 'no pool was used');
    assert.deepEqual(overwriting.failed, failedBefore, overwriting.words.slice(-10_000));
  });
}

/** A pool of which the memory leaves: tests that call it once pass, unless it is overwritten. */
const alias = {
  'go.mod': 'module ex.com/m\n\ngo 1.15\n',
  'm.go': `package m

import (
	"bytes"
	"sync"
)

type label struct{ text []byte }

var labelPool = sync.Pool{New: func() interface{} { return new(bytes.Buffer) }}

func Label(name string) label {
	buf := labelPool.Get().(*bytes.Buffer)
	buf.Reset()
	defer labelPool.Put(buf)
	buf.WriteString(name)
	return label{buf.Bytes()}
}
`,
  'm_test.go': `package m

import "testing"

func TestLabel(t *testing.T) {
	if got := string(Label("name").text); got != "name" {
		t.Fatalf("%q", got)
	}
}
`,
};

/** One of which a value is not reset. */
const dirty = {
  ...alias,
  'm.go': alias['m.go']
    .replace('buf.Reset()\n', '')
    .replace('return label{buf.Bytes()}', 'return label{[]byte(buf.String())}'),
  'm_test.go': alias['m_test.go'].replace('{\n\tif', '{\n\tLabel("another")\n\tif'),
};

for (const [what, files] of Object.entries({ alias, dirty })) {
  test(`a pool that overwrites what it is given shows a mistake: ${what}`, async t => {
    const project = goProject(t, files);
    const before = new Map([[project.path('m.go'), 'package m\n']]);
    const { pools, put, failed } = await testOverwritten(t, project.directory, ['.'], before);
    assert.deepEqual([pools, put], [['labelPool'], ['labelPool']]);
    assert.deepEqual(failed, ['--- FAIL: TestLabel', 'FAIL\tex.com/m']);
  });
}

/** Of a module by its version, or of a folder. */
async function copyOf(t: TestContext, name: string): Promise<string> {
  const [module = '', version] = name.split('@');
  if (version !== undefined) return realModule(t, module, version);
  const { directory } = goProject(t, {});
  await cp(name, directory, { recursive: true });
  return directory;
}

/** Patterns of the packages whose files were written. */
function packagesOf(folder: string, { before }: Pick<AllOffers, 'before'>): readonly string[] {
  const folders = [...before.keys()].map(file => path.relative(folder, path.dirname(file)));
  return [...new Set(folders)].sort().map(name => (name === '' ? '.' : `./${name}`));
}

/** What fails without the edits, too. */
async function failuresBefore(
  folder: string,
  packages: readonly string[],
  { before }: Pick<AllOffers, 'before'>,
): Promise<readonly string[]> {
  const after = [...before.keys()].map(file => [file, readFileSync(file, 'utf8')] as const);
  for (const [file, text] of before) writeFileSync(file, text);
  const failed = failures(await goTest(folder, packages));
  for (const [file, text] of after) writeFileSync(file, text);
  return failed;
}

function report(name: string, folder: string, { candidates, taken, before }: AllOffers): void {
  if (!byHand) return;
  const said = (kind: string, refused: string | null): string =>
    `${kind.replace('refactor.rewrite.', '')}: ${refused === null ? 'applied' : `refused: ${refused}`}`;
  const figures = {
    candidates: candidates.length,
    decided: counted(candidates.map(site => site.slice(site.indexOf(' ') + 1))),
    taken: counted(taken.map(({ kind, refused }) => said(kind, refused))),
  };
  console.error(name, JSON.stringify(figures, null, 1));
  const reports = process.env['REPORTS'];
  if (!reports) return;
  const own = path.join(reports, name.replaceAll('/', '_'));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write(path.join(own, 'offers.json'), JSON.stringify({ figures, candidates, taken }, null, 1));
  for (const [file, text] of before) {
    const relative = path.relative(folder, file);
    write(path.join(own, 'before', relative), text);
    write(path.join(own, 'after', relative), readFileSync(file, 'utf8'));
  }
}

function counted(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
