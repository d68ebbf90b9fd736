// Live analysis: open files in, findings that are true of their present text out. Decides what to compile and when; keeps the
// last findings of each open file and moves them with the text until a newer compile has spoken.
//
//   change ─▶ findings move ─▶ (a moment) ─▶ wave 1: the package ─▶ publish ─▶ (idle) ─▶ wave 2: with its tests ─▶ publish
//
// A test file is compiled by wave 2 only, so an edit of one goes there directly.
import type { Finding, FindingCode } from '#core/escape/finding';
import { mergeFindings } from '#core/escape/findings';
import { moveFindings } from '#core/escape/moveFindings';
import type { Translate } from '#core/messages/translate';
import type { TextChange } from '#core/text/edits';
import { analyse, type Analysis } from './analyse';
import { packageOf, type PackagePlace } from './packageOf';
import {
  askExplanations,
  type Clock,
  type Compiler,
  type Disk,
  type GoSettings,
  type ListedPackage,
  type Log,
  type Problem,
} from './ports';
import { createSchedule } from './schedule';
import type { Trees } from './trees';

export interface LiveSettings {
  readonly go: GoSettings;
  readonly run: 'onType' | 'onSave' | 'manual';
  /** Findings of other codes are not made: what nobody sees need not be explained on every key. */
  readonly codes: readonly FindingCode[];
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
  /** Analyses the package of `file` (all open files where null) and resolves when that is published. */
  analyse(file: string | null): Promise<void>;
  configure(settings: LiveSettings): void;
  /** Everything is asked anew: trust was granted, or a setting changed. */
  analyseAll(): void;
  dispose(): void;
}

interface OpenFile {
  readonly file: string;
  version: number;
  text: string;
  place: PackagePlace | null;
  findings: readonly Finding[];
}

/** What is remembered of a package between runs. */
interface PackageMemory {
  readonly place: PackagePlace;
  /** How long wave 1 and wave 2 took the last time, milliseconds; 0: not run yet. */
  readonly took: { plain: number; tests: number };
  importPaths: ReadonlySet<string>;
  dependencies: ReadonlySet<string>;
  /** Its text changed since packages that depend on it were compiled. */
  edited: boolean;
}

type Wave = 'plain' | 'tests';

const isTestFile = (file: string): boolean => file.endsWith('_test.go');
const clamp = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

/** Longer compiles wait longer for a still newer text: a run that the next key ends was run for nothing. */
const debounce = (took: number): number => clamp(50, took / 10, 300);
const idleBeforeTests = (took: number): number => clamp(800, took, 5_000);

export function createLiveAnalysis(parts: LiveParts, initial: LiveSettings): LiveAnalysis {
  const { compiler, trees, disk, clock, log, t, publish, showStatus } = parts;
  const files = new Map<string, OpenFile>();
  const packages = new Map<string, PackageMemory>();
  /** Looking up a file's package is asynchronous; requests wait for it here. */
  const placing = new Map<string, Promise<void>>();
  let settings = initial;

  const schedule = createSchedule({
    clock,
    concurrency: 2,
    run: runWave,
    onError: (key, error) =>
      log.error(`${key}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  const jobKey = (wave: Wave, place: PackagePlace): string => `${wave}:${place.key}`;

  function memoryOf(place: PackagePlace): PackageMemory {
    let memory = packages.get(place.key);
    if (!memory) {
      memory = {
        place,
        took: { plain: 0, tests: 0 },
        importPaths: new Set(),
        dependencies: new Set(),
        edited: false,
      };
      packages.set(place.key, memory);
    }
    return memory;
  }

  const openFilesOf = (place: PackagePlace): OpenFile[] =>
    [...files.values()].filter(open => open.place?.key === place.key);

  /** Finds the file's package, forgetting the one that nothing open belongs to any more. */
  function place(open: OpenFile): Promise<void> {
    const found = packageOf(open.file, open.text, disk).then(
      place => {
        if (files.get(open.file) !== open) return;
        const before = open.place;
        open.place = place;
        if (before && before.key !== place.key) forgetIfUnused(before);
        memoryOf(place);
      },
      (error: unknown) => log.error(`${open.file}: ${String(error)}`),
    );
    placing.set(open.file, found);
    return found.finally(() => {
      if (placing.get(open.file) === found) placing.delete(open.file);
    });
  }

  function forgetIfUnused(place: PackagePlace): void {
    if (openFilesOf(place).length > 0) return;
    schedule.cancel(jobKey('plain', place));
    schedule.cancel(jobKey('tests', place));
    packages.delete(place.key);
  }

  /** Asks for the wave that compiles `open`; the other one follows by itself where it is needed. */
  function request(open: OpenFile, { delay, priority }: { delay?: number; priority: number }): void {
    if (!open.place) return;
    const memory = memoryOf(open.place);
    const wave: Wave = isTestFile(open.file) ? 'tests' : 'plain';
    const other: Wave = wave === 'tests' ? 'plain' : 'tests';
    schedule.cancel(jobKey(other, open.place));
    schedule.request(jobKey(wave, open.place), { delay: delay ?? debounce(memory.took[wave]), priority });
    for (const sibling of openFilesOf(open.place)) showStatus(sibling.file, { kind: 'analysing' });
  }

  const isRunning = ({ place }: OpenFile): boolean =>
    place !== null && (schedule.isBusy(jobKey('plain', place)) || schedule.isBusy(jobKey('tests', place)));

  function whenPlaced(file: string, act: (open: OpenFile) => void): void {
    void (placing.get(file) ?? Promise.resolve()).then(() => {
      const open = files.get(file);
      if (open?.place) act(open);
    });
  }

  async function runWave(key: string, signal: AbortSignal): Promise<void> {
    const wave: Wave = key.startsWith('tests:') ? 'tests' : 'plain';
    const memory = packages.get(key.slice(key.indexOf(':') + 1));
    if (!memory) return;
    const { place } = memory;
    const overlay = new Map([...files.values()].map(open => [open.file, open.text]));
    const snapshot = new Map(openFilesOf(place).map(open => [open.file, open.version]));
    const analysis = await analyse(
      { compiler, trees, clock, t, textOf: file => Promise.resolve(overlay.get(file) ?? null) },
      {
        request: {
          directory: place.directory,
          patterns: place.patterns,
          tests: wave === 'tests',
          overlay,
          settings: settings.go,
          ask: askExplanations,
        },
        wants: file => snapshot.has(file),
        codes: new Set(settings.codes),
      },
      signal,
    );
    memory.took[wave] = analysis.wall;
    for (const line of analysis.loose) log.info(line);
    const compiled = accept(analysis, wave, snapshot);
    log.info(
      `${place.folder} (${wave}): ${compiled ? 'compiled' : 'not compiled'} in ${Math.round(analysis.wall)} ms, ` +
        `${analysis.afterCompile.toFixed(1)} ms of it after the go command had ended`,
    );
    remember(memory, analysis.outcome.packages);
    if (!compiled) return;
    if (memory.edited) {
      memory.edited = false;
      refreshDependents(memory);
    }
    if (wave === 'plain' && (await hasTests(place))) {
      schedule.request(jobKey('tests', place), { delay: idleBeforeTests(memory.took.tests), priority: 0 });
    }
  }

  async function hasTests(place: PackagePlace): Promise<boolean> {
    if (openFilesOf(place).some(open => isTestFile(open.file))) return true;
    return place.inModule && (await disk.list(place.folder)).some(isTestFile);
  }

  function remember(memory: PackageMemory, listed: readonly ListedPackage[]): void {
    if (listed.length === 0) return;
    memory.importPaths = new Set(listed.map(({ importPath }) => importPath));
    memory.dependencies = new Set(listed.flatMap(({ dependencies }) => dependencies));
  }

  function refreshDependents(changed: PackageMemory): void {
    for (const memory of packages.values()) {
      if (memory === changed || ![...changed.importPaths].some(path => memory.dependencies.has(path))) continue;
      const open = openFilesOf(memory.place)[0];
      if (open) request(open, { priority: 0 });
    }
  }

  /** Takes over what a run found, for every file whose text is still the one that was compiled. True where all compiled. */
  function accept({ outcome, variants }: Analysis, wave: Wave, snapshot: ReadonlyMap<string, number>): boolean {
    let compiled = outcome.problem === null;
    for (const [file, version] of snapshot) {
      const open = files.get(file);
      if (open?.version !== version) continue;
      // Tests are wave 2's, which follows where the package itself compiles.
      if (wave === 'plain' && isTestFile(file) && outcome.packages.some(({ error }) => error === null)) continue;
      if (outcome.problem !== null) {
        keepAsStale(open, { kind: 'problem', problem: outcome.problem });
        continue;
      }
      const containing = outcome.packages.filter(({ files }) => files.includes(file));
      const good = new Set(containing.filter(({ error }) => error === null).map(({ variant }) => variant));
      if (containing.length === 0) {
        const error = outcome.packages.find(({ error }) => error !== null)?.error;
        const ignored = outcome.packages.some(({ ignoredFiles }) => ignoredFiles.includes(file));
        if (ignored || error === undefined || error === null) {
          open.findings = [];
          publish(file, version, []);
          showStatus(file, { kind: 'not-in-build' });
        } else {
          compiled = false;
          keepAsStale(open, { kind: 'stale', error });
        }
      } else if (good.size === 0) {
        compiled = false;
        keepAsStale(open, { kind: 'stale', error: containing[0]!.error ?? '' });
      } else {
        open.findings = mergeFindings(
          variants.flatMap(({ variant, findings }) =>
            good.has(variant) ? findings.filter(finding => finding.file === file) : [],
          ),
        );
        publish(file, version, open.findings);
        showStatus(file, { kind: 'idle' });
      }
    }
    return compiled;
  }

  function keepAsStale(open: OpenFile, status: LiveStatus): void {
    open.findings = open.findings.map(finding => (finding.stale ? finding : { ...finding, stale: true }));
    publish(open.file, open.version, open.findings);
    showStatus(open.file, status);
  }

  function analyseAll(): void {
    const seen = new Set<string>();
    for (const file of files.keys()) {
      whenPlaced(file, open => {
        // One request a package, for the tests where any of its open files is one: those are compiled with the rest.
        const key = `${open.place!.key}${isTestFile(file) ? ':tests' : ''}`;
        if (!seen.has(key)) request(open, { delay: 0, priority: 0 });
        seen.add(key);
      });
    }
  }

  return {
    open(file, version, text) {
      const open: OpenFile = { file, version, text, place: null, findings: [] };
      files.set(file, open);
      void place(open);
      if (settings.run === 'manual') showStatus(file, { kind: 'manual' });
      else whenPlaced(file, placed => request(placed, { delay: 0, priority: 1 }));
    },
    change(file, version, text, changes) {
      const open = files.get(file);
      if (!open) return;
      open.findings =
        changes === null
          ? []
          : changes.reduce<readonly Finding[]>(
              (findings, change) => moveFindings(findings, file, change),
              open.findings,
            );
      open.version = version;
      open.text = text;
      // Outside a module the package clause decides which files are compiled together.
      if (open.place && !open.place.inModule) void place(open);
      if (open.place) memoryOf(open.place).edited = true;
      // A run that was asked for by hand or by a save would come home with an older text: it starts again.
      if (settings.run === 'onType' || isRunning(open)) whenPlaced(file, placed => request(placed, { priority: 1 }));
    },
    save(file) {
      if (settings.run === 'onSave') whenPlaced(file, open => request(open, { delay: 0, priority: 1 }));
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
      if (sibling && settings.run === 'onType') request(sibling, { priority: 0 });
    },
    changedOnDisk(changed) {
      // What is open is known from the editor; anything else may be a dependency of anything.
      if (settings.run === 'manual' || changed.every(file => files.has(file))) return;
      for (const open of files.values()) void place(open);
      analyseAll();
    },
    findings: file => files.get(file)?.findings ?? [],
    async analyse(file) {
      const wanted = [...files.values()].filter(open => file === null || open.file === file);
      await Promise.all(wanted.map(open => placing.get(open.file)));
      for (const open of wanted) request(open, { delay: 0, priority: 1 });
      await Promise.all(
        wanted.flatMap(({ place }) =>
          place ? [schedule.settled(jobKey('plain', place)), schedule.settled(jobKey('tests', place))] : [],
        ),
      );
    },
    configure(next) {
      const before = settings;
      settings = next;
      if (JSON.stringify(before) !== JSON.stringify(next) && next.run !== 'manual') analyseAll();
    },
    analyseAll,
    dispose() {
      schedule.dispose();
    },
  };
}
