// What is known of a profile beside its stacks, for the page that shows it.
import type { Facts } from '../messages/profileView';
import { largestExact } from './exactNumber';
import { framesOf } from './frames';
import { labelKeys } from './labels';
import type { Profile } from './profile';
import { baseSamples, totalOf } from './table';

/** Comments and mappings of one file that are worth a look. */
const mostLines = 1000;

/** `own` is what a person opened; `shown` is the same, or a comparison with it: then the types are those that both have. */
export function factsFor(shown: Profile, own: Profile): Facts {
  const facts = factsOf(own);
  if (own === shown) return facts;
  const totalFor = (wanted: string): number =>
    facts.totals[facts.sampleTypes.findIndex(({ type }) => type === wanted)] ?? 0;
  const sampleTypes = shown.sampleTypes.map(({ type, unit }) => ({ type, unit }));
  const totals = sampleTypes.map(({ type }) => totalFor(type));
  return { ...facts, sampleTypes, defaultType: shown.defaultSampleType, totals };
}

function factsOf(profile: Profile): Facts {
  const isBase = baseSamples(profile);
  const totals = profile.sampleTypes.map((_, type) => Number(totalOf({ profile }, type, isBase)));
  return {
    sampleTypes: profile.sampleTypes.map(({ type, unit }) => ({ type, unit })),
    defaultType: profile.defaultSampleType,
    totals,
    timeNanos: profile.timeNanos.toString(),
    durationNanos: profile.durationNanos.toString(),
    period: Number(profile.period),
    periodType: profile.periodType,
    samples: profile.sampleCount,
    functions: framesOf(profile).names.count,
    locations: profile.locations.count,
    comments: profile.comments.slice(0, mostLines),
    docUrl: profile.docUrl,
    mappings: Array.from({ length: Math.min(mostLines, profile.mappings.count) }, (_, index) => ({
      file: profile.strings.text(profile.mappings.file[index]!),
      buildId: profile.strings.text(profile.mappings.buildId[index]!),
    })),
    labels: labelKeys(profile),
    rounded: profile.values.some(({ exact }) => exact !== null) || totals.some(total => Math.abs(total) > largestExact),
  };
}
