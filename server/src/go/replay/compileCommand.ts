// The compile of one package out of the script that `go list -export -n` prints: the command with what is ours to choose taken out (where
// its output goes, which messages it prints, which file stands for which), and the steps before it that make its input.
import path from 'node:path';
import type { BuildScript, ScriptCommand } from './buildScript';

/** One compile, as data. Names still begin with `$WORK` where the script's do. */
export interface CompileCommand {
  /** The compiler's absolute path. */
  readonly program: string;
  readonly directory: string;
  /** `-p`: `main` for a program. */
  readonly importPath: string;
  /** Everything before the file names, but -o, -buildid, -pack, -asmhdr and -trimpath. */
  readonly flags: readonly string[];
  /** Rules of -trimpath, but those of overlays. */
  readonly trims: readonly string[];
  /** Absolute, or in `$WORK`; an overlay's stand-in has its original's name. */
  readonly files: readonly string[];
  /** In their order: what makes symabis, cgo's Go files, a preprocessed profile. */
  readonly steps: readonly ScriptCommand[];
  /** Files that the script writes for it (importcfg, embedcfg, go_asm.h): name → text. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Import paths whose archive does not exist yet. */
  readonly missing: readonly string[];
}

const dropped = new Set(['-o', '-buildid', '-asmhdr']);

/** All compiles of the script. `originals`: an overlay's stand-in → the file it stands for. */
export function compileCommands(
  script: BuildScript,
  originals: ReadonlyMap<string, string>,
): readonly CompileCommand[] {
  return script.commands
    .filter(({ argv }) => isTool(argv, 'compile') && argv.includes('-p'))
    .map(command => compileCommand(command, script, originals));
}

function compileCommand(
  { argv, directory }: ScriptCommand,
  script: BuildScript,
  originals: ReadonlyMap<string, string>,
): CompileCommand {
  const flags: string[] = [];
  const values = new Map<string, string>();
  let trims: readonly string[] = [];
  let at = 1;
  for (; at < argv.length && argv[at]!.startsWith('-'); at++) {
    const flag = argv[at]!;
    const takesNext = separateValue.has(flag);
    const value = takesNext ? argv[++at] : undefined;
    if (value !== undefined) values.set(flag, value);
    if (flag === '-trimpath') {
      trims = (value ?? '').split(';').filter(rule => !originals.has(rule.split('=>')[0] ?? ''));
    } else if (flag !== '-pack' && !dropped.has(flag)) {
      flags.push(flag, ...(value === undefined ? [] : [value]));
    }
  }
  const files = argv.slice(at).map(file => originals.get(file) ?? absolute(directory, file));
  const folder = path.dirname(values.get('-importcfg') ?? '');
  const inputs = new Map([...script.files].filter(([name]) => path.dirname(name) === folder));
  const importcfg = inputs.get(values.get('-importcfg') ?? '') ?? '';
  const made = [values.get('-symabis'), pgoProfile(flags)].filter(name => name !== undefined);
  const cgoFolder = files.find(file => /^\$WORK.*_cgo_gotypes\.go$/.test(file))?.replace(/_cgo_gotypes\.go$/, '');
  return {
    program: argv[0]!,
    directory,
    importPath: values.get('-p') ?? '',
    flags,
    trims,
    // Made by linking, and only for the linker.
    files: files.filter(file => !/^\$WORK.*_cgo_import\.go$/.test(file)),
    steps: script.commands.filter(({ argv: step }) => makesInput(step, made, cgoFolder)),
    inputs,
    missing: [...importcfg.matchAll(/^packagefile (\S+?)=\$WORK/gm)].map(([, name = '']) => name),
  };
}

/** Flags of the compiler whose value is the next argument, as the go command writes them. */
const separateValue = new Set([
  '-o',
  '-trimpath',
  '-p',
  '-buildid',
  '-goversion',
  '-importcfg',
  '-embedcfg',
  '-symabis',
  '-asmhdr',
  '-coveragecfg',
]);

function makesInput(argv: readonly string[], made: readonly string[], cgoFolder: string | undefined): boolean {
  if (isTool(argv, 'cgo')) return cgoFolder !== undefined && argv[argv.indexOf('-objdir') + 1] === cgoFolder;
  const output = argv[argv.indexOf('-o') + 1] ?? '';
  return (isTool(argv, 'asm') || isTool(argv, 'preprofile')) && made.includes(output);
}

function pgoProfile(flags: readonly string[]): string | undefined {
  const flag = flags.find(text => text.startsWith('-pgoprofile='));
  const file = flag?.slice('-pgoprofile='.length);
  return file?.startsWith('$WORK') ? file : undefined;
}

/** `go tool asm` up to some release, the tool's own path since. */
function isTool(argv: readonly string[], name: string): boolean {
  const [program = '', tool, which] = argv;
  const base = path.basename(program).replace(/\.exe$/, '');
  return base === name || (base === 'go' && tool === 'tool' && which === name);
}

function absolute(directory: string, file: string): string {
  return file.startsWith('$WORK') ? file : path.resolve(directory, file);
}
