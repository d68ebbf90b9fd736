// Walking a picture: which box is where, and where the arrow keys lead.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { english } from '#core/messages/translate';
import { answerer } from '#core/profile/answer';
import { textProfile } from '#support/textProfile';
import { boxAt, type Boxes, boxesOf, boxOf, covers, frameOf, levels, pathOf } from '#webview/profile/boxes';
import { boxTowards } from '#webview/profile/flameKeys';
import { pictureShelf } from '#webview/profile/pictureShelf';

/**
 *   all──────────────────────────100
 *   main────────────85│gc──────15
 *   put────50│get──30│ (5)
 */
const profile = 'main;put 50\nmain;get 30\nmain 5\ngc 15';

function pictureOf(text: string, span: { from: number; to: number } | null = null): Boxes {
  const scope = {
    sampleType: 0,
    filters: { focus: '', ignore: '', hide: '', show: '', showFrom: '' },
    labels: [],
    groupBy: '',
    inlined: true,
    comparing: { by: 'absolute', operations: 0, baseOperations: 0 },
  } as const;
  const ask = answerer({ profile: textProfile(text), modules: [], t: english });
  const answer = ask({ kind: 'flame', scope, root: { kind: 'whole' }, order: 'value', width: 1000, span, zoom: [] });
  assert.ok(answer.kind === 'flame');
  return boxesOf(answer);
}

const boxes = pictureOf(profile);
const nameOf = (box: number): string =>
  box < 0 ? '-' : box === 0 ? 'all' : boxes.names.texts[boxes.picture.name[box]!]!;
const named = (name: string): number => Array.from(boxes.picture.depth.keys()).find(box => nameOf(box) === name)!;

describe('boxes', () => {
  it('are found by place', () => {
    assert.equal(levels(boxes), 3);
    const places = [
      [0, 99],
      [1, 0],
      [1, 85],
      [2, 49.9],
      [2, 50],
      [2, 81],
      [3, 1],
      [-1, 1],
      [1, 100],
    ] as const;
    const found = places.map(([depth, x]) => nameOf(boxAt(boxes, depth, x)));
    assert.deepEqual(found, ['all', 'main', 'gc', 'put', 'get', '-', '-', '-', '-']);
  });
  it('are found by path, as far as it is there', () => {
    const path = pathOf(boxes, named('get'));
    assert.deepEqual(boxOf(boxes, path), { box: named('get'), isWhole: true });
    assert.deepEqual(boxOf(boxes, [...path, 999]), { box: named('get'), isWhole: false });
    assert.equal(frameOf(boxes, 0), -1);
  });
});

describe('arrow keys', () => {
  const all = { from: 0, to: 100 };
  const cases: readonly (readonly [string, string, string, boolean?])[] = [
    ['all', 'ArrowDown', 'main'],
    ['main', 'ArrowDown', 'put'],
    ['put', 'ArrowDown', 'put'],
    ['put', 'ArrowRight', 'get'],
    ['get', 'ArrowRight', 'get'],
    ['get', 'ArrowUp', 'main'],
    ['all', 'ArrowUp', 'all'],
    ['main', 'End', 'gc'],
    ['gc', 'Home', 'main'],
    ['main', 'ArrowUp', 'put', true],
    ['put', 'ArrowDown', 'main', true],
  ];
  for (const [from, key, to, growsUp = false] of cases) {
    it(`${key} from ${from}${growsUp ? ', the root at the bottom' : ''}`, () => {
      assert.equal(nameOf(boxTowards(boxes, named(from), key, growsUp, all)!), to);
    });
  }
  it('do not lead out of sight', () => {
    assert.equal(nameOf(boxTowards(boxes, named('main'), 'ArrowRight', false, { from: 0, to: 50 })!), 'main');
  });
  it('other keys mean nothing', () => assert.equal(boxTowards(boxes, 0, 'x', false, all), null));
});

describe('the shelf of pictures', () => {
  const closer = pictureOf(profile, { from: 50, to: 80 });
  it('has the sharpest one that covers what is in sight', () => {
    const shelf = pictureShelf();
    assert.equal(shelf.best({ from: 0, to: 1 }), null);
    shelf.add(boxes);
    shelf.add(closer);
    assert.equal(shelf.best({ from: 55, to: 60 }), closer);
    assert.equal(shelf.best({ from: 0, to: 60 }), boxes);
  });
  it('keeps the whole, whatever else comes', () => {
    const shelf = pictureShelf();
    shelf.add(boxes);
    for (let from = 0; from < 20; from++) shelf.add(pictureOf(profile, { from, to: from + 1 }));
    assert.equal(shelf.best({ from: 0, to: 100 }), boxes);
  });
  it('shows an older scope only until the first picture of the new one', () => {
    const shelf = pictureShelf();
    shelf.add(boxes);
    shelf.expire();
    assert.equal(shelf.best({ from: 0, to: 100 }), boxes);
    shelf.add(closer);
    assert.equal(shelf.best({ from: 0, to: 100 }), closer);
  });
  it('takes the last bits of a number for equal', () =>
    assert.ok(covers({ from: 1, to: 2 }, { from: 1 - 1e-12, to: 2 })));
});
