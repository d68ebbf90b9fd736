// How a compile shows that its front end is done: one more file with one loop. The compiler tells of loops whose variable is new in
// each turn right after escape analysis (`-d=loopvar=3` prints them and changes nothing), so the line about this loop is the first that
// comes after the last verdict; what follows is the making of machine code, which nobody here waits for.
// Up to Go 1.21 that switch changes programs; there -live prints something soon after.
import { minorOf } from './release';

const name = 'escapementFrontEndDone';
export const markerFile = `escapement_front_end_done.go`;

/** Also in a module whose language is older: the file says which one it is written in. */
export function markerText(packageName: string): string {
  return [
    '//go:build go1.22',
    '',
    `package ${packageName}`,
    '',
    `func ${name}() (last *int) {`,
    '\tfor i := 0; i < 1; i++ {',
    '\t\tlast = &i',
    '\t}',
    '\treturn last',
    '}',
    '',
  ].join('\n');
}

/** Whether this release (`go1.26.8`) tells of loops without changing them. */
export function hasMarker(goVersion: string): boolean {
  return minorOf(goVersion) >= 22;
}

export type MarkedLine = 'wanted' | 'marker' | 'done';

/**
 * Sorts the compiler's lines; `file` is the marker's path as it was given to the compiler. `keepsLoops`: the user's own flags ask about loops.
 */
export function markerLines(file: string, { keepsLoops = false } = {}): (line: string) => MarkedLine {
  return line => {
    if (line.startsWith(file)) return line.includes(': loop variable i now per-iteration') ? 'done' : 'marker';
    // The package's own loops: nobody asked for them.
    return !keepsLoops && line.includes(': loop variable ') && / now per-iteration, (?:heap|stack)-allocated/.test(line)
      ? 'marker'
      : 'wanted';
  };
}
