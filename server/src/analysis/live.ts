// Live analysis: open files in, findings that are true of their present text out. Decides what to compile and when; keeps the
// last findings of each open file and moves them with the text until a newer compile has spoken.
//
//   change ─▶ findings move ─▶ (a moment) ─▶ verdicts ─▶ publish ─▶ explanations ─▶ publish ─▶ (idle) ─▶ exact ─▶ publish
//
// Where explanations come soon enough the first wave has them (waves.ts). The exact wave is the go command's own word: about the package with
// its tests, and about what the waves before have said.
import { askFor, toldLater } from '#core/escape/asked';
import { isPoolCode, poolCodes, type Finding, type FindingCode } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import { testFunctions, type TestFunction } from '#core/syntax/testFunctions';
import type { TextChange } from '#core/text/edits';
import { analyse, type Analysis } from './analyse';
import { differences } from './crossCheck';
import {
  changeText,
  forgetResults,
  isTestFile,
  keepStale,
  newOpenFile,
  takeEarly,
  takeResults,
  type OpenFile,
} from './openFile';
import { createDeclarations, type Declared } from './declarations';
import { judge } from './judge';
import { forgetText, newPackageMemory, rememberPackages, type PackageMemory } from './packageMemory';
import { packageOf, type PackagePlace } from './packageOf';
import {
  askMachineCode,
  type Ask,
  type Clock,
  type Compiler,
  type CompileRequest,
  type Disk,
  type GoSettings,
  type Log,
  type PackageFinder,
  type Problem,
} from './ports';
import { poolMisuse } from './poolMisuse';
import { createSchedule } from './schedule';
import { allocationSizes, type Sized } from './sizes';
import type { Trees } from './trees';
import {
  delayAfterChange,
  delayBeforeExplanations,
  explainsAtOnce,
  restBeforeExact,
  restBeforePools,
  restBeforeSizes,
  waves,
  type Wave,
} from './waves';

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
  const stop = new AbortController();
  const declarations = createDeclarations({
    finder: parts.finder,
    trees,
    textOf: file => Promise.resolve(files.get(file)?.text ?? disk.read(file)),
  });
  const jobKey = (wave: Wave, place: PackagePlace): string => `${wave}:${place.key}`;

  function memoryOf(place: PackagePlace, file: string): PackageMemory {
    let memory = packages.get(place.key);
    if (!memory) packages.set(place.key, (memory = newPackageMemory(place, file)));
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
        memoryOf(place, open.file);
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
    for (const wave of waves) schedule.cancel(jobKey(wave, place));
    packages.delete(place.key);
  }

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

  function whenPlaced(file: string, act: (open: OpenFile) => void): void {
    void (placing.get(file) ?? Promise.resolve()).then(() => {
      const open = files.get(file);
      if (open?.place) act(open);
    });
  }

  function askOf(wave: Wave, { took, toVerify }: PackageMemory): Ask {
    const words = wave === 'first' && !explainsAtOnce(took) ? 'verdicts' : 'explanations';
    if (wave === 'first' || wave === 'explanations' || wave === 'pools' || wave === 'sizes')
      return { words, debug: [] };
    const { debug } = askFor(later());
    const machineCode = wave === 'exact' && toVerify ? askMachineCode.debug : [];
    return { words, debug: [...debug, ...machineCode], toTheEnd: true };
  }

  /** Codes that take a run of their own. */
  const later = (): ReadonlySet<FindingCode> => toldLater(new Set(settings.codes));

  async function runWave(key: string, signal: AbortSignal): Promise<void> {
    const wave = waves.find(name => key.startsWith(`${name}:`));
    const memory = packages.get(key.slice(key.indexOf(':') + 1));
    if (!wave || !memory) return;
    const { place } = memory;
    const overlay = new Map([...files.values()].map(open => [open.file, open.text]));
    const snapshot = new Map(openFilesOf(place).map(open => [open.file, open.version]));
    if (wave === 'pools') return findMisuse(memory, overlay, snapshot, signal);
    if (wave === 'sizes') return measure(memory, overlay, snapshot, signal);
    const ask = askOf(wave, memory);
    const isExact = wave === 'exact';
    const request: CompileRequest = {
      directory: place.directory,
      patterns: place.patterns,
      tests: isExact && (await hasTests(place)),
      overlay,
      settings: settings.go,
      ask,
      ...(!isExact && { focus: memory.focus }),
      interest: new Set(snapshot.keys()),
      urgency: isExact || wave === 'details' ? 'background' : 'now',
    };
    const analysis = await analyse(
      { compiler, trees, clock, t, textOf: file => Promise.resolve(overlay.get(file) ?? null) },
      {
        request,
        wants: file => snapshot.has(file),
        expected: openFilesOf(place).flatMap(({ findings }) => findings),
        codes: new Set(ask.words === 'verdicts' ? settings.codes.filter(code => !lateCodes.has(code)) : settings.codes),
        ...(ask.words === 'explanations' && { early: earlyExplanations(memory, snapshot) }),
      },
      signal,
    );
    for (const line of analysis.loose) log.info(line);
    // Where it was not replayed the explanations came along.
    const { replayed, planning } = analysis.outcome;
    const isExplained = ask.words === 'explanations' || !replayed;
    memory.took[isExact ? 'exact' : isExplained ? 'explanations' : 'verdicts'] = analysis.wall - planning;
    const elsewhere = new Set([
      ...poolCodes,
      ...(ask.toTheEnd ? [] : later()),
      // What the machine code said of the text before: nobody else speaks of it.
      ...(ask.debug.includes(askMachineCode.debug[0]!) ? [] : machineCodes),
      ...(ask.words === 'verdicts' ? lateCodes : []),
    ]);
    const compiled = accept(analysis, wave, snapshot, elsewhere);
    log.info(
      `${place.folder} (${wave}${isExplained ? '' : ', verdicts'}${replayed ? ', replayed' : ''}): ` +
        `${compiled ? 'compiled' : 'not compiled'} in ${Math.round(analysis.wall)} ms, ` +
        `${analysis.afterCompile.toFixed(1)} ms of it after the compiler had said all`,
    );
    if (isExact) {
      memory.hasExact = compiled;
      // The first waves were about one compilation; those of open tests have sizes, too.
      if (compiled && openFilesOf(place).some(({ file }) => isTestFile(file))) {
        memory.explained = { request, outcome: analysis.outcome };
        await scheduleNext(memory, wave, true);
      }
      return;
    }
    rememberPackages(memory, analysis.outcome.packages);
    if (!compiled) return;
    if (memory.edited) {
      memory.edited = false;
      refreshDependents(memory);
    }
    if (isExplained) memory.explained = { request, outcome: analysis.outcome };
    await scheduleNext(memory, wave, isExplained);
  }

  /** What is wrong with pools in the open files, by all the files of the package. */
  async function findMisuse(
    memory: PackageMemory,
    overlay: ReadonlyMap<string, string>,
    snapshot: ReadonlyMap<string, number>,
    signal: AbortSignal,
  ): Promise<void> {
    if (!memory.explained) return;
    const { request, outcome } = memory.explained;
    const opened = openFilesOf(memory.place);
    const found = await poolMisuse(
      { compiler, trees, t, textOf: file => Promise.resolve(overlay.get(file) ?? disk.read(file)) },
      {
        request: { ...request, overlay },
        outcome,
        findings: opened.flatMap(open => open.findings),
        codes: new Set(settings.codes),
        wants: file => snapshot.has(file),
      },
      signal,
    );
    for (const [file, version] of snapshot) {
      const open = files.get(file);
      // A file that the compile was not about keeps what was said of it.
      if (open?.version !== version || !outcome.packages.some(one => one.files.includes(file))) continue;
      const own = found.filter(finding => finding.file === file);
      const before = open.findings.filter(({ code }) => isPoolCode(code));
      open.findings = [...open.findings.filter(({ code }) => !isPoolCode(code)), ...own];
      if (before.length > 0 || own.length > 0) publish(file, version, open.findings);
    }
  }

  /** The sizes of what is found in the open files, by one more look of the type checker. */
  async function measure(
    memory: PackageMemory,
    overlay: ReadonlyMap<string, string>,
    snapshot: ReadonlyMap<string, number>,
    signal: AbortSignal,
  ): Promise<void> {
    if (!memory.explained) return;
    const { request, outcome } = memory.explained;
    const findings = openFilesOf(memory.place).flatMap(open => open.findings);
    const textOf = (file: string): Promise<string | null> => Promise.resolve(overlay.get(file) ?? null);
    const known = memory.sized;
    const sized = await allocationSizes(
      { compiler, trees, textOf },
      {
        request: { ...request, overlay, ask: { words: 'verdicts', debug: [] }, urgency: 'background' },
        outcome,
        findings,
      },
      signal,
    );
    memory.sized = known ? finding => orElse(known(finding), sized) : sized;
    for (const [file, version] of snapshot) {
      const open = files.get(file);
      if (open?.version !== version) continue;
      const before = open.findings;
      open.findings = before.map(memory.sized);
      if (open.findings.some(({ bytes }, index) => bytes !== before[index]?.bytes))
        publish(file, version, open.findings);
    }
    await scheduleNext(memory, 'sizes', true);
  }

  /** Who looks at a finding does not wait for the explanations of the whole package. */
  function earlyExplanations(
    { waiting }: PackageMemory,
    snapshot: ReadonlyMap<string, number>,
  ): { isWanted(line: string): boolean; onFindings(findings: readonly Finding[]): void } {
    return {
      isWanted: line => waiting.has(line),
      onFindings(findings) {
        for (const [file, version] of snapshot) {
          const open = files.get(file);
          if (open?.version === version) takeEarly(open, findings);
        }
        for (const line of findings.flatMap(({ raw }) => raw.slice(0, 1))) {
          waiting.get(line)?.();
          waiting.delete(line);
        }
      },
    };
  }

  async function scheduleNext(
    { place, took, hasExact }: PackageMemory,
    after: Wave,
    isExplained: boolean,
  ): Promise<void> {
    const next = (wave: Wave, delay: number, priority = 0): void =>
      schedule.request(jobKey(wave, place), { delay, priority });
    if (!isExplained) return next('explanations', delayBeforeExplanations(took), 1);
    if (after === 'first' || after === 'explanations' || after === 'exact') {
      const rests = after !== 'exact';
      if (usesPools(openFilesOf(place))) next('pools', rests ? restBeforePools : 0);
      return next('sizes', rests ? restBeforeSizes : 0);
    }
    if (after === 'sizes' && later().size > 0 && !hasExact) return next('details', 0);
    if (!hasExact && (await hasTests(place))) next('exact', restBeforeExact(took));
  }

  async function hasTests(place: PackagePlace): Promise<boolean> {
    if (openFilesOf(place).some(open => isTestFile(open.file))) return true;
    return place.inModule && (await disk.list(place.folder)).some(isTestFile);
  }

  function refreshDependents(changed: PackageMemory): void {
    for (const memory of packages.values()) {
      if (memory === changed || ![...changed.importPaths].some(path => memory.dependencies.has(path))) continue;
      const open = openFilesOf(memory.place)[0];
      if (open) requestAnew(open, 0);
    }
  }

  /** Takes over what a run found, for every file whose text is still the one that was compiled. True where all compiled. */
  function accept(
    { outcome, variants }: Analysis,
    wave: Wave,
    snapshot: ReadonlyMap<string, number>,
    elsewhere: ReadonlySet<FindingCode>,
  ): boolean {
    let compiled = outcome.problem === null;
    for (const [file, version] of snapshot) {
      const open = files.get(file);
      if (open?.version !== version) continue;
      const judgement = judge(file, outcome, wave === 'exact');
      switch (judgement.kind) {
        case 'good':
          show(
            open,
            variants.filter(({ variant }) => judgement.variants.has(variant)),
            wave,
            elsewhere,
          );
          break;
        case 'broken':
          compiled = false;
          showStale(open, { kind: 'stale', error: judgement.error });
          break;
        case 'problem':
          showStale(open, judgement);
          break;
        case 'not-in-build':
          open.findings = [];
          open.results.clear();
          publish(file, version, []);
          showStatus(file, judgement);
          break;
        case 'not-asked':
      }
    }
    return compiled;
  }

  function show(open: OpenFile, variants: Analysis['variants'], wave: Wave, elsewhere: ReadonlySet<FindingCode>): void {
    const own = variants.map(({ variant, findings }) => ({
      variant,
      findings: findings.filter(({ file }) => file === open.file),
    }));
    const { sized, toVerify } = memoryOf(open.place!, open.file);
    // What the machine code refutes is no difference.
    if (wave === 'exact' && !toVerify) crossCheck(open, own);
    takeResults(open, own, elsewhere);
    if (sized) open.findings = open.findings.map(sized);
    publish(open.file, open.version, open.findings);
    showStatus(open.file, { kind: 'idle' });
  }

  function crossCheck(open: OpenFile, exact: readonly Variant[]): void {
    for (const { variant, findings } of exact) {
      const before = open.results.get(variant);
      if (!before || before.some(({ unexplained }) => unexplained)) continue;
      for (const line of differences(before, findings)) log.warn(`${variant}: replay and go command differ: ${line}`);
    }
  }

  function showStale(open: OpenFile, status: LiveStatus): void {
    keepStale(open);
    publish(open.file, open.version, open.findings);
    showStatus(open.file, status);
  }

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
      await Promise.all(wanted.map(open => placing.get(open.file)));
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

type Variant = Analysis['variants'][number];

/** Whether there may be something to say of pools, or something was said that may be true no more. */
const usesPools = (open: readonly OpenFile[]): boolean =>
  open.some(
    ({ text, findings }) => /\.(?:Get|Put)\(|\bPool\b/.test(text) || findings.some(({ code }) => isPoolCode(code)),
  );

/** A size that is known is known. */
const orElse = (finding: Finding, sized: Sized): Finding => (finding.bytes === null ? sized(finding) : finding);

/** What only the machine code tells. */
const machineCodes: readonly FindingCode[] = ['allocates'];
/** What -m alone does not say, or says of every function of the package: left to the explanations. */
const lateCodes: ReadonlySet<FindingCode> = new Set(['can-inline', 'cannot-inline', 'leaking-param', 'captured']);
