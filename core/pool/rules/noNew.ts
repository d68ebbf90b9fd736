// A pool without New gives nil while it is empty, and an assertion of one value panics: p.Get().(*T)
import { code } from '#core/escape/sentences';
import type { PackageRule } from '../packageRule';

export const noNew: PackageRule = {
  candidates: ({ uses, declared, t }) =>
    uses.gets.flatMap(({ pool, assertion, call }) => {
      const declaration = declared.pools.get(pool.name);
      if (pool.where !== 'package' || declaration?.hasNew !== false || !assertion || assertion.isChecked) return [];
      const node = call.parent ?? call;
      const message = t(
        'The pool {0} has no New: while it is empty Get gives nil, and this assertion panics.',
        code(pool.name),
      );
      return [
        { pool: pool.name, misuse: { code: 'pool-no-new' as const, node, subject: pool.name, message, places: [] } },
      ];
    }),
  holdsWhere: ({ setsNew, isElsewhere }) => !setsNew && !isElsewhere,
};
