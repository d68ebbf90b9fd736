// Problems that a person should know of: told once, not once per file or per keystroke, until something works again.
import type { Translate } from '#core/messages/translate';
import type { Log, Problem } from '#server/analysis/ports';
import { describeProblem } from '#server/analysis/problems';

export interface ProblemTeller {
  tell(problem: Problem, file: string, t: Translate): void;
  /** Something works again: what comes now is news. */
  forget(): void;
}

/** What a person can do nothing about, or did so: for the log and the status alone. */
const silent: ReadonlySet<Problem['kind']> = new Set(['not-trusted', 'go-failed', 'in-module-cache']);
/** `…/pkg/mod/example.com/m@v1.2.3/…` */
const inModuleCache = /[\\/]pkg[\\/]mod[\\/][^\n]*@v/;

/** `warn`: shows one line to the person, now. */
export function createProblemTeller(log: Log, warn: (text: string) => void): ProblemTeller {
  const told = new Set<string>();
  return {
    tell(problem, file, t) {
      const { text, remedy } = describeProblem(problem, t);
      if (told.has(text)) return;
      told.add(text);
      log.warn(`${text} ${remedy}`);
      // Who only reads a dependency need not mend it.
      const isTold = problem.kind === 'go-missing' || !inModuleCache.test(file);
      if (isTold && !silent.has(problem.kind)) warn(`${text} ${remedy}`);
    },
    forget: () => told.clear(),
  };
}
