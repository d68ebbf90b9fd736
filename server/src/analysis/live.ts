// Live analysis: open files in, findings that are true of their present text out. Decides what to compile and when; keeps the
// last findings of each open file and moves them with the text until a newer compile has spoken.
//
//   change ─▶ findings move ─▶ (a moment) ─▶ verdicts ─▶ publish ─▶ explanations ─▶ publish ─▶ (idle) ─▶ exact ─▶ publish
//
// Where explanations come soon enough the first wave has them (waves.ts). The exact wave is the go command's own word: about the package with
// its tests, and about what the waves before have said.
import type { Finding, FindingCode } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import { testFunctions, type TestFunction } from '#core/syntax/testFunctions';
import type { TextChange } from '#core/text/edits';
import { createDeclarations, type Declared } from './declarations';
import { changeText, forgetResults, isTestFile, newOpenFile, type OpenFile } from './openFile';
import { createOpenPackages } from './openPackages';
import { forgetText } from './packageMemory';
import type { PackagePlace } from './packageOf';
import type { Clock, Compiler, Disk, GoSettings, Log, PackageFinder, Problem } from './ports';
import { createSchedule } from './schedule';
import type { Trees } from './trees';
import { createWaveRunner } from './waveRunner';
import { delayAfterChange, restBeforeExact, waves, type Wave } from './waves';

export interface LiveSettings {
  readonly go: GoSettings;
  readonly run: 'onType' | 'onSave' | 'manual';
  /** Findings of other codes are not made: what nobody sees need not be explained on every key. */
  readonly codes: readonly FindingCode[];
  /** `onSave`: after a save the findings are confirmed by the machine code, in an idle moment. */
  readonly verify: 'off' | 'onSave';
}

/** What a person is told about one open file. */
export type LiveStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'analysing' }
  /** Analysis waits to be asked for. */
  | { readonly kind: 'manual' }
  /** Its findings are an older text's, since the present one does not compile. */
  | { readonly kind: 'stale'; readonly error: string }
  | { readonly kind: 'not-in-build' }
  | { readonly kind: 'problem'; readonly problem: Problem };

export interface LiveParts {
  readonly compiler: Compiler;
  readonly finder: PackageFinder;
  readonly trees: Trees;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly log: Log;
  readonly t: Translate;
  /** A finished analysis of an open file: `findings` are true of `version`. */
  readonly publish: (file: string, version: number, findings: readonly Finding[]) => void;
  readonly showStatus: (file: string, status: LiveStatus) => void;
}

export interface LiveAnalysis {
  open(file: string, version: number, text: string): void;
  /** `changes` in the order in which they were made, each true of the text after the one before; null: the whole text is new. */
  change(file: string, version: number, text: string, changes: readonly TextChange[] | null): void;
  save(file: string): void;
  close(file: string): void;
  /** Files (Go or module files) that changed on the disk, not through the editor. */
  changedOnDisk(files: readonly string[]): void;
  /** Findings for the text of the last open() or change(). */
  findings(file: string): readonly Finding[];
  /** Resolves when these findings of `file` are explained as far as they will be: `findings` then has them so. */
  explained(file: string, wanted: readonly Finding[]): Promise<void>;
  /** Where the callee of a finding in an open file is declared; null where that is not certain. */
  declarationOf(finding: Finding): Promise<Declared | null>;
  /** The tests and benchmarks of an open file. */
  testFunctions(file: string): readonly TestFunction[];
  /** Analyses the package of `file` (all open files where null) and resolves when that is published. */
  analyse(file: string | null): Promise<void>;
  configure(settings: LiveSettings): void;
  /** Everything is asked anew: trust was granted, or a setting changed. */
  analyseAll(): void;
  dispose(): void;
}

export function createLiveAnalysis(parts: LiveParts, initial: LiveSettings): LiveAnalysis {
  const { trees, disk, clock, log, showStatus } = parts;
  let settings = initial;
  const opened = createOpenPackages({
    disk,
    log,
    onForgotten: place => {
      for (const wave of waves) schedule.cancel(jobKey(wave, place));
    },
  });
  const { files, packages, memoryOf, openFilesOf, place, placed, whenPlaced, forgetIfUnused } = opened;

  const schedule = createSchedule({
    clock,
    concurrency: 2,
    async run(key, signal) {
      const wave = waves.find(name => key.startsWith(`${name}:`));
      const memory = packages.get(key.slice(key.indexOf(':') + 1));
      if (wave && memory) await runner.run(wave, memory, signal);
    },
    onError: (key, error) =>
      log.error(`${key}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  const stop = new AbortController();
  const declarations = createDeclarations({
    finder: parts.finder,
    trees,
    textOf: opened.textOf,
  });
  const jobKey = (wave: Wave, place: PackagePlace): string => `${wave}:${place.key}`;
  const runner = createWaveRunner({
    ...parts,
    opened,
    settings: () => settings,
    schedule: (wave, place, when) => schedule.request(jobKey(wave, place), when),
    requestAnew: open => requestAnew(open, 0),
  });

  /** Asks for the first wave about `open`; the others follow by themselves where they are needed. */
  function request(open: OpenFile, { delay, priority }: { delay: number; priority: number }): void {
    if (!open.place) return;
    forgetText(memoryOf(open.place, open.file), open.file);
    for (const wave of waves) if (wave !== 'first') schedule.cancel(jobKey(wave, open.place));
    schedule.request(jobKey('first', open.place), { delay, priority });
    for (const sibling of openFilesOf(open.place)) showStatus(sibling.file, { kind: 'analysing' });
  }

  /** Something that the file's package depends on may have changed: what was found is of no text that is known. */
  function requestAnew(open: OpenFile, priority: number): void {
    if (!open.place) return;
    for (const sibling of openFilesOf(open.place)) forgetResults(sibling, 'all');
    request(open, { delay: 0, priority });
  }

  const isRunning = ({ place }: OpenFile): boolean =>
    place !== null && waves.some(wave => schedule.isBusy(jobKey(wave, place)));

  function analyseAll(): void {
    for (const file of packagesFirst(files.values())) whenPlaced(file.file, open => requestAnew(open, 0));
  }

  /** The last request about a package says what its first wave is about: the package itself rather than its tests. */
  function packagesFirst(open: Iterable<OpenFile>): OpenFile[] {
    return [...open].sort((a, b) => Number(isTestFile(b.file)) - Number(isTestFile(a.file)));
  }

  /** Each wave asks for the next before it is over. */
  async function settled(place: PackagePlace): Promise<void> {
    while (waves.some(wave => schedule.isBusy(jobKey(wave, place)))) {
      for (const wave of waves) await schedule.settled(jobKey(wave, place));
    }
  }

  return {
    open(file, version, text) {
      const open = newOpenFile(file, version, text);
      files.set(file, open);
      void place(open);
      if (settings.run === 'manual') showStatus(file, { kind: 'manual' });
      else whenPlaced(file, placed => request(placed, { delay: 0, priority: 1 }));
    },
    change(file, version, text, changes) {
      const open = files.get(file);
      if (!open) return;
      changeText(open, version, text, changes);
      // Outside a module the package clause decides which files are compiled together.
      if (open.place && !open.place.inModule) void place(open);
      let delay = 0;
      if (open.place) {
        for (const sibling of openFilesOf(open.place)) forgetResults(sibling, isTestFile(file) ? 'tests' : 'all');
        const memory = memoryOf(open.place, file);
        memory.edited = true;
        delay = delayAfterChange(memory.took, clock.now() - memory.lastChange);
        memory.lastChange = clock.now();
      }
      // A run that was asked for by hand or by a save would come home with an older text: it starts again.
      if (settings.run === 'onType' || isRunning(open))
        whenPlaced(file, placed => request(placed, { delay, priority: 1 }));
    },
    save(file) {
      whenPlaced(file, open => {
        if (settings.run === 'onSave') return request(open, { delay: 0, priority: 1 });
        const memory = memoryOf(open.place!, file);
        const toVerify = settings.verify === 'onSave' && !memory.toVerify;
        if (toVerify) memory.toVerify = true;
        // What is saved is worth the go command's own word, once.
        const isAsked = memory.hasExact || schedule.isBusy(jobKey('exact', open.place!));
        if (settings.run === 'onType' && (toVerify || !isAsked)) {
          schedule.request(jobKey('exact', open.place!), { delay: restBeforeExact(memory.took), priority: 0 });
        }
      });
    },
    close(file) {
      const open = files.get(file);
      if (!open) return;
      files.delete(file);
      trees.forget(file);
      if (!open.place) return;
      forgetIfUnused(open.place);
      // What was not saved is gone from the compile of those that stay open.
      const sibling = openFilesOf(open.place)[0];
      if (sibling && settings.run === 'onType') requestAnew(sibling, 0);
    },
    changedOnDisk(changed) {
      declarations.forget();
      // What is open is known from the editor; anything else may be a dependency of anything.
      if (settings.run === 'manual' || changed.every(file => files.has(file))) return;
      for (const open of files.values()) void place(open);
      analyseAll();
    },
    findings: file => files.get(file)?.findings ?? [],
    async explained(file, wanted) {
      const open = files.get(file);
      if (!open?.place) return;
      const { place } = open;
      const { waiting } = memoryOf(place, file);
      const early = wanted
        .flatMap(({ raw, unexplained }) => (unexplained ? raw.slice(0, 1) : []))
        .map(line => new Promise<void>(resolve => waiting.set(line, resolve)));
      const late = async (): Promise<void> => {
        await schedule.settled(jobKey('first', place));
        schedule.hurry(jobKey('explanations', place));
        await schedule.settled(jobKey('explanations', place));
        waiting.clear();
      };
      await Promise.race([Promise.all(early), late()]);
    },
    async declarationOf(finding) {
      const place = files.get(finding.file)?.place;
      const memory = place && packages.get(place.key);
      if (!memory) return null;
      const query = { directory: place.directory, importPaths: memory.reachable, settings: settings.go };
      return declarations.find(finding, query, stop.signal);
    },
    testFunctions(file) {
      const open = files.get(file);
      return open ? testFunctions({ ...trees.parse(file, open.text), path: file }) : [];
    },
    async analyse(file) {
      const wanted = [...files.values()].filter(open => file === null || open.file === file);
      await Promise.all(wanted.map(open => placed(open.file)));
      for (const open of packagesFirst(wanted)) requestAnew(open, 1);
      await Promise.all(wanted.flatMap(({ place }) => (place ? [settled(place)] : [])));
    },
    configure(next) {
      const before = settings;
      settings = next;
      if (JSON.stringify(before) !== JSON.stringify(next) && next.run !== 'manual') analyseAll();
    },
    analyseAll,
    dispose() {
      stop.abort();
      schedule.dispose();
    },
  };
}
