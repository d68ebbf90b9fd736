// The language server's process: builds the real parts, once, and starts a session on the connection that the command line
// names (--stdio, --node-ipc, --socket=…).
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import zhCn from '#l10n/bundle.l10n.zh-cn';
import { translator } from '#core/messages/translate';
import { version } from '../../package.json';
import { createBenchmarks } from './analysis/benchmarks';
import { createLiveAnalysis } from './analysis/live';
import { createLiveLayouts } from './analysis/liveLayouts';
import type { Log } from './analysis/ports';
import { joinRefactorings } from './analysis/refactor/refactorings';
import { refactoringTable } from './analysis/refactor/table';
import { createTrees, type Trees } from './analysis/trees';
import { createBenchmarkRunner } from './go/benchmarkRunner';
import { createCompiler } from './go/compiler';
import { createFormatter } from './go/gofmt';
import { createPackageFinder } from './go/packageFinder';
import { createPackageLister } from './go/packageLister';
import { goPlacesAsker } from './go/places';
import { createProcessRunner } from './go/process';
import { createProfileTaker } from './go/testProfile';
import { machineClock, machineDisk } from './host';
import { startSession } from './lsp/session';

const connection = createConnection(ProposedFeatures.all);
const log: Log = {
  info: text => connection.console.info(text),
  warn: text => connection.console.warn(text),
  error: text => connection.console.error(text),
};
let trusted = false;
const processes = createProcessRunner({ isTrusted: () => trusted });
const goParts = { processes, temporaryDirectory: tmpdir(), log, env: process.env };
const compiler = createCompiler(goParts);
const finder = createPackageFinder(goParts);
const lister = createPackageLister(goParts);
const formatter = createFormatter(goParts);
const runner = createBenchmarkRunner(goParts);
const profiling = { taker: createProfileTaker(goParts), places: goPlacesAsker(goParts), disk: machineDisk };

/** The grammar lies beside the bundle. */
const readWasm = (name: string): Promise<Uint8Array> => readFile(path.join(__dirname, name));
let trees: Trees | null = null;

const isChinese = (locale: string): boolean => /^zh\b/i.test(locale);

startSession({
  connection,
  log,
  clock: machineClock,
  version,
  translateTo: locale => translator(isChinese(locale) ? zhCn : {}),
  // The pages lie beside the bundles' folder: they are there without a network, in every editor.
  pageOf: (code, locale) =>
    pathToFileURL(path.join(__dirname, '..', 'media', 'pages', isChinese(locale) ? 'zh-cn' : '', `${code}.md`)).href,
  setTrusted: value => {
    trusted = value;
  },
  profiling,
  createAnalysis: async (session, settings) => {
    trees = await createTrees({
      engine: await readWasm('web-tree-sitter.wasm'),
      go: await readWasm('tree-sitter-go.wasm'),
    });
    return createLiveAnalysis(
      { ...session, compiler, finder, trees, disk: machineDisk, clock: machineClock, log },
      settings,
    );
  },
  createBenchmarks: session => {
    if (!trees) throw new Error('the grammar is not loaded yet');
    return createBenchmarks({ ...session, runner, trees, disk: machineDisk });
  },
  createLayouts: session => {
    if (!trees) throw new Error('the grammar is not loaded yet');
    return createLiveLayouts({ ...session, compiler, finder, trees, disk: machineDisk, clock: machineClock, log });
  },
  createRefactorings: session => {
    if (!trees) throw new Error('the grammar is not loaded yet');
    const parts = {
      ...session,
      compiler,
      finder,
      lister,
      formatter,
      trees,
      disk: machineDisk,
      clock: machineClock,
      log,
    };
    return joinRefactorings(
      refactoringTable.map(create => create(parts)),
      log,
    );
  },
});

// A signal would end the process without its exit handlers, which remove temporary files and end what still runs.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(0));
