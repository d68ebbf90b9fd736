// `npm run bench`: speed and memory, each figure beside its reference from the same run; writes bench/results.md.
// Run it on a quiet machine. Modules are downloaded at pinned versions through the module proxy. `npm run bench -- gopls` measures only the
// parts whose name contains the word, and writes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onSignal, root, run } from './project.mjs';
import { setup } from './setup.mjs';

const versions = { gin: 'v1.12.0', zap: 'v1.27.0', bbolt: 'v1.4.0' };

onSignal(async () => undefined);
await setup();
// What ships is measured, in a folder of its own: dist/ stays as it is.
const built = path.join(root, '.cache/bench');
if (!(await run(process.execPath, ['esbuild.mjs', '--production', `--outdir=${built}/dist`])).ok) process.exit(1);

const { benchCheck } = await import('../bench/check.mjs');
const { benchParser } = await import('../bench/parser.mjs');
const { benchLayout } = await import('../bench/layout.mjs');
const { benchEditing } = await import('../bench/editing.mjs');
const { benchProfileTop } = await import('../bench/profiles.mjs');
const { benchProfilePanel } = await import('../bench/profilePanel.mjs');
const { benchGopls, installGopls } = await import('../bench/gopls.mjs');
const { go, goModule, oneFileModule } = await import('../bench/goModules.mjs');
const { makeVsix } = await import('./vsix.mjs');
const { megabytes, milliseconds, times } = await import('../bench/numbers.mjs');

const gin = goModule('github.com/gin-gonic/gin', versions.gin);
const zap = goModule('go.uber.org/zap', versions.zap);
const bbolt = goModule('go.etcd.io/bbolt', versions.bbolt);
const standard = path.join(go(root, 'env', 'GOROOT').trim(), 'src');
const gopls = installGopls(path.join(root, '.cache'));

/** The places that are edited. `goal`: of the time to the verdicts; `cpuGoal`: of the processor time. */
const goals = { goal: '≤ 0.35×', cpuGoal: '≤ 0.30×' };
const places = {
  zapcore: {
    name: `zapcore of zap ${versions.zap}`,
    copy: zap,
    file: 'zapcore/sampler.go',
    edit: edits('_countersPerLevel = ', '4096', ''),
  },
  bbolt: { name: `bbolt ${versions.bbolt}`, copy: bbolt, file: 'db.go', edit: edits('make(chan error, ', '1', ')') },
  gin: {
    name: `gin ${versions.gin}`,
    copy: gin,
    file: 'gin.go',
    edit: edits('defaultMultipartMemory = ', '32', ' <<'),
  },
};

const parts = {
  'check on gin': () => benchCheck({ root: built, name: `gin ${versions.gin}`, copy: gin, runs: 5 }),
  'layout of net/http': () => benchLayout({ root: built, name: 'net/http', folder: standard, runs: 5 }),
  ...Object.fromEntries(
    Object.entries(places).map(([key, { copy, ...place }]) => [
      `editing in ${key}`,
      () => benchEditing({ root: built, folder: copy(), runs: 10, ...place, ...goals }),
    ]),
  ),
  'editing in net/http': () =>
    benchEditing({
      root: built,
      name: 'net/http',
      folder: standard,
      file: 'net/http/server.go',
      edit: edits('tempDelay = ', '5', ' * time.Millisecond'),
      runs: 10,
      ...goals,
    }),
  'editing in go/types': () =>
    benchEditing({
      root: built,
      name: 'go/types',
      folder: standard,
      file: 'go/types/const.go',
      edit: edits('const prec = ', '512', ''),
      runs: 6,
      goal: '≤ 0.15×',
      cpuGoal: '≤ 0.30×',
    }),
  'editing in one file': () =>
    benchEditing({
      root: built,
      name: 'a package of one file',
      folder: oneFileModule(),
      file: 'one.go',
      edit: edits('fmt.Sprint(a, ', '0', ')'),
      runs: 20,
      goal: '≤ 1.10×',
      editsForMemory: 2000,
    }),
  ...Object.fromEntries(
    Object.entries(places).map(([key, { copy, ...place }]) => [
      `gopls in ${key}`,
      () => benchGopls({ root: built, gopls, folder: copy(), runs: 3, ...place }),
    ]),
  ),
  'compiler output': () => benchParser({ root, packageName: 'net/http', runs: 9 }),
  'profile top, CPU, 15 MB': () => benchProfileTop({ root: built, kind: 'cpu', size: 15e6, runs: 3 }),
  'profile top, heap, 15 MB': () => benchProfileTop({ root: built, kind: 'heap', size: 15e6, runs: 3 }),
  'profile top, CPU, 100 MB': () => benchProfileTop({ root: built, kind: 'cpu', size: 100e6, runs: 1 }),
  'profile panel, 200 KB': () => benchProfilePanel({ root, built, size: 200e3, limit: 150, runs: 5 }),
  'profile panel, 15 MB': () => benchProfilePanel({ root, built, size: 15e6, limit: 500, runs: 3 }),
  'profile panel, 100 MB': () => benchProfilePanel({ root, built, size: 100e6, limit: 3000, runs: 1 }),
  packaging: vsixRow,
  activation: activationRow,
  'timeline in the editor': timelineRow,
};

const only = process.argv[2] ?? '';
const rows = [];
for (const [name, measure] of Object.entries(parts)) {
  if (!name.includes(only)) continue;
  console.log(`bench: ${name}`);
  for (const row of await measure()) {
    rows.push(row);
    console.log(
      `  ${row.figure}: ${row.ours}${row.reference && `; ${row.reference}`}${row.ratio && ` (${row.ratio})`}`,
    );
  }
}
if (only === '') {
  const file = path.join(root, 'bench/results.md');
  writeFileSync(file, table(rows));
  console.log(`written: ${path.relative(root, file)}`);
}

/** The n-th edit writes another number between the two words, so that no text is compiled twice, nor one of an earlier bench. */
function edits(before, number, after) {
  const start = 1000 + Math.floor(Math.random() * 50_000);
  const nth = n => `${before}${n === 0 ? number : start + n}${after}`;
  return n => [nth(n), nth(n + 1)];
}

async function vsixRow() {
  const { size } = await makeVsix(path.join(built, 'escapement.vsix'));
  return [
    { figure: 'VSIX', ours: megabytes(size), reference: 'limit: 2 MB', ratio: times(size / 2e6), goal: '≤ 1.00×' },
  ];
}

function activationRow() {
  const row = { figure: '`activate` of the extension', reference: 'limit: 50 ms', goal: '≤ 1.00×' };
  const { activationMillis: took } = fromEditor('activation.json');
  return [{ ...row, ours: shown(took), ratio: took === undefined ? '' : times(took / 50) }];
}

function timelineRow() {
  const { keyToHintMillis: took, first } = fromEditor('timeline.json');
  const reference = first === undefined ? '' : `after the first key: ${milliseconds(first)}`;
  const figure = 'from a key to the frame with its hint, net/http in the real editor';
  return [{ figure, ours: shown(took), reference, ratio: '', goal: '' }];
}

function shown(took) {
  return took === undefined ? 'not measured: run `npm test` first' : milliseconds(took);
}

/** Measured where it happens, in the editor tests; this only reads what these wrote. */
function fromEditor(name) {
  try {
    return JSON.parse(readFileSync(path.join(root, 'test/artifacts', name), 'utf8'));
  } catch {
    return {};
  }
}

function table(rows) {
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${(os.totalmem() / 1e9).toFixed(0)} GB, ${os.type()}`;
  const versions = `${go(root, 'env', 'GOVERSION').trim()}, Node ${process.versions.node}`;
  return [
    '# Speed and memory',
    '',
    '`npm run bench` writes this file. Each figure stands beside its reference from the same run; times are medians, a ratio is the median of the ratios of',
    'pairs that ran one after the other. Both sides compile the same packages anew, with what those depend on already in the build cache.',
    '',
    `${machine}; ${versions}.`,
    '',
    '| figure | Escapement | reference | ratio | goal |',
    '|---|---|---|---|---|',
    ...rows.map(row => `| ${row.figure} | ${row.ours} | ${row.reference} | ${row.ratio} | ${row.goal} |`),
    '',
  ].join('\n');
}
