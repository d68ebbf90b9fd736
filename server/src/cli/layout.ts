// `escapement layout`: how the structs of packages lie in memory, on each architecture, and the order of fields that would be smaller.
import path from 'node:path';
import { judgedArchitectures } from '#core/layout/architectures';
import { bestOrderOf, type MeasuredStruct } from '#core/layout/measuredStruct';
import { structLayouts, type StructLayout } from '#core/layout/structLayout';
import { layoutJson } from '#core/report/layoutJson';
import { layoutText } from '#core/report/layoutText';
import { measureLayouts, type Layouts, type UnknownStruct } from '#server/analysis/layouts';
import type { GoSettings } from '#server/analysis/ports';
import type { LayoutCommand } from './arguments';
import { isRefusal, noTimeout, pathShortener, type CheckParts, type ExitStatus } from './check';
import { hazardsOfLayouts, type JudgedOrder } from './layoutHazards';
import { brokenPackageLine, explainProblem, refusalLine } from './errors';
import { writeAll } from './output';
import { planRuns } from './runs';

/** Rejects only with the signal's AbortError. */
export async function layout(command: LayoutCommand, parts: CheckParts, signal: AbortSignal): Promise<ExitStatus> {
  const { cwd, disk, t, progress } = parts;
  const complain = async (lines: readonly string[]): Promise<void> => {
    progress.clear();
    await writeAll(parts.err, lines.map(line => `${line}\n`).join(''));
  };
  const runs = await planRuns(command.patterns, { cwd, disk, t, tests: command.tests });
  if (isRefusal(runs)) return complain([refusalLine(runs)]).then(() => 2);
  progress.show(t('measuring structs …'));
  const all: Layouts[] = [];
  const orders = new Map<MeasuredStruct, JudgedOrder>();
  for (const run of runs) {
    const settings = settingsOf(command, cwd);
    const query = { ...run, tests: command.tests, overlay: new Map(), settings };
    const own = partsOf(parts);
    const layouts = await measureLayouts(own, { ...query, goarch: architectures(command, parts) }, signal);
    all.push(layouts);
    const judged = { ...run, settings, structs: layouts.structs, packages: layouts.packages };
    for (const [struct, found] of await hazardsOfLayouts({ ...own, lister: parts.lister, t }, judged, signal)) {
      orders.set(struct, found);
    }
  }
  progress.clear();

  const rows = all.flatMap(({ structs }) =>
    structs.flatMap(struct =>
      structLayouts(struct, orders.get(struct)?.best ?? bestOrderOf(struct), orders.get(struct)?.hazards ?? []),
    ),
  );
  const go = all.find(({ outcome }) => outcome.goVersion !== null)?.outcome.goVersion ?? null;
  const shownPath = pathShortener(cwd);
  if (go !== null && all.some(({ packages }) => packages.some(({ files }) => files.length > 0))) {
    await writeAll(parts.out, command.format === 'json' ? layoutJson(go, rows) : layoutText(rows, shownPath, t));
  }
  const unknown = all.flatMap(layouts => layouts.unknown);
  if (command.format === 'text') {
    // Where nothing could be asked that is the one thing to say.
    const isAsked = all.every(({ problems }) => problems.length === 0);
    const lines = unknown.map(one => unknownLine(one, shownPath, parts));
    if (isAsked) await complain([...lines, summary(rows, parts)]);
  }
  const wrong = wrongLines(all, command, parts);
  if (wrong.length > 0) await complain([...new Set(wrong)]);
  return wrong.length > 0 ? 2 : 0;
}

const partsOf = ({ compiler, finder, trees, disk }: CheckParts): Parameters<typeof measureLayouts>[0] => ({
  compiler,
  finder,
  trees,
  disk,
  textOf: readOnce(disk.read),
});

/** Several architectures ask for the same texts. */
function readOnce(read: (file: string) => Promise<string | null>): (file: string) => Promise<string | null> {
  const texts = new Map<string, Promise<string | null>>();
  return file => {
    let text = texts.get(file);
    if (!text) texts.set(file, (text = read(file)));
    return text;
  };
}

/** '' is the build's own, whatever the machine's go command says that it is. */
export function architectures({ goarch }: Pick<LayoutCommand, 'goarch'>, { ownGoarch }: CheckParts): readonly string[] {
  if (goarch.length > 0) return goarch;
  return judgedArchitectures('', []).filter(name => name !== ownGoarch);
}

export function settingsOf(command: Pick<LayoutCommand, 'go' | 'goos' | 'tags'>, cwd: string): GoSettings {
  return {
    // A name alone is looked for on PATH; a path is meant from where the user is.
    path: /[\\/]/.test(command.go) && !command.go.startsWith('~') ? path.resolve(cwd, command.go) : command.go,
    buildFlags: [],
    tags: command.tags,
    gcflags: [],
    env: command.goos === '' ? {} : { GOOS: command.goos },
    timeoutSeconds: noTimeout,
  };
}

export function wrongLines(
  all: readonly Layouts[],
  { patterns }: Pick<LayoutCommand, 'patterns'>,
  { t }: Pick<CheckParts, 't'>,
): readonly string[] {
  const problems = all.flatMap(layouts => layouts.problems.map(({ problem }) => explainProblem(problem, t)));
  if (problems.length > 0) return problems;
  if (all.every(({ packages }) => packages.length === 0)) {
    const wrong = t('no packages match {0}', patterns.join(' '));
    return [refusalLine({ wrong, remedy: t('see `go list {0}`', './...') })];
  }
  return all.flatMap(({ broken }) =>
    broken.map(({ importPath, error }) =>
      brokenPackageLine({ importPath, error, ok: false, variants: [importPath] }, t),
    ),
  );
}

export function unknownLine(
  { file, declaration, why }: UnknownStruct,
  shownPath: (file: string) => string,
  { t }: CheckParts,
): string {
  const { name } = declaration;
  const reason =
    why === 'error'
      ? t('{0} is not measured: it has an error inside, or names something that has', name)
      : t('{0} is not measured: its layout hangs on its type parameters, and the package names no instance', name);
  return `${shownPath(file)}: ${reason}`;
}

function summary(rows: readonly StructLayout[], { t }: CheckParts): string {
  const structs = new Set(rows.map(({ file, range, name }) => `${file} ${range.start.line} ${name}`)).size;
  const smaller = new Set(
    rows.filter(({ best }) => best !== null).map(({ file, range, name }) => `${file} ${range.start.line} ${name}`),
  ).size;
  return t('{0} structs, {1} of them smaller in another order', structs, smaller);
}
