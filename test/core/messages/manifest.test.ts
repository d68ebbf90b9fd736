// What package.json tells VS Code is what the code does: the commands, the settings with their defaults, the colour.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { commandIds } from '#client/commandTable';
import { borrowedFrom } from '#client/goSettings';
import { findingCodes } from '#core/escape/finding';
import { settingKinds } from '#server/lsp/settings';
import manifest from '../../../package.json';

const { commands, configuration, keybindings } = manifest.contributes;

interface Property {
  readonly default: unknown;
  readonly enum?: readonly unknown[];
}
const properties = new Map<string, Property>(
  Object.entries(configuration.properties).map(([key, property]) => [key.replace(/^escapement\./, ''), property]),
);

test('commands are those of the command table', () => {
  assert.deepEqual(
    commands.map(({ command }) => command),
    [...commandIds],
  );
  const known = new Set<string>(commandIds);
  for (const { command } of keybindings) assert.ok(known.has(command), command);
});

/** The client, or its library, reads these itself. */
const clientsOwn = ['trace.server', 'profile.sourceMap'];

test('settings are those of the server, with their defaults', () => {
  const ours = [...properties.keys()].filter(key => !clientsOwn.includes(key));
  assert.deepEqual(ours.sort(), Object.keys(settingKinds).sort());
  for (const [key, kind] of Object.entries(settingKinds))
    assert.deepEqual(properties.get(key)?.default, kind.default, key);
});

test('the server takes every value that a setting offers, and no other', () => {
  const offered = [...properties].filter(([key, property]) => property.enum && key in settingKinds);
  assert.ok(offered.length > 0);
  for (const [key, property] of offered) {
    const kind = Object.entries(settingKinds).find(([known]) => known === key)?.[1];
    for (const value of property.enum ?? []) assert.ok(kind?.fits(value), `${key}: ${String(value)}`);
    assert.equal(kind?.fits('something else'), false, key);
  }
});

test('escape.show offers every finding code, described', () => {
  const { items } = configuration.properties['escapement.escape.show'];
  assert.deepEqual(items.enum, [...findingCodes]);
  assert.equal(items.enumDescriptions.length, findingCodes.length);
});

test('settings that decide which program runs need trust', () => {
  const restricted: readonly string[] = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
  for (const key of restricted) assert.ok(properties.has(key.replace(/^escapement\./, '')), key);
  for (const key of [...Object.keys(borrowedFrom), 'gcflags'])
    assert.ok(restricted.includes(`escapement.go.${key}`), key);
});

test('the icon is there', () => {
  assert.ok(existsSync(manifest.icon), manifest.icon);
});
