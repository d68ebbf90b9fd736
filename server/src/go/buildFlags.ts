// The user's own build flags (the setting go.buildFlags, and GOFLAGS), sorted into what goes to the go command as it is, what has to
// be merged with flags of ours (-gcflags, -tags, -overlay: of each the go command takes the last one only), and what would break the
// analysis and is left out.
import { splitQuoted } from './quoted';

/** Flags taken apart. */
export interface SortedFlags {
  /** Goes to the go command as it is. */
  readonly kept: readonly string[];
  /** The values of -gcflags in their order: `-l -N`, `all=-l`. */
  readonly gcflags: readonly string[];
  /** The value of the last -tags; null where there is none. */
  readonly tags: string | null;
  /** The value of the last -overlay: a path, relative to the directory the go command runs in. */
  readonly overlay: string | null;
}

/** Left out, each for a reason. */
const dropped: Readonly<Record<string, string>> = {
  o: 'go list writes no file',
  json: 'the format of the answer is ours to choose',
  f: 'the format of the answer is ours to choose',
  n: 'would print commands instead of running them',
  x: "prints commands between the compiler's lines",
  v: "prints names between the compiler's lines",
  work: 'keeps the temporary folder, which is ours to clean',
  a: 'compiles everything anew each time',
  C: 'the directory is fixed',
  trimpath: 'the compiler would print import paths instead of files; what escapes is the same',
  cover: 'instrumented files have other columns than the text',
  covermode: 'see cover',
  coverpkg: 'see cover',
  buildvcs: 'always off: a compile for the analysis stamps no version',
};

/** Flags whose value may stand in the next argument. */
const takesValue = new Set(
  'o f C p asmflags gcflags gccgoflags ldflags tags mod modfile overlay compiler buildmode installsuffix pkgdir pgo toolexec covermode coverpkg'.split(
    ' ',
  ),
);

/** Arguments as a command line has them: `-tags=a`, `-tags`, `a`, `--tags=a`. */
export function sortFlags(args: readonly string[]): SortedFlags {
  const kept: string[] = [];
  const gcflags: string[] = [];
  let tags: string | null = null;
  let overlay: string | null = null;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!;
    const match = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(arg);
    if (!match) {
      kept.push(arg);
      continue;
    }
    const name = match[1]!;
    const value = match[2] ?? (takesValue.has(name) && index + 1 < args.length ? args[++index]! : null);
    if (name in dropped) continue;
    if (name === 'gcflags') gcflags.push(value ?? '');
    else if (name === 'tags') tags = value ?? '';
    else if (name === 'overlay') overlay = value ?? '';
    // -mod=mod may rewrite go.mod and go.sum; readonly means the same modules without that.
    else if (name === 'mod' && value === 'mod') kept.push('-mod=readonly');
    else kept.push(value === null ? `-${name}` : `-${name}=${value}`);
  }
  return { kept, gcflags, tags, overlay };
}

/** The same for the text of GOFLAGS. */
export function sortGoflags(goflags: string): SortedFlags {
  return sortFlags(splitQuoted(goflags));
}
