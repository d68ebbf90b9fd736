// The section `escapement` as editors send it: nested, dotted, partial, wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poolCodes } from '#core/escape/finding';
import { readSettings, settingKinds } from '#server/lsp/settings';
import packageJson from '../../../package.json';

const defaults = readSettings(undefined).settings;

test('settings: unset is the default', () => {
  for (const nothing of [undefined, null, {}, [], 'x', 7]) {
    assert.deepEqual(readSettings(nothing), { settings: defaults, problems: [] });
  }
  assert.equal(defaults.live.run, 'onType');
  const pools = poolCodes.filter(code => code !== 'pool-unbounded-put');
  assert.deepEqual([...defaults.show.codes], ['escapes', 'moved-to-heap', 'allocates', ...pools, 'assertion-failed']);
});

test('settings: nested and dotted keys are the same', () => {
  const nested = readSettings({ go: { path: '/x/go', env: { GOOS: 'js' } }, escape: { run: 'onSave' } });
  const dotted = readSettings({ 'go.path': '/x/go', 'go.env': { GOOS: 'js' }, 'escape.run': 'onSave' });
  assert.deepEqual(nested, dotted);
  assert.equal(nested.settings.live.go.path, '/x/go');
  assert.equal(nested.settings.live.run, 'onSave');
});

const wrong: readonly [string, unknown][] = [
  ['go.path', 7],
  ['go.buildFlags', '-tags=x'],
  ['go.buildFlags', [1]],
  ['go.tags', ['x']],
  ['go.env', { GOOS: 1 }],
  ['go.env', []],
  ['go.timeoutSeconds', -1],
  ['go.timeoutSeconds', Infinity],
  ['escape.run', 'always'],
  ['escape.show', ['nope']],
  ['escape.severity', 'error'],
  ['escape.verify', 'always'],
  ['inlayHints.enabled', 'yes'],
];
for (const [key, value] of wrong) {
  test(`settings: ${key} = ${JSON.stringify(value)} stays at the default, and is named`, () => {
    const { settings, problems } = readSettings({ [key]: value });
    assert.deepEqual(settings, defaults);
    assert.equal(problems.length, 1);
    assert.ok(problems[0]!.startsWith(`escapement.${key} `));
  });
}

test('settings: package.json says the same', () => {
  const declared = Object.entries(
    packageJson.contributes.configuration.properties as Record<string, { default: unknown; enum?: readonly unknown[] }>,
    // These are read by the client alone.
  ).filter(([key]) => key !== 'escapement.trace.server' && key !== 'escapement.profile.sourceMap');
  assert.deepEqual(
    Object.fromEntries(declared.map(([key, setting]) => [key, setting.default])),
    Object.fromEntries(Object.entries(settingKinds).map(([key, kind]) => [`escapement.${key}`, kind.default])),
  );
  for (const [key, setting] of declared) {
    for (const value of setting.enum ?? []) {
      assert.deepEqual(
        readSettings({ [key.slice('escapement.'.length)]: value }).problems,
        [],
        `${key} = ${String(value)}`,
      );
    }
  }
});
