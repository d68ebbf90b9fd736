// Pointer bytes from declarations: what is derived of real types, and an end for those that are made to have none.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { TypeExpression } from '#core/syntax/typeExpressions';
import { derive, measureOf, type Derived } from '#server/analysis/layout/pointerBytes';
import type { TypeIndex, TypeScope } from '#server/analysis/layout/typeIndex';

const scope: TypeScope = { importPath: 'example.com/p', file: '/p/p.go', imports: new Map(), isForSome: false };
const name = (of: string): TypeExpression => ({ kind: 'name', package: null, name: of, arguments: [] });
const struct = (...types: TypeExpression[]): TypeExpression => ({
  kind: 'struct',
  fields: types.map(type => ({ count: 1, type })),
});

function indexOf(types: ReadonlyMap<string, TypeExpression>): TypeIndex {
  return {
    find: (_importPath, of) => {
      const type = types.get(of);
      return Promise.resolve(type ? { declaration: { name: of, parameters: [], type }, scope } : null);
    },
    constant: () => Promise.resolve(null),
    scopeOf: () => scope,
    importPathOf: () => null,
    expect: () => Promise.resolve(),
  };
}

function deriveIn(index: TypeIndex, of: string): Promise<Derived> {
  const options = { index, word: 8, isOwn: true, signal: AbortSignal.timeout(10_000) } as const;
  return derive(name(of), { scope, bindings: new Map() }, { ...options, measured: () => Promise.resolve(null) });
}

test('a chain of types, each named twice by the next, is known while it is short, and is not looked at for ever', async () => {
  const links = Array.from({ length: 31 }, (_, at): [string, TypeExpression] => [
    `T${at}`,
    at === 0
      ? struct({ kind: 'pointer', to: name('int') }, name('int'))
      : struct(name(`T${at - 1}`), name(`T${at - 1}`)),
  ]);
  const index = indexOf(new Map(links));
  assert.deepEqual(measureOf(await deriveIn(index, 'T5')), { size: 512, align: 8, pointerBytes: 504 });
  assert.equal(measureOf(await deriveIn(index, 'T30')), null);
});

test('a type that holds itself is not known', async () => {
  const index = indexOf(
    new Map([
      ['Loop', struct(name('Other'), name('int'))],
      ['Other', struct(name('Loop'))],
    ]),
  );
  assert.equal(measureOf(await deriveIn(index, 'Loop')), null);
});
