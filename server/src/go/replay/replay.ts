// A planned compile, run with the texts of the moment: the compiler itself, without the go command, its words read as they come, and ended
// as soon as it has said its last verdict.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterestFilter } from '#core/compiler/interestFilter';
import { createLeakFilter } from '#core/compiler/leakFilter';
import { askKnownTo } from '#core/escape/asked';
import type { Ask, CompileRequest } from '#server/analysis/ports';
import { askedFlags } from '../compilePlan';
import type { GoCommand } from '../goCommand';
import type { SkipLine } from '../lines';
import type { ProcessResult, ProcessRunner } from '../process';
import { markerLines } from './marker';
import { inWork, type ReplayPlan } from './plan';
import { linePrinter } from './printedLines';

export interface Replay {
  /** How the compiler ended; `enough` where all was said before its end. */
  readonly result: ProcessResult;
  /** What it printed, where that may be errors: at most 2,000 lines, as the go command would print them. */
  readonly words: readonly string[];
}

/** Whoever asks by deliberate mistakes gets an answer to each. */
const keptWords = 2_000;

/**
 * `onLine` gets `# variant` and then the compiler's lines, as the go command would print them. Rejects where the disk is full and the
 * like.
 */
export async function replay(
  plan: ReplayPlan,
  standIns: StandIns,
  go: GoCommand,
  request: CompileRequest,
  processes: ProcessRunner,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<Replay> {
  const { command, work, marker } = plan;
  const replaced = await standIns.of(plan, request.overlay);
  const print = linePrinter({
    directory: go.directory,
    folder: plan.listed.directory,
    goVersion: go.said.version,
    isCgo: command.files.some(file => file.startsWith('$WORK')),
  });
  const originals = [...replaced].map(([original, standIn]) => [standIn, original] as const);
  const sort =
    marker === null
      ? () => 'wanted' as const
      : markerLines(marker, { keepsLoops: command.flags.some(flag => flag.includes('loopvar')) });
  // What comes from the making of machine code is to be waited for.
  const stops = marker !== null && request.ask.toTheEnd !== true;
  const words: string[] = [];
  const cwd = inWork(command.directory, work);
  onLine(`# ${plan.listed.variant}`);
  const result = await processes.run({
    command: command.program,
    args: argumentsOf(plan, replaced, askKnownTo(request.ask, go.said.version)),
    cwd,
    env: { ...go.env, ...go.said.tools, ...calmCollector(go.env), PWD: cwd },
    timeoutSeconds: go.timeoutSeconds,
    priority: request.urgency === 'background' ? 'low' : 'normal',
    signal,
    isLastOfStdout: line => stops && sort(line) === 'done',
    onStdoutLine: line => {
      if (sort(line) !== 'wanted') return;
      // Errors name the stand-in.
      const named = originals.reduce((text, [standIn, original]) => text.replaceAll(standIn, original), line);
      const printed = print(named);
      if (words.length < keptWords) words.push(printed);
      onLine(printed);
    },
    ...(marker !== null && { skipStdout: skipper(request) }),
  });
  return { result, words };
}

/** Lines that nobody wants, told by their bytes. */
function skipper({ interest, ask }: CompileRequest): SkipLine {
  const isLeak = ask.leaks ? () => false : createLeakFilter();
  if (!interest) return isLeak;
  const isOther = createInterestFilter(
    [...interest].map(file => Buffer.from(file)),
    ask.words,
  );
  return (bytes, start, end) => isLeak(bytes, start, end) || isOther(bytes, start, end);
}

function argumentsOf(
  { command, work, mark, marker }: ReplayPlan,
  replaced: ReadonlyMap<string, string>,
  ask: Ask,
): readonly string[] {
  const rules = [...replaced].map(([original, standIn]) => `${standIn}=>${original}`);
  const loopvar = marker === null ? [] : ['-d=loopvar=3'];
  return [
    // Never the null device: a compiler that finds an error removes its output, and who may do that to a device loses it.
    ...['-o', path.join(work, 'unused.a')],
    ...['-trimpath', [...rules, ...command.trims.map(rule => inWork(rule, work))].join(';')],
    ...command.flags.flatMap(flag => (flag === mark ? [...askedFlags(ask), ...loopvar] : inWork(flag, work))),
    ...command.files.map(file => replaced.get(file) ?? inWork(file, work)),
    ...(marker === null ? [] : [marker]),
  ];
}

/** The compiler lives for a moment: to collect its garbage less often saves a quarter of that (measured on go/types). */
function calmCollector(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return env['GOGC'] || env['GOMEMLIMIT'] ? {} : { GOGC: '400' };
}

/** Files for the texts that are in the editor, written anew only when a text has changed. */
export interface StandIns {
  /** The plan's files that are in the overlay: original → stand-in. */
  of(plan: ReplayPlan, overlay: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>>;
}

/** One per plan: its folder is the plan's. */
export function standInsFor(): StandIns {
  const written = new Map<string, string>();
  return {
    async of({ command, work }, overlay) {
      const replaced = new Map<string, string>();
      for (const [index, file] of command.files.entries()) {
        const text = overlay.get(file);
        if (text === undefined) continue;
        const standIn = path.join(work, 'texts', String(index), path.basename(file));
        replaced.set(file, standIn);
        if (written.get(file) === text) continue;
        if (!written.has(file)) await mkdir(path.dirname(standIn), { recursive: true });
        written.delete(file);
        await writeFile(standIn, text);
        written.set(file, text);
      }
      return replaced;
    },
  };
}
