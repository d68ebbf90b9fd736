// What the worker of a profile keeps, and what it tells of it: facts of one profile and of a comparison.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeeper, type Keeper } from '#client/profile/keeper';
import { isHeat, isOpened } from '#client/profile/workerChecks';
import { mostHeatFiles, type Opened, type Source } from '#client/profile/workerMessages';
import type { Facts, Scope } from '#core/messages/profileView';
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

const noFilters = { focus: '', ignore: '', hide: '', show: '', showFrom: '' };
const scope: Scope = {
  sampleType: 0,
  filters: noFilters,
  labels: [],
  groupBy: '',
  inlined: true,
  comparing: { by: 'absolute', operations: 0, baseOperations: 0 },
};

test('a filter changes what is shown beside the code, not what a line is said to allocate', () => {
  const { keeper } = keeping(`
    # types alloc_objects/count alloc_space/bytes
    main@/s/a.go:1;fetch@/s/a.go:5 2 200
    main@/s/a.go:2;store@/s/a.go:9 3 900`);
  const linesOf = (focus: string) => {
    const heat = keeper.heat({ ...scope, sampleType: 1, filters: { ...noFilters, focus } }, ['a.go']);
    assert.ok(isHeat(heat));
    return heat.files.map(({ line, cum, bytes, objects }) =>
      [line, cum, bytes ?? [], objects ?? []].map(column => Array.from(column)),
    );
  };
  const [bytes, objects] = [
    [0, 0, 200, 900],
    [0, 0, 2, 3],
  ];
  assert.deepEqual(linesOf(''), [[[1, 2, 5, 9], [200, 900, 200, 900], bytes, objects]]);
  assert.deepEqual(linesOf('store'), [[[2, 5, 9], [900, 0, 900], bytes!.slice(1), objects!.slice(1)]]);
});

test('of very many files of one name the heaviest are enough', () => {
  const files = mostHeatFiles + 200;
  const { keeper } = keeping(
    Array.from({ length: files }, (_, index) => `f${index}@/s/${index}/main.go:1 ${index + 1}`).join('\n'),
  );
  const heat = keeper.heat(scope, ['main.go']);
  assert.ok(isHeat(heat));
  assert.deepEqual([heat.files.length, heat.files[0]?.file], [mostHeatFiles, `/s/${files - 1}/main.go`]);
});

test('what a page cannot be told is none of what a worker may say', () => {
  const { opened } = keeping('main 1');
  const facts = factsOf(opened);
  assert.ok(isOpened(opened));
  assert.ok(!isOpened({ kind: 'opened', facts: { ...facts, comments: ['x'.repeat(1_000_001)] } }));
  assert.ok(!isOpened({ kind: 'failed', text: 'no', reopen: 'none' }));
});
