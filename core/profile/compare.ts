// Two profiles as one, each sample still known to be of the one or of the other: what `go tool pprof -diff_base` makes. The base's values
// are negative, and its samples carry the label `pprof::base`, as in a saved difference.
import { mergeProfiles, type Merged } from './merge';
import { negated } from './mergeTypes';
import type { Profile } from './profile';
import { joinStringTables, stringTableOf } from './strings';

export function compareProfiles(profile: Profile, base: Profile): Merged {
  return mergeProfiles([profile, markedAsBase(negated(base))]);
}

function markedAsBase(profile: Profile): Profile {
  const { table: strings } = joinStringTables([profile.strings, stringTableOf(['pprof::base', 'true'])]);
  const [key, value] = [strings.find('pprof::base'), strings.find('true')];
  const { labels, sampleCount } = profile;
  const length = labels.key.length + sampleCount;
  const marked = {
    start: labels.start.map((start, sample) => start + sample),
    key: new Int32Array(length),
    text: new Int32Array(length),
    number: new BigInt64Array(length),
    unit: new Int32Array(length),
  };
  for (let sample = 0; sample < sampleCount; sample++) {
    const [from, to] = [labels.start[sample]!, labels.start[sample + 1]!];
    for (const column of ['key', 'text', 'unit'] as const) {
      marked[column].set(labels[column].subarray(from, to), marked.start[sample]);
    }
    marked.number.set(labels.number.subarray(from, to), marked.start[sample]);
    const last = marked.start[sample + 1]! - 1;
    marked.key[last] = key;
    marked.text[last] = value;
  }
  return { ...profile, strings, labels: marked };
}
