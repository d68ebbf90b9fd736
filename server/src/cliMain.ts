// The command `escapement`: builds the real parts, once, and hands them to cli/. Ctrl+C ends the compile with its children.
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import zhCn from '#l10n/bundle.l10n.zh-cn';
import { translator } from '#core/messages/translate';
import { openProfile } from '#host/openProfile';
import { version } from '../../package.json';
import { createTrees } from './analysis/trees';
import { languageOf } from './cli/language';
import { bearLostReader } from './cli/output';
import { createProgress } from './cli/progress';
import { runCommandLine } from './cli/run';
import { createCompiler } from './go/compiler';
import { createFormatter } from './go/gofmt';
import { createPackageFinder } from './go/packageFinder';
import { createPackageLister } from './go/packageLister';
import { createProcessRunner } from './go/process';
import { machineClock, machineDisk, machineGoarch } from './host';

/** What a shell reports for a command that a signal ended: 128 and the signal's number. */
const stopSignals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

const stop = new AbortController();
let stopped: number | null = null;
for (const [signal, status] of Object.entries(stopSignals)) {
  process.on(signal, () => {
    // Asked twice, it goes at once: the process runner kills what runs on the way out.
    if (stopped !== null) process.exit(status);
    stopped = status;
    stop.abort();
  });
}

const progress = createProgress(process.stderr, process.env);
const warn = (text: string): void => {
  progress.clear();
  process.stderr.write(`escapement: ${text}\n`);
};
const t = translator(languageOf(process.env) === 'zh-cn' ? zhCn : {});
const log = { info: () => undefined, warn, error: warn };
const readWasm = (name: string): Promise<Uint8Array> => readFile(path.join(__dirname, name));
bearLostReader(process.stdout);
bearLostReader(process.stderr);

const goParts = {
  processes: createProcessRunner({ isTrusted: () => true }),
  temporaryDirectory: tmpdir(),
  log,
  env: process.env,
};

runCommandLine(
  process.argv.slice(2),
  {
    compiler: createCompiler(goParts),
    finder: createPackageFinder(goParts),
    lister: createPackageLister(goParts),
    formatter: createFormatter(goParts),
    log,
    loadTrees: async () =>
      createTrees(
        { engine: await readWasm('web-tree-sitter.wasm'), go: await readWasm('tree-sitter-go.wasm') },
        // The compiler goes back and forth between the files of a package: with room for all of them each is parsed once.
        { maxTrees: 500 },
      ),
    disk: machineDisk,
    write: (file, text) => writeFile(file, text),
    readBytes: file => readFile(file),
    openProfile,
    clock: machineClock,
    t,
    cwd: process.cwd(),
    ownGoarch: machineGoarch(process.env),
    tool: `escapement ${version}`,
    out: process.stdout,
    err: process.stderr,
    progress,
  },
  stop.signal,
).then(
  status => {
    process.exitCode = stopped ?? status;
  },
  (error: unknown) => {
    progress.clear();
    const words = error instanceof Error ? error.message : String(error);
    if (stopped === null)
      warn(`${words.replace(/\s+/g, ' ')}: ${t('an error of Escapement itself, please report it')}`);
    process.exitCode = stopped ?? 2;
  },
);
