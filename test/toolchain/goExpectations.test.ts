// Go's own expectations of escape analysis, the inliner and the checks of the back end (GOROOT/test) are ours: the compiler runs
// with the recipe's flags, our reader and our findings take what it prints, and every `ERROR "…"` is met by a line of a finding,
// no line is left over, and none of them is `other`.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { createOutputReader } from '#core/compiler/outputReader';
import type { VariantOutput } from '#core/compiler/message';
import { findingsOfVariant } from '#core/escape/findings';
import { english } from '#core/messages/translate';
import { answerOf, cleanEnv, type Answer } from './cli/commandLine';
import { readExpectations, readRecipes, type Expectation, type Recipe } from './goRecipes';

const env = cleanEnv({ GOENV: 'off', GOFLAGS: '' });
const go = (...args: string[]): string => execFileSync('go', args, { env, encoding: 'utf8', maxBuffer: 1 << 28 });

const [goroot = '', tools = ''] = go('env', 'GOROOT', 'GOTOOLDIR').trim().split('\n');
const folder = path.join(goroot, 'test');

if (!existsSync(path.join(folder, 'escape2.go'))) {
  it(`this Go has no expectations: ${folder} is not there`, () => undefined);
} else {
  const work = mkdtempSync(path.join(tmpdir(), 'escapement-expectations-'));
  after(() => rmSync(work, { recursive: true, force: true }));
  const recipes = readRecipes(folder, buildTags());
  const met = recipes.filter(({ leftOut }) => leftOut === null);
  const importcfg = writeImports(met, work);

  describe("Go's own expectations", { concurrency: 2 }, () => {
    for (const recipe of met) {
      it(`${recipe.name} ${recipe.flags.join(' ')}`, async () => check(recipe, importcfg, work));
    }
  });

  it('are nearly all of them met on this machine', () => {
    const expectations = met.flatMap(({ packages }) =>
      packages.flatMap(({ files }) => files.flatMap(readExpectations)),
    );
    assert.ok(met.length >= 70, `${met.length} files`);
    assert.ok(expectations.length >= 2_500, `${expectations.length} expectations`);
    const leftOut = recipes.flatMap(({ name, leftOut: why }) => (why === null ? [] : [`${name}: ${why}`]));
    assert.ok(leftOut.length <= 12, leftOut.join('\n'));
  });
}

/** What build constraints may name on this machine. */
function buildTags(): ReadonlySet<string> {
  const context = '{{context.GOOS}} {{context.GOARCH}} {{join context.ToolTags " "}} {{join context.ReleaseTags " "}}';
  const cgo = go('env', 'CGO_ENABLED').trim() === '1' ? ['cgo'] : [];
  return new Set([...go('list', '-f', context, 'unsafe').trim().split(' '), 'gc', 'test_run', ...cgo]);
}

/** Export data of everything that the recipes import. */
function writeImports(all: readonly Recipe[], work: string): string {
  const imports = new Set<string>();
  for (const { packages } of all) {
    for (const text of packages.flatMap(({ files }) => files.map(file => readFileSync(file, 'utf8')))) {
      const blocks = text.match(/^import \([^)]*\)|^import .*/gm) ?? [];
      for (const [, name = ''] of blocks.join('\n').matchAll(/"([\w/]+)"/g)) imports.add(name);
    }
  }
  const line = '{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}';
  const std = [...imports].filter(name => existsSync(path.join(goroot, 'src', name)));
  const file = path.join(work, 'importcfg');
  writeFileSync(file, go('list', '-export', '-deps', '-f', line, ...std));
  return file;
}

async function check({ name, flags, packages }: Recipe, std: string, workFolder: string): Promise<void> {
  const own = path.join(workFolder, name.replaceAll(/\W/g, '_'));
  mkdirSync(own);
  const importcfg = path.join(own, 'importcfg');
  const archives = packages.map(({ path: of }) => `packagefile ${of}=${archiveOf(own, of)}`);
  writeFileSync(importcfg, [readFileSync(std, 'utf8'), ...archives, ''].join('\n'));
  for (const { path: of, files } of packages) {
    const compiled = await compile([
      ...['-p', of, '-e', '-d=panic', '-D', 'test', `-importcfg=${importcfg}`, '-o', archiveOf(own, of)],
      ...flags,
      ...files,
    ]);
    assert.equal(compiled.status, 0, compiled.stdout + compiled.stderr);
    const lines = compiled.stdout.split('\n').filter(line => line !== '');
    meet(files.flatMap(readExpectations), lines, files);
  }
}

const archiveOf = (own: string, packagePath: string): string => path.join(own, `${packagePath.replace('/', '_')}.a`);

function compile(args: readonly string[]): Promise<Answer> {
  const program = path.join(tools, process.platform === 'win32' ? 'compile.exe' : 'compile');
  return answerOf(spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** What our reader and findings make of the lines has to meet the expectations, all of them, and nothing else. */
function meet(expectations: readonly Expectation[], lines: readonly string[], files: readonly string[]): void {
  const told = tell(lines);
  assert.deepEqual([...told].sort(), [...lines].sort(), 'every line is in a finding or its explanation');
  const left = new Set(told.map((line, index) => ({ index, ...placeOf(line) })));
  const unmet: string[] = [];
  for (const { file, line, pattern, isAutogenerated } of expectations) {
    // As many lines as there are may be met by one expectation.
    const found = [...left].filter(
      each =>
        (isAutogenerated ? each.file === '<autogenerated>' : each.file === file && each.line === line) &&
        pattern.test(each.text),
    );
    if (found.length === 0) unmet.push(`${file}:${line}: ${String(pattern)}`);
    for (const each of found) left.delete(each);
  }
  assert.deepEqual(unmet, [], `of ${expectations.length} expectations`);
  const over = [...left].filter(({ file }) => files.includes(file));
  assert.deepEqual(over, [], 'nothing is left over');
}

/** The compiler's lines as findings and explanations have them. */
function tell(lines: readonly string[]): readonly string[] {
  const variants: VariantOutput[] = [];
  const reader = createOutputReader({
    keepParameterExplanations: true,
    onVariant: output => variants.push(output),
    onLoose: line => assert.fail(line),
  });
  for (const line of ['# p', ...lines]) reader.line(line);
  reader.end();
  return variants.flatMap(output => {
    const findings = findingsOfVariant(output, {
      package: 'p',
      resolveFile: file => file,
      site: () => null,
      t: english,
    });
    const others = findings.filter(({ code }) => code === 'other');
    assert.deepEqual(
      others.flatMap(({ raw }) => raw),
      [],
      'every message has a code of its own',
    );
    const explained = new Set(output.explanations.flatMap(({ raw }) => raw));
    return [
      ...findings.flatMap(({ raw }) => raw.filter(line => !explained.has(line))),
      ...output.explanations.flatMap(({ raw }) => raw),
    ];
  });
}

function placeOf(line: string): { readonly file: string; readonly line: number; readonly text: string } {
  const [, file = '', number = '0', text = line] = /^(.+?):(\d+)(?::\d+)?: (.*)$/s.exec(line) ?? [];
  return { file, line: Number(number), text };
}
