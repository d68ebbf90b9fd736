// What of a Go file the go command itself looks at before it compiles: the comments up to the package clause (build constraints), the
// package's name, the imports (with the C text of a cgo file before them), and the embed directives wherever they stand. As long as
// this is the same, the compile command of the package is, too; the rest of the text is the compiler's alone.

/** Equal for two texts of a file: the go command would plan the same compile for both. */
export function fileHeader(text: string): string {
  const { end } = readImports(text);
  const directives = text.includes('//go:embed ') ? (text.slice(end).match(/^[ \t]*\/\/go:embed .*$/gm) ?? []) : [];
  return [text.slice(0, end), ...directives].join('\n');
}

/** Whether the file is cgo's: `import "C"` stands in it. */
export function importsC(text: string): boolean {
  return readImports(text).paths.includes('"C"');
}

const comment = /\/\/[^\n]*|\/\*[^]*?\*\//y;
const space = /\s+|;/y;
const word = /[\p{L}_][\p{L}\p{N}_]*/uy;
const string = /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y;

/** What is imported, in quotes, and where the other declarations begin; where the text is broken before: where it breaks. */
function readImports(text: string): { readonly end: number; readonly paths: readonly string[] } {
  const paths: string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const skip = (): void => {
    while (take(space) !== null || take(comment) !== null);
  };
  /** `name "path"`, `. "path"`, `"path"` */
  const spec = (): boolean => {
    skip();
    if (text[at] === '.') at++;
    else take(word);
    skip();
    const imported = take(string);
    if (imported !== null) paths.push(imported);
    return imported !== null;
  };
  skip();
  if (take(word) !== 'package') return { end: at, paths };
  skip();
  take(word);
  for (;;) {
    const before = at;
    skip();
    if (take(word) !== 'import') return { end: before, paths };
    skip();
    if (text[at] !== '(') {
      if (!spec()) return { end: at, paths };
      continue;
    }
    at++;
    while (spec());
    skip();
    if (text[at] !== ')') return { end: at, paths };
    at++;
  }
}
