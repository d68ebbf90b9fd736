// The stderr of `go list -export`, sorted: blocks of the compiler (`# p`, then its lines) go on to the analysis; what the go command
// itself says (`go: …`) is kept aside for a message; the block of a test program that the go command generates is nobody's code and
// is dropped (hundreds of lines about reflect).

/** Sorts line by line. */
export interface CompilerText {
  line(text: string): void;
  /** What the go command said itself, at most 100 lines. */
  goLines(): readonly string[];
}

const keptLines = 100;

/** `onLine` gets the compiler's blocks, headers included, unchanged. */
export function compilerText(onLine: (line: string) => void): CompilerText {
  const goLines: string[] = [];
  let block: 'none' | 'passed' | 'undecided' | 'dropped' = 'none';
  let header = '';
  let inGoMessage = false;

  const keep = (text: string): void => {
    if (goLines.length < keptLines) goLines.push(text);
  };
  return {
    goLines: () => goLines,
    line(text) {
      if (text.startsWith('# ')) {
        // `p.test` is the test program of p, or a package whose folder is called so: the first line's file will tell.
        block = text.endsWith('.test') ? 'undecided' : 'passed';
        header = text;
        inGoMessage = false;
        if (block === 'passed') onLine(text);
        return;
      }
      inGoMessage = text.startsWith('go: ') || (inGoMessage && /^\s|^$/.test(text));
      if (block === 'none' || inGoMessage) return keep(text);
      if (block === 'undecided') {
        block = /^[^:]*\.go:/.test(text) ? 'passed' : 'dropped';
        if (block === 'passed') onLine(header);
      }
      if (block === 'passed') onLine(text);
    },
  };
}
