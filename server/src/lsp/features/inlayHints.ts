// The short hint behind each value that goes to the heap. Made from what is known now; the tooltip, the whole explanation, is
// made only for the hint that the mouse rests on.
import type { InlayHint, Range } from 'vscode-languageserver/node';
import type { Finding } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import { comparePositions } from '#core/text/position';
import { toInlayHint } from '../toProtocol';

/** The hints inside `range`. Two findings that would say the same at the same place say it once. */
export function inlayHints(
  findings: readonly Finding[],
  range: Range,
  { uri, t }: { readonly uri: string; readonly t: Translate },
): InlayHint[] {
  const hints = new Map<string, InlayHint>();
  for (const finding of findings) {
    const at = finding.range.end;
    if (comparePositions(at, range.start) < 0 || comparePositions(at, range.end) > 0) continue;
    const hint = toInlayHint(finding, uri, t);
    if (hint) hints.set(`${at.line}:${at.character}:${String(hint.label)}`, hint);
  }
  return [...hints.values()];
}

/** The findings that a hint stands for: those whose subject ends where the hint is. */
export function findingsBehind(findings: readonly Finding[], hint: InlayHint): Finding[] {
  return findings.filter(({ range }) => comparePositions(range.end, hint.position) === 0);
}
