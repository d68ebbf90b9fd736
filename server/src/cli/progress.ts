// One line on a terminal that says how far a long check is, written anew with each package and gone at the end. Anywhere
// else (a file, a pipe, a dumb terminal) nothing is written.

export interface Progress {
  show(text: string): void;
  /** Removes the line, before anything else is written to the terminal. */
  clear(): void;
}

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): boolean;
}

export function createProgress(terminal: Terminal, env: Readonly<Record<string, string | undefined>>): Progress {
  if (terminal.isTTY !== true || env['TERM'] === 'dumb') return { show: () => undefined, clear: () => undefined };
  const [dim, plain] = env['NO_COLOR'] ? ['', ''] : ['\x1b[2m', '\x1b[22m'];
  let shown = false;
  return {
    show(text) {
      shown = true;
      // A line that wraps could not be removed by going back to its start.
      terminal.write(`\r\x1b[K${dim}${cut(text, (terminal.columns || 80) - 1)}${plain}`);
    },
    clear() {
      if (shown) terminal.write('\r\x1b[K');
      shown = false;
    },
  };
}

/** As much of the text as fits; Chinese characters take two columns. */
function cut(text: string, columns: number): string {
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += character.codePointAt(0)! >= 0x2e80 ? 2 : 1;
    if (used > columns) return kept;
    kept += character;
  }
  return kept;
}
