// What people open by mistake is told for what it is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { english } from '#core/messages/translate';
import { sayProblem, type OtherFile } from '#core/profile/problem';
import { openProfile } from '#host/openProfile';
import { encodeTextProfile } from '#support/textProfile';

function check(name: string, bytes: Uint8Array | string, expected: OtherFile | RegExp): void {
  test(`no profile: ${name}`, () => {
    const opened = openProfile(Buffer.from(bytes));
    assert.ok(opened.kind === 'problem');
    if (typeof expected === 'string') assert.deepEqual(opened.problem, { kind: 'something-else', what: expected });
    else assert.match(sayProblem(opened.problem, english), expected);
  });
}

const other = (name: string): Buffer => readFileSync(path.resolve('test/cases/profiles/other', name));

check('nothing', '', /^the file is empty$/);
check('a page', '<!DOCTYPE html>\n<html><body>404</body></html>', 'html');
check('a page without a head', '  <html>', 'html');
check('what a server says', '404 page not found\n', 'text');
check('what a server says, packed', gzipSync('Could not enable CPU profiling: cpu profiling already in use\n'), 'text');
check('Go', 'package main\n\nfunc main() {}\n', 'text');
check('Chinese', '性能剖析\n', 'text');
check('a long text whose character is cut', `${'x'.repeat(2047)}é${'y'.repeat(100)}`, 'text');
check('JSON', '{"rows": []}', 'json');
check('JSON lines', '[\n  1\n]', 'json');
check('a trace', other('trace.out'), 'trace');
check('a heap as text', other('heap.txt'), 'text-profile');
check('locks as text', other('mutex.txt'), 'text-profile');
check('threads as text', other('threadcreate.txt'), 'text-profile');
check('a ZIP archive', 'PK\u0003\u0004\u0014\0', 'zip');
check('a program', '\u007fELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0\u0003\0', 'program');
check('a core dump', '\u007fELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0\u0004\0', 'core-dump');
check('a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'image');
check('perf', 'PERFILE2\0\0', 'perf');
check('packed twice', gzipSync(gzipSync(encodeTextProfile('main 1'))), 'gzip-twice');
check(
  'the old binary form',
  new Uint8Array(new BigUint64Array([0n, 3n, 0n, 10_000n, 0n, 1n, 1n, 5n]).buffer),
  'binary-cpu',
);
check('a profile that was cut short', encodeTextProfile('main;a 1\nmain;b 2').slice(0, -5), /cut short/);
check(
  'a packed profile that was cut short',
  gzipSync(encodeTextProfile('main;a 1\nmain;b 2')).subarray(0, 40),
  /^the gzip data is damaged/,
);
check(
  'other bytes',
  Buffer.from([1, 2, 3, 250, 251, 252, 0, 0, 9]),
  /^not a valid profile: its bytes are no protocol buffer/,
);
