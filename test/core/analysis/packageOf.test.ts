// Which package a file belongs to, over a disk that is a table.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { packageClause, packageOf } from '#server/analysis/packageOf';
import type { Disk } from '#server/analysis/ports';

function diskOf(files: Record<string, string>): Disk {
  return {
    read: file => Promise.resolve(files[file] ?? null),
    exists: file => Promise.resolve(file in files),
    list: folder =>
      Promise.resolve(Object.keys(files).flatMap(file => (path.dirname(file) === folder ? [path.basename(file)] : []))),
  };
}

const disk = diskOf({
  '/m/go.mod': 'module m',
  '/m/a.go': 'package m',
  '/m/p/p.go': 'package p',
  '/m/nested/go.mod': 'module nested',
  '/m/nested/q/q.go': 'package q',
  '/loose/a.go': '// Package loose\npackage loose',
  '/loose/b.go': '/* x */ package loose',
  '/loose/b_test.go': 'package loose',
  '/loose/other.go': 'package other',
  '/loose/script.go': 'package main',
  '/loose/notes.txt': 'package loose',
});

const cases: readonly (readonly [file: string, directory: string, patterns: readonly string[]])[] = [
  ['/m/a.go', '/m', ['.']],
  ['/m/p/p.go', '/m', ['./p']],
  ['/m/nested/q/q.go', '/m/nested', ['./q']],
  ['/loose/a.go', '/loose', ['a.go', 'b.go']],
  ['/loose/b_test.go', '/loose', ['a.go', 'b.go', 'b_test.go']],
  ['/loose/script.go', '/loose', ['script.go']],
  ['/loose/new.go', '/loose', ['new.go']],
];
for (const [file, directory, patterns] of cases) {
  test(`packageOf ${file}`, async () => {
    const place = await packageOf(file, (await disk.read(file)) ?? '', disk);
    assert.deepEqual([place.directory, place.patterns, place.folder], [directory, patterns, path.dirname(file)]);
  });
}

const clauses: readonly (readonly [string, string | null])[] = [
  ['package p', 'p'],
  ['\uFEFF// a\n\n/* b\n */\npackage 包\n', '包'],
  ['//go:build x\r\n\r\npackage p\r\n', 'p'],
  ['func main() {}', null],
  ['', null],
  ['/*'.repeat(50_000), null],
  ['// x\n'.repeat(20_000), null],
  [`${'/**/'.repeat(20_000)}x`, null],
  [`/** a **/ /* * */${'/* b */'.repeat(2_000)}package p`, 'p'],
];
for (const [text, name] of clauses) {
  test(`packageClause of ${JSON.stringify(text.slice(0, 30))}`, () => assert.equal(packageClause(text), name));
}
