// Where the go command is looked for, in folders of the test's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findGo } from '#server/go/findGo';
import { goProject } from '#support/goProject';

const program = '#!/bin/sh\n';

test('the setting: a path, a home-relative path, a GOROOT, a name on PATH; nothing else in its place', t => {
  const project = goProject(t, {
    'home/go/bin/go': program,
    'home/root/bin/go': program,
    'path/go': program,
    'path/go1.25.5': program,
    'text/go': 'no program',
  });
  const env = { HOME: project.path('home'), PATH: `relative:${project.path('path')}` };
  const found = (setting: string): string | null => findGo({ setting, env });
  assert.equal(found(project.path('home/go/bin/go')), project.path('home/go/bin/go'));
  assert.equal(found('~/go/bin/go'), project.path('home/go/bin/go'));
  assert.equal(found('~/root'), project.path('home/root/bin/go'));
  assert.equal(found('go1.25.5'), project.path('path/go1.25.5'));
  for (const none of [
    'go1.1',
    project.path('nothing'),
    project.path('text/go'),
    project.directory,
    './path/go',
    '~',
    '~x/go',
  ]) {
    assert.equal(found(none), null, none);
  }
});

test('without a setting: PATH in its order, what is no program passed over', t => {
  const project = goProject(t, { 'a/go': 'no program', 'b/go/dir': '', 'c/go': program, 'd/go': program });
  const PATH = ['a', 'b', 'c', 'd', 'none'].map(name => project.path(name)).join(':');
  assert.equal(findGo({ setting: '', env: { PATH } }), project.path('c/go'));
});

test('without a setting and a PATH: GOROOT first among the usual places', t => {
  const project = goProject(t, { 'root/bin/go': program });
  assert.equal(findGo({ setting: '', env: { GOROOT: project.path('root') } }), project.path('root/bin/go'));
});
