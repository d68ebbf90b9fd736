// What a pool holds is not what is asked of it, or put into it: the assertion panics, perhaps far from the mistake. Told where New shows the one
// type of the pool, and both types certainly are two.
import { code } from '#core/escape/sentences';
import type { PackageRule } from '../packageRule';
import { isSameType } from '../typeRef';

export const wrongType: PackageRule = {
  candidates({ uses, declared, t }) {
    const { text } = uses.file.lines;
    const atGets = uses.gets.flatMap(({ pool, assertion }) => {
      const holds = declared.pools.get(pool.name)?.holds;
      if (pool.where !== 'package' || !holds || !assertion?.ref || assertion.isChecked) return [];
      if (isSameType(holds, assertion.ref, declared.types) !== false) return [];
      const message = t(
        'The pool {0} makes {1}, and {2} is asked of it: the assertion panics.',
        code(pool.name),
        code(holds.text),
        code(assertion.ref.text),
      );
      const { type: node } = assertion;
      return [
        {
          pool: pool.name,
          misuse: { code: 'pool-wrong-type' as const, node, subject: pool.name, message, places: [] },
        },
      ];
    });
    const atPuts = uses.puts.flatMap(({ pool, argument, type }) => {
      const holds = declared.pools.get(pool.name)?.holds;
      if (pool.where !== 'package' || !holds || !type || isSameType(holds, type, declared.types) !== false) return [];
      const subject = text.slice(argument.start, argument.end);
      const message = t(
        '{0} is {1}, and the pool {2} holds {3}: who gets it panics.',
        code(subject),
        code(type.text),
        code(pool.name),
        code(holds.text),
      );
      return [
        { pool: pool.name, misuse: { code: 'pool-wrong-type' as const, node: argument, subject, message, places: [] } },
      ];
    });
    return [...atGets, ...atPuts];
  },
  holdsWhere: ({ setsNew, isElsewhere, isAsserted }) => !setsNew && !isElsewhere && isAsserted,
};
