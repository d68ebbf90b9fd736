// The why, on hover: every finding under the pointer, the narrowest first, each with its sentence, its chain as links and the
// compiler's own words. On the name of a function: what is to be known of the function as a whole, before them.
import type { Hover, Position } from 'vscode-languageserver/node';
import type { Finding } from '#core/escape/finding';
import { functionAt } from '#core/escape/functionSummary';
import { functionMarkdown } from '#core/report/functionText';
import { hoverMarkdown } from '#core/report/markdown';
import { measuredAmong, type MeasuredOptions } from '#core/report/measuredText';
import { comparePositions, type Range } from '#core/text/position';
import { toMarkdown } from '../toProtocol';

export interface HoverOptions extends MeasuredOptions {
  /** A link to a compiler's place. */
  readonly link: (file: string, line: number, column: number) => string;
  /** Where there is to read about a finding's code; null where there is nothing. */
  readonly page?: (finding: Finding) => string | null;
}

const covers = (range: Range, position: Position): boolean =>
  comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;

/** How much text a range covers, for ordering only: lines count far more than characters. */
const extent = ({ start, end }: Range): number => (end.line - start.line) * 100_000 + end.character - start.character;

/** The findings whose subject is at a position, the narrowest first. */
export function findingsAt(findings: readonly Finding[], position: Position): Finding[] {
  return findings.filter(({ range }) => covers(range, position)).sort((a, b) => extent(a.range) - extent(b.range));
}

/** What a hover is made of: the findings at its position that are shown, and the file's of all codes, which tell of whole functions. */
export interface HoverFindings {
  /** {@link findingsAt}. */
  readonly here: readonly Finding[];
  readonly all: readonly Finding[];
}

export function hover({ here, all }: HoverFindings, position: Position, options: HoverOptions): Hover | null {
  const around = functionAt(all, position);
  // What the summary says of the inliner need not be said twice.
  const rest = around ? here.filter(({ raw }) => raw !== around.inline.raw) : here;
  const parts = [
    ...(around ? [functionMarkdown(around, options.t)] : []),
    measuredAmong(here, options),
    hoverMarkdown(rest, options),
  ];
  const range = around?.range ?? here[0]?.range;
  if (!range) return null;
  return { contents: toMarkdown(parts.filter(part => part !== '').join('\n\n---\n\n')), range };
}
