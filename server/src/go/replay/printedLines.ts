// How the go command prints the compiler's lines: the package's folder, and then each folder above it, is written relative to the working
// directory where that is shorter; and from Go 1.27 on cgo's names are written as in the source. As reportCmd in
// cmd/go/internal/work/shell.go and build in exec.go do, quirks included: what a replayed compile says must be, letter for letter, what
// the go command would have passed on.
import path from 'node:path';
import { minorOf } from './release';

/** For the lines of one compile. */
export function linePrinter(options: {
  /** Where the go command runs. */
  readonly directory: string;
  /** The package's. */
  readonly folder: string;
  /** `go1.26.8` */
  readonly goVersion: string;
  readonly isCgo: boolean;
}): (line: string) => string {
  const shorten = pathShortener(options.directory, options.folder);
  if (!options.isCgo || minorOf(options.goVersion) < 27) return shorten;
  return line => shorten(line).replace(/\b_C2?(?:type|func|var|macro)_\B/g, 'C.');
}

/** For lines of a compile of the package in `folder`, asked for in `directory`. */
export function pathShortener(directory: string, folder: string): (line: string) => string {
  const pairs: (readonly [string, string])[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    const relative = path.relative(directory, at) || '.';
    if (relative.length < at.length) pairs.push([at, relative]);
    if (path.dirname(at) === at) break;
  }
  // The outermost folder is in every name that one of them shortens.
  const outermost = pairs.at(-1)?.[0];
  return line => {
    if (outermost === undefined || !line.includes(outermost)) return line;
    let short = line;
    for (const [long, relative] of pairs) {
      if (short.includes(long)) short = short.replaceAll(` ${long}`, ` ${relative}`);
      if (short.startsWith(long)) short = relative + short.slice(long.length);
    }
    return short;
  };
}
