// A profile of one test: which package the test is in, the run, and what of its output is worth keeping.
import type { TakenProfile, TakeProfileParams } from '#core/messages/profiling';
import type { Translate } from '#core/messages/translate';
import { packageOf } from './packageOf';
import type { Disk, GoSettings, ProfileTaker } from './ports';
import { describeProblem } from './problems';

export interface TakeProfileParts {
  readonly taker: ProfileTaker;
  readonly disk: Disk;
  readonly t: Translate;
  readonly settings: GoSettings;
  /** One line of what the test, or the go command, prints. */
  readonly onLine: (line: string) => void;
}

/** `file`: the test file's path. Rejects only with the signal's AbortError. */
export async function takeProfile(
  file: string,
  { function: name, kind, to }: Pick<TakeProfileParams, 'function' | 'kind' | 'to'>,
  { taker, disk, t, settings, onLine }: TakeProfileParts,
  signal: AbortSignal,
): Promise<TakenProfile> {
  const { directory, patterns } = await packageOf(file, (await disk.read(file)) ?? '', disk);
  const isBenchmark = name.startsWith('Benchmark');
  const run = await taker.take(
    { directory, patterns, settings, function: name, isBenchmark, kind, to },
    onLine,
    signal,
  );
  if (run.kind === 'problem') return { kind: 'problem', ...describeProblem(run.problem, t) };
  return { kind: 'taken', failed: run.failed, operations: isBenchmark ? operationsIn(run.said) : null };
}

/** `BenchmarkX-8   29003848   35.12 ns/op`: null where there are several such lines, for parts of the benchmark, or none. */
export function operationsIn(lines: readonly string[]): number | null {
  const counts = lines.flatMap(line => /^Benchmark\S*\s+(\d+)\s+[\d.]+ ns\/op/.exec(line)?.[1] ?? []);
  return counts.length === 1 ? Number(counts[0]) : null;
}
