// What `go … -n` prints: the shell script that a build would be, folder by folder (`$WORK/b001/` is one compilation). Read here into
// the files that it writes and the commands that it runs, as data; nothing of it is executed as a script.
//   mkdir -p $WORK/b001/
//   cat >$WORK/b001/importcfg << 'EOF' # internal      (lines up to `EOF`; an embedcfg ends in `}EOF`)
//   echo -n > $WORK/b001/go_asm.h # internal
//   cd /home/me/m
//   TERM='dumb' /usr/local/go/pkg/tool/linux_amd64/compile -o $WORK/b001/_pkg_.a -trimpath "$WORK/b001=>" -p ex.com/m … ./a.go
// (Measured on go1.21 … go1.27; arguments are quoted as Go strings where they hold spaces.)

/** One command of the script. */
export interface ScriptCommand {
  /** Where it runs. */
  readonly directory: string;
  /** `TERM='dumb'` before the command. */
  readonly env: Readonly<Record<string, string>>;
  /** The program first. `$WORK` stands as printed. */
  readonly argv: readonly string[];
}

export interface BuildScript {
  /** Files that it writes, by their name as printed (`$WORK/b001/importcfg`). */
  readonly files: ReadonlyMap<string, string>;
  /** In the order of the script. */
  readonly commands: readonly ScriptCommand[];
}

/** Takes the text line by line. What it does not understand is a command like any other. */
export function buildScriptReader(): { line(text: string): void; script(): BuildScript } {
  const files = new Map<string, string>();
  const commands: ScriptCommand[] = [];
  let directory = '';
  let document: { readonly name: string; readonly lines: string[] } | null = null;
  return {
    script: () => ({ files, commands }),
    line(text) {
      if (document) {
        if (!text.endsWith('EOF')) return void document.lines.push(text);
        const last = text.slice(0, -'EOF'.length);
        files.set(document.name, `${[...document.lines, ...(last === '' ? [] : [last])].join('\n')}\n`);
        document = null;
        return;
      }
      const [, name] = /^cat >(\S+) << 'EOF'/.exec(text) ?? [];
      if (name !== undefined) {
        document = { name, lines: [] };
        return;
      }
      const [, words = '', written] = /^echo (?:-n )?('.*' )?> (\S+)/.exec(text) ?? [];
      if (written !== undefined) {
        files.set(written, words === '' ? '' : `${words.slice(1, -2)}\n`);
        return;
      }
      if (text === '' || text.startsWith('#') || text.startsWith('mkdir ')) return;
      // The one line whose argument is not quoted.
      if (text.startsWith('cd ')) return void (directory = text.slice('cd '.length));
      const { env, argv } = commandOf(text);
      if (argv.length > 0) commands.push({ directory, env, argv });
    },
  };
}

function commandOf(line: string): { readonly env: Readonly<Record<string, string>>; readonly argv: readonly string[] } {
  const words = splitWords(line);
  const env: Record<string, string> = {};
  while (words.length > 0) {
    const [, name, value] = /^([A-Z_][A-Z0-9_]*)=([\s\S]*)$/.exec(words[0]!) ?? [];
    if (name === undefined || value === undefined) break;
    env[name] = value;
    words.shift();
  }
  return { env, argv: words };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Words as a shell would see them: "…" with backslashes, '…', a comment at the end left out. */
function splitWords(line: string): string[] {
  const words: string[] = [];
  const pattern = /\s*((?:"(?:[^"\\]|\\[^])*"|'[^']*'|[^\s"'])+)/y;
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    const word = match[1]!;
    if (word === '#') break;
    words.push(
      word.replace(
        /"((?:[^"\\]|\\[^])*)"|'([^']*)'/g,
        (_whole, double: string | undefined, single: string | undefined) =>
          double === undefined
            ? (single ?? '')
            : double.replace(/\\([^])/g, (_escape, char: string) => escapes[char] ?? char),
      ),
    );
  }
  return words;
}
