// One compile of a GoProject by the real Compiler, with what it said taken apart into blocks.
import { tmpdir } from 'node:os';
import {
  askExplanations,
  type Ask,
  type CompileOutcome,
  type CompileRequest,
  type Compiler,
  type GoSettings,
  type ListedPackage,
} from '#server/analysis/ports';
import { createCompiler } from '#server/go/compiler';
import { createProcessRunner } from '#server/go/process';
import type { GoProject } from '#support/goProject';

export const defaultSettings: GoSettings = {
  path: '',
  buildFlags: [],
  tags: '',
  gcflags: [],
  env: {},
  timeoutSeconds: 300,
};

/** What a test may say; the rest is as usual: all packages, no tests, nothing unsaved, no settings. */
export interface CompileOptions {
  readonly directory?: string;
  readonly patterns?: readonly string[];
  readonly tests?: boolean;
  /** Names relative to the project → text in the editor. */
  readonly unsaved?: Readonly<Record<string, string>>;
  readonly settings?: Partial<GoSettings>;
  readonly ask?: Ask;
  /** Relative to the project: only its compilations are wanted, which are replayed. */
  readonly focus?: string;
  readonly signal?: AbortSignal;
  readonly onLine?: (line: string) => void;
  readonly compiler?: Compiler;
}

export interface Compiled {
  readonly outcome: CompileOutcome;
  readonly lines: readonly string[];
  /** Lines below each `# header`; lines before any header are under ''. */
  readonly blocks: ReadonlyMap<string, readonly string[]>;
  /** Variants with the words that keep them from compiling; null where they compiled. */
  readonly errors: Readonly<Record<string, string | null>>;
  /** The listed package of that variant. */
  listed(variant: string): ListedPackage;
}

export const quietLog = { info: (): void => undefined, warn: (): void => undefined, error: (): void => undefined };

const sharedCompiler = makeCompiler();

/** A compiler of the test's own, for one that counts or changes what is around it. */
export function makeCompiler(options: Partial<Parameters<typeof createCompiler>[0]> = {}): Compiler {
  const processes = createProcessRunner({ isTrusted: () => true });
  return createCompiler({ processes, temporaryDirectory: tmpdir(), log: quietLog, env: process.env, ...options });
}

export async function compile(project: GoProject, options: CompileOptions = {}): Promise<Compiled> {
  const lines: string[] = [];
  const request: CompileRequest = {
    directory: options.directory ?? project.directory,
    patterns: options.patterns ?? ['./...'],
    tests: options.tests ?? false,
    overlay: new Map(Object.entries(options.unsaved ?? {}).map(([name, text]) => [project.path(name), text])),
    settings: { ...defaultSettings, ...options.settings },
    ask: options.ask ?? askExplanations,
    ...(options.focus !== undefined && { focus: project.path(options.focus) }),
  };
  const onLine = (line: string): void => {
    lines.push(line);
    options.onLine?.(line);
  };
  const signal = options.signal ?? new AbortController().signal;
  const outcome = await (options.compiler ?? sharedCompiler).compile(request, onLine, signal);
  return {
    outcome,
    lines,
    blocks: toBlocks(lines),
    errors: Object.fromEntries(outcome.packages.map(listed => [listed.variant, listed.error])),
    listed: variant => {
      const found = outcome.packages.find(listed => listed.variant === variant);
      if (!found)
        throw new Error(`${variant} is not among ${outcome.packages.map(listed => listed.variant).join(', ')}`);
      return found;
    },
  };
}

function toBlocks(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const blocks = new Map<string, string[]>();
  let block: string[] = [];
  for (const line of lines) {
    if (line.startsWith('# ')) blocks.set(line.slice(2), (block = []));
    else if (block.push(line) === 1 && blocks.size === 0) blocks.set('', block);
  }
  return blocks;
}
