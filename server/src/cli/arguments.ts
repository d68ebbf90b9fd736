// What was typed, as one of a few commands; or, in one sentence, why it is none. Nothing is looked up on the disk here.
import { parseArgs } from 'node:util';
import { codesShownByDefault, findingCodes, type FindingCode } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import { readProfileArguments, type ProfileCommand } from './profileArguments';

/** `escapement check`, with every flag read. Paths are as typed: relative to the working directory. */
export interface CheckCommand {
  readonly kind: 'check';
  readonly format: 'text' | 'json';
  readonly codes: ReadonlySet<FindingCode>;
  /** Each as the go command's own flag takes it: `-l -N`, `all=-l`. */
  readonly gcflags: readonly string[];
  readonly tags: string;
  /** '' stands for the user's own. */
  readonly goos: string;
  readonly goarch: string;
  readonly tests: boolean;
  /** Findings are confirmed by the machine code. */
  readonly verify: boolean;
  /** Lists the rewrites that the editor would offer, each with the result of its proof. */
  readonly suggest: boolean;
  readonly overlay: string | null;
  /** '' means: look for it. */
  readonly go: string;
  readonly patterns: readonly string[];
}

/** `escapement layout`, with every flag read. Paths are as typed. */
export interface LayoutCommand {
  readonly kind: 'layout';
  readonly format: 'text' | 'json';
  /** In the order in which they were typed, the first counts as the build's own; [] stands for the usual ones. */
  readonly goarch: readonly string[];
  /** '' stands for the user's own. */
  readonly goos: string;
  readonly tags: string;
  readonly tests: boolean;
  /** '' means: look for it. */
  readonly go: string;
  readonly patterns: readonly string[];
}

/** `escapement layout --apply`: fields are moved. */
export interface ApplyCommand extends Omit<LayoutCommand, 'kind' | 'format' | 'patterns'> {
  readonly kind: 'apply';
  /** At least one. */
  readonly types: readonly string[];
  /** The fields stay between their blank lines. */
  readonly keepGroups: boolean;
  readonly pattern: string;
}

/** What is wrong, and what to do about it: printed as `escapement: <wrong>: <remedy>`. */
export interface Refusal {
  readonly kind: 'refused';
  readonly wrong: string;
  readonly remedy: string;
}

export type Call = 'check' | 'layout' | 'profile' | 'help';
export type Command =
  | CheckCommand
  | LayoutCommand
  | ApplyCommand
  | ProfileCommand
  | Refusal
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly call: Call | null };

const flags = {
  format: { type: 'string' },
  show: { type: 'string', multiple: true },
  gcflags: { type: 'string', multiple: true },
  tags: { type: 'string', multiple: true },
  goos: { type: 'string' },
  goarch: { type: 'string' },
  overlay: { type: 'string' },
  go: { type: 'string' },
  'no-tests': { type: 'boolean' },
  tests: { type: 'boolean' },
  apply: { type: 'boolean' },
  'keep-groups': { type: 'boolean' },
  verify: { type: 'boolean' },
  suggest: { type: 'boolean' },
  'sample-type': { type: 'string' },
  sort: { type: 'string' },
  base: { type: 'string', multiple: true },
  focus: { type: 'string' },
  ignore: { type: 'string' },
  limit: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const everyBuild = ['format', 'tags', 'goos', 'goarch', 'go', 'version', 'help'];
/** A flag that another call has is told apart from one that there is not. */
const flagsOf: Readonly<Record<Exclude<Call, 'help'>, ReadonlySet<string>>> = {
  check: new Set([...everyBuild, 'show', 'gcflags', 'overlay', 'no-tests', 'verify', 'suggest']),
  layout: new Set([...everyBuild, 'tests', 'no-tests', 'apply', 'keep-groups']),
  profile: new Set(['format', 'sample-type', 'sort', 'base', 'focus', 'ignore', 'limit', 'version', 'help']),
};

const calls: readonly Call[] = ['check', 'layout', 'profile', 'help'];
const laterFormats = new Set(['sarif', 'github']);

/** `argv` without node and the script. Never throws. */
export function readArguments(argv: readonly string[], t: Translate): Command {
  const refused = (wrong: string, remedy: string): Refusal => ({ kind: 'refused', wrong, remedy });
  // Not strict: the tokens say what is wrong with each argument in fewer words than the exceptions of strict mode.
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: flags,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const [call, ...operands] = positionals;
  const seeHelp = t('see `escapement help {0}`', call !== undefined && isCall(call) ? call : 'check');
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const typed = argv[token.index] ?? token.rawName;
    const known = isFlag(token.name) && isFor(call, token.name) ? flags[token.name] : undefined;
    if (!known) {
      // The go command's own `-tags` reads as a row of one-letter flags here.
      const [name = ''] = typed.replace(/^-+/, '').split('=');
      const remedy = isFlag(name) && isFor(call, name) ? t('write --{0}', name) : seeHelp;
      return refused(t('unknown flag {0}', typed), remedy);
    }
    if (known.type === 'string') {
      // `--gcflags -l` is meant so; any other value that looks like a flag is one whose own value was forgotten.
      const forgotten = token.value === undefined || (!token.inlineValue && token.value.startsWith('-'));
      if (forgotten && (token.name !== 'gcflags' || token.value === undefined)) {
        return refused(t('{0} needs a value', token.rawName), seeHelp);
      }
    } else if (token.value !== undefined) {
      return refused(t('{0} takes no value', token.rawName), t('leave out `{0}`', `=${token.value}`));
    }
  }
  if (values.version === true) return { kind: 'version' };
  if (call === undefined) {
    if (values.help === true) return { kind: 'help', call: null };
    return refused(t('no command was given'), t('see `escapement help`'));
  }
  if (!isCall(call)) return refused(t('unknown command {0}', call), t('see `escapement help`'));
  if (values.help === true) return { kind: 'help', call };
  if (call === 'help') {
    const [topic] = operands;
    if (topic === undefined) return { kind: 'help', call: null };
    return isCall(topic)
      ? { kind: 'help', call: topic }
      : refused(t('unknown command {0}', topic), t('see `escapement help`'));
  }

  const format = one(values.format) ?? 'text';
  if (laterFormats.has(format)) {
    return refused(t('{0} is not available yet', `--format ${format}`), t('use text or json'));
  }
  if (format !== 'text' && format !== 'json') return refused(t('unknown format {0}', format), t('use text or json'));
  if (call === 'profile') {
    return readProfileArguments(
      operands,
      {
        format,
        sampleType: one(values['sample-type']) ?? '',
        sort: one(values.sort) ?? null,
        base: all(values.base),
        focus: one(values.focus) ?? '',
        ignore: one(values.ignore) ?? '',
        limit: one(values.limit) ?? null,
      },
      t,
    );
  }
  const common = {
    format,
    tags: all(values.tags).join(','),
    goos: one(values.goos) ?? '',
    go: one(values.go) ?? '',
    patterns: operands.length === 0 ? ['.'] : operands,
  } as const;
  if (call === 'layout') {
    const own = { ...common, goarch: words(all(values.goarch)), tests: values.tests === true };
    if (values.apply !== true) return { kind: 'layout', ...own };
    const pattern = operands.at(-1);
    if (pattern === undefined || operands.length < 2) {
      return refused(t('--apply needs types and a package'), t('write --apply TYPE… PACKAGE'));
    }
    const keepGroups = values['keep-groups'] === true;
    return { ...own, kind: 'apply', types: operands.slice(0, -1), pattern, keepGroups };
  }
  const codes = readCodes(all(values.show));
  if (typeof codes === 'string') {
    return refused(t('unknown code {0}', codes), t('use all, or some of {0}', findingCodes.join(',')));
  }
  return {
    kind: 'check',
    ...common,
    codes,
    gcflags: all(values.gcflags),
    goarch: one(values.goarch) ?? '',
    tests: values['no-tests'] !== true,
    verify: values.verify === true,
    suggest: values.suggest === true,
    overlay: one(values.overlay) ?? null,
  };
}

/** The codes of all `--show` flags together, or the first word that is no code. */
function readCodes(shown: readonly string[]): ReadonlySet<FindingCode> | string {
  const typed = words(shown);
  if (typed.length === 0) return new Set(codesShownByDefault);
  const codes = new Set<FindingCode>();
  for (const word of typed) {
    const found = word === 'all' ? findingCodes : findingCodes.filter(code => code === word);
    if (found.length === 0) return word;
    for (const code of found) codes.add(code);
  }
  return codes;
}

/** `a,b` and `a`, `b` are the same list. */
function words(values: readonly string[]): readonly string[] {
  return values
    .join(',')
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '');
}

type Value = string | boolean | readonly (string | boolean)[] | undefined;

function all(value: Value): readonly string[] {
  const values: readonly (string | boolean | undefined)[] = typeof value === 'object' ? value : [value];
  return values.filter(item => typeof item === 'string');
}

/** Of a flag that is given twice the last one counts, as with the go command. */
const one = (value: Value): string | undefined => all(value).at(-1);

const isFlag = (name: string): name is keyof typeof flags => Object.hasOwn(flags, name);
/** Without a call, or with one that there is not, any flag may be meant. */
const isFor = (call: string | undefined, flag: string): boolean =>
  call === undefined || !isCall(call) || call === 'help' || flagsOf[call].has(flag);
const isCall = (word: string): word is Call => calls.some(call => call === word);
