// Misuse of sync.Pool in packages that have been compiled: the rules of core/pool over their files, and one more compile where the compiler has to
// say whether a value leaves its function. A package that declares and uses no pool costs a look at its texts.
import path from 'node:path';
import { isPoolCode, type Finding, type FindingCode } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import { declarationsOf, joinDeclarations, maySpeakOfPools } from '#core/pool/declarations';
import { misuseOfFile, misuseOfPackage, usesPools, type FileMisuse } from '#core/pool/findMisuse';
import { numbered, type KeptProbe } from '#core/pool/keptProbe';
import type { LocatedFile } from '#core/syntax/locate';
import { leakVerdicts, type LeakVerdict } from './leakVerdicts';
import type { Compiler, CompileOutcome, CompileRequest, ListedPackage } from './ports';
import type { Trees } from './trees';

export interface MisuseParts {
  readonly compiler: Compiler;
  readonly trees: Trees;
  readonly t: Translate;
  /** The text that was compiled; null where it cannot be read. */
  readonly textOf: (file: string) => Promise<string | null>;
}

export interface MisuseQuery {
  /** The compile that the findings come from. */
  readonly request: CompileRequest;
  readonly outcome: CompileOutcome;
  /** What the compiler said, of `escapes` and `moved-to-heap`: others are passed over. */
  readonly findings: readonly Finding[];
  /** Findings of other codes are not made. */
  readonly codes: ReadonlySet<FindingCode>;
  /** Findings of other files are not made. All are where it is left out. */
  readonly wants?: (file: string) => boolean;
}

/** One finding for each mistake, with all variants that its file is compiled in. Rejects only with the signal's AbortError. */
export async function poolMisuse(
  parts: MisuseParts,
  { request, outcome, findings, codes, wants = () => true }: MisuseQuery,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (![...codes].some(isPoolCode)) return [];
  const heap = heapOf(findings);
  const found: Finding[] = [];
  const open: OpenCase[] = [];
  for (const listed of wholePackages(outcome.packages)) {
    const files = await misuseOf(listed, heap, parts, signal);
    const own = (finding: Finding): Finding[] =>
      codes.has(finding.code) && wants(finding.file) ? [{ ...finding, ...listed.of(finding.file) }] : [];
    found.push(...misuseOfPackage(files).flatMap(own));
    for (const { probe, findings: told } of files.flatMap(({ byCompiler }) => byCompiler)) {
      const wanted = told.flatMap(own);
      if (wanted.length > 0) open.push({ probe, file: wanted[0]!.file, findings: wanted });
    }
  }
  found.push(...(await keptOnes(open, request, parts, signal)));
  return found;
}

type Heap = ReadonlyMap<string, readonly Finding[]>;

function heapOf(findings: readonly Finding[]): Heap {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.code !== 'escapes' && finding.code !== 'moved-to-heap') continue;
    const own = byFile.get(finding.file);
    if (own) own.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  return byFile;
}

interface WholePackage {
  readonly files: readonly string[];
  /** What a finding in a file is of. */
  readonly of: (file: string) => Pick<Finding, 'package' | 'variants'>;
}

/** With its own tests: they are part of what the package does with a pool. External tests are a package of their own. */
function wholePackages(packages: readonly ListedPackage[]): readonly WholePackage[] {
  const byPath = new Map<string, ListedPackage[]>();
  for (const listed of packages.filter(({ error }) => error === null)) {
    const own = byPath.get(listed.importPath);
    if (own) own.push(listed);
    else byPath.set(listed.importPath, [listed]);
  }
  return [...byPath.values()].map(variants => ({
    files: [...new Set(variants.flatMap(({ files }) => files))],
    of: file => ({
      package: variants[0]!.importPath,
      variants: variants.filter(({ files }) => files.includes(file)).map(({ variant }) => variant),
    }),
  }));
}

async function misuseOf(
  { files }: WholePackage,
  heap: Heap,
  { trees, t, textOf }: MisuseParts,
  signal: AbortSignal,
): Promise<readonly FileMisuse[]> {
  const read = await Promise.all(files.map(async file => ({ file, text: (await textOf(file)) ?? '' })));
  signal.throwIfAborted();
  if (!read.some(({ text }) => /"sync"/.test(text) && /\bPool\b/.test(text))) return [];
  const parse = (file: string, text: string): LocatedFile => ({ ...trees.parse(file, text), path: file });
  const speaking = read.filter(({ text }) => maySpeakOfPools(text));
  const declared = joinDeclarations(speaking.map(({ file, text }) => declarationsOf(parse(file, text))));
  return read
    .filter(({ text }) => usesPools(text, declared))
    .map(({ file, text }) => misuseOfFile(parse(file, text), { declared, heap: heap.get(file) ?? [], t }));
}

/** Findings that are true if the compiler says that the value of `probe` stays in its function. */
interface OpenCase {
  readonly probe: KeptProbe;
  readonly file: string;
  readonly findings: readonly Finding[];
}

async function keptOnes(
  open: readonly OpenCase[],
  request: CompileRequest,
  { compiler, textOf }: MisuseParts,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (open.length === 0) return [];
  const overlay = new Map(request.overlay);
  for (const [index, { probe, file }] of open.entries()) {
    const text = overlay.get(file) ?? (await textOf(file)) ?? '';
    overlay.set(file, `${text}\n${numbered(probe.text, index)}\n`);
  }
  const folders = new Set(open.map(({ file }) => path.dirname(file)));
  const tests = open.find(({ file }) => file.endsWith('_test.go'));
  const verdicts = await leakVerdicts(
    compiler,
    {
      ...request,
      overlay,
      patterns: patternsOf(request, folders),
      interest: new Set(open.map(({ file }) => file)),
      ...(request.focus !== undefined && { focus: tests?.file ?? open[0]!.file }),
    },
    signal,
  );
  // What it points to may go where it likes: the memory itself stays.
  return open.flatMap(({ findings }, index) => (isKept(verdicts.get(index)) ? findings : []));
}

const isKept = (verdict: LeakVerdict | undefined): boolean => verdict === 'stays' || verdict === 'content';

/** Those of the folders; files on the command line stay as they are. */
function patternsOf({ directory, patterns }: CompileRequest, folders: ReadonlySet<string>): readonly string[] {
  if (patterns.some(pattern => pattern.endsWith('.go'))) return patterns;
  return [...folders].map(folder => {
    const relative = path.relative(directory, folder).split(path.sep).join('/');
    return relative === '' ? '.' : relative.startsWith('..') ? folder : `./${relative}`;
  });
}
