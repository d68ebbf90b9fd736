// The why, on hover: every finding under the pointer, the narrowest first, each with its sentence, its chain as links and the
// compiler's own words.
import type { Hover, Position } from 'vscode-languageserver/node';
import type { Finding } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import { hoverMarkdown } from '#core/report/markdown';
import { comparePositions, type Range } from '#core/text/position';
import { toMarkdown } from '../toProtocol';

export interface HoverOptions {
  readonly t: Translate;
  /** A link to a compiler's place. */
  readonly link: (file: string, line: number, column: number) => string;
}

const covers = (range: Range, position: Position): boolean =>
  comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;

/** How much text a range covers, for ordering only: lines count far more than characters. */
const extent = ({ start, end }: Range): number => (end.line - start.line) * 100_000 + end.character - start.character;

/** The findings whose subject is at a position, the narrowest first. */
export function findingsAt(findings: readonly Finding[], position: Position): Finding[] {
  return findings.filter(({ range }) => covers(range, position)).sort((a, b) => extent(a.range) - extent(b.range));
}

export function hover(findings: readonly Finding[], position: Position, options: HoverOptions): Hover | null {
  const here = findingsAt(findings, position);
  const narrowest = here[0];
  if (!narrowest) return null;
  return { contents: toMarkdown(hoverMarkdown(here, options)), range: narrowest.range };
}
