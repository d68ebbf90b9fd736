// How loudly a finding is told. An allocation in a loop counts for more than the setting says, one that seldom runs for less; what
// is no allocation is only ever a hint.
import type { Translate } from '#core/messages/translate';
import type { Finding, FindingCode } from './finding';

/** From quiet to loud: the values of the setting `escape.severity`, and what contradicts an assertion. */
export type Severity = 'hint' | 'information' | 'warning' | 'error';

const allocations = new Set<FindingCode>(['escapes', 'moved-to-heap', 'allocates']);

/** A program that does one of these is wrong. */
const mistakes = new Set<FindingCode>([
  'pool-use-after-put',
  'pool-double-put',
  'pool-returned',
  'pool-wrong-type',
  'pool-copied',
]);

/** `setting`: the severity of an allocation that is neither in a loop nor on a path that seldom runs. */
export function severityOf({ code, path }: Finding, setting: Exclude<Severity, 'error'>): Severity {
  if (code === 'assertion-failed') return 'error';
  if (mistakes.has(code)) return 'warning';
  if (!allocations.has(code)) return 'hint';
  switch (path) {
    case 'loop':
      return setting === 'hint' ? 'information' : 'warning';
    case 'error':
    case 'panic':
    case 'init':
    case 'test':
      return setting === 'warning' ? 'information' : 'hint';
    case 'normal':
      return setting;
  }
}

/** Why an allocation counts for more or less, one sentence; null where it counts for what the setting says. */
export function pathSentence({ code, path }: Finding, t: Translate): string | null {
  if (!allocations.has(code)) return null;
  switch (path) {
    case 'loop':
      return t('In a loop: runs often.');
    case 'error':
      return t('On an error path: seldom run.');
    case 'panic':
      return t('On a path that panics or exits: seldom run.');
    case 'init':
      return t('In an initialisation: runs once.');
    case 'test':
      return t('In a test: no part of the program.');
    case 'normal':
      return null;
  }
}
