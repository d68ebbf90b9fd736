// Where the callee of a finding is declared, when it is another package's: the compiler prints `(*json.Decoder).Decode`, a name without
// a path, so every package that this one depends on and that has this name is looked at. Null unless exactly one declares it.
import { callPlaceOf } from '#core/escape/callPlace';
import type { Finding } from '#core/escape/finding';
import { lineOfFunction, lineOfInterfaceMethod } from '#core/syntax/declaredFunctions';
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';
import { receiverType } from '#core/syntax/receiverType';
import type { GoSettings, ListedPackage, PackageFinder } from './ports';
import type { Trees } from './trees';

export interface DeclarationParts {
  readonly finder: PackageFinder;
  readonly trees: Trees;
  /** The text of a file, the editor's where it is open; null where it cannot be read. */
  readonly textOf: (file: string) => Promise<string | null>;
}

/** The package that a finding comes from. */
export interface DeclarationQuery {
  readonly directory: string;
  /** Its own import path and those of everything it depends on. Answers are remembered for as long as this very set is. */
  readonly importPaths: ReadonlySet<string>;
  readonly settings: GoSettings;
}

export interface Declared {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

export interface Declarations {
  /** Null where the finding has no callee, or its place is not certain. Rejects only with the signal's AbortError. */
  find(finding: Finding, query: DeclarationQuery, signal: AbortSignal): Promise<Declared | null>;
  /** Something changed on the disk: what is remembered may not be true any more. */
  forget(): void;
}

/** More are not remembered. */
const mostKnown = 5_000;

interface SearchParts extends DeclarationParts {
  /** What was looked for in a file → the text that it had, and the line. */
  readonly looked: Map<string, { readonly text: string; readonly line: number | null }>;
}

export function createDeclarations(given: DeclarationParts): Declarations {
  const { finder } = given;
  const parts: SearchParts = { ...given, looked: new Map() };
  let packages = new Map<string, Promise<ListedPackage | null>>();
  let declared = new WeakMap<ReadonlySet<string>, Map<string, Promise<Declared | null>>>();

  function forget(): void {
    packages = new Map();
    declared = new WeakMap();
  }

  /** Those that are not known yet are asked for at once. */
  async function listed(
    { directory, importPaths, settings }: DeclarationQuery,
    signal: AbortSignal,
  ): Promise<ListedPackage[]> {
    const prefix = JSON.stringify([directory, settings]);
    const keyOf = (importPath: string): string => `${prefix} ${importPath}`;
    const missing = [...importPaths].filter(importPath => importPath !== 'unsafe' && !packages.has(keyOf(importPath)));
    if (missing.length > 0) {
      if (packages.size + missing.length > mostKnown) packages.clear();
      const found = finder
        .find({ directory, importPaths: missing, settings }, signal)
        .then(listed => new Map(listed.map(one => [one.importPath, one])));
      // Remembered before it is known: who asks meanwhile waits for the same answer.
      for (const importPath of missing) {
        packages.set(
          keyOf(importPath),
          found.then(
            byPath => byPath.get(importPath) ?? null,
            () => null,
          ),
        );
      }
      await found.catch((error: unknown) => {
        forget();
        throw error;
      });
    }
    const all = await Promise.all([...importPaths].map(importPath => packages.get(keyOf(importPath)) ?? null));
    return all.filter(one => one !== null);
  }

  return {
    forget,
    async find(finding, query, signal) {
      const { callee, file } = finding;
      if (callee === null) return null;
      if (callee.file !== null && callee.line !== null) return { file: callee.file, line: callee.line };
      if (finding.reason === 'called-through-interface') {
        return interfaceMethod(parts, finding, callee.function, await listed(query, signal), file);
      }
      const known = declared.get(query.importPaths) ?? new Map<string, Promise<Declared | null>>();
      declared.set(query.importPaths, known);
      let place = known.get(callee.function);
      if (!place) {
        place = listed(query, signal).then(all => functionPlace(parts, callee.function, all));
        known.set(callee.function, place);
        // What was called off is asked anew.
        place.catch(() => known.delete(callee.function));
      }
      return place;
    },
  };
}

/** `fmt.Println`, `(*json.Decoder).Decode`, `time.Time.Format` taken apart into the package's name and the name in it. */
function splitName(name: string): { readonly owner: string; readonly inIt: string } | null {
  const method = /^\(\*([\p{L}_][\p{L}\p{N}_]*)\.([\p{L}_][\p{L}\p{N}_]*)\)\.([\p{L}_][\p{L}\p{N}_]*)$/u.exec(name);
  if (method) return { owner: method[1]!, inIt: `(*${method[2]!}).${method[3]!}` };
  const plain = /^([\p{L}_][\p{L}\p{N}_]*)\.((?:[\p{L}_][\p{L}\p{N}_]*\.)?[\p{L}_][\p{L}\p{N}_]*)$/u.exec(name);
  return plain && { owner: plain[1]!, inIt: plain[2]! };
}

async function functionPlace(
  parts: SearchParts,
  name: string,
  packages: readonly ListedPackage[],
): Promise<Declared | null> {
  const wanted = splitName(name);
  if (!wanted) return null;
  const plain = /[^.]+$/.exec(wanted.inIt)![0];
  return onlyPlace(parts, {
    what: wanted.inIt,
    packages: packages.filter(one => one.name === wanted.owner),
    mayHold: new RegExp(String.raw`^func\b[^\n]*[\s)]${plain}\s*[\[(]`, 'mu'),
    lineIn: file => lineOfFunction(file, wanted.inIt),
  });
}

/** `w.Write` where the file says `w io.Writer`: the method in the interface. */
async function interfaceMethod(
  parts: SearchParts,
  finding: Finding,
  callee: string,
  packages: readonly ListedPackage[],
  file: string,
): Promise<Declared | null> {
  const place = callPlaceOf(finding);
  const method = /\.([\p{L}_][\p{L}\p{N}_]*)$/u.exec(callee)?.[1];
  const text = place && method !== undefined ? await parts.textOf(file) : null;
  if (!place || method === undefined || text === null) return null;
  const parsed = { ...parts.trees.parse(file, text), path: file };
  const type = receiverType(parsed, { ...place, callee });
  if (!type) return null;
  const imported = importsOf(parsed);
  const owners = packages.filter(one => {
    if (type.package === null) return one.files.includes(file);
    return imported.some(({ name, path }) => path === one.importPath && (name ?? one.name) === type.package);
  });
  return onlyPlace(parts, {
    what: `${type.name}{${method}}`,
    packages: owners,
    mayHold: new RegExp(String.raw`\b${method}\s*\(`, 'u'),
    lineIn: other => lineOfInterfaceMethod(other, type.name, method),
  });
}

interface Search {
  /** What is looked for, as a key. */
  readonly what: string;
  readonly packages: readonly ListedPackage[];
  /** Texts that it does not fit need not be parsed. */
  readonly mayHold: RegExp;
  readonly lineIn: (file: LocatedFile) => number | null;
}

/** The one file of the packages in which something is found; null where there are several or none. */
async function onlyPlace(
  { trees, textOf, looked }: SearchParts,
  { what, packages, mayHold, lineIn }: Search,
): Promise<Declared | null> {
  const places: Declared[] = [];
  for (const file of new Set(packages.flatMap(({ files }) => files))) {
    const text = await textOf(file);
    if (text === null || !mayHold.test(text)) continue;
    const key = `${what} in ${file}`;
    let found = looked.get(key);
    if (found?.text !== text) {
      // Under a name of its own, not to push out the trees of files that are open.
      found = { text, line: lineIn({ ...trees.parse(key, text), path: file }) };
      trees.forget(key);
      if (looked.size >= mostKnown) looked.clear();
      looked.set(key, found);
    }
    if (found.line !== null) places.push({ file, line: found.line });
  }
  const [only, ...others] = places;
  return only && others.length === 0 ? only : null;
}
