// The texts of `escapement help`: only what this version can do. Flags stand in a table, so that both languages line up.
import { codesShownByDefault, findingCodes } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import type { Call } from './arguments';

/** Ended by a line feed. `call` null: what there is. */
export function helpText(call: Call | null, t: Translate): string {
  switch (call) {
    case 'check':
      return checkHelp(t);
    case 'layout':
      return layoutHelp(t);
    case 'profile':
      return profileHelp(t);
    case 'help':
    case null:
      return generalHelp(t);
  }
}

function generalHelp(t: Translate): string {
  return [
    t('Shows what goes to the heap in Go code, and why, by the words of the Go compiler.'),
    '',
    t('Usage:'),
    ...table([
      ['escapement check [FLAG…] [PACKAGE…]', t('findings of packages; `escapement help check` has the flags')],
      ['escapement layout [FLAG…] [PACKAGE…]', t('how structs lie in memory, and which order is smaller')],
      ['escapement profile top|tree [FLAG…] FILE…', t('what a profile says, as `go tool pprof` counts it')],
      ['escapement help [CALL]', t('this text, or the one of a call')],
      ['escapement --version', t('the version')],
    ]),
    '',
    t('Exit status: 0 done, 1 something must be fixed, 2 it could not run (the reason is on stderr).'),
    '',
  ].join('\n');
}

function checkHelp(t: Translate): string {
  return [
    'escapement check [FLAG…] [PACKAGE…]',
    '',
    t('Compiles packages with the Go compiler and prints what it says about the heap.'),
    t('PACKAGE is a folder, a pattern (./...), an import path, or Go files; without one it is the folder you are in.'),
    '',
    t('Flags:'),
    ...table([
      ['--format text|json', t('lines for a person, or one JSON document (default: text)')],
      ['--show CODE,…', t('which findings, or `all` (default: {0})', codesShownByDefault.join(','))],
      ['--gcflags FLAGS', t('more flags for the compiler, as with `go build -gcflags`')],
      ['--tags TAG,…', t('build tags')],
      ['--goos OS, --goarch ARCH', t('the system to compile for')],
      ['--no-tests', t('leave out test files')],
      ['--verify', t('confirm findings by the machine code, and add what else allocates (takes longer)')],
      ['--suggest', t('list rewrites that save allocations, each proven by compiling it (takes long)')],
      ['--overlay FILE', t('other texts for files, as with `go build -overlay`')],
      ['--go PATH', t('the go command (default: the one on PATH)')],
      ['-h, --help', t('this text')],
    ]),
    '',
    t('Codes: {0}', findingCodes.join(', ')),
    '',
  ].join('\n');
}

function layoutHelp(t: Translate): string {
  return [
    'escapement layout [FLAG…] [PACKAGE…]',
    'escapement layout --apply [--keep-groups] [FLAG…] TYPE… PACKAGE',
    '',
    t('Asks the Go compiler how every struct type lies in memory, and tells the order of fields that is smaller.'),
    t('PACKAGE is a folder, a pattern (./...), an import path, or Go files; without one it is the folder you are in.'),
    '',
    t('Flags:'),
    ...table([
      ['--format text|json', t('lines for a person, or one JSON document (default: text)')],
      ['--goarch ARCH,…', t("architectures, the first counts as the build's own (default: its own, 386 and arm64)")],
      ['--goos OS', t('the system to compile for')],
      ['--tags TAG,…', t('build tags')],
      ['--tests', t('structs of test files, too')],
      ['--apply', t('move the fields of these types: proven by the compiler, or refused with the reason')],
      ['--keep-groups', t('only inside groups that blank lines make')],
      ['--go PATH', t('the go command (default: the one on PATH)')],
      ['-h, --help', t('this text')],
    ]),
    '',
  ].join('\n');
}

function profileHelp(t: Translate): string {
  return [
    'escapement profile top|tree [FLAG…] FILE…',
    '',
    t('Prints the functions of a profile (top), or who calls whom (tree), with the values of `go tool pprof -top`.'),
    t('FILE is a profile of any kind that Go writes, also packed with gzip or zstd; several are merged.'),
    '',
    t('Flags:'),
    ...table([
      ['--format text|json', t('lines for a person, or one JSON document (default: text)')],
      ['--sample-type NAME', t('what is counted, such as alloc_space (default: as the profile says)')],
      ['--sort flat|cum', t("top: by a function's own value, or with all that it calls (default: flat)")],
      ['--base FILE', t('a profile that is taken away first: what is left is the difference')],
      ['--focus REGEXP', t('only samples in which a function or a file matches')],
      ['--ignore REGEXP', t('without samples in which a function or a file matches')],
      ['--limit N', t('N rows (default: all in JSON, of a tree the 100,000 heaviest; in text those from 0.5 % on)')],
      ['-h, --help', t('this text')],
    ]),
    '',
  ].join('\n');
}

function table(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
}
