// The command line of a compile, as data: what the user's flags become in it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askExplanations, type Ask, type GoSettings } from '#server/analysis/ports';
import { planCompile } from '#server/go/compilePlan';
import { joinQuoted, splitQuoted } from '#server/go/quoted';
import { defaultSettings } from './compiling';

const mark = '-I=/nonexistent/escapement-6ed5880a3bc7';

interface Expected {
  /** What stands between `-json=…` and `-buildvcs=false`. */
  readonly flags: readonly string[];
  /** GOFLAGS of the run. */
  readonly goflags?: string;
}

function check(
  given: Partial<GoSettings> & { readonly goflags?: string; readonly overlay?: string; readonly ask?: Ask },
  expected: Expected,
): void {
  const { goflags = '', overlay, ask = askExplanations, ...settings } = given;
  const request = {
    directory: '/m',
    patterns: ['./p'],
    tests: false,
    overlay: new Map<string, string>(),
    settings: { ...defaultSettings, ...settings },
    ask,
  };
  const plan = planCompile(request, goflags);
  const args = plan.arguments(overlay ?? null);
  assert.deepEqual(args.slice(0, 3), ['list', '-e', '-export']);
  assert.match(args[3]!, /^-json=ImportPath,/);
  assert.deepEqual(args.slice(-3), ['-buildvcs=false', '--', './p']);
  const shown = args.slice(4, -3).map(arg => arg.replace(/-I=\S+/, mark));
  assert.deepEqual(shown, expected.flags, JSON.stringify(given));
  assert.equal(plan.goflags, expected.goflags ?? '-buildvcs=false', JSON.stringify(given));
}

const ours = `-gcflags=-m=2 ${mark}`;

test('gcflags are merged', () => {
  check({}, { flags: [ours] });
  check({ gcflags: ['-l'] }, { flags: [`${ours} -l`] });
  check({ gcflags: ['-l', '-N'] }, { flags: [`${ours} -l -N`] });
  check({ gcflags: ["'-D=a b'"] }, { flags: [`${ours} '-D=a b'`] });
  check({ gcflags: ['all=-l'] }, { flags: ['-gcflags=all=-l', `${ours} -l`] });
  check({ gcflags: ['ex.com/dep=-l'] }, { flags: ['-gcflags=ex.com/dep=-l', ours] });
  check({ buildFlags: ['-gcflags=-l'], gcflags: ['-N'] }, { flags: [`${ours} -l -N`] });
  check({ buildFlags: ['-gcflags', '-N', '--gcflags=-l'] }, { flags: [`${ours} -l`] });
  check({ goflags: "'-gcflags=-N -l'" }, { flags: [`${ours} -N -l`] });
  check({ goflags: '-gcflags=-N', buildFlags: ['-gcflags=-l'] }, { flags: [`${ours} -l`] });
});

test('what is asked for comes first, so that the user’s own flags go on top of it', () => {
  check({ ask: { words: 'verdicts', debug: [] } }, { flags: [`-gcflags=-m ${mark}`] });
  const debug = ['ssa/check_bce', 'nil'];
  check(
    { ask: { words: 'explanations', debug }, gcflags: ['-l'] },
    { flags: [`-gcflags=-m=2 -d=ssa/check_bce,nil ${mark} -l`] },
  );
});

test('tags are joined; those of GOFLAGS hold where there are no others', () => {
  check({ tags: 'a,b' }, { flags: [ours, '-tags=a,b'] });
  check({ tags: 'a b', buildFlags: ['-tags=b,c'] }, { flags: [ours, '-tags=a,b,c'] });
  check({ goflags: '-tags=z' }, { flags: [ours], goflags: '-tags=z -buildvcs=false' });
  check({ goflags: '-tags=z', tags: 'a' }, { flags: [ours, '-tags=a'], goflags: '-tags=z -buildvcs=false' });
});

test('the overlay: ours, else the user’s', () => {
  check({ overlay: '/o/o.json' }, { flags: [ours, '-overlay=/o/o.json'] });
  check({ buildFlags: ['-overlay=u.json'] }, { flags: [ours, '-overlay=u.json'] });
  check({ buildFlags: ['-overlay=u.json'], overlay: '/o/o.json' }, { flags: [ours, '-overlay=/o/o.json'] });
  check({ goflags: '-overlay=u.json' }, { flags: [ours], goflags: '-overlay=u.json -buildvcs=false' });
});

test('-mod=mod is not obeyed, other modes are', () => {
  check({ buildFlags: ['-mod=mod'] }, { flags: ['-mod=readonly', ours] });
  check({ buildFlags: ['-mod', 'vendor', '-modfile=x.mod'] }, { flags: ['-mod=vendor', '-modfile=x.mod', ours] });
  check({ goflags: '-mod=mod' }, { flags: [ours], goflags: '-mod=readonly -buildvcs=false' });
});

test('what would break the output is left out, with its value', () => {
  const breaking = [
    '-o',
    'out',
    '-json',
    '-n',
    '-x',
    '-v',
    '-work',
    '-a',
    '-trimpath',
    '-cover',
    '-C',
    '/o',
    '-buildvcs=true',
  ];
  check({ buildFlags: breaking }, { flags: [ours] });
  check({ goflags: breaking.join(' ') }, { flags: [ours] });
  const kept = ['-race', '-p=2', '-toolexec=/usr/bin/nice -n 5', '-ldflags=-s -w'];
  check({ buildFlags: kept }, { flags: [...kept, ours] });
  check({ goflags: `-race '-ldflags=-s -w'` }, { flags: [ours], goflags: `-race '-ldflags=-s -w' -buildvcs=false` });
});

test('each directory has a mark of its own in the cache', () => {
  const args = (directory: string): string =>
    planCompile(
      { directory, patterns: [], tests: false, overlay: new Map(), settings: defaultSettings, ask: askExplanations },
      '',
    )
      .arguments(null)
      .join(' ');
  assert.equal(args('/a'), args('/a'));
  assert.notEqual(args('/a'), args('/b'));
});

test('quoting is the go command’s', () => {
  for (const [text, fields] of [
    ['', []],
    ['  -a\t-b=c ', ['-a', '-b=c']],
    [`'-a b' "-c 'd'" -e='f`, ['-a b', "-c 'd'", "-e='f"]],
    [`''`, ['']],
  ] as const) {
    assert.deepEqual(splitQuoted(text), fields);
    assert.deepEqual(splitQuoted(joinQuoted(fields)), fields);
  }
});
