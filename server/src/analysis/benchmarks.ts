// Benchmarks that compare a function before and after a change, run when somebody clicks the lens above them. What a run said stands above the
// benchmark and beside the function until the server ends.
import path from 'node:path';
import type { Translate } from '#core/messages/translate';
import { comparingBenchmarks, comparisonText, measuredFunctions, readComparison } from '#core/refactor/pool/comparison';
import type { Range } from '#core/text/position';
import { packageOf } from './packageOf';
import type { BenchmarkRunner, Disk, GoSettings } from './ports';
import { describeProblem } from './problems';
import type { Trees } from './trees';

export interface BenchmarkParts {
  readonly runner: BenchmarkRunner;
  readonly trees: Trees;
  readonly disk: Disk;
  readonly t: Translate;
  readonly settings: () => GoSettings;
  /** Absolute path → text of every file that is open in the editor. */
  readonly openTexts: () => ReadonlyMap<string, string>;
}

export interface BenchmarkLens {
  readonly range: Range;
  readonly title: string;
  /** The benchmark that a click runs; null: the lens only tells. */
  readonly run: string | null;
}

export interface Benchmarks {
  lenses(file: string, text: string): readonly BenchmarkLens[];
  /** What it said, or why it did not run; `ok` tells which. Rejects only with the signal's AbortError. */
  run(
    benchmark: { readonly file: string; readonly text: string; readonly name: string },
    signal: AbortSignal,
  ): Promise<{ readonly ok: boolean; readonly text: string }>;
}

export function createBenchmarks({ runner, trees, disk, t, settings, openTexts }: BenchmarkParts): Benchmarks {
  /** Folder → benchmark → what it said. */
  const results = new Map<string, Map<string, string>>();

  return {
    lenses(file, text) {
      const said = results.get(path.dirname(file)) ?? new Map<string, string>();
      const isTest = file.endsWith('_test.go');
      if (!isTest && said.size === 0) return [];
      const parsed = { ...trees.parse(file, text), path: file };
      const telling = [...said].flatMap(([name, title]) =>
        measuredFunctions(parsed, name).map(({ range }): BenchmarkLens => ({ range, title, run: null })),
      );
      const running = (isTest ? comparingBenchmarks(parsed) : []).flatMap(({ name, range }): BenchmarkLens[] => {
        const result = said.get(name);
        const start = { range, title: t('$(play) Compare before and after'), run: name };
        return result === undefined ? [start] : [start, { range, title: result, run: null }];
      });
      return [...running, ...telling];
    },
    async run({ file, text, name }, signal) {
      const { directory, patterns, folder } = await packageOf(file, text, disk);
      const overlay = new Map([...openTexts(), [file, text]]);
      const outcome = await runner.run({ directory, patterns, name, overlay, settings: settings() }, signal);
      if (outcome.problem) return { ok: false, text: describeProblem(outcome.problem, t).text };
      const comparison = readComparison(outcome.output);
      if (!comparison) return { ok: false, text: t('The benchmark gave no result: {0}', firstWords(outcome.output)) };
      const said = comparisonText(comparison, t);
      results.set(folder, (results.get(folder) ?? new Map<string, string>()).set(name, said));
      return { ok: true, text: said };
    },
  };
}

/** What went wrong stands behind the lines that every run begins with. */
function firstWords(output: readonly string[]): string {
  return output.find(line => line.trim() !== '' && !/^(?:goos|goarch|pkg|cpu|Benchmark\S*\s*$|# )/.test(line)) ?? '';
}
