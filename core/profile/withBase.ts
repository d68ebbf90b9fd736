// A profile with another one in it as the base of a comparison, marked as `go tool pprof -diff_base` marks it: the base's values are negative, and
// its samples carry the label `pprof::base`, so that samples of equal stacks stay apart.
import { mergeProfiles, type Merged } from './merge';
import { negated } from './mergeTypes';
import type { Labels, Profile } from './profile';
import { joinStringTables, stringTableOf } from './strings';

export function withBase(profile: Profile, base: Profile): Merged {
  return mergeProfiles([profile, marked(negated(base))]);
}

function marked(profile: Profile): Profile {
  const { table: strings, offsets } = joinStringTables([profile.strings, stringTableOf(['pprof::base', 'true'])]);
  const own = offsets[1]!;
  const labels = withLabel(profile.labels, strings.canonical(own + 1), strings.canonical(own + 2));
  return { ...profile, strings, labels };
}

/** One more label at the end of each sample's. */
function withLabel({ start, key, text, number, unit }: Labels, newKey: number, newText: number): Labels {
  const samples = start.length - 1;
  const length = start[samples]! + samples;
  const more = {
    start: start.map((at, sample) => at + sample),
    key: new Int32Array(length),
    text: new Int32Array(length),
    number: new BigInt64Array(length),
    unit: new Int32Array(length),
  };
  for (let sample = 0; sample < samples; sample++) {
    const [from, to] = [start[sample]!, start[sample + 1]!];
    const at = from + sample;
    more.key.set(key.subarray(from, to), at);
    more.text.set(text.subarray(from, to), at);
    more.number.set(number.subarray(from, to), at);
    more.unit.set(unit.subarray(from, to), at);
    more.key[to + sample] = newKey;
    more.text[to + sample] = newText;
  }
  return more;
}
