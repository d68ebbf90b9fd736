// A profile with a base in it: what the base had is negative and marked, whatever labels it has.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerer } from '#core/profile/answer';
import { english } from '#core/messages/translate';
import { baseSamples } from '#core/profile/table';
import { withBase } from '#core/profile/withBase';
import { textProfile } from '#support/textProfile';

function merged(profile: string, base: string) {
  const found = withBase(textProfile(profile), textProfile(base));
  assert.ok(found.kind === 'profile');
  return found.profile;
}

test('samples of equal stacks stay apart', () => {
  const profile = merged('main;a 10\nmain;b 5 k=v', 'main;a 4\nmain;c 7 k=v bytes=8');
  const isBase = baseSamples(profile)!;
  const values = Array.from(profile.values[0]!.values, (value, sample) => `${value} ${isBase[sample]}`);
  assert.deepEqual(values.sort(), ['-4 1', '-7 1', '10 0', '5 0']);
  const texts = Array.from(profile.labels.key, key => profile.strings.text(key));
  assert.deepEqual(texts.sort(), ['bytes', 'k', 'k', 'pprof::base', 'pprof::base']);
});

test('the views set them against each other', () => {
  const answer = answerer({ profile: merged('main;a 10', 'main;a 4\nmain;gone 7'), modules: [], t: english });
  const filters = { focus: '', ignore: '', hide: '', show: '', showFrom: '' };
  const comparing = { by: 'absolute', operations: 0, baseOperations: 0 } as const;
  const scope = { sampleType: 0, filters, labels: [], groupBy: '', inlined: true, comparing };
  const table = answer({
    kind: 'table',
    scope,
    sort: 'name',
    descending: false,
    text: '',
    expression: false,
    first: 0,
    count: 9,
  });
  assert.ok(table.kind === 'table' && table.baseCum);
  const rows = table.names.texts.map((name, row) => `${name} ${table.cum[row]} ${table.baseCum![row]}`);
  assert.deepEqual(rows.sort(), ['a 10 4', 'gone 0 7', 'main 10 11']);
});

test('nothing in common', () => {
  const found = withBase(textProfile('# types a/count\nm 1'), textProfile('# types b/count\nm 1'));
  assert.equal(found.kind, 'problem');
});
