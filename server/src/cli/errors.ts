// What goes wrong, each in one line on stderr: `escapement: <what is wrong>: <what to do>`.
import type { Translate } from '#core/messages/translate';
import { printable } from '#core/text/printable';
import type { PackageReport } from '#core/report/json';
import { describeProblem } from '#server/analysis/problems';
import type { Problem } from '#server/analysis/ports';

export function refusalLine({ wrong, remedy }: { readonly wrong: string; readonly remedy: string }): string {
  return `escapement: ${oneLine(wrong)}: ${oneLine(remedy)}`;
}

/** The words are the editor's; what to do is not a setting here, but a flag. */
export function explainProblem(problem: Problem, t: Translate): string {
  const { text } = describeProblem(problem, t);
  return refusalLine({ wrong: text.replace(/[.。]$/, ''), remedy: remedyOf(problem, t) });
}

function remedyOf(problem: Problem, t: Translate): string {
  switch (problem.kind) {
    case 'go-missing':
      return t('install Go, or name the go command with --go PATH');
    case 'module-broken':
      return t('mend go.mod (or go.work)');
    case 'dependencies-missing':
      return t('run `go mod download` or `go mod tidy`; nothing is downloaded unasked');
    case 'in-module-cache':
      return t('copy it to a folder of your own');
    case 'go-timeout':
    case 'not-trusted':
    case 'go-failed':
      return t('run `go build` to see all of its words');
  }
}

/** Names the package and the first line of what is wrong with it. */
export function brokenPackageLine({ importPath, error }: PackageReport, t: Translate): string {
  const lines = (error ?? '').split('\n').filter(line => line.trim() !== '' && !line.startsWith('# '));
  const more = lines.length > 1 ? t(' (and {0} more lines)', lines.length - 1) : '';
  return refusalLine({
    wrong: t('{0} does not compile', importPath),
    remedy: t('mend {0}', `${lines[0] ?? ''}${more}`),
  });
}

/** Some of its words are of files that nobody vouches for. */
function oneLine(text: string): string {
  return printable(text.replace(/\s*[\r\n]+\s*/g, ' ').trim());
}
