// Profiles put together and taken apart, by profiles of a few lines. That it is what pprof does is checked in test/toolchain/profile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeProfiles, subtractBase, type Merged } from '#core/profile/merge';
import { tableRows, totalOf } from '#core/profile/table';
import { viewOf } from '#core/profile/view';
import { textProfile } from '#support/textProfile';

function say(merged: Merged): readonly string[] {
  if (merged.kind === 'problem') return [merged.problem.kind];
  const { profile } = merged;
  const view = viewOf(profile);
  const type = profile.defaultSampleType;
  const rows = tableRows(view, type, 'flat').map(
    ({ name, flat, cum }) => `${view.frames.names.text(name)} ${flat} ${cum}`,
  );
  const { type: name, unit } = profile.sampleTypes[type]!;
  return [`${name}/${unit} ${totalOf(view, type)} in ${profile.sampleCount}`, ...rows];
}

function merge(name: string, texts: readonly string[], expected: readonly string[]): void {
  test(`merged: ${name}`, () => assert.deepEqual(say(mergeProfiles(texts.map(textProfile))), expected));
}

function subtract(name: string, profile: string, base: string, expected: readonly string[]): void {
  test(`difference: ${name}`, () =>
    assert.deepEqual(say(subtractBase(textProfile(profile), textProfile(base))), expected));
}

merge(
  'equal stacks add up, other labels stay apart',
  ['main;a 1 k=v\nmain;b 2', 'main;a 3 k=v\nmain;a 4 k=w'],
  ['cpu/nanoseconds 10 in 3', 'a 8 8', 'b 2 2', 'main 0 10'],
);
merge('the order of keys makes no difference', ['main 1 k=v n=1', 'main 2 n=1 k=v'].slice(0, 2), [
  'cpu/nanoseconds 3 in 1',
  'main 3 3',
]);
merge(
  'what all of them count, in the finest unit',
  ['# types a/count cpu/milliseconds\nmain 1 2', '# types cpu/nanoseconds b/count\nmain 5 1'],
  ['cpu/nanoseconds 2000005 in 1', 'main 2000005 2000005'],
);
merge('nothing in common', ['# types a/count\nmain 1', '# types b/count\nmain 1'], ['no-common-type']);
merge('units that are not comparable', ['# types a/count\nmain 1', '# types a/bytes\nmain 1'], ['incompatible']);
merge('other periods', ['# period 1 cpu/nanoseconds\nmain 1', '# period 1 wall/nanoseconds\nmain 1'], ['incompatible']);
merge(
  'a type that one file has twice',
  ['# types a/count b/count b/count\nmain 1 2 3'],
  ['a/count 1 in 1', 'main 1 1'],
);
merge(
  'sums above 2^53',
  ['main 9007199254740991', 'main 9007199254740991', 'main 1'],
  ['cpu/nanoseconds 18014398509481983 in 1', 'main 18014398509481983 18014398509481983'],
);
subtract('what is equal vanishes', 'main;a 5\nmain;b 3', 'main;a 5\nmain;b 1\nmain;c 4', [
  'cpu/nanoseconds 6 in 2',
  'c -4 -4',
  'b 2 2',
  'main 0 -2',
]);
subtract('of itself', 'main;a 5', 'main;a 5', ['cpu/nanoseconds 0 in 0']);
subtract('exact above 2^53', 'main 1', 'main 9007199254740993', [
  'cpu/nanoseconds 9007199254740992 in 1',
  'main -9007199254740992 -9007199254740992',
]);
