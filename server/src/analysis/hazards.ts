// What hangs on the order of structs' fields, in the whole workspace. Syntax finds declarations and uses; whose they are is asked of the
// compiler, in copies of the program that do not compile: one more field in each struct (core/layout/hazards/poison), and questions
// about types (typeProbes). Nothing of it is ever written beside the user's files.
import type { Translate } from '#core/messages/translate';
import { verdictOf, type Hazard } from '#core/layout/hazard';
import { interfacesInside } from '#core/layout/hazards/compareOrder';
import { declarationHazards } from '#core/layout/hazards/declarationHazards';
import type { FileFacts } from '#core/layout/hazards/fileFacts';
import { fileHazards, type Surroundings } from '#core/layout/hazards/fileHazards';
import { judgeUses, type AskedUse } from '#core/layout/hazards/judgeUses';
import { unkeyedBySyntax } from '#core/layout/hazards/literals';
import { anyOf, exportedMentions } from '#core/layout/hazards/mentions';
import { orderHazards, type NewOrder } from '#core/layout/hazards/orderHazards';
import { lineOf, type Subject } from '#core/layout/hazards/subject';
import { createTypeIndex, type PackageFile, type TypeIndex } from '#core/layout/hazards/typeIndex';
import type { Span } from '#core/syntax/structs';
import { askTypeChecker, type Asked } from './hazards/questions';
import type { AskedStruct, UnkeyedLiteral } from './hazards/state';
import { readAssembly, readFacts, readGoFile, type FileParts, type ReadFile } from './hazards/files';
import { roundsOf } from './hazards/rounds';
import type { Compiler, CompileRequest, ListedPackage } from './ports';

export interface HazardParts extends FileParts {
  readonly compiler: Compiler;
  readonly t: Translate;
}

export interface HazardQuery {
  /** How the packages are compiled; its patterns count where they are files outside of any module. */
  readonly request: CompileRequest;
  /**
   * The packages of the structs, and those of the workspace that depend on them, tests included (`tests`), as a compile lists them. What is
   * not among them is not looked at.
   */
  readonly packages: readonly ListedPackage[];
  readonly structs: readonly HazardStruct[];
}

/** A struct that is judged. */
export interface HazardStruct {
  /** The caller's name for it, unique. */
  readonly key: string;
  /** Absolute path. */
  readonly file: string;
  /** The offset of the struct's name in the file's text. */
  readonly nameStart: number;
  /** Where a new order is known: what it does is judged, too. */
  readonly order?: NewOrder;
}

export interface HazardReport {
  /** In the order of gravity; [] where nothing hangs on the order. */
  readonly hazards: readonly Hazard[];
  /** Literals without keys, which the same edit has to give keys to. */
  readonly unkeyedLiterals: readonly UnkeyedLiteral[];
  /** Fields that have to stay at an offset divisible by 8 on 32-bit architectures. */
  readonly atomicFields: readonly string[];
  /** For another order than the one that was given. */
  readonly ofOrder: (order: NewOrder) => readonly Hazard[];
}

export type { UnkeyedLiteral };

/** What `hazardReports` says, without the rest. */
export async function hazardsOf(
  parts: HazardParts,
  query: HazardQuery,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Hazard[]>> {
  const reports = await hazardReports(parts, query, signal);
  return new Map([...reports].map(([key, { hazards }]) => [key, hazards]));
}

/** By key. A struct that could not be judged (it is not there, its package does not compile) has no entry. */
export async function hazardReports(
  parts: HazardParts,
  { request, packages, structs }: HazardQuery,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, HazardReport>> {
  const wantedFiles = new Set(structs.map(({ file }) => file));
  const owners = new Set(
    packages.filter(({ files }) => files.some(file => wantedFiles.has(file))).map(({ importPath }) => importPath),
  );
  const reader = createReader(parts, signal);
  for (const listed of packages) if (owners.has(listed.importPath)) await reader.read(listed);
  const ownIndex = createTypeIndex(reader.files);
  // Of a generic type each instance may be asked for: it is one declaration.
  const declarations = new Map(structs.map(struct => [`${struct.file}\n${struct.nameStart}`, struct]));
  const subjects = [...declarations].flatMap(
    ([key, struct]) => subjectOf({ ...struct, key }, reader.files, ownIndex) ?? [],
  );

  const written = new Map<string, readonly Hazard[]>();
  const surroundings = new Map<string, Surroundings>();
  for (const subject of subjects) {
    const { key, importPath } = subject;
    const around = surroundings.get(importPath) ?? (await surroundingsOf(parts, importPath, packages, reader.files));
    surroundings.set(importPath, around);
    const hazards = [
      ...declarationHazards(subject, ownIndex, parts.t),
      ...fileHazards(subject, around, parts.t),
      ...(await outsideLiterals(parts, subject, around)),
    ];
    written.set(key, hazards);
  }
  // What the text refuses need not be asked about.
  const open = subjects.filter(({ key }) => verdictOf(written.get(key)!) !== 'refused');
  const concerned = await readConcerned(reader, packages, open);
  const index = createTypeIndex(reader.files);
  const units = roundsOf(concerned);
  const questions = { request, units, files: reader.files, index, structs: open };
  const asked = await askTypeChecker(parts, questions, signal);
  const uses = judgeUses(usesInOrder(asked), index, new Set(open.map(({ type }) => type)), parts.t);

  const reports = new Map(
    subjects.flatMap(subject => {
      const answer = asked.structs.get(subject.key);
      const before = written.get(subject.key)!;
      if (!answer && verdictOf(before) !== 'refused') return [];
      const use = uses.get(subject.type);
      const atomicFields = use?.atomicFields ?? [];
      const report: HazardReport = {
        hazards: byGravity([...before, ...(use?.hazards ?? []), ...(answer?.hazards ?? [])]),
        unkeyedLiterals: answer?.literals ?? [],
        atomicFields,
        ofOrder: order => orderHazards({ subject, order, atomicFields, t: parts.t }),
      };
      return [[subject.key, report] as const];
    }),
  );
  return new Map(
    structs.flatMap(({ key, file, nameStart, order }) => {
      const report = reports.get(`${file}\n${nameStart}`);
      if (!report) return [];
      const hazards = order ? byGravity([...report.hazards, ...report.ofOrder(order)]) : report.hazards;
      return [[key, { ...report, hazards }] as const];
    }),
  );
}

interface Reader {
  readonly files: (PackageFile & { readonly uses: ReadFile['uses'] })[];
  has(file: string): boolean;
  read(listed: ListedPackage): Promise<void>;
  /** Without a look at what it says. */
  readonly textOf: FileParts['textOf'];
}

function createReader(parts: HazardParts, signal: AbortSignal): Reader {
  const known = new Set<string>();
  const files: Reader['files'] = [];
  return {
    files,
    has: file => known.has(file),
    textOf: parts.textOf,
    async read({ files: names, importPath, name }) {
      for (const file of names) {
        if (known.has(file)) continue;
        const one = await readGoFile(parts, file);
        signal.throwIfAborted();
        if (!one) continue;
        known.add(file);
        files.push({ importPath, packageName: name, ...one });
      }
    },
  };
}

/**
 * The packages of the structs, and those that depend on them and have a word by which they may come upon one; what they declare gives
 * others more words.
 */
async function readConcerned(
  reader: Reader,
  packages: readonly ListedPackage[],
  open: readonly AskedStruct[],
): Promise<readonly ListedPackage[]> {
  const owners = new Set(open.map(({ importPath }) => importPath));
  const concerned = new Set(packages.filter(({ importPath }) => owners.has(importPath)));
  const importers = packages.filter(({ dependencies }) => dependencies.some(path => owners.has(path)));
  const names = open.filter(({ struct }) => struct.function === null).map(({ struct }) => struct.name);
  for (let before = -1; before !== concerned.size;) {
    before = concerned.size;
    const facts = reader.files.map(file => file.facts);
    const mentions = anyOf(exportedMentions(names, facts));
    for (const listed of importers) {
      if (concerned.has(listed)) continue;
      const texts = await Promise.all(listed.files.map(file => reader.textOf(file)));
      if (!texts.some(text => text !== null && mentions.test(text))) continue;
      await reader.read(listed);
      concerned.add(listed);
    }
  }
  return packages.filter(listed => concerned.has(listed));
}

function subjectOf(struct: HazardStruct, files: readonly PackageFile[], index: TypeIndex): AskedStruct | null {
  const file = files.find(({ facts }) => facts.path === struct.file);
  const declared = file?.facts.structs.find(({ nameSpan }) => nameSpan.start === struct.nameStart);
  const type = file?.facts.types.find(({ start, fields }) => start === struct.nameStart && fields !== null);
  if (!file || !declared || !type) return null;
  const { importPath, packageName, facts } = file;
  const inside = interfacesInside(type, index);
  const own = files.filter(other => other.importPath === importPath).map(other => other.facts);
  return {
    key: struct.key,
    importPath,
    packageName,
    facts,
    struct: declared,
    type,
    inside,
    // Dear in a large package, and not asked of what the text refuses.
    get isVisible() {
      return declared.function === null && exportedMentions([declared.name], own).size > 0;
    },
  };
}

/** The program before its tests, so that the first use that is named is the program's. */
function usesInOrder({ uses }: Asked): readonly AskedUse[] {
  const isTest = ({ facts }: AskedUse): number => Number(facts.path.endsWith('_test.go'));
  return [...uses].sort((a, b) => isTest(a) - isTest(b));
}

async function surroundingsOf(
  parts: FileParts,
  importPath: string,
  packages: readonly ListedPackage[],
  files: readonly PackageFile[],
): Promise<Surroundings> {
  const own = packages.filter(listed => listed.importPath === importPath);
  const read = new Map(files.map(({ facts }) => [facts.path, facts]));
  const listedFiles = [...new Set(own.flatMap(listed => listed.files))].flatMap(file => read.get(file) ?? []);
  const [first] = own;
  return {
    files: listedFiles,
    ignored: await readFacts(parts, [...new Set(own.flatMap(({ ignoredFiles }) => ignoredFiles))]),
    assembly: first ? await readAssembly(parts, first) : [],
    linked: files
      .filter(({ facts }) => !listedFiles.includes(facts) && facts.directives.length > 0)
      .map(({ facts }) => facts),
    isForeign: own.some(isForeign),
  };
}

/** Of the standard library, or of another module: vendored, or in the module cache. Nothing of it is reordered, whoever depends on it. */
export function isForeign({ directory, importPath }: ListedPackage): boolean {
  const folder = `${directory.replaceAll('\\', '/')}/`;
  const isStandard = !/^[^/]*\./.test(importPath) && folder.endsWith(`/src/${importPath}/`);
  return isStandard || /\/(?:vendor|pkg\/mod)\//.test(folder);
}

/** In files that no compile of this build looks at. */
async function outsideLiterals(
  { trees, t }: HazardParts,
  { struct }: Subject,
  { ignored }: Surroundings,
): Promise<readonly Hazard[]> {
  if (struct.function !== null) return [];
  const isTwin = (file: FileFacts): boolean => file.types.some(({ name, isLocal }) => name === struct.name && !isLocal);
  for (const facts of ignored.filter(file => !isTwin(file))) {
    const found: readonly Span[] = unkeyedBySyntax(
      { ...trees.parse(facts.path, facts.text), path: facts.path },
      struct.name,
    );
    if (found.length === 0) continue;
    const message = t('A file that this build leaves out makes {0} by position.', struct.name);
    const line = lineOf(facts, found[0]!.start);
    return [{ code: 'unkeyed-literal', verdict: 'confirm', message, file: facts.path, line }];
  }
  return [];
}

/** Refusals first; each code once for each verdict. */
function byGravity(hazards: readonly Hazard[]): readonly Hazard[] {
  const seen = new Map<string, Hazard>();
  for (const hazard of hazards) {
    const key = `${hazard.code} ${hazard.verdict}`;
    if (!seen.has(key)) seen.set(key, hazard);
  }
  return [...seen.values()].sort((a, b) => Number(a.verdict === 'confirm') - Number(b.verdict === 'confirm'));
}
