// `escapement profile` from end to end, on recorded profiles and on small ones that are written here.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { encodeTextProfile } from '#support/textProfile';
import { escapement } from './commandLine';

const folder = mkdtempSync(path.join(tmpdir(), 'escapement-profile-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function textFile(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, encodeTextProfile(text));
  return file;
}

const small = textFile(
  'small.pprof',
  '# types samples/count cpu/nanoseconds\n# time 1790000000000000001\n# duration 100\nmain;a@/src/a.go:3 1 30\nmain;a@/src/a.go:3;+b@/src/b.go:1 2 60\nmain 1 10',
);
const base = textFile('base.pprof', '# types samples/count cpu/nanoseconds\nmain;a@/src/a.go:3 1 20\nmain;c 1 5');
const large = textFile('large.pprof', '# types alloc_space/bytes\nmain;a 9007199254740993\nmain;b -3');
const recorded = (name: string): string => path.resolve('test/cases/profiles/recorded', name);

interface Expected {
  readonly status?: number;
  readonly stdout?: string | RegExp;
  readonly stderr?: string | RegExp;
  readonly env?: Readonly<Record<string, string>>;
}

function check(
  name: string,
  args: readonly string[],
  { status = 0, stdout = '', stderr = '', env = {} }: Expected,
): void {
  test(`profile: ${name}`, async () => {
    const answer = await escapement({ files: {}, args: ['profile', ...args], env });
    const compare = (found: string, expected: string | RegExp): void => {
      if (typeof expected === 'string') assert.equal(found.replaceAll(folder, 'HERE'), expected);
      else assert.match(found, expected);
    };
    compare(answer.stdout, stdout);
    compare(answer.stderr, stderr);
    assert.equal(answer.status, status);
  });
}

check('top as JSON', ['top', '--format', 'json', small], {
  stdout: `{"version":1,"sampleType":"cpu","unit":"nanoseconds","total":100,"samples":3,"durationNanos":100,"timeNanos":1790000000000000001,"sampleTypes":["samples/count","cpu/nanoseconds"],
"rows":[
{"function":"b","file":"/src/b.go","flat":60,"cum":60},
{"function":"a","file":"/src/a.go","flat":30,"cum":90},
{"function":"main","file":"","flat":10,"cum":100}
]}
`,
});
check('all digits', ['top', '--format=json', large], {
  stdout: `{"version":1,"sampleType":"alloc_space","unit":"bytes","total":9007199254740996,"samples":2,"durationNanos":0,"timeNanos":0,"sampleTypes":["alloc_space/bytes"],
"rows":[
{"function":"a","file":"","flat":9007199254740993,"cum":9007199254740993},
{"function":"b","file":"","flat":-3,"cum":-3},
{"function":"main","file":"","flat":0,"cum":9007199254740990}
]}
`,
});
const many = textFile('many.pprof', Array.from({ length: 300 }, (_, index) => `f${index} 1`).join('\n'));
check('a tree whose calls are all small', ['tree', many], {
  stdout: /^Type: cpu\nTotal: 300ns\nOnly the heaviest calls are shown; --limit N shows the N heaviest\.\n *cum.*\n$/,
});
check('as JSON it has them all', ['tree', '--format', 'json', many], {
  stdout: /"leftOut":false,\n"rows":\[\n(\{.*\},?\n){300}\]\}\n$/,
});
check('as JSON with a limit', ['tree', '--format', 'json', '--limit', '7', many], {
  stdout: /"leftOut":true,\n"rows":\[\n(\{.*\},?\n){7}\]\}\n$/,
});
check('tree as JSON', ['tree', '--format', 'json', '--sample-type', 'samples', small], {
  stdout:
    /"rows":\[\n\{"function":"main","file":"","depth":0,"flat":1,"cum":4\},\n\{"function":"a","file":"\/src\/a.go","depth":1,"flat":1,"cum":3\},\n\{"function":"b","file":"\/src\/b.go","depth":2,"flat":2,"cum":2\}\n\]\}\n$/,
});
check('top for a person', ['top', small], {
  stdout: `Type: cpu (also there: samples)
Taken: 2026-09-21 14:13:20 UTC
Duration: 100.00ns
Total: 100ns (100.00% of the duration); shown: 100ns (100.00%)
flat   flat%     sum%    cum     cum%  function
60ns  60.00%   60.00%   60ns   60.00%  b (inline)
30ns  30.00%   90.00%   90ns   90.00%  a
10ns  10.00%  100.00%  100ns  100.00%  main
`,
});
check('tree for a person', ['tree', small], {
  stdout: `Type: cpu (also there: samples)
Taken: 2026-09-21 14:13:20 UTC
Duration: 100.00ns
Total: 100ns (100.00% of the duration)
  cum     cum%  flat   flat%  function
100ns  100.00%  10ns  10.00%  main
 90ns   90.00%  30ns  30.00%    a
 60ns   60.00%  60ns  60.00%      b
`,
});
check('by cumulative value, two rows', ['top', '--sort', 'cum', '--limit', '2', small], {
  stdout: /\n2 of 3 functions; --limit 3 shows all\.\n.*\n.* main\n.* a\n$/,
});
check('a difference', ['top', '--base', base, small], {
  stdout:
    /Total: 85ns \(85\.00% of the duration\); shown: 75ns[^\n]*\n.*\n60ns.* b \(inline\)\n10ns.* a\n10ns.* main\n-5ns.* c\n$/,
});
check('focus and ignore', ['top', '--format', 'json', '--focus', '(?i)A\\.go', '--ignore', '^b$', small], {
  stdout: /"total":100,.*\n"rows":\[\n.*"a".*"flat":30,"cum":30\},\n.*"main".*"flat":0,"cum":30\}\n\]\}\n$/,
});
check('nothing matches', ['top', '--focus', 'zzz', small], { stdout: /\nNo function has a value\.\n/ });
check('several files', ['top', '--format', 'json', small, small], {
  stdout: /"total":200,"samples":3,"durationNanos":200,/,
});
check('more rows than there are', ['top', '--limit', '99999999999999999999', small], { stdout: /main\n$/ });
check('no rows', ['top', '--limit', '0', '--format', 'json', small], { stdout: /"rows":\[\]\}\n$/ });
check('zstd', ['top', '--limit', '1', recorded('cpu.pprof.zst')], { stdout: /\nType: cpu/ });
check('in Chinese', ['top', small], { stdout: /^类型：cpu（另有：samples）\n/, env: { LC_ALL: 'zh_CN.UTF-8' } });

const refused = (stderr: string): Expected => ({ status: 2, stderr: `escapement: ${stderr}\n` });
check(
  'no profile',
  ['top', path.resolve('README.md')],
  refused(`${path.resolve('README.md')} cannot be shown: a text, not a profile`),
);
check(
  'an unknown type',
  ['top', '--sample-type', 'x', small],
  refused('unknown sample type x: use one of samples, cpu'),
);
const strange = textFile(
  'strange.pprof',
  `# types ${'x'.repeat(90)}/count a\u001b[31m\u202eb/count${Array.from({ length: 30 }, (_, index) => ` c${index}/d`).join('')}\nm${' 1'.repeat(32)}`,
);
check(
  'an unknown type, where names are strange',
  ['top', '--sample-type', 'nosuch', strange],
  refused(
    `unknown sample type nosuch: use one of ${'x'.repeat(80)}…, a\\u001b[31m\\u202eb${Array.from({ length: 18 }, (_, index) => `, c${index}`).join('')}, …`,
  ),
);
check(
  'a broken expression',
  ['top', '--focus', '(a', small],
  refused('--focus (a is no regular expression: missing closing ): `(a`'),
);
check(
  'other kinds',
  ['top', small, large],
  refused('there is nothing that all these profiles count: name profiles of one kind'),
);
check(
  'a base of another kind',
  ['top', '--base', large, small],
  refused('there is nothing that all these profiles count: name profiles of one kind'),
);
check(
  'a base that is not there',
  ['top', '--base', path.join(folder, 'none'), small],
  refused('no such file HERE/none: name a file, such as cpu.pprof'),
);
check('names that would paint the terminal', ['top', textFile('escape.pprof', 'a\u001b[31m\u202eb 1')], {
  stdout: / {2}a\\u001b\[31m\\u202eb\n$/,
});
