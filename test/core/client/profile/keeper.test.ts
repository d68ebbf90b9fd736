// What the worker of a profile keeps, and what it tells of it: facts of one profile and of a comparison.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeeper, type Keeper } from '#client/profile/keeper';
import type { Opened, Source } from '#client/profile/workerMessages';
import type { Facts } from '#core/messages/profileView';
import { english } from '#core/messages/translate';
import { encodeTextProfile } from '#support/textProfile';

const source = (text: string): Source => ({ kind: 'bytes', bytes: encodeTextProfile(text) });

function keeping(text: string): { readonly keeper: Keeper; readonly opened: Opened } {
  const keeper = createKeeper({ t: english, read: from => (from.kind === 'bytes' ? from.bytes : 'no file') });
  return { keeper, opened: keeper.open(source(text), []) };
}

function factsOf(opened: Opened): Facts {
  assert.ok(opened.kind === 'opened', JSON.stringify(opened));
  return opened.facts;
}

test('a comparison’s facts are the profile’s own; only the types are those that both have', () => {
  const after = '# types cpu/nanoseconds samples/count\n# time 1000\n# duration 50\nmain;a 10 1\nmain;b 4 1';
  const before = '# types samples/count\n# time 9000\n# duration 70\nmain;a 6\nmain;c 6';
  const { keeper, opened } = keeping(after);
  const own = factsOf(opened);
  assert.deepEqual([own.totals, own.samples, own.timeNanos], [[14, 2], 2, '1000']);
  const compared = factsOf(keeper.compare(source(before)));
  assert.deepEqual(compared, {
    ...own,
    sampleTypes: [{ type: 'samples', unit: 'count' }],
    defaultType: 0,
    totals: [2],
  });
  assert.deepEqual(factsOf(keeper.compare(null)), own);
});
