// The module line in the forms that the go command takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modulePath } from '#core/profile/modulePath';

const cases: readonly (readonly [text: string, path: string | null])[] = [
  ['module ex.com/m\n\ngo 1.21\n', 'ex.com/m'],
  ['// about it\n\nmodule\tex.com/m // a comment\n', 'ex.com/m'],
  ['module "ex.com/m"\r\n', 'ex.com/m'],
  ['module `ex.com/m`\n', 'ex.com/m'],
  ['// module ex.com/no\nmodule m\n', 'm'],
  ['go 1.21\n', null],
  ['', null],
];
for (const [text, path] of cases) test(JSON.stringify(text), () => assert.equal(modulePath(text), path));
