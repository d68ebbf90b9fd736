// A lens above each function (setting `functionLens.enabled`): how much it allocates, whether it is inlined, what leaks.
import type { CodeLens } from 'vscode-languageserver/node';
import type { Finding } from '#core/escape/finding';
import { functionSummaries } from '#core/escape/functionSummary';
import type { Translate } from '#core/messages/translate';
import { functionLensTitle } from '#core/report/functionText';

/** `findings` of the file, of all codes. The lens is text, and does nothing when it is clicked. */
export function functionLenses(findings: readonly Finding[], t: Translate): CodeLens[] {
  return functionSummaries(findings).map(summary => ({
    range: summary.range,
    command: { title: functionLensTitle(summary, t), command: '' },
  }));
}
