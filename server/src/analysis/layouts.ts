// How the structs of packages lie in memory: asked of the compiler for each architecture at once, checked by the language's rules, with the pointer
// bytes that follow from the declarations. What is not certain (an error inside, a layout that hangs on type parameters) is left out, and said.
import path from 'node:path';
import type { MeasuredOn, MeasuredStruct } from '#core/layout/measuredStruct';
import { wordOf } from '#core/layout/architectures';
import { placeFields, type Measure } from '#core/layout/rules';
import { declaredFile, reachOfErrors } from '#core/syntax/errorReach';
import { argumentsOfUses } from '#core/syntax/genericUses';
import type { LayoutAnswer, LayoutSubject } from '#core/syntax/layoutProbes';
import { structsOf, type StructDeclaration } from '#core/syntax/structs';
import { askLayouts, type Answers, type AskedFile } from './layout/ask';
import { derive, measureOf, type Derived, type Place } from './layout/pointerBytes';
import { createTypeIndex, type TypeIndex, type TypeScope } from './layout/typeIndex';
import { packageClause } from './packageOf';
import type {
  Compiler,
  CompileOutcome,
  CompileRequest,
  Disk,
  GoSettings,
  ListedPackage,
  PackageFinder,
  Problem,
} from './ports';
import type { Trees } from './trees';

export interface LayoutParts {
  readonly compiler: Compiler;
  readonly finder: PackageFinder;
  readonly trees: Trees;
  readonly disk: Disk;
  /** The text of a file, the editor's where it is open; null where it cannot be read. */
  readonly textOf: (file: string) => Promise<string | null>;
}

export interface LayoutQuery {
  /** As for a compile. */
  readonly directory: string;
  readonly patterns: readonly string[];
  readonly overlay: ReadonlyMap<string, string>;
  readonly settings: GoSettings;
  /** '' is the build's own; the first one counts as own. */
  readonly goarch: readonly string[];
  /** Structs of test files, too. */
  readonly tests: boolean;
  /** Where given, only structs that are declared in these files. */
  readonly files?: ReadonlySet<string>;
  readonly urgency?: 'now' | 'background';
}

export interface Layouts {
  /** In the order of packages, files and text. */
  readonly structs: readonly MeasuredStruct[];
  /** Structs that nothing is known of. */
  readonly unknown: readonly UnknownStruct[];
  /** Of the build's own architecture; its packages are those that were asked. */
  readonly outcome: CompileOutcome;
  readonly packages: readonly ListedPackage[];
  /** Packages that could not be asked, with the compiler's words. */
  readonly broken: readonly { readonly importPath: string; readonly error: string }[];
  /** Architectures that could not be asked. */
  readonly problems: readonly { readonly goarch: string; readonly problem: Problem }[];
}

export interface UnknownStruct {
  readonly package: string;
  readonly file: string;
  readonly declaration: StructDeclaration;
  /** `error`: an error inside, or in what it names; `per-instance`: its layout hangs on its type parameters, and no instance is at hand. */
  readonly why: 'error' | 'per-instance';
}

/** Rejects only with the signal's AbortError. */
export async function measureLayouts(parts: LayoutParts, query: LayoutQuery, signal: AbortSignal): Promise<Layouts> {
  const { directory, patterns, settings } = query;
  const packages = await parts.finder.find({ directory, importPaths: patterns, settings }, signal);
  const files = await askedFiles(parts, query, packages, signal);
  const asked = await Promise.all(query.goarch.map(goarch => askOn(parts, query, goarch, files, signal)));
  const own = asked[0]!;
  const index = createTypeIndex({ ...parts, directory, settings }, filesOfUnits(files, packages));
  if (own.answers.size > 0) {
    await index.expect(
      own.outcome.packages.flatMap(({ dependencies }) => dependencies),
      signal,
    );
  }
  const measured = new Map<LayoutSubject, MeasuredOn[]>();
  const seen = new Set<string>();
  for (const answers of asked) {
    const { goarch } = answers.outcome;
    if (answers.outcome.problem !== null || seen.has(goarch)) continue;
    seen.add(goarch);
    const isOwn = answers === own;
    const onThis = await measureOn({ parts, files, answers, index, isOwn, signal });
    for (const [subject, on] of onThis) measured.set(subject, [...(measured.get(subject) ?? []), on]);
  }
  return { ...collect({ parts, files, measured, own, packages }), ...outcomeOf(asked, query, packages) };
}

/** Those of the build; files for other architectures and systems would declare things twice. */
function filesOfUnits(
  files: readonly AskedFile[],
  packages: readonly ListedPackage[],
): ReadonlyMap<string, readonly string[]> {
  const ignored = new Set(packages.flatMap(({ ignoredFiles }) => ignoredFiles));
  const units = new Map<string, string[]>();
  for (const { file, unit } of files) if (!ignored.has(file)) units.set(unit, [...(units.get(unit) ?? []), file]);
  return units;
}

function outcomeOf(
  asked: readonly Answers[],
  { goarch }: LayoutQuery,
  packages: readonly ListedPackage[],
): Pick<Layouts, 'outcome' | 'packages' | 'broken' | 'problems'> {
  const { outcome, broken } = asked[0]!;
  return {
    outcome,
    packages,
    broken: packages.flatMap(({ importPath, error, files }) => {
      const said = outcome.packages.find(one => one.importPath === importPath && broken.has(importPath));
      const words = files.length === 0 ? error : (said?.error ?? null);
      return words === null ? [] : [{ importPath, error: words }];
    }),
    problems: asked.flatMap(({ outcome: { problem } }, at) =>
      problem === null ? [] : [{ goarch: goarch[at]!, problem }],
    ),
  };
}

/** All files of the packages, with the structs that are asked about in each. */
async function askedFiles(
  parts: LayoutParts,
  { tests, files: wanted, patterns }: LayoutQuery,
  packages: readonly ListedPackage[],
  signal: AbortSignal,
): Promise<readonly AskedFile[]> {
  const { trees, disk, textOf } = parts;
  const asked: AskedFile[] = [];
  for (const { importPath, directory, files, ignoredFiles } of packages) {
    const isOfFiles = importPath === 'command-line-arguments';
    const testFiles = tests && !isOfFiles ? (await disk.list(directory)).filter(name => name.endsWith('_test.go')) : [];
    const paths = new Set([...files, ...ignoredFiles, ...testFiles.map(name => path.join(directory, name))]);
    const generics: StructDeclaration[] = [];
    const own: AskedFile[] = [];
    for (const file of paths) {
      signal.throwIfAborted();
      const text = await textOf(file);
      if (text === null) continue;
      const isTest = file.endsWith('_test.go');
      const isExternal = isTest && (packageClause(text)?.endsWith('_test') ?? false);
      const isWanted = !wanted || wanted.has(file);
      const structs = isWanted && text.includes('struct') ? structsOf({ ...trees.parse(file, text), path: file }) : [];
      generics.push(...structs.filter(({ typeParameters }) => typeParameters.length > 0));
      own.push({
        file,
        text,
        unit: isExternal ? `${importPath}_test` : importPath,
        pattern: isOfFiles ? null : importPath,
        isTest,
        subjects: structs.map(struct => ({ struct, instance: null })),
      });
    }
    asked.push(...(generics.length === 0 ? own : own.map(file => withInstances(file, generics, trees))));
  }
  return patterns.length === 0 ? [] : asked;
}

/** The instances that the file names, asked about where its imports are. */
function withInstances(file: AskedFile, generics: readonly StructDeclaration[], trees: Trees): AskedFile {
  const used = generics.filter(({ name }) => file.text.includes(`${name}[`));
  if (used.length === 0) return file;
  const parsed = { ...trees.parse(file.file, file.text), path: file.file };
  const instances = used.flatMap(struct =>
    argumentsOfUses(parsed, struct.name).map((instance): LayoutSubject => ({ struct, instance })),
  );
  return { ...file, subjects: [...file.subjects, ...instances] };
}

async function askOn(
  { compiler, trees }: LayoutParts,
  query: LayoutQuery,
  goarch: string,
  files: readonly AskedFile[],
  signal: AbortSignal,
): Promise<Answers> {
  const { directory, patterns, overlay, settings, tests, urgency } = query;
  const ask = (env: Readonly<Record<string, string>>): Promise<Answers> => {
    const request: CompileRequest = {
      directory,
      patterns,
      tests,
      overlay,
      settings: { ...settings, env: { ...settings.env, ...env } },
      ask: { words: 'verdicts', debug: [] },
      ...(urgency && { urgency }),
    };
    return askLayouts({ compiler, trees }, request, files, signal);
  };
  if (goarch === '') return ask({});
  const answers = await ask({ GOARCH: goarch });
  const { problem } = answers.outcome;
  const isNoPair = problem?.kind === 'go-failed' && /unsupported GOOS\/GOARCH pair/.test(problem.detail);
  // The system plays no part in a layout: what it lacks is asked for one that has all.
  return isNoPair ? ask({ GOARCH: goarch, GOOS: 'linux' }) : answers;
}

interface OnOne {
  readonly parts: LayoutParts;
  readonly files: readonly AskedFile[];
  readonly answers: Answers;
  readonly index: TypeIndex;
  readonly isOwn: boolean;
  readonly signal: AbortSignal;
}

/** What is known for certain on one architecture. */
async function measureOn(one: OnOne): Promise<ReadonlyMap<LayoutSubject, MeasuredOn>> {
  const { files, answers, index, isOwn, signal } = one;
  const { goarch, goVersion } = answers.outcome;
  const isSound = soundness(one);
  const certain = new Map<LayoutSubject, { readonly file: AskedFile; readonly answer: LayoutAnswer }>();
  const byName = new Map<string, LayoutSubject>();
  for (const file of files) {
    for (const subject of file.subjects) {
      const answer = answers.answers.get(subject);
      if (!answer || !isSound(file, subject.struct)) continue;
      certain.set(subject, { file, answer });
      const { name, function: around, typeParameters } = subject.struct;
      if (around === null && typeParameters.length === 0) byName.set(`${file.unit} ${name}`, subject);
    }
  }
  const declaring = new Map(
    files.flatMap(file => file.subjects.flatMap(({ struct, instance }) => (instance ? [] : [[struct, file] as const]))),
  );
  /** Arguments mean what they mean in the file that names them. */
  const placeOf = ({ struct, instance }: LayoutSubject, file: AskedFile): Place => {
    const scopeOf = ({ unit, file: path, text }: AskedFile): TypeScope => index.scopeOf(unit, path, text);
    const outside: Place = { scope: scopeOf(file), bindings: new Map() };
    if (!instance) return outside;
    const given = struct.typeParameters.map(
      (name, at) => [name, { type: instance.types[at]!, place: outside }] as const,
    );
    return { scope: scopeOf(declaring.get(struct) ?? file), bindings: new Map(given) };
  };
  const done = new Map<LayoutSubject, MeasuredOn | null>();
  const measure = async (subject: LayoutSubject): Promise<MeasuredOn | null> => {
    const known = done.get(subject);
    if (known !== undefined) return known;
    // A type that holds itself has no size: not to be asked for ever.
    done.set(subject, null);
    const { file, answer } = certain.get(subject)!;
    const place = placeOf(subject, file);
    const declarations: Measure[] = [];
    for (const [at, { size, align }] of answer.fields.entries()) {
      const derived = await derive(subject.struct.fields[at]!.expression, place, {
        index,
        word: wordOf(goarch),
        isOwn,
        signal,
        measured: async (importPath, name) => {
          const inner = byName.get(`${importPath} ${name}`);
          return inner ? ((await measure(inner))?.placed ?? null) : null;
        },
      });
      declarations.push({ size, align, pointerBytes: pointerBytesOf(derived, { size, align }) });
    }
    const on = placedAsAnswered(subject.struct, answer, declarations);
    const measuredOn = on && { goarch, goVersion, declarations, placed: on };
    done.set(subject, measuredOn);
    return measuredOn;
  };
  const measured = new Map<LayoutSubject, MeasuredOn>();
  for (const subject of certain.keys()) {
    signal.throwIfAborted();
    const on = await measure(subject);
    if (on) measured.set(subject, on);
  }
  return measured;
}

/** What was derived counts where it agrees with what the compiler says. */
function pointerBytesOf(
  derived: Derived,
  { size, align }: { readonly size: number; readonly align: number },
): number | null {
  if (size === 0) return 0;
  const measure = measureOf(derived);
  if (!measure) return derived.pointerBytes === 0 ? 0 : null;
  return measure.size === size && measure.align === align ? measure.pointerBytes : null;
}

/** By the rules; null where the compiler says otherwise. */
function placedAsAnswered(
  { fields }: StructDeclaration,
  answer: LayoutAnswer,
  declarations: readonly Measure[],
): MeasuredOn['placed'] | null {
  const placed = placeFields(fields.flatMap(({ names }, at) => names.map(() => declarations[at]!)));
  const said = answer.fields.flatMap(({ offsets }) => offsets);
  const agrees = said.every((offset, at) => offset === null || offset === placed.offsets[at]);
  return agrees && placed.size === answer.size && placed.align === answer.align ? placed : null;
}

/** Whether a struct is out of the reach of all errors of its package. */
function soundness({ parts, files, answers }: OnOne): (file: AskedFile, struct: StructDeclaration) => boolean {
  const reaches = new Map<string, ReturnType<typeof reachOfErrors>>();
  return (file, struct) => {
    const errors = answers.errors.get(file.unit);
    if (errors === null || errors === undefined) return false;
    if (errors.length === 0) return true;
    let reach = reaches.get(file.unit);
    if (!reach) {
      const base = file.unit.replace(/_test$/, '');
      const own = files.filter(({ unit }) => unit === file.unit || unit === base);
      const declared = own.map(one => declaredFile({ ...parts.trees.parse(one.file, one.text), path: one.file }));
      reaches.set(file.unit, (reach = reachOfErrors(declared, errors)));
    }
    return reach(file.file, struct);
  };
}

interface Collected {
  readonly parts: LayoutParts;
  readonly files: readonly AskedFile[];
  readonly measured: ReadonlyMap<LayoutSubject, readonly MeasuredOn[]>;
  readonly own: Answers;
  readonly packages: readonly ListedPackage[];
}

function collect({ parts, files, measured, own, packages }: Collected): Pick<Layouts, 'structs' | 'unknown'> {
  const { trees } = parts;
  const ignored = new Set(packages.flatMap(({ ignoredFiles }) => ignoredFiles));
  const structs: MeasuredStruct[] = [];
  const unknown: UnknownStruct[] = [];
  const instances = files.flatMap(({ subjects }) => subjects.filter(({ instance }) => instance !== null));
  for (const { file, text, unit, subjects } of files) {
    const { lines } = trees.parse(file, text);
    for (const subject of subjects.filter(({ instance }) => instance === null)) {
      const { struct } = subject;
      const { start, end } = struct.nameSpan;
      const range = { start: lines.positionAt(start), end: lines.positionAt(end) };
      const base = { package: unit, file, range, declaration: struct };
      const on = measured.get(subject);
      if (on) {
        structs.push({ ...base, name: struct.name, isPerInstance: false, on });
        continue;
      }
      const seen = new Set<string>();
      for (const one of instances.filter(instance => instance.struct === struct)) {
        const onInstance = measured.get(one);
        const { text: given } = one.instance!;
        if (!onInstance || seen.has(given)) continue;
        seen.add(given);
        structs.push({ ...base, name: `${struct.name}[${given}]`, isPerInstance: true, on: onInstance });
      }
      if (seen.size > 0 || ignored.has(file)) continue;
      const hangsOnParameters = struct.typeParameters.length > 0 || struct.isInGeneric;
      const isSound = own.errors.get(unit)?.length === 0;
      unknown.push({
        package: unit,
        file,
        declaration: struct,
        why: hangsOnParameters && isSound ? 'per-instance' : 'error',
      });
    }
  }
  return { structs, unknown };
}
