// `escapement profile --format json`: one document, public, versioned. Keys stand in the order of the documentation, a row takes a line, and
// integers have all their digits, which is why JSON.stringify cannot write them.
import type { ExactNumber } from '../profile/exactNumber';
import { totalOf, type TableRow } from '../profile/table';
import type { TreeRow } from '../profile/tree';
import type { View } from '../profile/view';

/** Rises when a field changes its meaning. */
const profileReportVersion = 1;

/** Ended by a line feed. */
export function topJson(view: View, type: number, rows: readonly TableRow[]): string {
  return document(view, type, rows, () => '');
}

/** As `topJson`, with the depth of each row: rows stand as in a tree, each function before what it calls. `leftOut`: whether there are more. */
export function treeJson(view: View, type: number, rows: readonly TreeRow[], leftOut: boolean): string {
  return document(view, type, rows, ({ depth }) => `"depth":${depth},`, [`"leftOut":${leftOut}`]);
}

interface Row {
  readonly name: number;
  readonly flat: ExactNumber;
  readonly cum: ExactNumber;
}

function document<T extends Row>(
  view: View,
  type: number,
  rows: readonly T[],
  more: (row: T) => string,
  moreHead: readonly string[] = [],
): string {
  const { profile, frames } = view;
  const { type: sampleType, unit } = profile.sampleTypes[type]!;
  const head = [
    `"version":${profileReportVersion}`,
    `"sampleType":${JSON.stringify(sampleType)}`,
    `"unit":${JSON.stringify(unit)}`,
    `"total":${digits(totalOf(view, type))}`,
    `"samples":${profile.sampleCount}`,
    `"durationNanos":${digits(profile.durationNanos)}`,
    `"timeNanos":${digits(profile.timeNanos)}`,
    `"sampleTypes":${JSON.stringify(profile.sampleTypes.map(each => `${each.type}/${each.unit}`))}`,
    ...moreHead,
  ];
  const texts = rows.map(row => {
    const { name, flat, cum } = row;
    const [text, file] = [JSON.stringify(frames.names.text(name)), JSON.stringify(frames.names.file(name))];
    return `{"function":${text},"file":${file},${more(row)}"flat":${digits(flat)},"cum":${digits(cum)}}`;
  });
  const list = texts.length === 0 ? '[]' : `[\n${texts.join(',\n')}\n]`;
  return `{${head.join(',')},\n"rows":${list}}\n`;
}

/** Doubles above 10^21 would be written with an exponent; none of ours is, but a minus zero must not be written either. */
const digits = (value: ExactNumber): string => BigInt(value).toString();
