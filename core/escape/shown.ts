// Which findings a reader wants to see: the codes of `escape.show` / `--show`, and only likely hot places where asked.
import type { Finding, FindingCode } from './finding';

export interface ShowOptions {
  readonly codes: ReadonlySet<FindingCode>;
  /** `likely-hot` leaves out what stands on error, panic, init and test paths. */
  readonly allocations: 'all' | 'likely-hot';
}

const seldomRun = new Set<Finding['path']>(['error', 'panic', 'init', 'test']);

export function isShown(finding: Finding, { codes, allocations }: ShowOptions): boolean {
  return codes.has(finding.code) && !(allocations === 'likely-hot' && seldomRun.has(finding.path));
}
