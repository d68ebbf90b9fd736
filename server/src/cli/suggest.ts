// `escapement check --suggest`: every rewrite that the editor would offer in the packages' own files, taken, proven and not written. One after the
// other: each is a few compiles.
import type { Translate } from '#core/messages/translate';
import { mergeFindings } from '#core/escape/findings';
import type { Suggestion } from '#core/report/suggestions';
import { isGenerated } from '#core/syntax/generated';
import { createLineIndex } from '#core/text/lineIndex';
import type { Offer, Resolution } from '#core/refactor/offer';
import type { Analysis } from '#server/analysis/analyse';
import type {
  Clock,
  Compiler,
  Disk,
  Formatter,
  GoSettings,
  Log,
  PackageFinder,
  PackageLister,
} from '#server/analysis/ports';
import { joinRefactorings } from '#server/analysis/refactor/refactorings';
import { refactoringTable } from '#server/analysis/refactor/table';
import type { Trees } from '#server/analysis/trees';
import type { Progress } from './progress';

/** Structs have a call of their own: `escapement layout`. */
const kinds = ['refactor.rewrite.pool', 'refactor.rewrite.alloc', 'refactor.rewrite.concurrency'];

const everything = { start: { line: 0, character: 0 }, end: { line: Number.MAX_SAFE_INTEGER, character: 0 } };

export interface SuggestParts {
  readonly compiler: Compiler;
  readonly finder: PackageFinder;
  readonly lister: PackageLister;
  readonly formatter: Formatter;
  readonly trees: Trees;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly log: Log;
  readonly t: Translate;
  readonly progress: Progress;
  readonly textOf: (file: string) => Promise<string | null>;
}

export interface SuggestQuery {
  readonly analyses: readonly Analysis[];
  readonly overlay: ReadonlyMap<string, string>;
  readonly settings: GoSettings;
}

/** In the order of the files. Rejects only with the signal's AbortError. */
export async function suggest(
  { analyses, overlay, settings }: SuggestQuery,
  parts: SuggestParts,
  signal: AbortSignal,
): Promise<readonly Suggestion[]> {
  const { t, progress, textOf, log } = parts;
  const findings = mergeFindings(analyses.flatMap(({ variants }) => variants.flatMap(variant => variant.findings)));
  const refactorings = joinRefactorings(
    refactoringTable.map(create =>
      create({
        ...parts,
        settings: () => ({ go: settings, goarch: [], poolPut: 'defer' }),
        openTexts: () => overlay,
        findings: file => findings.filter(finding => finding.file === file),
      }),
    ),
    log,
  );
  const packages = analyses.flatMap(({ outcome }) => outcome.packages).filter(({ error }) => error === null);
  const files = [...new Set(packages.flatMap(one => one.files))].filter(file => !file.endsWith('_test.go')).sort();
  const suggestions: Suggestion[] = [];
  for (const file of files) {
    const text = await textOf(file);
    if (text === null || isGenerated(text)) continue;
    const offers = await refactorings.offers({ file, text, range: everything }, kinds, signal);
    for (const offer of offers.filter(({ refused }) => refused === null)) {
      progress.show(t('{0} rewrites tried, last {1}', suggestions.length, offer.title));
      const resolution = await refactorings.resolve(offer.kind, { file, text }, offer.data, signal);
      if (resolution) suggestions.push(suggestionOf(offer, resolution, file, text));
    }
  }
  return suggestions;
}

function suggestionOf(
  { kind, title, offset = 0 }: Offer,
  resolution: Resolution,
  file: string,
  text: string,
): Suggestion {
  const lines = createLineIndex(text);
  const { line, character } = lines.positionAt(offset);
  const place = { kind, title, file, line: line + 1, column: lines.columnOfCharacter(line, character) };
  if (resolution.kind === 'refused') {
    return { ...place, proof: 'refused', reason: resolution.reason, confirm: [], edits: [] };
  }
  const edits = resolution.files.flatMap(({ file: edited, before, replacements }) => {
    const own = createLineIndex(before);
    return replacements.map(({ start, end, text: newText }) => ({
      file: edited,
      range: { start: own.positionAt(start), end: own.positionAt(end) },
      newText,
    }));
  });
  return { ...place, proof: 'proven', reason: null, confirm: resolution.confirm, edits };
}
