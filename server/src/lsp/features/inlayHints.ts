// The short hint behind each value that goes to the heap. Made from what is known now; the tooltip, the whole explanation, is
// made only for the hint that the mouse rests on.
import type { InlayHint, Range } from 'vscode-languageserver/node';
import type { Finding } from '#core/escape/finding';
import { isAllocation, measuredLabel, type MeasuredOptions } from '#core/report/measuredText';
import { comparePositions } from '#core/text/position';
import { toInlayHint } from '../toProtocol';

/** The hints inside `range`. Two findings that would say the same at the same place say it once. */
export function inlayHints(findings: readonly Finding[], range: Range, { uri, t, measured }: HintOptions): InlayHint[] {
  const hints = new Map<string, InlayHint>();
  const lastOf = lastAllocations(findings);
  for (const finding of findings) {
    const at = finding.range.end;
    if (comparePositions(at, range.start) < 0 || comparePositions(at, range.end) > 0) continue;
    const plain = toInlayHint(finding, uri, t);
    const last = lastOf.get(finding.line);
    const found = last?.finding === finding ? measured(finding) : null;
    const hint =
      plain && found && last
        ? { ...plain, label: measuredLabel(String(plain.label), found, last.count === 1, t) }
        : plain;
    if (hint) hints.set(`${at.line}:${at.character}:${String(hint.label)}`, hint);
  }
  return [...hints.values()];
}

export interface HintOptions extends MeasuredOptions {
  readonly uri: string;
}

/** By line: what a profile measured of it stands once, behind its last allocation. */
function lastAllocations(findings: readonly Finding[]): ReadonlyMap<number, { finding: Finding; count: number }> {
  const lines = new Map<number, { finding: Finding; count: number }>();
  for (const finding of findings.filter(isAllocation)) {
    const before = lines.get(finding.line);
    const isLater = !before || comparePositions(before.finding.range.end, finding.range.end) <= 0;
    lines.set(finding.line, { finding: isLater ? finding : before.finding, count: (before?.count ?? 0) + 1 });
  }
  return lines;
}

/** The findings that a hint stands for: those whose subject ends where the hint is. */
export function findingsBehind(findings: readonly Finding[], hint: InlayHint): Finding[] {
  return findings.filter(({ range }) => comparePositions(range.end, hint.position) === 0);
}
