// `escapement` without a compile: help, version, mistakes, languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { version } from '../../../package.json';
import { escapement } from './commandLine';

type Environment = Readonly<Record<string, string>>;

function check(args: readonly string[], status: number, stdout: RegExp, stderr: RegExp, env: Environment = {}): void {
  const language = Object.entries(env).map(([name, value]) => `${name}=${value} `);
  test(`${language.join('')}escapement ${args.join(' ')}`, async () => {
    const answer = await escapement({ files: {}, args, env });
    assert.equal(answer.status, status);
    assert.match(answer.stdout, stdout);
    assert.match(answer.stderr, stderr);
  });
}

const nothing = /^$/;
const refused = (line: string): RegExp =>
  new RegExp(`^escapement: ${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('…', '.*')}\n$`);

check(['--version'], 0, new RegExp(`^escapement ${version.replaceAll('.', '\\.')}\n$`), nothing);
check(['help'], 0, /^Shows what goes to the heap[\s\S]*\n {2}escapement check .*\n/, nothing);
check(['--help'], 0, /^Shows what/, nothing);
check(['-h'], 0, /^Shows what/, nothing);
check(['help', 'check'], 0, /^escapement check .*[\s\S]*--no-tests +leave out test files\n/, nothing);
check(['check', '--help'], 0, /^escapement check /, nothing);
check(['help', 'check'], 0, /^(?![\s\S]*(sarif|layout))/, nothing);
check(['help', 'layout'], 0, /^escapement layout .*[\s\S]*--goarch ARCH,/, nothing);

const usage: readonly (readonly [string, string])[] = [
  ['', 'no command was given: see `escapement help`'],
  ['chek ./...', 'unknown command chek: see `escapement help`'],
  ['help chek', 'unknown command chek: see `escapement help`'],
  ['layout --show escapes .', 'unknown flag --show: see `escapement help layout`'],
  ['check --focus x .', 'unknown flag --focus: see `escapement help check`'],
  ['profile', 'profile needs to know what to print: write `profile top FILE` or `profile tree FILE`'],
  ['profile list cpu.pprof', 'unknown command profile list: write `profile top FILE` or `profile tree FILE`'],
  ['profile top', 'no profile was named: name a file, such as cpu.pprof'],
  ['profile top --tags x cpu.pprof', 'unknown flag --tags: see `escapement help profile`'],
  ['profile top -limit 5 cpu.pprof', 'unknown flag -limit: write --limit'],
  ['profile top --sort size cpu.pprof', 'unknown order size: use flat or cum'],
  [
    'profile tree --sort cum cpu.pprof',
    'a tree is not sorted by --sort cum: leave it out: what weighs most comes first',
  ],
  ['profile top --limit=-1 cpu.pprof', '-1 is no number of rows: use a whole number, such as --limit 20'],
  ['profile top cpu.pprof', 'no such file cpu.pprof: name a file, such as cpu.pprof'],
  ['profile top .', '. is a folder: name a file, such as cpu.pprof'],
  ['check --verify=1 .', '--verify takes no value: leave out `=1`'],
  ['check --format sarif .', '--format sarif is not available yet: use text or json'],
  ['check --format=github .', '--format github is not available yet: use text or json'],
  ['check --format xml .', 'unknown format xml: use text or json'],
  ['check --show escape .', 'unknown code escape: use all, or some of moved-to-heap,escapes,…'],
  ['check --fast .', 'unknown flag --fast: see `escapement help check`'],
  ['check --fast=1 .', 'unknown flag --fast=1: see `escapement help check`'],
  ['check -x .', 'unknown flag -x: see `escapement help check`'],
  ['check -tags x .', 'unknown flag -tags: write --tags'],
  ['check --tags', '--tags needs a value: see `escapement help check`'],
  ['check --tags --no-tests .', '--tags needs a value: see `escapement help check`'],
  ['check --no-tests=1 .', '--no-tests takes no value: leave out `=1`'],
  ['check --overlay nosuch.json .', 'cannot read the overlay nosuch.json: name a JSON file'],
];
for (const [line, words] of usage) check(line.split(' ').filter(Boolean), 2, nothing, refused(words));

test('an overlay that is none, and one that names a file that is not there', async () => {
  const files = { 'a.json': '{"Replace": [1]}', 'b.json': '{"Replace": {"a.go": "nosuch.go"}}', 'c.json': '{' };
  const said = async (file: string): Promise<string> =>
    (await escapement({ files, args: ['check', '--overlay', file, '.'] })).stderr;
  assert.match(await said('a.json'), /^escapement: a\.json is not an overlay: /);
  assert.match(await said('c.json'), /^escapement: c\.json is not an overlay: /);
  assert.match(await said('b.json'), /^escapement: cannot read nosuch\.go, which the overlay b\.json names: /);
});

const chinese = refused('未知的命令 chek: 参见 `escapement help`');
const inEnglish = refused('unknown command chek: see `escapement help`');
check(['chek'], 2, nothing, chinese, { LC_ALL: 'zh_CN.UTF-8' });
check(['chek'], 2, nothing, chinese, { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_TW' });
check(['chek'], 2, nothing, inEnglish, { LC_ALL: '', LC_MESSAGES: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' });
check(['chek'], 2, nothing, inEnglish, { LC_ALL: 'C.UTF-8', LANG: 'zh_CN.UTF-8' });
check(['help', 'check'], 0, /--no-tests +不包含测试文件\n/, nothing, { LANG: 'zh_CN.UTF-8', LC_ALL: '' });

test('findings in Chinese, as text and as JSON', async () => {
  const files = {
    'go.mod': 'module ex.com/m\n\ngo 1.21\n',
    'm.go': 'package m\n\nfunc F() *int { x := 1; return &x }\n',
  };
  const env = { LC_ALL: 'zh_CN.UTF-8' };
  const text = await escapement({ files, args: ['check'], env });
  assert.match(text.stdout, /^m\.go:3:17: .*\p{Script=Han}.* \[moved-to-heap, returned\]\n$/u);
  assert.match(text.stderr, /^1 个包中有 1 条结果，用时 \d+\.\d 秒\n$/);
  const json = await escapement({ files, args: ['check', '--format', 'json'], env });
  assert.match(json.stdout, /"message":"[^"]*\p{Script=Han}/u);
});
