// What is told where a replay and the go command differ.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from '#server/analysis/crossCheck';
import { sampleFinding } from '#support/sampleFinding';

const a = sampleFinding({ code: 'escapes', subject: 'a' });
const b = sampleFinding({ code: 'escapes', subject: 'b' });

test('nothing where both say the same, in whatever order and by whatever sentence', () => {
  assert.deepEqual(differences([a, b], [b, { ...a, message: 'other words', variants: ['p'] }]), []);
});

test('what only one of them says', () => {
  const [missing, added] = differences([a], [b]);
  assert.match(missing!, /^only the go command: .* escapes b /);
  assert.match(added!, /^only the replay: .* escapes a /);
  assert.equal(differences([a], [{ ...a, reason: 'goroutine' }]).length, 2);
});

test('not what a replay never says', () => {
  assert.deepEqual(differences([a], [a, { ...b, code: 'bounds-check' }, { ...b, code: 'other' }]), []);
});

test('ten lines at most', () => {
  const many = Array.from({ length: 50 }, (_, line) => ({ ...a, line }));
  assert.equal(differences([], many).length, 10);
});
