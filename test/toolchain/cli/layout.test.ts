// `escapement layout` over small modules and the fixtures: what it prints where, and how it ends.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { StructLayout } from '#core/layout/structLayout';
import { goMod } from '#support/goProject';
import { checkGolden } from '../../core/escape/golden';
import { answerOf, escapement, start, withFiles, type Call } from './commandLine';

/** `T amd64 24/8`, with ` → 16: b a` where another order is smaller. */
const summary = ({ name, function: around, goarch, size, align, best }: StructLayout): string =>
  `${name}${around === null ? '' : ` (${around})`} ${goarch} ${size}/${align}${best ? ` → ${best.size}: ${best.order.join(' ')}` : ''}`;

function check(
  name: string,
  call: Call,
  expected: { readonly types: readonly string[]; readonly status?: number; readonly stderr?: RegExp },
): void {
  test(`layout: ${name}`, async () => {
    const [call0, ...rest] = call.args;
    const { stdout, stderr, status } = await escapement({ ...call, args: [call0!, '--format', 'json', ...rest] });
    const types = stdout === '' ? [] : (JSON.parse(stdout) as { readonly types: readonly StructLayout[] }).types;
    assert.deepEqual(types.map(summary), expected.types, stderr);
    assert.match(stderr, expected.stderr ?? /^$/);
    assert.equal(status, expected.status ?? 0);
  });
}

const struct = (name: string, ...fields: readonly string[]): string =>
  `type ${name} struct {\n\t${fields.join('\n\t')}\n}\n`;
const module = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  'go.mod': goMod('ex.com/m'),
  ...Object.fromEntries(
    Object.entries(files).map(([file, text]) => {
      const name = path.dirname(file) === '.' ? 'm' : path.basename(path.dirname(file));
      return [file, text.startsWith('package ') ? text : `package ${name}\n\n${text}`];
    }),
  ),
});
const on = ['layout', '--goarch', 'amd64'];

check(
  'architectures, each with its best order',
  { files: module({ 'm.go': struct('T', 'a bool', 'b int64', 'c bool') }), args: ['layout', '--goarch', 'amd64,386'] },
  { types: ['T amd64 24/8 → 16: b a c', 'T 386 16/4 → 12: b a c'] },
);
check(
  'packages that depend on each other, in one run',
  {
    files: module({
      'm.go': `package m\n\nimport "ex.com/m/a"\n\n${struct('M', 'on bool', 'a a.A')}`,
      'a/a.go': `package a\n\nimport "ex.com/m/b"\n\n${struct('A', 'b b.B', 'on bool')}`,
      'b/b.go': struct('B', 'n int64'),
    }),
    args: [...on, './...'],
  },
  { types: ['M amd64 24/8', 'A amd64 16/8', 'B amd64 8/8'] },
);
check(
  'in functions, embedded, blank, without fields',
  {
    files: module({
      'm.go': `func f() {\n\t${struct('local', 'on bool', 'n int64')}\tvar _ local\n}\n${struct('T', '_ [3]byte', '*T', 'error', '_ struct{}')}${struct('E')}`,
    }),
    args: on,
  },
  {
    types: ['local (f) amd64 16/8', 'T amd64 40/8 → 32: T error _ _', 'E amd64 0/1'],
  },
);
check(
  'what has an error inside, or names it, is not measured; the rest is',
  {
    files: module({
      'm.go': `const n = undefined\n\n${struct('A', 'x [n]int')}${struct('B', 'a A')}${struct('C', 'p *D', 'q bool')}${struct('D', 'n int')}${struct('E', 'on bool', 'x nowhere')}func f() { undefined() }\n`,
    }),
    args: on,
  },
  { types: ['C amd64 16/8', 'D amd64 8/8'] },
);
check(
  'generic types: one layout for all, or by instance',
  {
    files: module({
      'm.go': `${struct('list[T any]', 'next *list[T]', 'on bool')}${struct('box[T any]', 'on bool', 'val T')}var x box[int64]\nvar y box[[]string]\n${struct('none[T any]', 'val T')}`,
    }),
    args: on,
  },
  { types: ['list amd64 16/8', 'box[[]string] amd64 32/8', 'box[int64] amd64 16/8'] },
);
const withTests = module({
  'm.go': struct('T', 'n int'),
  'm_test.go': struct('inTest', 't T', 'on bool'),
  'x_test.go': `package m_test\n\nimport "ex.com/m"\n\n${struct('outside', 't m.T', 'on bool')}`,
});
check('test files only where they are asked for', { files: withTests, args: on }, { types: ['T amd64 8/8'] });
check(
  'test files',
  { files: withTests, args: [...on, '--tests'] },
  { types: ['T amd64 8/8', 'inTest amd64 16/8', 'outside amd64 16/8'] },
);
check(
  'a file outside any module',
  { files: { 'x.go': `package main\n\n${struct('T', 'n int')}` }, args: [...on, 'x.go'] },
  { types: ['T amd64 8/8'] },
);
check(
  'a package whose import is missing',
  { files: module({ 'm.go': `package m\n\nimport "ex.com/no"\n\n${struct('T', 'n no.N')}` }), args: on },
  { types: [], status: 2, stderr: /^escapement: / },
);
check(
  'no such package',
  { files: module({ 'm.go': struct('T', 'n int') }), args: [...on, './nosuch'] },
  { types: [], status: 2, stderr: /^escapement: .*nosuch/ },
);
check(
  'an architecture that there is not',
  { files: module({ 'm.go': struct('T', 'n int') }), args: ['layout', '--goarch', 'z80'] },
  { types: [], status: 2, stderr: /^escapement: .*z80/ },
);

test('layout: the document has the promised keys', async () => {
  const files = module({ 'm.go': struct('t', 'a bool', 'b *int64', 'c bool') });
  const { stdout } = await escapement({ files, args: [...on, '--format', 'json'] });
  const document = JSON.parse(stdout) as { readonly types: readonly object[] };
  assert.deepEqual(Object.keys(document), ['version', 'go', 'types']);
  const { file, ...type } = document.types[0]! as StructLayout;
  assert.match(file, /m\.go$/);
  assert.deepEqual(type, {
    package: 'ex.com/m',
    name: 't',
    function: null,
    range: { start: { line: 2, character: 5 }, end: { line: 2, character: 6 } },
    goarch: 'amd64',
    size: 24,
    align: 8,
    pointerBytes: 16,
    sizeClass: 24,
    padding: 14,
    fields: [
      { name: 'a', type: 'bool', offset: 0, size: 1, align: 1, paddingAfter: 7 },
      { name: 'b', type: '*int64', offset: 8, size: 8, align: 8, paddingAfter: 0 },
      { name: 'c', type: 'bool', offset: 16, size: 1, align: 1, paddingAfter: 7 },
    ],
    best: { order: ['b', 'a', 'c'], size: 16, pointerBytes: 8, sizeClass: 16 },
    verdict: 'safe',
    hazards: [],
  });
});

test('layout: the text of all fixtures', async () => {
  await withFiles({}, async folder => {
    cpSync('test/cases/layout', folder, { recursive: true });
    // What needs a C compiler is left out.
    const env = { CGO_ENABLED: '0' };
    const { stdout, stderr, status } = await answerOf(
      start(['layout', '--goarch', 'amd64,386,arm64', './...'], folder, env),
    );
    assert.equal(status, 0, stderr);
    checkGolden('test/cases/layout.expected.txt', stdout);
  });
});
