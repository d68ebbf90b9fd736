// What a person is told when a compile could not be run: what is wrong, and what to do about it. One line each.
import type { Translate } from '#core/messages/translate';
import type { Problem } from './ports';

export interface ProblemText {
  readonly text: string;
  readonly remedy: string;
}

export function describeProblem(problem: Problem, t: Translate): ProblemText {
  switch (problem.kind) {
    case 'go-missing':
      return {
        text:
          problem.path === '' ? t('No go command was found.') : t('The go command `{0}` cannot be run.', problem.path),
        remedy: t('Install Go, or set `escapement.go.path` to the go command.'),
      };
    case 'go-timeout':
      return {
        text: t('The go command did not finish within {0} s and was ended.', problem.seconds),
        remedy: t('See the log for the command; `escapement.go.timeoutSeconds` allows more time.'),
      };
    case 'module-broken':
      return {
        text: t('The module cannot be read: {0}', problem.detail),
        remedy: t('Mend go.mod (or go.work); the analysis then goes on by itself.'),
      };
    case 'dependencies-missing':
      return {
        text: t('A dependency is not downloaded: {0}', problem.detail),
        remedy: t('Run `go mod download` (or `go mod tidy`) in the module; nothing is downloaded unasked.'),
      };
    case 'in-module-cache':
      return {
        text: t('The module lies in the module cache, where the go command compiles no text but what is there.'),
        remedy: t('Copy it to a folder of your own.'),
      };
    case 'not-trusted':
      return {
        text: t('The workspace is not trusted, so no go command is run.'),
        remedy: t('Trust the workspace to see escape hints.'),
      };
    case 'go-failed':
      return {
        text: t('The go command failed: {0}', problem.detail),
        remedy: t('See the log for the whole of its words.'),
      };
  }
}
