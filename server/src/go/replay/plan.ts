// A compile, planned: the go command is asked for the script of what it would run (`go list -export -n`), the one compile that is wanted is
// taken out of it, and everything that this needs beside the package's own files is put in a folder: import configuration, embed
// configuration, symbol ABIs of assembly, cgo's Go files. Asking takes longer than a small compile; so a plan is kept as long as it holds.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { importPathOf } from '#core/compiler/variant';
import type { CompileRequest, ListedPackage, Log, Problem } from '#server/analysis/ports';
import { planCompile, type CompilePlan } from '../compilePlan';
import type { GoCommand } from '../goCommand';
import { packageReader, type Dependency, type PackageReader } from '../listedPackages';
import type { RunFolder } from '../overlay';
import type { ProcessRunner } from '../process';
import type { RunFolders } from '../runFolders';
import { buildScriptReader, type BuildScript } from './buildScript';
import { compileCommands, type CompileCommand } from './compileCommand';
import { hasMarker, markerFile, markerText } from './marker';
import { stampPlan, type PlanStamp } from './planStamp';

/** A compile that can be run again and again with other texts, while `stamp` holds. */
export interface ReplayPlan {
  readonly command: CompileCommand;
  /** What stands for `$WORK`. */
  readonly work: string;
  /** The package as listed; `error` is null. */
  readonly listed: ListedPackage;
  /** The compiler's flag that stands where ours belong. */
  readonly mark: string;
  /** The file that shows the end of the front end; null where the release cannot tell. */
  readonly marker: string | null;
  readonly stamp: PlanStamp;
  dispose(): void;
}

/** Why there is no plan: the go command has to be asked instead. */
export interface NoPlan {
  readonly why: string;
  /** Where the go command itself could not run. */
  readonly problem: Problem | null;
}

export interface PlanParts {
  readonly processes: ProcessRunner;
  readonly folders: RunFolders;
  readonly log: Log;
}

/** Rejects only with the signal's AbortError. `request.focus` says which compile is wanted. */
export async function makePlan(
  parts: PlanParts,
  go: GoCommand,
  request: CompileRequest & { readonly focus: string },
  signal: AbortSignal,
): Promise<ReplayPlan | NoPlan> {
  const compilePlan = planCompile(request, go.said.goflags);
  const folder = await parts.folders.make(go, request.overlay, compilePlan.userOverlay);
  if ('kind' in folder) return { why: 'no temporary folder', problem: folder };
  let kept = false;
  try {
    const plan = await planIn(folder, compilePlan, parts, go, request, signal);
    kept = 'command' in plan;
    return plan;
  } finally {
    if (!kept) void folder.remove();
  }
}

/** A cached compile prints no command: each script is asked for with a flag that was never used before. */
let marks = 0;

async function planIn(
  folder: RunFolder,
  compilePlan: CompilePlan,
  { processes, log }: PlanParts,
  go: GoCommand,
  request: CompileRequest & { readonly focus: string },
  signal: AbortSignal,
): Promise<ReplayPlan | NoPlan> {
  const run = async (
    args: readonly string[],
    onStdoutLine: (line: string) => void,
    onStderrLine: (line: string) => void,
  ): Promise<NoPlan | null> => {
    const words: string[] = [];
    const result = await processes.run({
      command: go.path,
      args,
      cwd: go.directory,
      env: { ...go.env, GOFLAGS: compilePlan.goflags, GOTMPDIR: folder.path },
      timeoutSeconds: go.timeoutSeconds,
      signal,
      onStdoutLine,
      onStderrLine: line => {
        if (words.length < 100) words.push(line);
        onStderrLine(line);
      },
    });
    const problem = go.problemOf(result, words, signal);
    return problem && { why: 'the go command failed', problem };
  };

  const started = performance.now();
  const mark = `-I=/nonexistent/escapement-plan-${process.pid}-${Date.now()}-${++marks}`;
  const ask = async (): Promise<Asked | NoPlan> => {
    const reader = packageReader({ isScript: true });
    const script = buildScriptReader();
    const failed = await run(compilePlan.script(folder.overlayFile, mark), reader.line, script.line);
    return failed ?? choose(reader, script.script(), folder.originals, request.focus);
  };

  let asked = await ask();
  if ('why' in asked) return asked;
  let archives: ReadonlyMap<string, string> = new Map();
  if (asked.command.missing.length > 0) {
    // What it imports is not compiled yet; or it is an external test, and the package under test is what this script would make anew.
    const reader = archiveReader(asked.listed.variant);
    const patterns = request.tests ? null : asked.command.missing;
    const failed = await run(compilePlan.archives(folder.overlayFile, patterns), reader.line, () => undefined);
    if (failed) return failed;
    archives = reader.archives();
    asked = await ask();
    if ('why' in asked) return asked;
  }
  const { command, listed } = asked;
  const absent = command.missing.find(name => !archives.has(name));
  if (absent !== undefined) return { why: `${absent} does not compile`, problem: null };

  const work = path.join(folder.path, 'work');
  await writeInputs(asked, work, archives);
  for (const step of command.steps) {
    const [program = '', ...args] = step.argv.map(word => inWork(word, work));
    const result = await processes.run({
      command: program,
      args,
      cwd: inWork(step.directory, work),
      env: { ...go.env, ...go.said.tools, ...step.env },
      timeoutSeconds: go.timeoutSeconds,
      signal,
    });
    if (go.problemOf(result, [], signal)) return { why: `${path.basename(program)} failed`, problem: null };
  }
  const marker = hasMarker(go.said.version) ? path.join(work, markerFile) : null;
  if (marker !== null) await writeFile(marker, markerText(listed.name));
  const stamp = stampPlan(
    {
      go,
      folder: listed.directory,
      tests: request.tests,
      compiled: new Set(command.files),
      dependencies: asked.dependencies,
    },
    request.overlay,
  );
  log.info(`${listed.variant}: planned in ${Math.round(performance.now() - started)} ms`);
  return { command, work, listed, mark, marker, stamp, dispose: () => void folder.remove() };
}

/** The script's own folder, in this plan's. */
export function inWork(text: string, work: string): string {
  return text.replaceAll('$WORK', work);
}

interface Asked {
  readonly command: CompileCommand;
  readonly listed: ListedPackage;
  readonly dependencies: readonly Dependency[];
}

/** The compile that holds the file: of several (the package, and the same once more for its tests) the one listed for it. */
function choose(
  reader: PackageReader,
  script: BuildScript,
  originals: ReadonlyMap<string, string>,
  focus: string,
): Asked | NoPlan {
  const packages = reader.packages();
  const listed = packages.find(({ files }) => files.includes(focus));
  if (!listed) return { why: 'the file is in no package of the list', problem: null };
  if (listed.error !== null) return { why: listed.error, problem: null };
  const own = new Set(listed.files);
  const [command] = compileCommands(script, originals)
    .filter(({ files }) => files.every(file => own.has(file) || isGenerated(file)))
    .sort((a, b) => b.files.length - a.files.length);
  if (!command) return { why: 'the script has no compile of it', problem: null };
  const isWhole = command.files.length === own.size || command.files.some(isGenerated);
  if (!isWhole) return { why: 'the script compiles other files', problem: null };
  return { command, listed, dependencies: reader.dependencies() };
}

const isGenerated = (file: string): boolean => file.startsWith('$WORK');

async function writeInputs({ command }: Asked, work: string, archives: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(work, { recursive: true });
  for (const [name, text] of command.inputs) {
    const file = inWork(name, work);
    await mkdir(path.dirname(file), { recursive: true });
    const withArchives = text.replace(/^(packagefile (\S+?)=)\$WORK\S*$/gm, (line, head: string, imported: string) =>
      archives.has(imported) ? head + archives.get(imported)! : line,
    );
    await writeFile(file, inWork(withArchives, work));
  }
}

/** The archives in the cache, as `go list -export -json` says them: a package's own for the test of `variant`, else the plain one. */
function archiveReader(variant: string): PackageArchives {
  const [, test = ''] = / (\[.*\])$/.exec(variant) ?? [];
  const plain = new Map<string, string>();
  const forTest = new Map<string, string>();
  let name = '';
  return {
    line(text) {
      const [, field, value = ''] = /^\t"(ImportPath|Export)": "(.*)",?$/.exec(text) ?? [];
      if (field === 'ImportPath') name = value;
      if (field !== 'Export') return;
      const into = test !== '' && name.endsWith(` ${test}`) ? forTest : plain;
      into.set(importPathOf(name), JSON.parse(`"${value}"`) as string);
    },
    archives: () => new Map([...plain, ...forTest]),
  };
}

interface PackageArchives {
  line(text: string): void;
  /** Import path → file. */
  archives(): ReadonlyMap<string, string>;
}
