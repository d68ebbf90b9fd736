// The proof behind an edit that is offered: the packages that may notice it are compiled with the edited texts as overlay, tests included, on each
// architecture that is judged. No file of the user is written. What did not compile before cannot be proven: the edited package is refused
// then, and others are named.
import type { Finding, FindingCode } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import { analyse } from '../analyse';
import {
  askErrors,
  askExplanations,
  type Clock,
  type Compiler,
  type CompileOutcome,
  type CompileRequest,
  type Disk,
  type GoSettings,
  type ListedPackage,
} from '../ports';
import { describeProblem } from '../problems';
import type { Trees } from '../trees';

export interface ProofParts {
  readonly compiler: Compiler;
  readonly disk: Disk;
  readonly t: Translate;
}

export interface ProofQuery {
  /** The go command's directory, as in a PackagePlace. */
  readonly directory: string;
  /** All that may notice the edit (dependents.ts). */
  readonly packages: readonly ListedPackage[];
  /** Where there is no module: the files' names, in place of import paths. */
  readonly patterns?: readonly string[];
  /** What is not saved, without the edit. */
  readonly before: ReadonlyMap<string, string>;
  /** The same with the edit. */
  readonly after: ReadonlyMap<string, string>;
  readonly settings: GoSettings;
  /** '' is the build's own, which is not to be among them by its name, too. */
  readonly goarchs: readonly string[];
}

export type Proof =
  | {
      readonly kind: 'proven';
      /** Import paths of packages that do not compile as they are, so that nobody can say whether they would. */
      readonly unproven: readonly string[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Rejects only with the signal's AbortError. */
export async function prove(parts: ProofParts, query: ProofQuery, signal: AbortSignal): Promise<Proof> {
  const unproven = new Set<string>();
  for (const goarch of query.goarchs) {
    const found = await proveOn(goarch, parts, query, signal);
    if (found.kind === 'refused') return found;
    for (const importPath of found.unproven) unproven.add(importPath);
  }
  return { kind: 'proven', unproven: [...unproven] };
}

async function proveOn(
  goarch: string,
  { compiler, t }: ProofParts,
  query: ProofQuery,
  signal: AbortSignal,
): Promise<Proof> {
  const request = requestOf(query, goarch);
  const compile = (overlay: ReadonlyMap<string, string>): Promise<CompileOutcome> =>
    compiler.compile({ ...request, overlay }, () => undefined, signal);
  const after = await compile(query.after);
  if (after.problem) return { kind: 'refused', reason: describeProblem(after.problem, t).text };
  const broken = after.packages.filter(({ error }) => error !== null);
  if (broken.length === 0) return { kind: 'proven', unproven: [] };
  const before = await compile(query.before);
  const wasBroken = new Set(before.packages.filter(({ error }) => error !== null).map(({ variant }) => variant));
  const fault = broken.find(({ variant }) => !wasBroken.has(variant));
  if (fault) {
    const words = firstLine(fault);
    const reason =
      goarch === '' ? t('It would not compile: {0}', words) : t('It would not compile for {0}: {1}', goarch, words);
    return { kind: 'refused', reason };
  }
  const edited = new Set(
    [...query.after].filter(([file, text]) => query.before.get(file) !== text).map(([file]) => file),
  );
  const own = broken.find(({ files }) => files.some(file => edited.has(file)));
  // Elsewhere the package may have nothing to compile at all.
  if (own && goarch === '') {
    return { kind: 'refused', reason: t('The package does not compile as it is: {0}', firstLine(own)) };
  }
  return { kind: 'proven', unproven: [...new Set(broken.map(({ importPath }) => importPath))] };
}

function requestOf(query: ProofQuery, goarch: string): Omit<CompileRequest, 'overlay'> {
  const { directory, packages, patterns, settings } = query;
  const env = goarch === '' ? settings.env : { ...settings.env, GOARCH: goarch };
  // Of an external test (`p_test`) the package is what can be named.
  const names = packages.map(({ importPath, variant }) => /\[(.+)\.test\]$/.exec(variant)?.[1] ?? importPath);
  return {
    directory,
    patterns: patterns ?? [...new Set(names)],
    tests: true,
    settings: { ...settings, env },
    ask: askErrors,
  };
}

/** `p/f.go:3:4: undefined: x`, as the compiler says it. */
function firstLine({ error }: ListedPackage): string {
  return (error ?? '').split('\n').find(line => line.trim() !== '' && !line.startsWith('# ')) ?? '';
}

const heapCodes: ReadonlySet<FindingCode> = new Set(['escapes', 'moved-to-heap']);

/**
 * What escape analysis says of the files with the edit (every variant that they are in), to be compared with what it said before; null where
 * they do not compile. `patterns` name their package. Rejects only with the signal's AbortError.
 */
export async function findingsAfter(
  parts: ProofParts & { readonly trees: Trees; readonly clock: Clock },
  query: Pick<ProofQuery, 'directory' | 'after' | 'settings'> & {
    readonly patterns: readonly string[];
    readonly files: ReadonlySet<string>;
    /** What is listened to; what goes to the heap where it is left out. */
    readonly codes?: ReadonlySet<FindingCode>;
  },
  signal: AbortSignal,
): Promise<readonly Finding[] | null> {
  const { after, directory, patterns, settings, files, codes = heapCodes } = query;
  const textOf = async (file: string): Promise<string | null> => after.get(file) ?? (await parts.disk.read(file));
  const tests = [...files].some(file => file.endsWith('_test.go'));
  const request: CompileRequest = { directory, patterns, tests, overlay: after, settings, ask: askExplanations };
  const { outcome, variants } = await analyse(
    { ...parts, textOf },
    { request, wants: file => files.has(file), codes },
    signal,
  );
  const isBroken = outcome.problem !== null || outcome.packages.some(({ error }) => error !== null);
  return isBroken ? null : variants.flatMap(({ findings }) => findings);
}
