// How the go command prints the compiler's paths: the package's folder, and then each folder above it, is written relative to the
// working directory where that is shorter. As reportCmd in cmd/go/internal/work/shell.go does, quirks included: what a replayed compile
// says must be, letter for letter, what the go command would have passed on.
import path from 'node:path';

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
