// One wave of live analysis: what it asks the compiler, what it makes of the answer, and which wave comes next.
import { askFor, toldLater } from '#core/escape/asked';
import { isPoolCode, poolCodes, type Finding, type FindingCode } from '#core/escape/finding';
import { accept } from './acceptance';
import { analyse } from './analyse';
import type { LiveParts, LiveSettings } from './live';
import { isTestFile, takeEarly, type OpenFile } from './openFile';
import type { OpenPackages } from './openPackages';
import { rememberPackages, type PackageMemory } from './packageMemory';
import type { PackagePlace } from './packageOf';
import { poolMisuse } from './poolMisuse';
import { askMachineCode, type Ask, type CompileRequest } from './ports';
import { allocationSizes, type Sized } from './sizes';
import {
  delayBeforeExplanations,
  explainsAtOnce,
  restBeforeExact,
  restBeforePools,
  restBeforeSizes,
  type Wave,
} from './waves';

export interface WaveParts extends LiveParts {
  readonly opened: OpenPackages;
  readonly settings: () => LiveSettings;
  readonly schedule: (wave: Wave, place: PackagePlace, when: { delay: number; priority: number }) => void;
  /** The package of the file is to be compiled anew: what it depends on has changed. */
  readonly requestAnew: (open: OpenFile) => void;
}

export interface WaveRunner {
  /** Rejects only with the signal's AbortError, or where something is broken. */
  run(wave: Wave, memory: PackageMemory, signal: AbortSignal): Promise<void>;
}

export function createWaveRunner(parts: WaveParts): WaveRunner {
  const { compiler, trees, disk, clock, log, t, publish, opened, settings: settingsNow } = parts;
  const { files, packages, openFilesOf } = opened;

  function askOf(wave: Wave, { took, toVerify }: PackageMemory): Ask {
    const words = wave === 'first' && !explainsAtOnce(took) ? 'verdicts' : 'explanations';
    if (wave === 'first' || wave === 'explanations' || wave === 'pools' || wave === 'sizes')
      return { words, debug: [] };
    const { debug } = askFor(later());
    const machineCode = wave === 'exact' && toVerify ? askMachineCode.debug : [];
    return { words, debug: [...debug, ...machineCode], toTheEnd: true };
  }

  /** Codes that take a run of their own. */
  const later = (): ReadonlySet<FindingCode> => toldLater(new Set(settingsNow().codes));

  async function run(wave: Wave, memory: PackageMemory, signal: AbortSignal): Promise<void> {
    const settings = settingsNow();
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
    const compiled = accept(parts, analysis, { wave, snapshot, elsewhere });
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
        codes: new Set(settingsNow().codes),
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
    const next = (wave: Wave, delay: number, priority = 0): void => parts.schedule(wave, place, { delay, priority });
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
      if (open) parts.requestAnew(open);
    }
  }

  return { run };
}

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
