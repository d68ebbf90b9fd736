// `escapement profile top` and `tree` for a person: the columns of `go tool pprof -top`, one unit for the whole table.
import type { Translate } from '../messages/translate';
import type { ExactNumber } from '../profile/exactNumber';
import { printable } from '../text/printable';
import { inliningOf } from '../profile/inlining';
import { scale } from '../profile/scale';
import { totalOf, type TableRow } from '../profile/table';
import type { TreeRow } from '../profile/tree';
import type { View } from '../profile/view';

export interface TextReport {
  readonly view: View;
  readonly type: number;
  /** How many functions there are, shown or not; null where nobody counted. */
  readonly all: number | null;
  /** What is left out, in one line; '' where nothing is. */
  readonly note: string;
  readonly t: Translate;
}

/** Ended by a line feed. */
export function topText(rows: readonly TableRow[], report: TextReport): string {
  const { view, type } = report;
  const { names } = view.frames;
  const format = formatter(view, type, rows);
  const inlining = inliningOf(view.frames);
  const marks = { never: '', partly: ' (partial-inline)', always: ' (inline)' } as const;
  const { total } = format;
  let sum: ExactNumber = 0;
  const lines = rows.map(({ name, flat, cum }) => {
    sum = BigInt(sum) + BigInt(flat);
    const values = [
      format.value(flat),
      percent(flat, total),
      percent(sum, total),
      format.value(cum),
      percent(cum, total),
    ];
    return [...values, `${printable(names.text(name))}${marks[inlining(name)]}`] as const;
  });
  const head = ['flat', 'flat%', 'sum%', 'cum', 'cum%', 'function'] as const;
  return [...heading(report, format, sum), ...table([head, ...lines]), ''].join('\n');
}

/** Ended by a line feed. Functions are indented by how deep they are called. */
export function treeText(rows: readonly TreeRow[], report: TextReport): string {
  const { view, type } = report;
  const format = formatter(view, type, rows);
  const { total } = format;
  const lines = rows.map(({ name, depth, flat, cum }) => {
    const values = [format.value(cum), percent(cum, total), format.value(flat), percent(flat, total)];
    return [...values, `${'  '.repeat(Math.min(depth, 100))}${printable(view.frames.names.text(name))}`];
  });
  return [
    ...heading(report, format, null),
    ...table([['cum', 'cum%', 'flat', 'flat%', 'function'], ...lines]),
    '',
  ].join('\n');
}

interface Formatter {
  readonly total: ExactNumber;
  value(value: ExactNumber): string;
}

/** One unit for all: that of the smallest value, or a larger one where the smallest is still 0.01 of it. As pprof chooses. */
function formatter(view: View, type: number, rows: readonly Pick<TableRow, 'flat' | 'cum'>[]): Formatter {
  const { unit: own } = view.profile.sampleTypes[type]!;
  const total = totalOf(view, type);
  const most = Math.abs(Number(total));
  const sizes = rows.map(({ flat, cum }) => Math.abs(Number(flat)) || Math.abs(Number(cum))).filter(size => size > 0);
  const least = sizes.reduce((smallest, size) => Math.min(smallest, size), most);
  const isWide = scale(least, own, 'auto').unit !== scale(most, own, 'auto').unit && least * 100 < most;
  const { unit } = scale(isWide ? least * 100 : least, own, 'auto');
  return {
    total,
    value(value) {
      // A count is not scaled: it keeps all its digits.
      if (unit === '' || unit === own) return value === 0 ? '0' : `${BigInt(value)}${suffix(unit)}`;
      const scaled = scale(Number(value), own, unit);
      const text = scaled.value.toFixed(2).replace(/\.00$/, '');
      return text === '0' || text === '-0' ? '0' : `${text}${suffix(scaled.unit)}`;
    },
  };
}

const suffix = (unit: string): string => (unit === 'count' ? '' : unit);

function percent(part: ExactNumber, whole: ExactNumber): string {
  const share = Number(whole) === 0 ? 0 : (Number(part) / Number(whole)) * 100;
  return `${share.toFixed(2)}%`;
}

function heading(
  { view, type, all, note, t }: TextReport,
  format: Formatter,
  shown: ExactNumber | null,
): readonly string[] {
  const { profile } = view;
  const { type: name, unit } = profile.sampleTypes[type]!;
  const others = profile.sampleTypes.filter((_, index) => index !== type).map(other => other.type);
  const binary = profile.mappings.count > 0 ? profile.strings.text(profile.mappings.file[0]!) : '';
  const duration = Number(profile.durationNanos);
  const length = scale(duration, 'nanoseconds', 'auto');
  const inTime = scale(Number(format.total), unit, 'nanoseconds');
  // Above 100 % where several cores were at work.
  const use =
    inTime.unit === 'ns' && duration > 0
      ? ` (${t('{0} of the duration', `${((inTime.value / duration) * 100).toFixed(2)}%`)})`
      : '';
  return [
    ...(binary === '' ? [] : [t('Program: {0}', printable(binary.slice(binary.lastIndexOf('/') + 1)))]),
    others.length === 0
      ? t('Type: {0}', printable(name))
      : t('Type: {0} (also there: {1})', printable(name), printable(others.join(', '))),
    ...(profile.timeNanos === 0n ? [] : [t('Taken: {0}', timeText(profile.timeNanos))]),
    ...(duration === 0 ? [] : [t('Duration: {0}', `${length.value.toFixed(2)}${length.unit}`)]),
    shown === null
      ? t('Total: {0}', `${format.value(format.total)}${use}`)
      : t(
          'Total: {0}; shown: {1}',
          `${format.value(format.total)}${use}`,
          `${format.value(shown)} (${percent(shown, format.total)})`,
        ),
    ...(all === 0 ? [t('No function has a value.')] : []),
    ...(note === '' ? [] : [note]),
  ];
}

/** To the second, in UTC; a time that no calendar has is left as it is. */
function timeText(nanos: bigint): string {
  const date = new Date(Number(nanos / 1_000_000n));
  return Number.isNaN(date.getTime())
    ? `${nanos}`
    : date
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, ' UTC');
}

/** Numbers to the right, the function last. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (found, row) => row.map((cell, column) => Math.max(found[column] ?? 0, cell.length)),
    [],
  );
  return rows.map(row =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
