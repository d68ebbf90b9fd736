// What a profile says is what `go tool pprof` says: recorded profiles of every kind, small ones with every trap, one of the compiler, and
// those that a Go program takes of itself right now; every sample type, every filter, merged and subtracted.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { mergeProfiles, subtractBase, type Merged } from '#core/profile/merge';
import type { Profile } from '#core/profile/profile';
import { openProfile } from '#host/openProfile';
import { encodeTextProfile } from '#support/textProfile';
import { askPprof, askUs, type Question } from './pprofTop';

const folder = mkdtempSync(path.join(tmpdir(), 'escapement-counts-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const recorded = path.resolve('test/cases/profiles/recorded');

function open(file: string): Profile {
  const opened = openProfile(readFileSync(file));
  assert.ok(opened.kind === 'profile', file);
  return orFail(mergeProfiles([opened.profile]));
}

function orFail(merged: Merged): Profile {
  assert.ok(merged.kind === 'profile', merged.kind === 'problem' ? JSON.stringify(merged) : '');
  return merged.profile;
}

function textFile(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, encodeTextProfile(text));
  return file;
}

async function check(
  files: readonly string[],
  options: readonly string[],
  profile: Profile,
  question: Question,
): Promise<void> {
  const { unit } = profile.sampleTypes[question.type ?? profile.defaultSampleType]!;
  assert.deepEqual(
    askUs(profile, question),
    await askPprof([...options, ...files], unit, question),
    JSON.stringify(question),
  );
}

/** Each sample type in both orders. */
const types = ({ sampleTypes }: Profile): readonly Question[] => [
  {},
  ...sampleTypes.flatMap((_, type): readonly Question[] => [{ type }, { type, order: 'cum' }]),
];

for (const name of readdirSync(recorded).filter(name => name.endsWith('.pprof'))) {
  test(`recorded ${name}`, async () => {
    const file = path.join(recorded, name);
    const profile = open(file);
    for (const question of types(profile)) await check([file], [], profile, question);
  });
}

test('zstd is read like the same profile in gzip', () => {
  const expected = askUs(open(path.join(recorded, 'cpu.pprof')), {});
  for (const name of ['cpu.pprof.zst', 'cpu-streamed.pprof.zst', 'cpu-blocks.pprof.zst']) {
    assert.deepEqual(askUs(open(path.join(recorded, name)), {}), expected, name);
  }
});

const traps: Readonly<Record<string, string>> = {
  recursion: 'main;f;g;f;g 10\nmain;f;+f;+g;f 5\nmain;g 3',
  'two files of one name': 'main;a@x.go 10\nmain;a@y.go 5\nmain;b;a@z.go 1',
  'without functions': 'main;[server] 3\nmain;<unknown> 4\n<unknown>;main 2\n[server];[libc.so.6];main 7',
  'no stack': '(empty) 7\nmain 1',
  negative: 'main;a -10\nmain;b 4\nmain;c -4\nmain;c 4\nmain;d 3\nmain;d -3',
  zero: '# types samples/count cpu/nanoseconds\nmain;a 1 0\nmain;b 1 2\nmain;b 0 0',
  'a type with a slash': '# types a.b/c/count\nmain;a 2',
  'an unknown default': '# types x/count y/bytes\n# default z\nmain 1 2',
  'its own default': '# types x/count y/bytes\n# default x\nmain 1 2',
  'a type twice': '# types x/count y/count y/count\nmain 1 2 3',
  'above 2^53': 'main;a 9007199254740993\nmain;b 1\nmain;a 2\nmain;c 4611686018427387904',
  'past an int64': 'main;a 9223372036854775807\nmain;a 9223372036854775807\nmain;b 3',
  'a saved difference': 'main;a -10 pprof::base=true\nmain;a 17\nmain;b 4',
  'dropped frames':
    '# drop malloc|free.*\n# keep freedom\nmain;a;malloc;b 10\nmain;malloc;a;freeze 5\nmalloc;free;x 3\nmain;freedom;b 2\nmain;a;+malloc;+b;c 7',
  'dropped frames that are no expression': '# drop (a\nmain;a 1',
  'names with arguments':
    '# drop ns::f\nmain;ns::f(int);g 1\nmain;ns::f(anonymous namespace)::x(int) 2\nmain;.ns::f 3\nmain;operator()(x) 4',
};
for (const [name, text] of Object.entries(traps)) {
  test(`trap: ${name}`, async () => {
    const file = textFile(`${name}.pprof`, text);
    const profile = open(file);
    for (const question of types(profile)) await check([file], [], profile, question);
  });
}

const filters: readonly Question['filter'][] = [
  { focus: 'main\\.fib$' },
  { focus: 'sort', ignore: 'insertion' },
  { ignore: 'gopark|mcall' },
  { focus: '(?i)MAIN\\.(WORK|cache)' },
  { focus: 'main\\.go' },
  { focus: '/take$', hide: 'runtime' },
  { hide: '^runtime\\.' },
  { hide: 'take' },
  { show: '^main\\.' },
  { show: 'main|sort', hide: 'work' },
  { showFrom: '^main\\.' },
  { showFrom: 'sort|fib', hide: 'main' },
  { noInlines: true },
  { noInlines: true, hide: 'fib' },
  { tagFocus: 'handler=list' },
  { tagFocus: 'handler:/item' },
  { tagIgnore: 'list,tenant' },
  { tagFocus: 'bytes=2kb:' },
  { tagFocus: ':64b' },
  { tagIgnore: '1kb:4kb' },
  { tagFocus: 'bytes=3072' },
  { focus: 'nothing has this name' },
];
for (const filter of filters) {
  test(`filter ${JSON.stringify(filter)}`, async () => {
    for (const name of ['cpu.pprof', 'heap-delta.pprof', 'block.pprof']) {
      const file = path.join(recorded, name);
      await check([file], [], open(file), { ...(filter && { filter }) });
    }
  });
}

test('filters on what is inlined, unknown or empty', async () => {
  const file = textFile(
    'filters.pprof',
    [
      'main;a@x.go:1;+b@y.go:2;+c@z.go:3 1 k=v n=5 size=2kb',
      'main;[server];b@y.go 2 k=w',
      'b@y.go;<unknown>;c@z.go 4 n=-3',
      '(empty) 8',
      'main;a@x.go:1;a@x.go:1;+b@y.go:2 16 size=3mb k=v',
    ].join('\n'),
  );
  const profile = open(file);
  const expressions = ['a', 'b', 'c', '^$', 'server', 'x.go', 'y|z', 'main'];
  for (const name of ['focus', 'ignore', 'hide', 'show', 'showFrom'] as const) {
    for (const expression of expressions) await check([file], [], profile, { filter: { [name]: expression } });
  }
  for (const tag of ['k=v', 'k=v,w', 'v,w', 'k', 'n=5', ':4', '-3', 'size=1kb:1gb', '2mb:', 'n=:0']) {
    await check([file], [], profile, { filter: { tagFocus: tag } });
    await check([file], [], profile, { filter: { tagIgnore: tag } });
  }
});

test('merged and subtracted', async () => {
  const texts = [
    '# types samples/count cpu/nanoseconds\n# period 10 cpu/nanoseconds\nmain;a;+b 1 10 k=v\nmain;c 2 20\nmain;[server] 1 5\n(empty) 1 1',
    '# types cpu/milliseconds samples/count\n# period 1 cpu/milliseconds\nmain;a;+b 1 1 k=v\nmain;a;+b 3 1 k=w\nmain;d 7 7\nmain;[server] 2 1',
    '# types samples/count cpu/nanoseconds\n# period 20 cpu/nanoseconds\nmain;a;+b 1 10 k=v\nmain;c 1 5\nmain;e 900719925474099 2',
  ];
  const files = texts.map((text, index) => textFile(`merge${index}.pprof`, text));
  const profiles = files.map(open);
  for (const chosen of [
    [0, 1],
    [1, 0],
    [0, 2],
    [0, 1, 2],
    [2, 2],
    [0, 0, 0],
  ]) {
    const merged = orFail(mergeProfiles(chosen.map(index => profiles[index]!)));
    for (const question of types(merged))
      await check(
        chosen.map(index => files[index]!),
        [],
        merged,
        question,
      );
  }
  for (const [of, base] of [
    [0, 2],
    [2, 0],
    [0, 0],
    [1, 0],
    [0, 1],
  ] as const) {
    const difference = orFail(subtractBase(profiles[of]!, profiles[base]!));
    for (const question of types(difference))
      await check([files[of]!], [`-base=${files[base]!}`], difference, question);
  }
  for (const [of, base] of [
    ['heap', 'allocs'],
    ['heap', 'heap-delta'],
    ['heap', 'heap'],
    ['block', 'mutex'],
  ] as const) {
    const [file, other] = [of, base].map(name => path.join(recorded, `${name}.pprof`)) as [string, string];
    const difference = orFail(subtractBase(open(file), open(other)));
    for (const question of types(difference)) await check([file], [`-base=${other}`], difference, question);
  }
});

test("the compiler's own profile", async () => {
  const root = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const file = path.join(root, 'src/cmd/compile/default.pgo');
  const profile = open(file);
  for (const question of [
    ...types(profile),
    { filter: { focus: 'ssa\\.', ignore: 'regalloc' } },
    { filter: { hide: '^runtime' } },
  ]) {
    await check([file], [], profile, question);
  }
});

test('profiles that a program takes of itself right now', { timeout: 300_000 }, async () => {
  const taken = path.join(folder, 'taken');
  mkdirSync(taken);
  execFileSync('go', ['run', '.', taken], { cwd: path.resolve('test/cases/profiles/take') });
  const names = readdirSync(taken).filter(name => name.endsWith('.pprof'));
  assert.deepEqual(
    names.sort(),
    readdirSync(recorded)
      .filter(name => name.endsWith('.pprof'))
      .sort(),
  );
  for (const name of names) {
    const file = path.join(taken, name);
    const profile = open(file);
    for (const question of types(profile)) await check([file], [], profile, question);
  }
});
