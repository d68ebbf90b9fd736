// Where a named type of another package (or file) is declared, and as what: for pointer bytes, which the compiler tells nobody. Packages are found by
// the go command, their files searched for the name, and only the file that has it is parsed. Answers hold for the build's own architecture; a
// file that is for some architectures only says so.
import { importsOf } from '#core/syntax/imports';
import { typeDeclarationsOf, type TypeDeclaration } from '#core/syntax/typeExpressions';
import type { GoSettings, PackageFinder } from '../ports';
import type { Trees } from '../trees';

export interface TypeIndexParts {
  readonly finder: PackageFinder;
  readonly trees: Trees;
  /** The text of a file, the editor's where it is open; null where it cannot be read. */
  readonly textOf: (file: string) => Promise<string | null>;
  readonly directory: string;
  readonly settings: GoSettings;
}

/** Where the names of a type are looked up. */
export interface TypeScope {
  readonly importPath: string;
  readonly file: string;
  /** As the file calls a package → import path; those that it does not name are under their path's last element. */
  readonly imports: ReadonlyMap<string, string>;
  /** The file is left out of builds for other architectures or systems. */
  readonly isForSome: boolean;
}

export interface IndexedType {
  readonly declaration: TypeDeclaration;
  readonly scope: TypeScope;
}

export interface TypeIndex {
  /** Null where it is not found, or in more than one place. Rejects only with the signal's AbortError. */
  find(importPath: string, name: string, signal: AbortSignal): Promise<IndexedType | null>;
  /** The number that a constant is declared as, where that is plain. */
  constant(importPath: string, name: string, signal: AbortSignal): Promise<number | null>;
  scopeOf(importPath: string, file: string, text: string): TypeScope;
  /** The import path of a package as a file calls it; null where it imports none of that name. */
  importPathOf(scope: TypeScope, name: string): string | null;
  /** Packages that will be asked for, found in one go. */
  expect(importPaths: Iterable<string>, signal: AbortSignal): Promise<void>;
}

/** `own`: the files of packages that are known already, by import path. */
export function createTypeIndex(parts: TypeIndexParts, own: ReadonlyMap<string, readonly string[]>): TypeIndex {
  const { finder, trees, textOf, directory, settings } = parts;
  const packages = new Map(own);
  const scopes = new Map<string, TypeScope>();
  const declared = new Map<string, readonly TypeDeclaration[]>();
  const known = new Map<string, Promise<IndexedType | null>>();

  async function expect(importPaths: Iterable<string>, signal: AbortSignal): Promise<void> {
    const missing = [...new Set(importPaths)].filter(path => !packages.has(path) && path !== 'C' && path !== 'unsafe');
    if (missing.length === 0) return;
    const found = await finder.find({ directory, importPaths: missing, settings }, signal);
    for (const path of missing) packages.set(path, []);
    for (const { importPath, files } of found) packages.set(importPath, files);
  }

  function scopeOf(importPath: string, file: string, text: string): TypeScope {
    let scope = scopes.get(file);
    if (!scope) {
      const imports = importsOf({ ...trees.parse(file, text), path: file });
      scope = {
        importPath,
        file,
        imports: new Map(imports.map(({ name, path }) => [name ?? nameOfPath(path), path])),
        isForSome: isForSome(file, text),
      };
      scopes.set(file, scope);
    }
    return scope;
  }

  async function look(importPath: string, name: string, signal: AbortSignal): Promise<IndexedType | null> {
    await expect([importPath], signal);
    // A name ends by Go's letters, not by ASCII's.
    const declares = new RegExp(`^(?:type |\\t)\\s*${name}(?![\\p{L}\\p{N}_])`, 'mu');
    const found: IndexedType[] = [];
    for (const file of packages.get(importPath) ?? []) {
      const text = await textOf(file);
      if (text === null || !declares.test(text)) continue;
      let types = declared.get(file);
      if (!types) declared.set(file, (types = typeDeclarationsOf({ ...trees.parse(file, text), path: file })));
      for (const declaration of types.filter(one => one.name === name)) {
        found.push({ declaration, scope: scopeOf(importPath, file, text) });
      }
    }
    return found.length === 1 ? found[0]! : null;
  }

  return {
    expect,
    scopeOf,
    importPathOf({ importPath, imports }, name) {
      const path = imports.get(name);
      if (path === undefined) return null;
      // What the standard library has from elsewhere lies under vendor/.
      const isStandard = !importPath.split('/')[0]!.includes('.');
      return isStandard && packages.has(`vendor/${path}`) ? `vendor/${path}` : path;
    },
    find(importPath, name, signal) {
      const key = `${importPath} ${name}`;
      let type = known.get(key);
      if (!type) {
        type = look(importPath, name, signal);
        known.set(key, type);
        // What was called off is asked anew.
        type.catch(() => known.delete(key));
      }
      return type;
    },
    async constant(importPath, name, signal) {
      await expect([importPath], signal);
      const declares = new RegExp(
        `^(?:const |\\t)\\s*${name}(?: +\\w+)? *= *(0x[0-9a-fA-F]+|\\d+)\\s*(?://.*)?$`,
        'gm',
      );
      const values: number[] = [];
      for (const file of packages.get(importPath) ?? []) {
        for (const [, value] of ((await textOf(file)) ?? '').matchAll(declares)) values.push(Number(value));
      }
      return values.length === 1 ? values[0]! : null;
    },
  };
}

/** What a package is called that is not told otherwise: mostly the last element of its path, its version left out. */
function nameOfPath(path: string): string {
  const elements = path.split('/');
  const last = elements.at(-1) ?? path;
  const name = /^v\d+$/.test(last) ? (elements.at(-2) ?? last) : last;
  return name.replace(/\.v\d+$/, '').replace(/^go-/, '');
}

const systems =
  '386|amd64|arm|arm64|loong64|mips|mipsle|mips64|mips64le|ppc64|ppc64le|riscv64|s390x|wasm|aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows|unix';

function isForSome(file: string, text: string): boolean {
  const head = text.slice(0, Math.max(0, text.search(/^package /m)));
  return new RegExp(`_(?:${systems})(?:_test)?\\.go$`).test(file) || /^\/\/(?:go:build|\s*\+build) /m.test(head);
}
