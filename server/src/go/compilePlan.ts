// A compile as a command line, and nothing else: `go list -e -export` compiles exactly what `go build` would, but links no programs,
// goes on after a broken package, prints the compiler's text on stderr as packages finish, and says on stdout which packages
// there are and what is wrong with each.
import { createHash } from 'node:crypto';
import type { Ask, CompileRequest } from '#server/analysis/ports';
import { sortFlags, sortGoflags, type SortedFlags } from './buildFlags';
import { joinQuoted, splitQuoted } from './quoted';

/** What to run, up to the overlay file, which has to be written first. */
export interface CompilePlan {
  /** The arguments after `go`; `overlayFile` is the path of the overlay's JSON, or null where there is nothing to overlay. */
  arguments(overlayFile: string | null): readonly string[];
  /**
   * The same packages as a script that is printed and not run, with all they depend on in the list. `mark` stands for our own flags of the
   * compiler, and is to be a new one each time: of what is in the cache nothing is printed.
   */
  script(overlayFile: string | null, mark: string): readonly string[];
  /** What the packages import, or (`patterns: null`) the packages themselves, compiled for their archives alone. */
  archives(overlayFile: string | null, patterns: readonly string[] | null): readonly string[];
  /** The user's own flags for a build, without any of ours: for `go test`, which has flags and an order of its own. */
  build(overlayFile: string | null): readonly string[];
  /** The value of GOFLAGS for this run. Never empty: the go command takes an empty one for none and reads its own file. */
  readonly goflags: string;
  /** The overlay file that the user's flags name (relative to the directory), whose entries ours must take over. */
  readonly userOverlay: string | null;
}

/** The fields that listedPackages reads. Naming them keeps the go command from working out others. */
const fields = 'ImportPath,Dir,Name,ForTest,GoFiles,CgoFiles,IgnoredGoFiles,Export,Error,DepsErrors,Deps';
const scriptFields = `${fields},DepOnly,Standard`;
const archiveFields = 'ImportPath,Export';

/** `goflags` is the user's GOFLAGS, as `go env` says it. */
export function planCompile(request: CompileRequest, goflags: string): CompilePlan {
  const everywhere = sortGoflags(goflags);
  const own = sortFlags(request.settings.buildFlags);
  const tags = [...splitTags(request.settings.tags), ...splitTags(own.tags ?? '')];
  const userOverlay = own.overlay ?? everywhere.overlay;
  const usersFlags = [...everywhere.gcflags, ...own.gcflags];
  const build = (overlayFile: string | null, compilerFlags: readonly string[]): readonly string[] => [
    ...own.kept,
    ...gcflagsArguments(request, usersFlags, compilerFlags),
    ...(tags.length > 0 ? [`-tags=${[...new Set(tags)].join(',')}`] : []),
    ...overlayArgument(overlayFile ?? own.overlay),
    '-buildvcs=false',
  ];
  const list = (overlayFile: string | null, options: ListOptions): readonly string[] => [
    'list',
    '-e',
    '-export',
    ...options.flags,
    ...(request.tests ? ['-test'] : []),
    `-json=${options.fields}`,
    ...build(overlayFile, options.compilerFlags),
    '--',
    ...(options.patterns ?? request.patterns),
  ];
  return {
    build: overlayFile => build(overlayFile, []),
    userOverlay,
    goflags: goflagsText(everywhere),
    arguments: overlayFile => {
      const mark = `-I=${ownCacheMark(request.directory)}`;
      const compilerFlags = request.ask.errorsOnly === true ? [] : [...askedFlags(request.ask), mark];
      return list(overlayFile, { flags: [], fields, compilerFlags });
    },
    script: (overlayFile, mark) =>
      list(overlayFile, { flags: ['-n', '-deps'], fields: scriptFields, compilerFlags: [mark] }),
    archives: (overlayFile, patterns) =>
      list(overlayFile, {
        flags: ['-deps'],
        fields: archiveFields,
        compilerFlags: [],
        ...(patterns && { patterns }),
      }),
  };
}

interface ListOptions {
  readonly flags: readonly string[];
  readonly fields: string;
  /** Before the user's own. */
  readonly compilerFlags: readonly string[];
  readonly patterns?: readonly string[];
}

/** A value of -gcflags is `flags` or `pattern=flags`; of several that match a package the go command takes the last alone. */
function gcflagsArguments(
  request: CompileRequest,
  usersFlags: readonly string[],
  compilerFlags: readonly string[],
): readonly string[] {
  const before: string[] = [];
  let merged: readonly string[] = [];
  const take = (value: string, merge: (flags: readonly string[]) => readonly string[]): void => {
    const [, pattern, flags] = /^(?:([^-\s='"][^=]*)=)?([\s\S]*)$/.exec(value.trim())!;
    if (pattern !== undefined) before.push(`-gcflags=${value.trim()}`);
    // Other patterns (of dependencies) stand for themselves; ours, without a pattern, means the packages that are asked for.
    if (pattern === undefined || pattern === 'all' || pattern === './...') merged = merge(splitQuoted(flags ?? ''));
  };
  for (const value of usersFlags) take(value, flags => flags);
  for (const value of request.settings.gcflags) take(value, flags => [...merged, ...flags]);
  const flags = [...compilerFlags, ...merged];
  return flags.length === 0 ? before : [...before, `-gcflags=${joinQuoted(flags)}`];
}

/** What the compiler is asked to say, as its flags. */
export function askedFlags({ words, debug }: Ask): readonly string[] {
  return [words === 'verdicts' ? '-m' : '-m=2', ...(debug.length > 0 ? [`-d=${debug.join(',')}`] : [])];
}

// The go command replays the text of an earlier compile with the paths of that compile, whatever directory it runs in now: after the
// user's own `go build -gcflags=-m=2` from another folder our paths would be wrong. A directory to import from, which the compiler
// does not even look at, makes our entries of the cache our own, per directory.
function ownCacheMark(directory: string): string {
  return `/nonexistent/escapement-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`;
}

function goflagsText({ kept, tags, overlay }: SortedFlags): string {
  const merged = [...(tags === null ? [] : [`-tags=${tags}`]), ...(overlay === null ? [] : [`-overlay=${overlay}`])];
  return joinQuoted([...kept, ...merged, '-buildvcs=false']);
}

function overlayArgument(file: string | null): readonly string[] {
  return file === null ? [] : [`-overlay=${file}`];
}

/** Comma or (as Go had it up to 1.12) space separated. */
function splitTags(tags: string): readonly string[] {
  return tags.split(/[\s,]+/).filter(tag => tag !== '');
}
