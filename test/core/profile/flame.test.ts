// The boxes of flame graphs, drawn with letters: a line for each level, a column for each unit of value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distinctStacks, nameOf } from '#core/profile/distinctStacks';
import { layOut, type FlameQuery } from '#core/profile/flame';
import { partition } from '#core/profile/partition';
import { sandwichPaths, wholePaths } from '#core/profile/paths';
import { weigh } from '#core/profile/weights';
import { textView } from '#support/textProfile';

interface Look extends Partial<Pick<FlameQuery, 'order' | 'width' | 'span'>> {
  readonly root?: readonly ['callers' | 'callees', string];
  /** Names from the root down. */
  readonly zoom?: string;
}

function flameOf(text: string, { root, zoom = '', order = 'value', width = 1000, span = null }: Look) {
  const view = textView(text);
  const stacks = distinctStacks(view);
  const weights = weigh(stacks, view.profile.values.at(-1)!.values, null, { after: 1, before: 1 });
  const nameText = (name: number) => view.frames.names.text(name);
  const named = (wanted: string) =>
    Array.from({ length: view.frames.names.count }, (_, name) => name).find(name => nameText(name) === wanted)!;
  const paths = root ? sandwichPaths(stacks, named(root[1]), root[0]) : wholePaths(stacks);
  const frames =
    zoom === '' ? [] : zoom.split(';').map(name => named(name.replace('+', '')) * 2 + Number(name.startsWith('+')));
  const parts = partition(paths, weights);
  const frameText = (frame: number) => (frame < 0 ? '' : `${frame % 2 === 1 ? '+' : ''}${nameText(nameOf(frame))}`);
  const flame = layOut({ paths, weights, parts, compares: false, text: frameText, order, width, span, zoom: frames });
  return { flame, text: frameText };
}

/** `name x+size` for each box, a level a line; `*3` stands for three boxes as one. */
function check(name: string, text: string, expected: string, look: Look = {}): void {
  test(`flame: ${name}`, () => {
    const { flame, text: frameText } = flameOf(text, look);
    const lines: string[] = [];
    flame.depth.forEach((depth, box) => {
      const label =
        flame.merged[box]! > 0 ? `*${flame.merged[box]!}` : box === 0 ? 'all' : frameText(flame.frame[box]!);
      const self = flame.self[box] === 0 ? '' : ` self ${flame.self[box]!}`;
      lines[depth] =
        `${lines[depth] === undefined ? '' : `${lines[depth]!} | `}${label} ${flame.x[box]!}+${flame.size[box]!}${self}`;
    });
    assert.deepEqual(
      lines,
      expected
        .trim()
        .split('\n')
        .map(line => line.trim()),
    );
  });
}

const service = `
  main;serve;get 30
  main;serve;put 50
  main;serve 5
  main;idle 10
  gc 5`;

check(
  'the heaviest child stands left, a box keeps its own value at the right',
  service,
  `
  all 0+100
  main 0+95 | gc 95+5 self 5
  serve 0+85 self 5 | idle 85+10 self 10
  put 0+50 self 50 | get 50+30 self 30`,
);
check(
  'by name',
  service,
  `
  all 0+100
  gc 0+5 self 5 | main 5+95
  idle 5+10 self 10 | serve 15+85 self 5
  get 15+30 self 30 | put 45+50 self 50`,
  { order: 'name' },
);
check('equal values stand by name', 'b 5\na 5\nc 5', 'all 0+15\na 0+5 self 5 | b 5+5 self 5 | c 10+5 self 5');
check(
  'stacks that differ in labels only are one',
  'main;a 5 user=x\nmain;a 7 user=y',
  'all 0+12\nmain 0+12\na 0+12 self 12',
);
check(
  'an inlined call is a box of its own beside the one that was not inlined',
  'main;a 5\nmain;+a 7',
  `
  all 0+12
  main 0+12
  +a 0+7 self 7 | a 7+5 self 5`,
);
check('recursion stays a tower', 'f;f;f 5\nf;f 2', 'all 0+7\nf 0+7\nf 0+7 self 2\nf 0+5 self 5');
check(
  'what is narrower than half a pixel is one box',
  'wide 97\na 1\nb 1\nc 1',
  'all 0+100\nwide 0+97 self 97 | *3 97+3',
  { width: 20 },
);
check(
  'by name, runs of narrow boxes',
  'wide 95\na 1\nx 1\ny 1\nm 2',
  'all 0+100\na 0+1 self 1 | m 1+2 self 2 | wide 3+95 self 95 | x 98+1 self 1 | y 99+1 self 1',
  { order: 'name' },
);
check(
  'by name, narrow neighbours become one where they stand',
  'm 90\na 2\nb 2\nx 3\ny 3',
  'all 0+100\n*2 0+4 | m 4+90 self 90 | *2 94+6',
  { order: 'name', width: 15 },
);
check('a run too narrow itself is left out', 'wide 999\na 1', 'all 0+1000\nwide 0+999 self 999', { width: 20 });
check(
  'closer, narrow boxes come apart',
  'wide 97\na 1\nb 1\nc 1',
  'all 0+100\na 97+1 self 1 | b 98+1 self 1 | c 99+1 self 1',
  { width: 20, span: { from: 97, to: 100 } },
);
check(
  'zoom: what is out of sight is not made',
  service,
  `
  all 0+100
  main 0+95
  serve 0+85 self 5
  put 0+50 self 50 | get 50+30 self 30`,
  { zoom: 'main;serve' },
);
check('values of 0 take no part', '# types a/count b/count\nmain;x 1 0\nmain;y 1 3', 'all 0+3\nmain 0+3\ny 0+3 self 3');
check('nothing at all', '(empty) 0', 'all 0+0');
check('stacks without frames are the root’s own', '(empty) 3\nmain 2', 'all 0+5 self 3\nmain 0+2 self 2');
check(
  'values below zero are as wide as what they take away',
  'main;a 10\nmain;b -4',
  `
  all 0+14
  main 0+14
  a 0+10 self 10 | b 10+4 self -4`,
);

const recursive = `
  main;f;g;f;h 8
  main;f;h 4
  main;g;f 3
  main;g 2`;

check(
  'callees: below the outermost occurrence, each stack once',
  recursive,
  `
  all 0+15 self 3
  g 0+8 | h 8+4 self 4
  f 0+8
  h 0+8 self 8`,
  { root: ['callees', 'f'] },
);
check(
  'callers: above it, inside out',
  recursive,
  `
  all 0+15
  main 0+12 self 12 | g 12+3
  main 12+3 self 3`,
  { root: ['callers', 'f'] },
);
check('callers of the outermost', recursive, 'all 0+17 self 17', { root: ['callers', 'main'] });

test('flame: a zoom that is not there any more ends where it is lost', () => {
  const { flame } = flameOf(service, { zoom: 'main;idle;get' });
  assert.equal(flame.zoom.length, 2);
  assert.deepEqual(flame.span, { from: 85, to: 95 });
});

test('flame: asked again after a zoom, the whole is the same', () => {
  const view = textView(service);
  const stacks = distinctStacks(view);
  const weights = weigh(stacks, view.profile.values[0]!.values, null, { after: 1, before: 1 });
  const paths = wholePaths(stacks);
  const parts = partition(paths, weights);
  const text = (frame: number) => view.frames.names.text(nameOf(frame));
  const look = (span: FlameQuery['span']) =>
    layOut({ paths, weights, parts, compares: false, text, order: 'value', width: 100, span, zoom: [] });
  const first = look(null);
  look({ from: 50, to: 80 });
  look({ from: 85, to: 95 });
  assert.deepEqual(look(null), first);
});

test('flame: of a comparison a box is as wide as the larger side, so what vanished stays', () => {
  const view = textView('main;a 10\nmain;b 4\nmain;a -6 side=base\nmain;c -5 side=base');
  const stacks = distinctStacks(view);
  const isBase = Uint8Array.of(0, 0, 1, 1);
  const weights = weigh(stacks, view.profile.values[0]!.values, isBase, { after: 1, before: 2 });
  const paths = wholePaths(stacks);
  const text = (frame: number) => view.frames.names.text(nameOf(frame));
  const flame = layOut({
    paths,
    weights,
    parts: partition(paths, weights),
    compares: true,
    text,
    order: 'value',
    width: 100,
    span: null,
    zoom: [],
  });
  const rows = Array.from(flame.frame, (frame, box) => [
    frame < 0 ? 'all' : text(frame),
    flame.size[box],
    flame.value[box],
    flame.base![box],
  ]);
  assert.deepEqual(rows, [
    ['all', 26, 14, 22],
    ['main', 26, 14, 22],
    ['a', 12, 10, 12],
    ['c', 10, 0, 10],
    ['b', 4, 4, 0],
  ]);
});
