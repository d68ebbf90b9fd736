// What an allocation profile measured on the line of a finding, in its hint and in its hover. The profile knows lines, not expressions:
// where several values are allocated on one line it is said of the line.
import type { Finding } from '#core/escape/finding';
import type { MeasuredLine } from '#core/messages/profiling';
import type { Translate } from '#core/messages/translate';
import { exactValue, formatValue } from '#core/profile/units';
import { escapeMarkdown } from './markdown';

export interface Measured extends MeasuredLine {
  /** The profile's file name. */
  readonly profile: string;
  /** The text is newer than the profile: the line may be another one. */
  readonly isOlder: boolean;
}

/** `heap: returned · 12 MiB`. Nothing is added from an older text. */
export function measuredLabel(label: string, measured: Measured, isAlone: boolean, t: Translate): string {
  if (measured.isOlder) return label;
  const bytes = formatValue(measured.bytes, 'bytes');
  return `${label} · ${isAlone ? bytes : t('{0} on this line', bytes)}`;
}

export function measuredMarkdown({ profile, isOlder, bytes, objects }: Measured, t: Translate): string {
  const size = formatValue(bytes, 'bytes');
  const said =
    objects === 1
      ? t('Measured ({0}): this line allocated {1} in 1 allocation.', profile, size)
      : t('Measured ({0}): this line allocated {1} in {2} allocations.', profile, size, exactValue(objects, ''));
  const older = isOlder ? ` ${t('The file is newer than the profile: its lines may have moved.')}` : '';
  return escapeMarkdown(`${said}${older}`);
}

/** Those that a line's bytes can belong to. */
export const isAllocation = ({ code }: Finding): boolean =>
  code === 'moved-to-heap' || code === 'escapes' || code === 'allocates';

/** What was measured on the line of the first allocation among findings of one place; '' where nothing was. */
export function measuredAmong(findings: readonly Finding[], { measured, t }: MeasuredOptions): string {
  const allocation = findings.find(isAllocation);
  const found = allocation ? measured(allocation) : null;
  return found ? measuredMarkdown(found, t) : '';
}

export interface MeasuredOptions {
  readonly t: Translate;
  /** What was measured on the finding's line. */
  readonly measured: (finding: Finding) => Measured | null;
}
