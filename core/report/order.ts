// The one order in which reports list findings: as a person reads the files, and the same on every run. What is equal up to
// the subject is told apart by the rest of the finding, so that the order of the compiler's output never shows.
import type { Finding } from '#core/escape/finding';
import { byText } from '#core/text/byText';

/** A new array, sorted by file, line, column, code, subject. Names compare by code unit: no locale has a say. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      byText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      byText(a.code, b.code) ||
      byText(a.subject, b.subject) ||
      byText(JSON.stringify(a), JSON.stringify(b)),
  );
}
