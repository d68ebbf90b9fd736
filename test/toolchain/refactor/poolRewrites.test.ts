// Every offer of test/cases/pool/module taken: the module stays in gofmt's form, vets, passes its tests under the race detector, and each function
// that was rewritten allocates less often.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test, type TestContext } from 'node:test';
import { goProject } from '#support/goProject';
import { testOverwritten } from '#support/overwritingPools';
import { benchmark, offersAt, openPools, takeAll, taken, type Pools } from './pools';

const cases = path.resolve('test/cases/pool/module');

const go = (folder: string, ...args: readonly string[]): string =>
  execFileSync('go', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GOPROXY: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** A call of each function that is rewritten, as the tests call it. */
const calls: Readonly<Record<string, string>> = {
  WriteRow: 'WriteRow(io.Discard, []int{1, 22, 333})',
  CountNewlines: 'CountNewlines(strings.NewReader(lines))',
  EncodeLine: 'EncodeLine(1)',
  Label: 'Label("kind", 42)',
  RankSum: 'RankSum(numbers, 1)',
  Render: 'Render(parts)',
  Last: 'Last(tree, len(lines)/100)',
  ReadFrame: 'ReadFrame(strings.NewReader(lines), 4000)',
  CountDistinct: 'CountDistinct(numbers, len(lines))',
  SplitMarked: 'SplitMarked("abcdef", 2)',
  Spread: 'Spread(numbers, 2)',
  Fields: 'Fields(io.Discard, []string{lines[:9], lines[:8]})',
  Quoted: 'Quoted(lines[:500], 400)',
  Prefixed: 'Prefixed(lines[:500], lines[:9])',
  FirstLine: 'FirstLine(reader.reset())',
  Answer: 'Answer(connection{nil, reader.reset()})',
  WriteLines: 'WriteLines(io.Discard, []string{lines})',
  Pack: 'Pack(io.Discard, "name", packed)',
  PackFast: 'PackFast(io.Discard, packed)',
  Deflate: 'Deflate(io.Discard, packed)',
  Zip: 'Zip(io.Discard, packed)',
  Unpack: 'Unpack(zipped.reset())',
  Sum: 'Sum(reader.reset())',
  Missing: 'Missing(names, names)',
  Commonest: 'Commonest(figures)',
  Table: 'Table(io.Discard, nil)',
};

const allocationTest = `package poolcases

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
)

type again struct {
	text string
	*strings.Reader
}

func (a again) reset() again { a.Reset(a.text); return a }

type connection struct {
	net.Conn
	r io.Reader
}

func (c connection) Read(p []byte) (int, error) { return c.r.Read(p) }

func TestAllocations(t *testing.T) {
	lines := strings.Repeat("line\\n", 1000)
	numbers := []int{5, 3, 9, 1, 7, 2, 8, 4, 6, 0, 11, 13, 12, 10}
	parts := []any{"a", "b"}
	tree := &Node{Left: &Node{}, Right: &Node{}}
	packed := []byte(lines)
	reader := again{lines, strings.NewReader(lines)}
	var whole bytes.Buffer
	zw := gzip.NewWriter(&whole)
	zw.Write(packed)
	zw.Close()
	zipped := again{whole.String(), strings.NewReader(whole.String())}
	names := strings.Split(strings.Repeat("a b cc ddd eeee ffffff g h i j k l m n o p q r s t u v ", 2), " ")
	figures := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 2}
	_, _, _, _, _ = lines, numbers, parts, tree, io.Discard
	for name, f := range map[string]func(){
${Object.entries(calls)
  .map(([name, call]) => `\t\t"${name}": func() { ${call} },`)
  .join('\n')}
	} {
		fmt.Printf("allocations %s %v\\n", name, testing.AllocsPerRun(200, f))
	}
}
`;

function allocations(folder: string): Readonly<Record<string, number>> {
  writeFileSync(path.join(folder, 'allocations_test.go'), allocationTest);
  const out = go(folder, 'test', '-count=1', '-run', 'TestAllocations', '-v', '.');
  return Object.fromEntries(
    [...out.matchAll(/^allocations (\w+) ([\d.]+)$/gm)].map(([, name = '', n]) => [name, Number(n)]),
  );
}

let pools: Pools;
before(async () => {
  pools = await openPools();
});

/** A copy of the module with all offers taken. */
async function rewritten(t: TestContext, own: Pools): Promise<string> {
  const project = goProject(t, {});
  cpSync(cases, project.directory, { recursive: true });
  let count = 0;
  for (const name of readdirSync(cases).filter(name => name.startsWith('offer_') && !name.endsWith('_test.go'))) {
    const { taken, failed } = await takeAll(own, project.path(name));
    assert.deepEqual(failed, []);
    count += taken;
  }
  assert.equal(count, Object.keys(calls).length);
  return project.directory;
}

test('all offers taken: formatted, vetted, race-free, with fewer allocations', async t => {
  const folder = await rewritten(t, pools);
  assert.equal(execFileSync('gofmt', ['-l', '.'], { cwd: folder, encoding: 'utf8' }), '');
  go(folder, 'vet', '.');
  go(folder, 'test', '-race', '.');
  const project = goProject(t, {});
  cpSync(cases, project.directory, { recursive: true });
  const [had, has] = [allocations(project.directory), allocations(folder)];
  assert.deepEqual(Object.keys(has).sort(), Object.keys(calls).sort());
  for (const [name, count] of Object.entries(has)) assert.ok(count < had[name]!, `${name}: ${had[name]} → ${count}`);
});

test('all offers taken: nothing looks at what was given back, and everything is used again, reset', async t => {
  const folder = await rewritten(t, pools);
  const offered = readdirSync(cases).filter(name => name.startsWith('offer_') && !name.endsWith('_test.go'));
  const before = new Map(
    offered.map(name => [path.join(folder, name), readFileSync(path.join(cases, name), 'utf8')] as const),
  );
  const overwritten = await testOverwritten(t, folder, ['.'], before);
  assert.deepEqual(overwritten.failed, [], overwritten.words);
  assert.equal(overwritten.pools.length, Object.keys(calls).length);
  assert.deepEqual(overwritten.reused, overwritten.pools);
});

test('the sample: a benchmark, then the pool: nothing is allocated any more', async t => {
  const project = goProject(t, {});
  cpSync('samples', project.directory, { recursive: true });
  project.remove('quotes_test.go');
  const file = project.path('report.go');
  const text = readFileSync(file, 'utf8');
  const line = text.split('\n').findIndex(each => each.includes('var page bytes.Buffer'));
  const offers = await offersAt(pools, file, text, line);
  assert.deepEqual(
    offers.map(({ title }) => title),
    [
      'Reuse bytes.Buffer with sync.Pool (proven, given the contract of io.WriteString, io.Writer)',
      'Generate a benchmark for this change',
    ],
  );
  const made = await taken(pools, file, text, offers[1]!);
  assert.ok(typeof made === 'object');
  assert.equal(made.file, project.path('report_test.go'));
  writeFileSync(made.file, made.text);
  assert.deepEqual(await takeAll(pools, file), { taken: 1, failed: [] });
  assert.equal(execFileSync('gofmt', ['-l', '.'], { cwd: project.directory, encoding: 'utf8' }), '');
  go(project.directory, 'vet', '.');
  const out = go(project.directory, 'test', '-run', '^$', '-bench', '^BenchmarkReport$', '-benchtime', '100x', '.');
  const allocations = [...out.matchAll(/^BenchmarkReport\/(\w+).* (\d+) allocs\/op$/gm)].map(([, way, n]) => [
    way,
    Number(n),
  ]);
  assert.deepEqual(
    allocations.map(([way]) => way),
    ['before', 'after'],
  );
  assert.ok(Number(allocations[0]![1]) > 0);
  assert.equal(allocations[1]![1], 0);
});

test('in a loop: refused, and the rewrite that there is for it is named', async () => {
  const file = path.join(cases, 'either_loop.go');
  const offers = await offersAt(pools, file, readFileSync(file, 'utf8'), 15);
  assert.deepEqual(
    offers.map(({ refused }) => refused),
    ['in a loop: take “Make line once, before the loop (given that fmt.Fprintf, io.Writer keeps nothing)” first'],
  );
});

test('a benchmark goes into the tests that there are, with the imports that it needs', async t => {
  const project = goProject(t, {
    'go.mod': 'module example.com/m\n\ngo 1.21\n',
    'p.go': [
      'package m',
      '',
      'import (',
      '\t"bytes"',
      '\tprinter "fmt"',
      '\t"io"',
      ')',
      '',
      'type Box struct{ n int }',
      '',
      'func (b *Box) Print(w io.Writer, i int, names ...string) error {',
      '\tbuf := new(bytes.Buffer)',
      '\tprinter.Fprint(buf, b.n, i, len(names))',
      '\t_, err := w.Write(buf.Bytes())',
      '\treturn err',
      '}',
      '',
    ].join('\n'),
    'p_test.go': 'package m\n\nimport "testing"\n\nfunc TestNothing(t *testing.T) {}\n',
  });
  const file = project.path('p.go');
  const text = readFileSync(file, 'utf8');
  const offer = (await offersAt(pools, file, text, 11)).find(({ kind }) => kind === benchmark)!;
  const made = await taken(pools, file, text, offer);
  assert.ok(typeof made === 'object', String(made));
  assert.equal(made.file, project.path('p_test.go'));
  writeFileSync(made.file, made.text);
  assert.match(made.text, /^import \(\n\t"bytes"\n\tprinter "fmt"\n\t"io"\n\t"testing"\n\)$/m);
  assert.equal(execFileSync('gofmt', ['-l', '.'], { cwd: project.directory, encoding: 'utf8' }), '');
  go(project.directory, 'test', '-bench', '.', '-benchtime', '10x', '.');
});

test('what test/cases/pool/rewrites wants compiles, vets, and is in the form of gofmt', t => {
  const project = goProject(t, {
    'go.mod':
      'module example.com/m\n\ngo 1.21\n\nrequire example.com/other v0.0.0\n\nreplace example.com/other => ./other\n',
    'other/go.mod': 'module example.com/other\n\ngo 1.21\n',
    'other/thing/thing.go': 'package thing\n\nvar kept []uint32\n\nfunc Mark(marks []uint32) { kept = marks }\n',
  });
  const folder = path.resolve('test/cases/pool/rewrites');
  for (const name of readdirSync(folder)) {
    const after = readFileSync(path.join(folder, name), 'utf8').split('-- after --\n')[1]!;
    project.write(`${name.replace('.txt', '')}/p.go`, after);
  }
  go(project.directory, 'vet', './...');
  assert.equal(
    execFileSync('gofmt', ['-l', '.'], { cwd: project.directory, encoding: 'utf8' }),
    'alias-and-comments/p.go\n',
  );
});

test('given back before the return, where there is one way out', async t => {
  const folder = await rewritten(t, await openPools({ put: 'beforeReturn' }));
  assert.equal(execFileSync('gofmt', ['-l', '.'], { cwd: folder, encoding: 'utf8' }), '');
  go(folder, 'vet', '.');
  go(folder, 'test', '-race', '.');
  const scratch = readFileSync(path.join(folder, 'offer_scratch_zeroed.go'), 'utf8');
  assert.match(scratch, /\tputCountDistinctSeen\(seenPtr\)\n\treturn n\n}/);
});
