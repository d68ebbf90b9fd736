// A lens above each benchmark that compares: a click runs it, with progress that can be called off; what it said stands above it and beside the
// function. The client needs no command of its own: ours is a command of the server's.
import type { CodeLens, Connection } from 'vscode-languageserver/node';
import { benchmarkCommand, type BenchmarkParams } from '#core/messages/protocol';
import type { Translate } from '#core/messages/translate';
import type { BenchmarkLens, Benchmarks } from '#server/analysis/benchmarks';

export function benchmarkLenses(lenses: readonly BenchmarkLens[], uri: string): CodeLens[] {
  return lenses.map(({ range, title, run }) => {
    if (run === null) return { range, command: { title, command: '' } };
    const params: BenchmarkParams = { uri, name: run };
    return { range, command: { title, command: benchmarkCommand, arguments: [params] } };
  });
}

export interface BenchmarkRun {
  readonly connection: Pick<Connection, 'window'>;
  readonly benchmarks: Benchmarks;
  readonly t: Translate;
}

/** What the benchmark said; null where it was called off or gave no result, which the person is told. */
export async function runBenchmark(
  { connection: { window }, benchmarks, t }: BenchmarkRun,
  benchmark: Parameters<Benchmarks['run']>[0],
): Promise<string | null> {
  const calledOff = new AbortController();
  const progress = await window.createWorkDoneProgress();
  progress.begin(t('Running {0}', benchmark.name), undefined, undefined, true);
  progress.token.onCancellationRequested(() => calledOff.abort());
  try {
    const { ok, text } = await benchmarks.run(benchmark, calledOff.signal);
    if (!ok) window.showWarningMessage(`Escapement: ${text}`);
    return ok ? text : null;
  } catch (error) {
    if (calledOff.signal.aborted) return null;
    throw error;
  } finally {
    progress.done();
  }
}
