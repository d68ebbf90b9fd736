// What goes wrong, and what is said about it: broken packages are listed with their words, the rest of the module stays; where the go
// command itself gives up there is one Problem.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GoSettings, Problem } from '#server/analysis/ports';
import { hasCgo } from '#support/cgo';
import { goMod, goProject } from '#support/goProject';
import { compile } from './compiling';

const good = 'package m\n\nfunc F() *int { x := 1; return &x }\n';
const modFile = goMod('ex.com/m');

interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly settings?: Partial<GoSettings>;
  readonly patterns?: readonly string[];
  readonly tests?: boolean;
  /** Variant → what its words match; null where it compiles. */
  readonly errors?: Readonly<Record<string, RegExp | null>>;
  readonly problem?: { readonly kind: Problem['kind']; readonly detail: RegExp };
}

const cases: Readonly<Record<string, Case>> = {
  'a syntax error': {
    files: { 'go.mod': modFile, 'a/a.go': good, 'b/b.go': 'package b\n\nfunc F( {\n' },
    errors: { 'ex.com/m/a': null, 'ex.com/m/b': /^b\/b\.go:3:9: syntax error: unexpected \{, expected \)$/ },
  },
  'no package clause': {
    files: { 'go.mod': modFile, 'a.go': 'packag m\n', 'b.go': good },
    errors: { 'ex.com/m': /^a\.go:1:1: expected 'package', found packag$/ },
  },
  'a type error': {
    files: { 'go.mod': modFile, 'a.go': 'package m\n\nfunc F() int { return "a" }\n' },
    errors: { 'ex.com/m': /^\.\/a\.go:3:23: cannot use "a" .* as int value in return statement$/ },
  },
  'a broken package and one that imports it': {
    files: {
      'go.mod': modFile,
      'a/a.go': 'package a\n\nvar X int = ""\n',
      'b/b.go': 'package b\n\nimport "ex.com/m/a"\n\nvar Y = a.X\n',
    },
    patterns: ['./b'],
    errors: { 'ex.com/m/b': /^a\/a\.go:3:13: cannot use "" / },
  },
  'an import that nobody has': {
    files: { 'go.mod': modFile, 'a.go': 'package m\n\nimport _ "ex.com/m/none"\nimport _ "fmtt"\n' },
    errors: {
      'ex.com/m':
        /^(?=[^]*a\.go:3:8: no required module provides package ex\.com\/m\/none)(?=[^]*a\.go:4:8: package fmtt is not in std)/,
    },
  },
  'an import cycle': {
    files: {
      'go.mod': modFile,
      'a/a.go': 'package a\n\nimport _ "ex.com/m/b"\n',
      'b/b.go': 'package b\n\nimport _ "ex.com/m/a"\n',
    },
    errors: { 'ex.com/m/a': /import cycle not allowed/, 'ex.com/m/b': /import cycle not allowed/ },
  },
  'only a test is broken': {
    files: { 'go.mod': modFile, 'a.go': good, 'a_test.go': 'package m\n\nvar X = nothing\n' },
    tests: true,
    errors: { 'ex.com/m': null, 'ex.com/m [ex.com/m.test]': /^\.\/a_test\.go:3:9: undefined: nothing$/ },
  },
  'only an external test is broken': {
    files: { 'go.mod': modFile, 'a.go': good, 'a_test.go': 'package m_test\n\nfunc F( {\n' },
    tests: true,
    errors: { 'ex.com/m': null, 'ex.com/m_test [ex.com/m.test]': /^\.\/a_test\.go:3:9: syntax error/ },
  },
  'no file for this system': {
    files: { 'go.mod': modFile, 'a_plan9.go': good },
    patterns: ['.'],
    errors: { 'ex.com/m': /^build constraints exclude all Go files in / },
  },
  'two packages in one folder': {
    files: { 'go.mod': modFile, 'a.go': 'package a\n', 'b.go': 'package b\n' },
    errors: { 'ex.com/m': /^found packages a \(a\.go\) and b \(b\.go\) in / },
  },
  'C code that does not compile': {
    files: { 'go.mod': modFile, 'a.go': 'package m\n\n// int f( { }\nimport "C"\n\nvar X = C.f()\n' },
    // Where there is no C compiler the file is not part of the build, and nothing is left of the package.
    errors: hasCgo ? { 'ex.com/m': /^[^]*a\.go:\d+:\d+: / } : {},
  },
  'no such folder': {
    files: { 'go.mod': modFile, 'a.go': good },
    patterns: ['./none'],
    errors: { './none': /directory not found/ },
  },
  'a compiler flag that does not exist': {
    files: { 'go.mod': modFile, 'a.go': good },
    settings: { gcflags: ['-zzz'] },
    errors: { 'ex.com/m': /^flag provided but not defined: -zzz/ },
  },
  'go.mod cannot be read': {
    files: { 'go.mod': `${modFile}requir foo v1\n`, 'a.go': good },
    problem: { kind: 'module-broken', detail: /^errors parsing go\.mod: go\.mod:4: unknown directive: requir$/ },
  },
  'go.work cannot be read': {
    files: { 'go.mod': modFile, 'a.go': good, 'go.work': 'go 1.21\nus .\n' },
    problem: { kind: 'module-broken', detail: /^errors parsing go\.work: go\.work:2: unknown directive: us$/ },
  },
  'go.work names a module that is not there': {
    files: { 'go.mod': modFile, 'a.go': good, 'go.work': 'go 1.21\nuse ./none\n' },
    problem: { kind: 'module-broken', detail: /listed in go\.work/ },
  },
  'no module at all': {
    files: { 'a.go': good },
    patterns: ['.'],
    problem: { kind: 'module-broken', detail: /^go\.mod file not found in current directory or any parent directory/ },
  },
  'a newer go is wanted, the installed one is to be used': {
    files: { 'go.mod': 'module ex.com/m\n\ngo 1.99\n', 'a.go': good },
    settings: { env: { GOTOOLCHAIN: 'local' } },
    problem: { kind: 'module-broken', detail: /^go\.mod requires go >= 1\.99 \(running go.*; GOTOOLCHAIN=local\)$/ },
  },
  'a newer go is wanted, which is not on this machine': {
    files: { 'go.mod': 'module ex.com/m\n\ngo 1.99.0\n', 'a.go': good },
    settings: { env: { GOTOOLCHAIN: 'auto' } },
    problem: { kind: 'dependencies-missing', detail: /^download go1\.99\.0 for .*: toolchain not available$/ },
  },
  'a dependency that is not on this machine': {
    files: {
      'go.mod': goMod('ex.com/m', 'require example.org/none v1.0.0'),
      'go.sum':
        'example.org/none v1.0.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nexample.org/none v1.0.0/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n',
      'a/a.go': 'package a\n\nimport _ "example.org/none"\n',
      'b/b.go': good,
    },
    problem: {
      kind: 'dependencies-missing',
      detail: /^a\/a\.go:3:8: module lookup disabled by GOPROXY=off$/,
    },
  },
  'a dependency that go.sum does not have': {
    files: {
      'go.mod': goMod('ex.com/m', 'require example.org/none v1.0.0'),
      'a.go': 'package m\n\nimport _ "example.org/none"\n',
    },
    errors: { 'ex.com/m': /missing go\.sum entry/ },
    problem: { kind: 'dependencies-missing', detail: /^a\.go:3:8: missing go\.sum entry for module providing package/ },
  },
  'a vendor directory that does not fit': {
    files: {
      'go.mod': modFile,
      'a.go': good,
      'vendor/modules.txt': '# example.org/dep v1.0.0\n## explicit\nexample.org/dep\n',
    },
    problem: {
      kind: 'module-broken',
      detail: /^inconsistent vendoring in .*: example\.org\/dep@v1\.0\.0: is marked as explicit/,
    },
  },
  'an import that the vendor directory does not have': {
    files: {
      'go.mod': goMod('ex.com/m', 'require example.org/dep v1.0.0'),
      'a.go': 'package m\n\nimport _ "example.org/dep/sub"\n',
      'vendor/modules.txt': '# example.org/dep v1.0.0\n## explicit; go 1.21\nexample.org/dep\n',
      'vendor/example.org/dep/dep.go': 'package dep\n',
    },
    errors: { 'ex.com/m': /^a\.go:3:8: cannot find module providing package example\.org\/dep\/sub/ },
  },
  'a build flag that does not exist': {
    files: { 'go.mod': modFile, 'a.go': good },
    settings: { buildFlags: ['-zzz'] },
    problem: { kind: 'go-failed', detail: /^flag provided but not defined: -zzz$/ },
  },
  'GOFLAGS that cannot be read': {
    files: { 'go.mod': modFile, 'a.go': good },
    settings: { env: { GOFLAGS: 'zzz' } },
    problem: { kind: 'go-failed', detail: /zzz/ },
  },
  'an operating system that does not exist': {
    files: { 'go.mod': modFile, 'a.go': good },
    settings: { env: { GOOS: 'zzz' } },
    problem: { kind: 'go-failed', detail: /unsupported GOOS\/GOARCH pair zzz\// },
  },
};

for (const [name, { files, errors, problem, ...options }] of Object.entries(cases)) {
  test(name, async t => {
    const project = goProject(t, files);
    const { outcome, errors: said } = await compile(project, options);
    if (problem) {
      assert.equal(outcome.problem?.kind, problem.kind, JSON.stringify(outcome.problem));
      assert.match('detail' in outcome.problem! ? outcome.problem.detail : '', problem.detail);
    } else {
      assert.equal(outcome.problem, null);
    }
    if (!errors) return;
    assert.deepEqual(Object.keys(said).sort(), Object.keys(errors).sort());
    for (const [variant, expected] of Object.entries(errors)) {
      if (expected) assert.match(said[variant] ?? '', expected);
      else assert.equal(said[variant], null);
    }
  });
}

test('a dependency that is not on this machine: packages that do not need it compile', async t => {
  const { files } = cases['a dependency that is not on this machine']!;
  const { blocks, errors } = await compile(goProject(t, files));
  assert.ok(blocks.get('ex.com/m/b')?.some(line => line.includes('moved to heap: x')));
  assert.equal(errors['ex.com/m/b'], null);
});
