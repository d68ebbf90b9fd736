// Findings move with the text: what stands on lines that an edit did not touch stays true of its place until a newer compile
// speaks; what stands on a touched line is dropped, since nobody knows.
import { moveLine, moveRange } from '#core/text/edits';
import type { TextChange } from '#core/text/edits';
import type { Finding } from './finding';

/** The findings of `file` after one change of its text. */
export function moveFindings(findings: readonly Finding[], file: string, change: TextChange): Finding[] {
  const moved: Finding[] = [];
  for (const finding of findings) {
    const range = moveRange(finding.range, change);
    if (range === null) continue;
    const lines = range.start.line - finding.range.start.line;
    if (lines === 0 && !finding.chain.some(step => step.file === file)) {
      moved.push(finding);
      continue;
    }
    moved.push({
      ...finding,
      range,
      line: finding.line + lines,
      chain: finding.chain.map(step => {
        const line = step.file === file ? moveLine(step.line - 1, change) : null;
        return line === null ? step : { ...step, line: line + 1 };
      }),
    });
  }
  return moved;
}
