// Each case: what the Go extension's settings say, which of ours are set, and what ours become.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { borrowGoSettings, type BorrowedKey, type BorrowedSettings } from '#client/goSettings';

interface Case {
  readonly name: string;
  readonly go: Readonly<Record<string, unknown>>;
  readonly set?: readonly BorrowedKey[];
  readonly windows?: boolean;
  readonly noFolder?: boolean;
  readonly expected: BorrowedSettings;
}

function check({ go, set = [], windows = false, noFolder = false, expected }: Case): void {
  const borrowed = borrowGoSettings({
    isUnset: key => !set.includes(key),
    goSetting: key => go[key],
    surroundings: {
      home: windows ? 'C:\\Users\\me' : '/home/me',
      workspaceFolder: noFolder ? null : '/w/项目',
      env: { SDK: '/sdk' },
      windows,
    },
  });
  assert.deepEqual(borrowed, expected);
}

const cases: readonly Case[] = [
  { name: 'nothing is set', go: {}, expected: {} },
  {
    name: 'everything is taken over',
    go: {
      'go.alternateTools': { go: '/opt/go/bin/go', gopls: '/x' },
      'go.buildFlags': ['-mod=vendor', '-race'],
      'go.buildTags': 'a,b',
      'go.toolsEnvVars': { GOOS: 'linux', CGO_ENABLED: 0 },
    },
    expected: {
      path: '/opt/go/bin/go',
      buildFlags: ['-mod=vendor', '-race'],
      tags: 'a,b',
      env: { GOOS: 'linux', CGO_ENABLED: '0' },
    },
  },
  {
    name: 'ours win where they are set',
    go: { 'go.goroot': '/go', 'go.buildFlags': ['-race'], 'go.buildTags': 'a', 'go.toolsEnvVars': { A: 'b' } },
    set: ['path', 'buildFlags', 'tags', 'env'],
    expected: {},
  },
  {
    name: 'each of ours wins for itself',
    go: { 'go.goroot': '/go', 'go.buildTags': 'a' },
    set: ['path'],
    expected: { tags: 'a' },
  },
  {
    name: 'goroot names the command in it',
    go: { 'go.goroot': '/usr/local/go' },
    expected: { path: '/usr/local/go/bin/go' },
  },
  {
    name: 'goroot on Windows',
    go: { 'go.goroot': '~\\sdk\\go1.26.8' },
    windows: true,
    expected: { path: 'C:\\Users\\me\\sdk\\go1.26.8\\bin\\go.exe' },
  },
  {
    name: 'alternateTools wins over goroot',
    go: { 'go.alternateTools': { go: 'go1.26.8' }, 'go.goroot': '/go' },
    expected: { path: 'go1.26.8' },
  },
  {
    name: 'an empty alternative is none',
    go: { 'go.alternateTools': { go: '' }, 'go.goroot': '/go' },
    expected: { path: '/go/bin/go' },
  },
  {
    name: 'the home directory',
    go: { 'go.alternateTools': { go: '~/go/bin/go' } },
    expected: { path: '/home/me/go/bin/go' },
  },
  {
    name: 'variables',
    go: {
      'go.goroot': '${env:SDK}/go',
      'go.buildFlags': ['-overlay=${workspaceFolder}/o.json', '-x=${workspaceRoot}'],
      'go.toolsEnvVars': { A: '${env:NOPE}b', B: '${unknown}' },
    },
    expected: {
      path: '/sdk/go/bin/go',
      buildFlags: ['-overlay=/w/项目/o.json', '-x=/w/项目'],
      env: { A: 'b', B: '${unknown}' },
    },
  },
  {
    name: 'no folder for the variable',
    go: { 'go.goroot': '${workspaceFolder}/go' },
    noFolder: true,
    expected: { path: '${workspaceFolder}/go/bin/go' },
  },
  {
    name: 'what does not fit is left out',
    go: {
      'go.alternateTools': ['go'],
      'go.goroot': null,
      'go.buildFlags': '-race',
      'go.buildTags': 7,
      'go.toolsEnvVars': 'A=b',
    },
    expected: {},
  },
  {
    name: 'values that do not fit inside a list or an object',
    go: { 'go.buildFlags': ['-race', 1, null], 'go.toolsEnvVars': { A: null, B: ['x'], C: true } },
    expected: { buildFlags: ['-race'], env: { C: 'true' } },
  },
];

for (const one of cases) test(one.name, () => check(one));
