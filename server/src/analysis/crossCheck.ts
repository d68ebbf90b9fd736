// A replayed compile must say what the go command says. Whenever both have spoken about the same text they are compared; a difference
// is a bug of ours, is told in the log, and the go command's word is the one that is shown.
import type { Finding, FindingCode } from '#core/escape/finding';

/** What the front end says: a replay goes no further. */
const compared: ReadonlySet<FindingCode> = new Set([
  'moved-to-heap',
  'escapes',
  'escapes-static',
  'leaking-param',
  'does-not-escape',
]);

/** One line for each finding that only one of them has; at most ten. */
export function differences(replayed: readonly Finding[], exact: readonly Finding[]): readonly string[] {
  const [ours, theirs] = [lines(replayed), lines(exact)];
  const missing = [...theirs].filter(line => !ours.has(line)).map(line => `only the go command: ${line}`);
  const added = [...ours].filter(line => !theirs.has(line)).map(line => `only the replay: ${line}`);
  return [...missing, ...added].slice(0, 10);
}

function lines(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings
      .filter(({ code }) => compared.has(code))
      .map(
        ({ file, line, column, code, subject, reason }) => `${file}:${line}:${column} ${code} ${subject} (${reason})`,
      ),
  );
}
