// Between the verdicts of a new text and their explanations lies a moment. What was explained before stays with its verdict for so long
// (the hint `heap: returned` does not flicker); what only an explanation can tell from what never allocates is held back.
import type { Finding } from './finding';
import { needsExplanation } from './staticValues';

/**
 * The findings of one file after verdicts alone. `before`: those of the text before, moved to where they stand now. Findings whose code is
 * in `elsewhere` come from another run than the verdicts, and are kept from before.
 */
export function carryExplanations(
  verdicts: readonly Finding[],
  before: readonly Finding[],
  elsewhere: ReadonlySet<Finding['code']>,
): Finding[] {
  const explained = new Map(before.map(finding => [keyOf(finding), finding]));
  const now = verdicts.flatMap(finding => {
    if (!finding.unexplained) return [finding];
    const old = explained.get(keyOf(finding));
    if (old && !(old.unexplained && needsExplanation(finding.subject))) {
      return [
        {
          ...old,
          variants: finding.variants,
          raw: finding.raw,
          confirmed: null,
          stale: false,
          unexplained: true as const,
        },
      ];
    }
    return needsExplanation(finding.subject) ? [] : [finding];
  });
  return [...now, ...before.filter(({ code }) => elsewhere.has(code))];
}

/** The findings, with the explanations that have come for some of them. */
export function explainFrom(findings: readonly Finding[], explained: readonly Finding[]): Finding[] {
  const known = new Map(explained.map(finding => [keyOf(finding), finding]));
  return findings.map(finding => (finding.unexplained && known.get(keyOf(finding))) || finding);
}

/** One place, one subject: whether it is `escapes` or `escapes-static` is part of what was explained. */
function keyOf({ line, range, code, subject }: Finding): string {
  const verdict = code === 'moved-to-heap' ? 'moved' : 'escapes';
  return `${line}:${range.start.character} ${verdict} ${subject}`;
}
