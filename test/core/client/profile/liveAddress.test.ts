// What people type for a program, and the address that is asked then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveFolder, liveUrl } from '#client/profile/liveAddress';

const addresses: Readonly<Record<string, string | null>> = {
  'localhost:6060': 'http://localhost:6060/debug/pprof/',
  ':6060': 'http://localhost:6060/debug/pprof/',
  ' 10.0.0.1:80 ': 'http://10.0.0.1/debug/pprof/',
  '[::1]:6060': 'http://[::1]:6060/debug/pprof/',
  'host.example': 'http://host.example/debug/pprof/',
  'http://host:1/': 'http://host:1/debug/pprof/',
  'https://host/prefix/': 'https://host/prefix/debug/pprof/',
  'http://host:1/p/debug/pprof/heap?debug=1#x': 'http://host:1/p/debug/pprof/',
  'HTTP://host:1': 'http://host:1/debug/pprof/',
  '': null,
  'a b': null,
  'file:///etc/passwd': null,
  'ftp://host': null,
  'http://user:secret@host': null,
  'host:99999': null,
};
for (const [typed, wanted] of Object.entries(addresses)) {
  test(JSON.stringify(typed), () => assert.equal(liveFolder(typed)?.href ?? null, wanted));
}

test('kinds and seconds', () => {
  const folder = liveFolder('h:1')!;
  assert.equal(liveUrl(folder, { kind: 'cpu', seconds: 10 }).href, 'http://h:1/debug/pprof/profile?seconds=10');
  assert.equal(liveUrl(folder, { kind: 'heap', seconds: 0 }).href, 'http://h:1/debug/pprof/heap');
  assert.equal(liveUrl(folder, { kind: 'mutex', seconds: 5 }).href, 'http://h:1/debug/pprof/mutex?seconds=5');
});
