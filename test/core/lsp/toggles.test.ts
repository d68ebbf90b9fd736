// What commands show of a file or a package beside the settings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isToggleParams } from '#core/messages/protocol';
import { createToggles } from '#server/lsp/toggles';

const inlining = ['can-inline', 'cannot-inline', 'inlined-call', 'devirtualized'];
const checks = ['bounds-check', 'slice-bounds-check', 'nil-check'];

test('for a file, for its package, on and off', () => {
  const toggles = createToggles();
  assert.deepEqual(toggles.all(), []);
  assert.equal(toggles.toggle('/m/a.go', { scope: 'file', kind: 'inlining' }), true);
  assert.equal(toggles.toggle('/m/a.go', { scope: 'package', kind: 'bounds-checks' }), true);
  assert.deepEqual(toggles.codesFor('/m/a.go'), [...inlining, ...checks]);
  assert.deepEqual(toggles.codesFor('/m/b.go'), checks);
  assert.deepEqual(toggles.codesFor('/m/sub/c.go'), []);
  assert.deepEqual(toggles.all(), [...inlining, ...checks]);
  assert.equal(toggles.toggle('/m/b.go', { scope: 'package', kind: 'bounds-checks' }), false);
  assert.deepEqual(toggles.all(), inlining);
});

test('arguments are whatever an editor sends', () => {
  assert.equal(isToggleParams({ uri: 'file:///m/a.go', scope: 'file', kind: 'inlining' }), true);
  for (const wrong of [null, 1, {}, { uri: 'x', scope: 'file' }, { uri: 'x', scope: 'all', kind: 'inlining' }]) {
    assert.equal(isToggleParams(wrong), false);
  }
});
