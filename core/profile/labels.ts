// Labels of samples as a person chooses among them: which there are, which samples carry some, and samples grouped by one.
// A number is written with its unit; `pprof::…` keys are the format's own and no choice.
import { byText } from '../text/byText';
import type { LabelKey, LabelValue } from '../messages/profileView';
import type { Prefix } from './distinctStacks';
import type { Profile } from './profile';
import type { View } from './view';

/** Keys and values that the page can offer. */
const mostKeys = 100;
const mostValues = 300;

/** Most frequent values first. */
export function labelKeys(profile: Profile): readonly LabelKey[] {
  const counts = new Map<string, Map<string, number>>();
  const texts = labelTexts(profile);
  forEachLabel(profile, (_, at) => {
    const key = profile.strings.text(profile.labels.key[at]!);
    if (key.startsWith('pprof::')) return;
    let values = counts.get(key);
    if (!values) counts.set(key, (values = new Map()));
    const text = texts(at);
    values.set(text, (values.get(text) ?? 0) + 1);
  });
  return [...counts].slice(0, mostKeys).map(([key, values]) => {
    const sorted = [...values].sort((a, b) => b[1] - a[1] || byText(a[0], b[0])).map(([value]) => value);
    return { key, values: sorted.slice(0, mostValues), moreValues: Math.max(0, sorted.length - mostValues) };
  });
}

/** The samples of a view that carry all of these labels. */
export function withLabels(view: View, wanted: readonly LabelValue[]): View {
  if (wanted.length === 0) return view;
  const { profile } = view;
  const { labels, strings } = profile;
  const texts = labelTexts(profile);
  const pairs = wanted.map(({ key, value }) => ({ key: strings.find(key), value }));
  const has = (sample: number, { key, value }: { readonly key: number; readonly value: string }) => {
    for (let at = labels.start[sample]!; at < labels.start[sample + 1]!; at++) {
      if (labels.key[at] === key && texts(at) === value) return true;
    }
    return false;
  };
  const all = view.samples ?? Int32Array.from({ length: profile.sampleCount }, (_, sample) => sample);
  return { ...view, samples: all.filter(sample => pairs.every(label => has(sample, label))) };
}

/** The outermost boxes of a picture grouped by a label: `key: value`, and one for samples without it. */
export function groupedBy(profile: Profile, key: string, without: string): Prefix {
  const { labels, strings } = profile;
  const keyIndex = strings.find(key);
  const texts = labelTexts(profile);
  const ofSample = new Int32Array(profile.sampleCount);
  const names = [without];
  const numbers = new Map<string, number>();
  for (let sample = 0; sample < profile.sampleCount; sample++) {
    for (let at = labels.start[sample]!; at < labels.start[sample + 1]!; at++) {
      if (labels.key[at] !== keyIndex) continue;
      const text = texts(at);
      let number = numbers.get(text);
      if (number === undefined) numbers.set(text, (number = names.push(`${key}: ${text}`) - 1));
      ofSample[sample] = number;
      break;
    }
  }
  return { ofSample, texts: names };
}

/** The value of a label by its place; each different one is written once. */
function labelTexts({ labels, strings }: Profile): (at: number) => string {
  const numbers = new Map<bigint, string>();
  return at => {
    const text = labels.text[at]!;
    if (text !== 0) return strings.text(text);
    const number = labels.number[at]!;
    let written = numbers.get(number);
    if (written === undefined) numbers.set(number, (written = number.toString()));
    const unit = labels.unit[at]!;
    return unit === 0 ? written : `${written} ${strings.text(unit)}`;
  };
}

function forEachLabel({ labels, sampleCount }: Profile, visit: (sample: number, at: number) => void): void {
  for (let sample = 0; sample < sampleCount; sample++) {
    for (let at = labels.start[sample]!; at < labels.start[sample + 1]!; at++) visit(sample, at);
  }
}
