// Findings in the words of the protocol. The one place where core types become LSP types.
import {
  DiagnosticSeverity,
  MarkupKind,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type InlayHint,
  type Location,
} from 'vscode-languageserver/node';
import type { CodePath, Finding, FindingCode } from '#core/escape/finding';
import { hintLabel } from '#core/escape/hint';
import type { InlayHintData } from '#core/messages/protocol';
import type { Translate } from '#core/messages/translate';
import type { ByteColumn } from '#core/text/position';
import type { Settings } from './settings';

/** A compiler's place (1-based line, 1-based byte column) as an empty LSP range in a URI. */
export type LocationOf = (file: string, line: number, column: ByteColumn) => Location;

const severities = [DiagnosticSeverity.Hint, DiagnosticSeverity.Information, DiagnosticSeverity.Warning] as const;
const levels = { hint: 0, information: 1, warning: 2 } as const;

/** An allocation in a loop counts for more, one on a path that is seldom run for less. */
function severityOf(path: CodePath, severity: Settings['severity']): DiagnosticSeverity {
  const step = path === 'loop' ? 1 : path === 'normal' ? 0 : -1;
  return severities[Math.min(2, Math.max(0, levels[severity] + step))]!;
}

const allocations = new Set<FindingCode>(['escapes', 'moved-to-heap', 'allocates']);

export function toDiagnostic(finding: Finding, severity: Settings['severity'], locationOf: LocationOf): Diagnostic {
  return {
    range: finding.range,
    severity:
      finding.code === 'assertion-failed'
        ? DiagnosticSeverity.Error
        : allocations.has(finding.code)
          ? severityOf(finding.path, severity)
          : DiagnosticSeverity.Hint,
    source: 'escapement',
    code: finding.code,
    message: finding.message,
    relatedInformation: finding.chain.flatMap<DiagnosticRelatedInformation>(({ file, line, column, message }) =>
      line > 0 ? [{ location: locationOf(file, line, column), message }] : [],
    ),
    data: finding,
  };
}

/** The hint behind the subject, or null for a code that has none. `data` finds the explanation again when it is asked for. */
export function toInlayHint(finding: Finding, uri: string, t: Translate): InlayHint | null {
  const label = hintLabel(finding, t);
  if (label === null) return null;
  const data: InlayHintData = { stale: finding.stale, uri };
  return { position: finding.range.end, label, paddingLeft: true, data };
}

export const toMarkdown = (value: string): { kind: typeof MarkupKind.Markdown; value: string } => ({
  kind: MarkupKind.Markdown,
  value,
});
