// `escapement check`: compiles packages, explains what the compiler says while it is still compiling the next ones, and prints
// all of it, sorted, at the end. What compiles is printed even where something else does not.
import path from 'node:path';
import { askFor, codesToFind } from '#core/escape/asked';
import type { Finding, FindingCode } from '#core/escape/finding';
import { mergeFindings } from '#core/escape/findings';
import { isShown } from '#core/escape/shown';
import type { Translate } from '#core/messages/translate';
import { reportJson } from '#core/report/json';
import { suggestionsText } from '#core/report/suggestions';
import { reportText, summaryText } from '#core/report/text';
import { importPathOf } from '#core/compiler/variant';
import { analyse, type AnalysedVariant, type Analysis } from '#server/analysis/analyse';
import { createDeclarations, type Declarations } from '#server/analysis/declarations';
import { poolMisuse } from '#server/analysis/poolMisuse';
import { allocationSizes } from '#server/analysis/sizes';
import {
  askMachineCode,
  type Ask,
  type Clock,
  type Compiler,
  type CompileRequest,
  type Disk,
  type Formatter,
  type GoSettings,
  type ListedPackage,
  type Log,
  type PackageFinder,
  type PackageLister,
} from '#server/analysis/ports';
import type { Trees } from '#server/analysis/trees';
import type { CheckCommand, Refusal } from './arguments';
import { brokenPackageLine, explainProblem, refusalLine } from './errors';
import { createLookAhead } from './lookAhead';
import { writeAll, type TextStream } from './output';
import { readOverlay } from './overlay';
import { packageRows } from './packageRows';
import type { Progress } from './progress';
import { planRuns, type Run } from './runs';
import { suggest } from './suggest';

export interface CheckParts {
  readonly compiler: Compiler;
  readonly finder: PackageFinder;
  readonly lister: PackageLister;
  readonly formatter: Formatter;
  readonly log: Log;
  readonly trees: Trees;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly t: Translate;
  /** Absolute. */
  readonly cwd: string;
  /** As far as this process can tell; the go command has the last word. */
  readonly ownGoarch: string;
  /** `escapement 0.1.0` */
  readonly tool: string;
  readonly out: TextStream;
  readonly err: TextStream;
  readonly progress: Progress;
}

/** 0: done; 1: something must be fixed; 2: it could not run, or not for every package. */
export type ExitStatus = 0 | 1 | 2;

/** Seconds. A terminal has Ctrl+C: no build is too long for a command that a person waits for. */
export const noTimeout = 30 * 24 * 3600;

/** What rewrites are about. */
const heapCodes: readonly FindingCode[] = ['escapes', 'moved-to-heap'];

/** Rejects only with the signal's AbortError. */
export async function check(command: CheckCommand, parts: CheckParts, signal: AbortSignal): Promise<ExitStatus> {
  const { cwd, disk, t, clock, progress } = parts;
  const started = clock.now();
  const complain = async (lines: readonly string[]): Promise<void> => {
    progress.clear();
    await writeAll(parts.err, lines.map(line => `${line}\n`).join(''));
  };

  const overlay = command.overlay === null ? new Map<string, string>() : await readOverlay(command.overlay, parts);
  if (isRefusal(overlay)) return complain([refusalLine(overlay)]).then(() => 2);
  const runs = await planRuns(command.patterns, { cwd, disk, t, tests: command.tests });
  if (isRefusal(runs)) return complain([refusalLine(runs)]).then(() => 2);

  const analyses = await runAll(runs, overlay, command, parts, signal);
  const packages = analyses.flatMap(({ outcome }) => outcome.packages);
  const broken = packages.filter(({ error }) => error !== null);
  const shown = shownFindings(analyses, command);
  const settings = goSettings(command, cwd);
  const suggestions = command.suggest
    ? await suggest({ analyses, overlay, settings }, { ...parts, textOf: file => textIn(overlay, disk, file) }, signal)
    : null;
  progress.clear();

  const said = analyses.find(({ outcome }) => outcome.goVersion !== null)?.outcome;
  if (said && packages.length > 0) {
    const shownPath = pathShortener(cwd);
    if (command.format === 'json') {
      const { goos, goarch, goVersion } = said;
      const rows = packageRows(packages);
      const head = { tool: parts.tool, go: goVersion ?? '', goos, goarch };
      await writeAll(
        parts.out,
        reportJson({ ...head, packages: rows, findings: shown, ...(suggestions && { suggestions }) }),
      );
    } else {
      const own = ownFindings(shown, packages);
      await writeAll(parts.out, reportText(own, shownPath));
      if (suggestions) await writeAll(parts.out, suggestionsText(suggestions, shownPath, t));
      const folders = new Set(packages.map(({ directory }) => directory)).size;
      const seconds = (clock.now() - started) / 1000;
      await complain([summaryText({ findings: own.length, packages: folders, seconds }, t)]);
    }
  }

  const problems = analyses.flatMap(({ outcome }) => (outcome.problem ? [outcome.problem] : []));
  const wrong = [
    ...problems.map(problem => explainProblem(problem, t)),
    ...packageRows(broken).map(row => brokenPackageLine(row, t)),
  ];
  if (packages.length === 0 && problems.length === 0) {
    wrong.push(
      refusalLine({
        wrong: t('no packages match {0}', command.patterns.join(' ')),
        remedy: t('see `go list {0}`', './...'),
      }),
    );
  }
  if (wrong.length > 0) {
    await complain([...new Set(wrong)]);
    return 2;
  }
  return shown.some(({ code }) => code === 'assertion-failed') ? 1 : 0;
}

async function runAll(
  runs: readonly Run[],
  overlay: ReadonlyMap<string, string>,
  command: CheckCommand,
  parts: CheckParts,
  signal: AbortSignal,
): Promise<readonly Analysis[]> {
  const { cwd, compiler, trees, clock, disk, t, progress } = parts;
  const settings = goSettings(command, cwd);
  const texts = new Map<string, Promise<string | null>>();
  const textOf = (file: string): Promise<string | null> => {
    const edited = overlay.get(file);
    if (edited !== undefined) return Promise.resolve(edited);
    let text = texts.get(file);
    // Read once a run: the plain package and its test variant speak of the same text.
    if (!text) texts.set(file, (text = path.isAbsolute(file) ? disk.read(file) : Promise.resolve(null)));
    return text;
  };
  const declarations = createDeclarations({ finder: parts.finder, trees, textOf });
  const done = new Set<string>();
  const analyses: Analysis[] = [];
  progress.show(t('compiling …'));
  for (const run of runs) {
    const lookAhead = createLookAhead({ trees, disk, textOf, directory: run.directory });
    const request = { ...run, tests: command.tests, overlay, settings, ask: askOf(command) };
    const analysis = await analyse(
      { compiler, trees, clock, t, textOf },
      {
        request,
        codes: command.suggest ? new Set([...codesToFind(command.codes), ...heapCodes]) : codesToFind(command.codes),
        detail: command.format === 'json' || command.suggest ? 'all' : 'cause',
        onVariant({ variant, findings }) {
          // A line of text needs the tree of few files only; those are parsed when they are asked for.
          if (command.tests && command.format === 'json') lookAhead.foldersOf(findings.map(({ file }) => file));
          done.add(importPathOf(variant));
          progress.show(t('{0} packages done, last {1}', done.size, importPathOf(variant)));
        },
      },
      signal,
    ).finally(() => lookAhead.stop());
    const withMisuse = await withPoolMisuse(analysis, request, command, { ...parts, textOf }, signal);
    const isWhole = command.format === 'json';
    analyses.push(
      isWhole ? await completed(withMisuse, request, { ...parts, textOf, declarations }, signal) : withMisuse,
    );
  }
  return analyses;
}

function goSettings(command: CheckCommand, cwd: string): GoSettings {
  return {
    // A name alone is looked for on PATH; a path is meant from where the user is.
    path: /[\\/]/.test(command.go) && !command.go.startsWith('~') ? path.resolve(cwd, command.go) : command.go,
    buildFlags: [],
    tags: command.tags,
    gcflags: command.gcflags,
    env: { ...(command.goos && { GOOS: command.goos }), ...(command.goarch && { GOARCH: command.goarch }) },
    timeoutSeconds: noTimeout,
  };
}

/** What is shown decides what is asked; machine code is joined with explained verdicts. */
function askOf({ codes, verify, suggest }: CheckCommand): Ask {
  const { words, debug } = askFor(suggest ? new Set([...codes, ...heapCodes]) : codes);
  return verify ? { ...askMachineCode, debug: [...askMachineCode.debug, ...debug] } : { words, debug };
}

/** With what is wrong with pools, each finding in the first of the variants that say so. */
async function withPoolMisuse(
  analysis: Analysis,
  request: CompileRequest,
  { codes }: CheckCommand,
  parts: Omit<CompletionParts, 'declarations'>,
  signal: AbortSignal,
): Promise<Analysis> {
  const { outcome, variants } = analysis;
  const findings = variants.flatMap(variant => variant.findings);
  const found = await poolMisuse(parts, { request, outcome, findings, codes }, signal);
  const names = new Set(found.flatMap(finding => finding.variants.slice(0, 1)));
  const added = [...names].map(variant => ({
    variant,
    findings: found.filter(finding => finding.variants[0] === variant),
  }));
  return { ...analysis, variants: [...variants, ...added] };
}

interface CompletionParts extends CheckParts {
  readonly textOf: (file: string) => Promise<string | null>;
  readonly declarations: Declarations;
}

/** With what each allocation takes and where callees are declared, which only the JSON document tells. */
async function completed(
  analysis: Analysis,
  request: CompileRequest,
  { compiler, trees, t, progress, textOf, declarations }: CompletionParts,
  signal: AbortSignal,
): Promise<Analysis> {
  const { outcome, variants } = analysis;
  progress.show(t('measuring sizes …'));
  const findings = variants.flatMap(variant => variant.findings);
  const sized = await allocationSizes({ compiler, trees, textOf }, { request, outcome, findings }, signal);
  const importPaths = new Map(
    outcome.packages.map(one => [one.variant, new Set([one.importPath, ...one.dependencies])]),
  );
  const withCallee = async (finding: Finding, variant: string): Promise<Finding> => {
    if (!finding.callee) return finding;
    const own = importPaths.get(variant) ?? new Set<string>();
    const { directory, settings } = request;
    const place = await declarations.find(finding, { directory, settings, importPaths: own }, signal);
    return place ? { ...finding, callee: { ...finding.callee, ...place } } : finding;
  };
  const complete: AnalysedVariant[] = [];
  for (const { variant, findings } of variants) {
    const own: Finding[] = [];
    for (const finding of findings) own.push(await withCallee(sized(finding), variant));
    complete.push({ variant, findings: own });
  }
  return { ...analysis, variants: complete };
}

/** One finding per place and package, of the codes that were asked for, from the variants that compiled. */
function shownFindings(analyses: readonly Analysis[], { codes }: CheckCommand): readonly Finding[] {
  const perPackage = new Map<string, Finding[]>();
  for (const { outcome, variants } of analyses) {
    const broken = new Set(outcome.packages.filter(({ error }) => error !== null).map(({ variant }) => variant));
    for (const { variant, findings } of variants) {
      if (broken.has(variant)) continue;
      const own = perPackage.get(importPathOf(variant)) ?? [];
      perPackage.set(importPathOf(variant), own);
      for (const finding of findings) if (isShown(finding, { codes, allocations: 'all' })) own.push(finding);
    }
  }
  // Not all at once: a generic function belongs to each package that was compiled with instances of it.
  return [...perPackage.values()].flatMap(mergeFindings);
}

/** Those in the packages' own files: the compiler also speaks of the generic functions of others that a package uses. */
function ownFindings(findings: readonly Finding[], packages: readonly ListedPackage[]): readonly Finding[] {
  const files = new Set(packages.flatMap(({ files }) => files));
  return findings.filter(({ file }) => files.has(file));
}

const textIn = (overlay: ReadonlyMap<string, string>, disk: Disk, file: string): Promise<string | null> =>
  Promise.resolve(overlay.get(file) ?? disk.read(file));

export function pathShortener(cwd: string): (file: string) => string {
  return file => {
    const relative = path.relative(cwd, file);
    return relative.length < file.length ? relative : file;
  };
}

export function isRefusal(value: object): value is Refusal {
  return 'kind' in value && value.kind === 'refused';
}
