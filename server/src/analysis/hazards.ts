// What hangs on the order of structs' fields, in the whole workspace. Syntax finds declarations and uses; whose they are is asked of the
// compiler, in copies of the program that do not compile: one more field in each struct (core/layout/hazards/poison), and questions
// about types (typeProbes). Nothing of it is ever written beside the user's files.
import type { Translate } from '#core/messages/translate';
import type { Hazard } from '#core/layout/hazard';
import { interfacesInside } from '#core/layout/hazards/compareOrder';
import { declarationHazards } from '#core/layout/hazards/declarationHazards';
import type { FileFacts } from '#core/layout/hazards/fileFacts';
import { fileHazards, type Surroundings } from '#core/layout/hazards/fileHazards';
import { judgeUses, type AskedUse } from '#core/layout/hazards/judgeUses';
import { unkeyedBySyntax } from '#core/layout/hazards/literals';
import { orderHazards, type NewOrder } from '#core/layout/hazards/orderHazards';
import { lineOf, type Subject } from '#core/layout/hazards/subject';
import { createTypeIndex, type PackageFile, type TypeIndex } from '#core/layout/hazards/typeIndex';
import type { Span } from '#core/syntax/structs';
import { askTypeChecker, type Asked, type AskedStruct, type UnkeyedLiteral } from './hazardQuestions';
import { readAssembly, readFacts, readGoFile, type FileParts, type ReadFile } from './hazardFiles';
import { roundsOf } from './hazardRounds';
import type { Compiler, CompileRequest, ListedPackage } from './ports';

export interface HazardParts extends FileParts {
  readonly compiler: Compiler;
  readonly t: Translate;
}

export interface HazardQuery {
  /** How the packages are compiled; its patterns and its ask play no part. */
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
  const owning = packages.filter(({ files }) => files.some(file => wantedFiles.has(file)));
  const owners = new Set(owning.map(({ importPath }) => importPath));
  const units = roundsOf(packages, owners);

  const read = new Map<string, ReadFile>();
  const files: (PackageFile & { readonly uses: ReadFile['uses'] })[] = [];
  for (const { listed } of units) {
    for (const file of listed.files) {
      if (read.has(file)) continue;
      const one = await readGoFile(parts, file);
      signal.throwIfAborted();
      if (!one) continue;
      read.set(file, one);
      files.push({ importPath: listed.importPath, packageName: listed.name, ...one });
    }
  }
  const index = createTypeIndex(files);
  const subjects = structs.flatMap(struct => {
    const subject = subjectOf(struct, files, index);
    return subject ? [{ ...subject, order: struct.order }] : [];
  });
  const asked = await askTypeChecker(parts, { request, units, files, index, structs: subjects }, signal);
  const types = new Set(subjects.map(({ type }) => type));
  const uses = judgeUses(usesInOrder(asked), index, types, parts.t);

  const reports = new Map<string, HazardReport>();
  const surroundings = new Map<string, Promise<Surroundings>>();
  for (const subject of subjects) {
    const { key, type, importPath, order } = subject;
    const answer = asked.structs.get(key);
    if (!answer) continue;
    let around = surroundings.get(importPath);
    if (!around) surroundings.set(importPath, (around = surroundingsOf(parts, importPath, packages, files)));
    const use = uses.get(type);
    const atomicFields = use?.atomicFields ?? [];
    const ofOrder = (one: NewOrder): readonly Hazard[] =>
      orderHazards({ subject, order: one, atomicFields, t: parts.t });
    const hazards = [
      ...declarationHazards(subject, parts.t),
      ...fileHazards(subject, await around, parts.t),
      ...(use?.hazards ?? []),
      ...answer.hazards,
      ...(await outsideLiterals(parts, subject, await around)),
      ...(order ? ofOrder(order) : []),
    ];
    reports.set(key, {
      hazards: byGravity(hazards),
      unkeyedLiterals: answer.literals,
      atomicFields,
      ofOrder,
    });
    signal.throwIfAborted();
  }
  return reports;
}

function subjectOf(struct: HazardStruct, files: readonly PackageFile[], index: TypeIndex): AskedStruct | null {
  const file = files.find(({ facts }) => facts.path === struct.file);
  const declared = file?.facts.structs.find(({ nameSpan }) => nameSpan.start === struct.nameStart);
  const type = file?.facts.types.find(({ start, fields }) => start === struct.nameStart && fields !== null);
  if (!file || !declared || !type) return null;
  const { importPath, packageName, facts } = file;
  const inside = interfacesInside(type, index);
  return { key: struct.key, importPath, packageName, facts, struct: declared, type, inside };
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
    isForeign: file => /[\\/](?:vendor|pkg[\\/]mod)[\\/]/.test(file),
  };
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
