// What one new order does: groups, section comments, cache lines, alignment on 32-bit. The order is written as the fields' names.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileFacts } from '#core/layout/hazards/fileFacts';
import { orderHazards } from '#core/layout/hazards/orderHazards';
import type { OrderUnit } from '#core/layout/orderUnit';
import { english } from '#core/messages/translate';
import { createTrees, type Trees } from '#server/analysis/trees';

let trees: Trees;
before(async () => {
  trees = await createTrees({
    engine: readFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    go: readFileSync('node_modules/tree-sitter-go/tree-sitter-go.wasm'),
  });
});
after(() => trees.dispose());

/** Size, alignment on amd64, alignment on 386. */
const measures: Readonly<Record<string, readonly [number, number, number]>> = {
  bool: [1, 1, 1],
  int64: [8, 8, 4],
  'sync.Mutex': [8, 4, 4],
  'atomic.Uint64': [8, 8, 8],
  '[64]byte': [64, 1, 1],
};

interface Case {
  readonly body: string;
  readonly order: string;
  readonly atomic?: readonly string[];
  readonly wanted: string;
}

const cases: Readonly<Record<string, Case>> = {
  'nothing moves': { body: 'a bool\n\nb int64', order: 'a b', wanted: '' },
  'inside of groups': { body: 'a bool\nb int64\n\nc bool\nd int64', order: 'b a d c', wanted: '' },
  'across a blank line': { body: 'a bool\n\nb int64', order: 'b a', wanted: 'field-groups' },
  'one out of its group': { body: 'a bool\nb int64\n\nc bool', order: 'b a c', wanted: '' },
  'groups change places': { body: 'a bool\n\nb int64\nc bool', order: 'b c a', wanted: 'field-groups' },
  'a comment at the head of a group': {
    body: 'z int64\n\n// both\na bool\nb int64',
    order: 'z b a',
    wanted: 'field-groups',
  },
  'a comment at the head of a group that stays': {
    body: 'y bool\nz int64\n\n// both\na bool\nb int64',
    order: 'z y a b',
    wanted: '',
  },
  'a comment of one field': { body: 'z int64\n\n// a\na bool', order: 'z a', wanted: '' },
  'a comment inside of a group': { body: 'a bool\n// b\nb int64', order: 'b a', wanted: '' },
  'a comment that stands alone': { body: '// all of them\n\na bool\nb int64', order: 'b a', wanted: 'field-groups' },
  'a closing remark': { body: 'a bool\nb int64 // b\n// the end', order: 'b a', wanted: 'field-groups' },
  'a comment behind the last field': { body: 'a bool\nb int64 // the end', order: 'b a', wanted: '' },
  'a block comment alone': { body: 'a bool\n/* one\n two */\n\nb int64', order: 'b a', wanted: 'field-groups' },
  'hot fields come together': {
    body: 'a atomic.Uint64\nb [64]byte\nc atomic.Uint64',
    order: 'a c b',
    wanted: 'shared-line',
  },
  'a mutex and a counter that is used atomically': {
    body: 'mu sync.Mutex\nb [64]byte\nc int64',
    order: 'mu c b',
    atomic: ['c'],
    wanted: 'shared-line',
  },
  'hot fields are together already': {
    body: 'a atomic.Uint64\nc atomic.Uint64\nb [64]byte',
    order: 'b a c',
    wanted: '',
  },
  'one hot field': { body: 'a atomic.Uint64\nb [64]byte\nc int64', order: 'a c b', wanted: '' },
  'a 64-bit field loses its alignment': {
    body: 'n int64\na sync.Mutex\nb bool\nc bool',
    order: 'b n a c',
    atomic: ['n'],
    wanted: 'atomic-align!',
  },
  'a 64-bit field keeps its alignment': { body: 'b bool\nn int64', order: 'n b', atomic: ['n'], wanted: '' },
  'the second of two names': { body: 'b bool\nn, m int64', order: 'n b', atomic: ['m'], wanted: '' },
};

for (const [name, { body, order, atomic, wanted }] of Object.entries(cases)) {
  test(name, () => {
    const text = `package p\n\ntype T struct {\n${body}\n}\n`;
    const facts = fileFacts({ ...trees.parse('p.go', text), path: 'p.go' });
    const struct = facts.structs[0]!;
    const units = struct.fields.map(({ names, group, type }): OrderUnit => {
      const [size, align, align32] = measures[type]!;
      const on = [align, align32].map(one => ({ size, align: one, pointerBytes: 0 }));
      return { count: names.length, group, on };
    });
    const found = orderHazards({
      subject: { key: 'T', importPath: 'p', packageName: 'p', facts, struct },
      order: {
        order: order.split(' ').map(first => struct.fields.findIndex(({ names }) => names[0] === first)),
        units,
        goarchs: ['amd64', '386'],
      },
      atomicFields: atomic ?? [],
      t: english,
    });
    assert.equal(found.map(({ code, verdict }) => `${code}${verdict === 'refused' ? '!' : ''}`).join(' '), wanted);
  });
}
