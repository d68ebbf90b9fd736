// From the go command's words, or the way it ended, to a Problem: the few kinds that a person can do something about.
import type { CompileOutcome, ListedPackage, Problem } from '#server/analysis/ports';
import type { ProcessResult } from './process';

/** What a run that did not end well means; null for an exit with 0. `words` are the go command's own lines. */
export function problemOf(
  result: Exclude<ProcessResult, { readonly kind: 'aborted' }>,
  words: readonly string[],
  context: { readonly go: string; readonly timeoutSeconds: number },
): Problem | null {
  switch (result.kind) {
    case 'exited':
      return result.code === 0 ? null : problemInWords(words, result.code);
    case 'enough':
      return null;
    case 'killed':
      return { kind: 'go-failed', detail: `${context.go}: killed by ${result.by}` };
    case 'not-trusted':
      return { kind: 'not-trusted' };
    case 'timeout':
      return { kind: 'go-timeout', seconds: context.timeoutSeconds };
    case 'not-started':
      // ENOENT and the like: it was there a moment ago, or it is no program for this machine.
      return { kind: 'go-missing', path: context.go };
  }
}

/**
 * Whether the go command, or a compiler that it ran, was killed by somebody else: `/…/compile: signal: killed`, and where it only asked the
 * compiler for its version, `error obtaining buildID for go tool compile: signal: killed`.
 */
export function wasKilled({ problem, packages }: CompileOutcome): boolean {
  if (problem?.kind === 'go-failed' && /: killed by SIG\w+$|: signal: killed$/.test(problem.detail)) return true;
  return packages.some(({ error }) => error !== null && /: signal: killed$/m.test(error));
}

/** Dependencies that are not on this machine make single packages fail, not the run: still the one thing to tell. */
export function missingDependency(packages: readonly ListedPackage[]): Problem | null {
  for (const { error } of packages) {
    const line = error?.split('\n').find(text => needsDownload.test(text));
    if (line !== undefined) return { kind: 'dependencies-missing', detail: line.trim() };
  }
  return null;
}

/**
 * A module or toolchain that is named but not on this machine. Not: an import that no required (or vendored) module has, which is a
 * typing error until proven otherwise, and in the middle of typing most often is one.
 */
const needsDownload =
  /missing go\.sum entry|module lookup disabled|updates to go\.(mod|sum|work) needed|toolchain not available/;

const aboutModule =
  /\bgo\.(mod|work)\b|inconsistent vendoring|vendor\/modules\.txt|requires go >= |invalid go version|no modules were found|cannot find main module|checksum mismatch|SECURITY ERROR|malformed module path/;

function problemInWords(words: readonly string[], code: number): Problem {
  const detail = firstSentence(words) || `exit status ${code}`;
  const text = words.join('\n');
  if (/Files beneath GOMODCACHE .* must not be replaced/.test(text)) return { kind: 'in-module-cache' };
  if (needsDownload.test(text)) return { kind: 'dependencies-missing', detail };
  return aboutModule.test(text) ? { kind: 'module-broken', detail } : { kind: 'go-failed', detail };
}

/** The first line that says what is wrong, `go: ` taken off; with the next line where it ends in a colon. */
function firstSentence(words: readonly string[]): string {
  const lines = words
    .map(line => line.replace(/^go: /, '').trim())
    .filter(line => line !== '' && !/^(downloading|warning:) ?/.test(line));
  const [line = '', next = ''] = lines;
  return line.endsWith(':') && next !== '' ? `${line} ${next}` : line;
}
