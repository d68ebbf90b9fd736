// How many bytes each allocation takes, asked of the type checker: a second compile of the same packages, which ends in the type
// checker since each probed file holds deliberate mistakes (core/syntax/sizeProbes). A package that does not compile hides what
// depends on it, so packages that depend on each other are asked one round after the other.
import { capturesOfLiteral } from '#core/syntax/closureCaptures';
import { bytesOfProbe, readSizeAnswers, sizeProbes, type SizeProbe } from '#core/syntax/sizeProbes';
import { closureBytes } from '#core/escape/closureSize';
import type { Finding } from '#core/escape/finding';
import { bytesOf } from '#core/escape/sizes';
import { sizeClassOf } from '#core/layout/sizeClasses';
import type { Compiler, CompileOutcome, CompileRequest, ListedPackage } from './ports';
import type { Trees } from './trees';

export interface SizeParts {
  readonly compiler: Compiler;
  readonly trees: Trees;
  /** The text that the findings are true of; null where it cannot be read. */
  readonly textOf: (file: string) => Promise<string | null>;
}

export interface SizeQuery {
  /** The compile that the findings come from. */
  readonly request: CompileRequest;
  readonly outcome: CompileOutcome;
  /** Of any files and codes: what is no allocation, or in no file of the packages, is left as it is. */
  readonly findings: readonly Finding[];
}

/** The finding with `bytes` and `sizeClass`, where they are known for certain; of the same compile, merged or not. */
export type Sized = (finding: Finding) => Finding;

/** The compiler's words about one package must fit into one line of the go command's answer: 1 MiB (go/process). */
const mostQuestions = 3_500;

/** At most so many questions are asked about a finding. */
function questionsAbout({ code, subject }: Finding): number {
  if (subject === 'append' || subject === 'func literal') return 0;
  if (subject === '... argument') return 16;
  return code === 'moved-to-heap' || /^(?:&|new\()/.test(subject) ? 1 : 5;
}

/** Rejects only with the signal's AbortError. Where a round cannot be run its findings stay as they are. */
export async function allocationSizes(
  parts: SizeParts,
  { request, outcome, findings }: SizeQuery,
  signal: AbortSignal,
): Promise<Sized> {
  const word = wordOf(outcome.goarch);
  const bytes = new Map<string, number>();
  for (const round of roundsOf(unitsOf(outcome.packages, findings))) {
    for (const [key, value] of await runRound(parts, request, round, word, signal)) bytes.set(key, value);
  }
  return finding => {
    // Of basic types alone the text tells the size, and with it that there is no pointer in them.
    const basic = finding.code === 'escapes' ? bytesOf(finding.subject, word) : null;
    const own = bytes.get(keyOf(finding)) ?? basic;
    if (own === null) return finding;
    const hasPointers = basic === own ? false : null;
    return { ...finding, bytes: own, sizeClass: sizeClassOf(own, { hasPointers, word, goVersion: outcome.goVersion }) };
  };
}

const keyOf = ({ file, line, column, code, subject }: Finding): string =>
  `${file}\n${line}:${column} ${code} ${subject}`;

const wordOf = (goarch: string): 4 | 8 => (/^(?:386|arm|mips|mipsle)$/.test(goarch) ? 4 : 8);

/** What one compile can be asked: findings in files that are compiled together. */
interface Unit {
  readonly importPath: string;
  /** The pattern that names it, or null for files on the command line. */
  readonly pattern: string | null;
  readonly isTest: boolean;
  readonly dependencies: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** The package's own files, those of its tests, and those of its external tests, each a unit (or several, where it is large). */
function unitsOf(packages: readonly ListedPackage[], findings: readonly Finding[]): readonly Unit[] {
  const byFile = new Map<string, Map<string, Finding>>();
  for (const finding of findings) {
    if (finding.code !== 'moved-to-heap' && finding.code !== 'escapes') continue;
    const own = byFile.get(finding.file) ?? new Map<string, Finding>();
    byFile.set(finding.file, own.set(keyOf(finding), finding));
  }
  const units: Unit[] = [];
  // Variants of one package after the package: what is left for them are their test files.
  for (const listed of [...packages].sort((a, b) => Number(isVariant(a)) - Number(isVariant(b)))) {
    if (listed.error !== null) continue;
    const own = listed.files.flatMap(file => {
      const found = byFile.get(file);
      byFile.delete(file);
      return found ? [...found.values()] : [];
    });
    const base = /\[(.+)\.test\]$/.exec(listed.variant)?.[1] ?? listed.importPath;
    for (const findings of portions(own)) {
      units.push({
        importPath: listed.importPath,
        pattern: base === 'command-line-arguments' ? null : base,
        isTest: isVariant(listed),
        dependencies: new Set(listed.dependencies),
        findings,
      });
    }
  }
  return units;
}

/** As many findings in each as one compile of the package can answer; none of none. */
function portions(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const all: Finding[][] = [];
  let room = 0;
  for (const finding of findings) {
    const questions = questionsAbout(finding);
    if (all.length === 0 || questions > room) {
      all.push([]);
      room = mostQuestions;
    }
    all.at(-1)!.push(finding);
    room -= questions;
  }
  return all;
}

const isVariant = ({ variant }: ListedPackage): boolean => variant.includes(' [');

/** Greedily: each unit into the first round in which nothing stands in its way, and it in nobody's. */
function roundsOf(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const rounds: Unit[][] = [];
  for (const unit of units) {
    const free = rounds.find(round => !round.some(other => isInTheWay(unit, other) || isInTheWay(other, unit)));
    if (free) free.push(unit);
    else rounds.push([unit]);
  }
  return rounds;
}

/** Whether `other` cannot be asked while `unit` is, or its answers would be in one line with the unit's. */
function isInTheWay(unit: Unit, other: Unit): boolean {
  return unit.importPath === other.importPath || other.dependencies.has(unit.importPath);
}

async function runRound(
  { compiler, trees, textOf }: SizeParts,
  request: CompileRequest,
  round: readonly Unit[],
  word: 4 | 8,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const overlay = new Map(request.overlay);
  const probes: SizeProbe[] = [];
  const sizes = new Map<string, number>();
  let number = 1;
  for (const [file, findings] of byFile(round)) {
    const text = await textOf(file);
    if (text === null) continue;
    signal.throwIfAborted();
    const parsed = { ...trees.parse(file, text), path: file };
    for (const finding of findings.filter(({ captures }) => captures !== undefined)) {
      const held = capturesOfLiteral(parsed, finding);
      const bytes = held && closureBytes(held, word);
      if (bytes !== null) sizes.set(keyOf(finding), bytes);
    }
    const probed = sizeProbes(parsed, findings, number);
    number = probed.nextNumber;
    probes.push(...probed.probes);
    if (probed.probes.length > 0) overlay.set(file, probed.text);
  }
  if (probes.length === 0) return sizes;
  const patterns = round.map(({ pattern }) => pattern);
  const isOfFiles = patterns.includes(null);
  const { settings } = request;
  const asked = await compiler.compile(
    {
      ...request,
      overlay,
      patterns: isOfFiles ? request.patterns : [...new Set(patterns.filter(pattern => pattern !== null))],
      tests: request.tests && round.some(({ isTest }) => isTest),
      settings: { ...settings, gcflags: [...settings.gcflags, '-e'] },
    },
    () => undefined,
    signal,
  );
  const answers = readSizeAnswers(asked.packages.map(({ error }) => error ?? '').join('\n'));
  for (const probe of probes) {
    const bytes = bytesOfProbe(probe, answers, word);
    if (bytes !== null) sizes.set(keyOf(probe.finding), bytes);
  }
  return sizes;
}

function byFile(round: readonly Unit[]): ReadonlyMap<string, readonly Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of round.flatMap(({ findings }) => findings)) {
    const own = files.get(finding.file) ?? [];
    files.set(finding.file, own);
    own.push(finding);
  }
  return files;
}
