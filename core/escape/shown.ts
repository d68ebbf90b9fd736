// Which findings a reader wants to see: the codes of `escape.show` / `--show`, and only likely hot places where asked.
import { isPoolCode, type Finding, type FindingCode } from './finding';

export interface ShowOptions {
  readonly codes: ReadonlySet<FindingCode>;
  /** `likely-hot` leaves out what allocates and stands on error, panic, init and test paths. */
  readonly allocations: 'all' | 'likely-hot';
}

const seldomRun = new Set<Finding['path']>(['error', 'panic', 'init', 'test']);

export function isShown(finding: Finding, { codes, allocations }: ShowOptions): boolean {
  if (!codes.has(finding.code)) return false;
  // A mistake is one however seldom it runs.
  return allocations === 'all' || !seldomRun.has(finding.path) || isPoolCode(finding.code);
}
