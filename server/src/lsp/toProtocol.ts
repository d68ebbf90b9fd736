// Findings in the words of the protocol. The one place where core types become LSP types.
import {
  DiagnosticSeverity,
  MarkupKind,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type InlayHint,
  type Location,
} from 'vscode-languageserver/node';
import type { Finding } from '#core/escape/finding';
import { hintLabel } from '#core/escape/hint';
import { severityOf, type Severity } from '#core/escape/severity';
import type { InlayHintData } from '#core/messages/protocol';
import type { Translate } from '#core/messages/translate';
import type { ByteColumn } from '#core/text/position';
import type { Settings } from './settings';

/** A compiler's place (1-based line, 1-based byte column) as an empty LSP range in a URI. */
export type LocationOf = (file: string, line: number, column: ByteColumn) => Location;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  hint: DiagnosticSeverity.Hint,
  information: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
};

/** `page`: the URI of what there is to read about a code; null where there is none. */
export function toDiagnostic(
  finding: Finding,
  severity: Settings['severity'],
  locationOf: LocationOf,
  page: string | null = null,
): Diagnostic {
  return {
    ...(page !== null && { codeDescription: { href: page } }),
    range: finding.range,
    severity: severities[severityOf(finding, severity)],
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
