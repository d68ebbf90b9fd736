// One package, as soon as can be: plans its compile once and replays it with each new text, until something changes that the plan was made
// of. Where that cannot be done exactly (what it imports does not compile, an odd flag …) it says so in the log, and the go command
// has the word.
import { LRUCache } from 'lru-cache';
import type { CompileOutcome, CompileRequest, Log } from '#server/analysis/ports';
import type { GoCommand, PrepareGo } from '../goCommand';
import { missingDependency } from '../goProblem';
import { outcome, without } from '../listCompiler';
import type { ProcessRunner } from '../process';
import type { RunFolders } from '../runFolders';
import { makePlan, type NoPlan, type ReplayPlan } from './plan';
import { replay, standInsFor, type StandIns } from './replay';

export interface ReplayParts {
  readonly processes: ProcessRunner;
  readonly prepare: PrepareGo;
  readonly folders: RunFolders;
  readonly log: Log;
}

/** Null: nothing of it was handed to `onLine` that counts, and the go command is to be asked. As `Compiler.compile` else. */
export type CompileByReplay = (
  request: CompileRequest,
  onLine: (line: string) => void,
  signal: AbortSignal,
  onAgain?: () => void,
) => Promise<CompileOutcome | null>;

interface Kept {
  readonly plan: ReplayPlan;
  readonly standIns: StandIns;
}

/** Packages with open files; the folder of each has a few small files. */
const mostPlans = 50;

export function createReplayCompiler({ processes, prepare, folders, log }: ReplayParts): CompileByReplay {
  const plans = new LRUCache<string, Kept>({ max: mostPlans, dispose: ({ plan }) => plan.dispose() });

  async function planFor(go: GoCommand, request: Focused, signal: AbortSignal): Promise<Kept | NoPlan> {
    const key = keyOf(go, request);
    const known = plans.get(key);
    if (known?.plan.stamp.holds(request.overlay)) return known;
    const plan = await makePlan({ processes, folders, log }, go, request, signal);
    if ('why' in plan) {
      plans.delete(key);
      return plan;
    }
    const kept = { plan, standIns: standInsFor() };
    plans.set(key, kept);
    return kept;
  }

  return async (request, onLine, signal, onAgain) => {
    const { directory, settings, focus } = request;
    if (focus === undefined) return null;
    const go = await prepare(directory, settings, signal);
    if ('problem' in go) return without(go.problem);
    const focused = { ...request, focus, tests: focus.endsWith('_test.go') };
    const fallBack = (why: string): null => {
      log.info(`${focus}: not replayed, the go command is asked: ${why}`);
      return null;
    };
    // Once more where something was gone that the plan still named, or the compiler was killed under us.
    let planning = 0;
    for (let attempt = 0; attempt < 2; attempt++) {
      const from = performance.now();
      const kept = await planFor(go, focused, signal);
      planning += performance.now() - from;
      if ('why' in kept) return kept.problem ? outcome(go.said, [], kept.problem) : fallBack(kept.why);
      const { plan, standIns } = kept;
      let again: string;
      try {
        const { result, words } = await replay(plan, standIns, go, request, processes, onLine, signal);
        if (result.kind === 'aborted') throw signal.reason;
        const finished = finish(plan, words, result.kind === 'exited' ? result.code : null);
        if (result.kind === 'enough' || (result.kind === 'exited' && !isPlansFault(words, result.code))) {
          return { ...outcome(go.said, [finished], missingDependency([finished])), replayed: true, planning };
        }
        if (result.kind === 'timeout') return outcome(go.said, [], go.problemOf(result, [], signal));
        again = result.kind === 'exited' ? (words[0] ?? '') : result.kind;
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        again = String(error);
      }
      onAgain?.();
      plans.delete(keyOf(go, focused));
      log.info(`${plan.listed.variant}: planned anew: ${again}`);
    }
    return fallBack('two replays failed');
  };
}

type Focused = CompileRequest & { readonly focus: string };

function keyOf(go: GoCommand, { directory, patterns, settings, tests, focus }: Focused): string {
  return JSON.stringify([go.path, directory, patterns, settings, go.said, tests ? focus : '']);
}

function finish({ listed }: ReplayPlan, words: readonly string[], code: number | null): ReplayPlan['listed'] {
  return code === null || code === 0 ? listed : { ...listed, error: words.join('\n') };
}

/** Errors that no text of the package makes: an archive was swept from the cache, the toolchain was replaced, our folder is gone. */
function isPlansFault(words: readonly string[], code: number): boolean {
  return (
    code !== 0 &&
    (words.length === 0 ||
      words.some(line =>
        /could not import .*\(open |can't open import|does not match go tool version|importcfg|no such file or directory|escapement_front_end_done/.test(
          line,
        ),
      ))
  );
}
