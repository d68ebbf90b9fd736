// What grows goes back to its pool whatever its size: one large value keeps its memory as long as the pool is used. Off unless asked for.
import { code } from '#core/escape/sentences';
import type { PackageRule } from '../packageRule';
import { isPointerTo, type TypeRef } from '../typeRef';

export const unboundedPut: PackageRule = {
  candidates: ({ uses, declared, t }) =>
    uses.puts.flatMap(({ pool, argument, call, type }) => {
      const held = type ?? declared.pools.get(pool.name)?.holds ?? null;
      if (pool.where !== 'package' || !held || !grows(held)) return [];
      const subject = uses.scope.text.slice(argument.start, argument.end);
      const message = t(
        '{0} goes back to {1} whatever its size: one large value keeps its memory for as long as the pool is used.',
        code(subject),
        code(pool.name),
      );
      return [
        { pool: pool.name, misuse: { code: 'pool-unbounded-put' as const, node: call, subject, message, places: [] } },
      ];
    }),
  holdsWhere: ({ hasCap, isElsewhere }) => !hasCap && !isElsewhere,
};

const grows = (type: TypeRef): boolean =>
  type.kind === 'slice' ||
  (type.kind === 'pointer' && type.of?.kind === 'slice') ||
  isPointerTo(type, 'bytes', 'Buffer');
