// What `escapement check` prints for a person: one line a finding, in the form other Go tools use and terminals make
// clickable, and one closing line with the numbers.
//   p/f.go:12:9: `x` is moved to the heap: … [moved-to-heap, returned]
import type { Finding } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import { sortFindings } from './order';

/** The findings' lines, each ended by a line feed, sorted; '' where there are none. `shownPath` turns absolute into shown. */
export function reportText(findings: readonly Finding[], shownPath: (file: string) => string): string {
  return sortFindings(findings)
    .map(finding => `${line(finding, shownPath)}\n`)
    .join('');
}

function line({ file, line, column, message, code, reason }: Finding, shownPath: (file: string) => string): string {
  // The compiler gives no column past the 254th; `:0` would send an editor to a place that does not exist.
  const at = column > 0 ? `${line}:${column}` : `${line}`;
  const why = reason === 'none' ? code : `${code}, ${reason}`;
  return `${shownPath(file)}:${at}: ${oneLine(message)} [${why}]`;
}

/** A subject may hold a raw string literal's line feeds; a report's line may not. */
function oneLine(message: string): string {
  return message.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}

export interface Summary {
  readonly findings: number;
  /** Import paths that were analysed. */
  readonly packages: number;
  readonly seconds: number;
}

/** `12 findings in 3 packages, 1.2 s`, without a line feed. */
export function summaryText({ findings, packages, seconds }: Summary, t: Translate): string {
  const time = seconds.toFixed(1);
  if (findings === 1 && packages === 1) return t('1 finding in 1 package, {0} s', time);
  if (findings === 1) return t('1 finding in {0} packages, {1} s', packages, time);
  if (packages === 1) return t('{0} findings in 1 package, {1} s', findings, time);
  return t('{0} findings in {1} packages, {2} s', findings, packages, time);
}
