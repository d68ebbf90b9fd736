// A deferred Put, and another of the same value on the way to it:  defer p.Put(v); …; p.Put(v)
import { code } from '#core/escape/sentences';
import { deferredPuts, functionAround, isDirect, isInside, staysTheSame } from '../flow';
import { sharesMemory } from '../memory';
import type { Misuse, Rule } from '../misuse';

export const doublePut: Rule = ({ uses, declared, t }) => {
  const { text } = uses.file.lines;
  const deferred = deferredPuts(uses);
  return deferred.flatMap(first => {
    const { variable, statement, list } = first;
    if (!sharesMemory(first.put, uses, declared)) return [];
    const others = uses.puts.filter(put => {
      if (put === first.put || put.variable?.start !== variable.start) return false;
      const again = deferred.find(other => other.put === put);
      const at = again
        ? again.statement
        : isDirect(put) && functionAround(put.call) === first.function
          ? put.call
          : null;
      return at !== null && at.start > statement.end && isInside(at, list);
    });
    if (others.length === 0 || !staysTheSame(variable, statement, first.function, text)) return [];
    return others.map((put): Misuse => {
      const subject = text.slice(put.argument.start, put.argument.end);
      return {
        code: 'pool-double-put',
        node: put.call,
        subject,
        message: t(
          '{0} is given back to {1} a second time: two users may get it at once.',
          code(subject),
          code(put.pool.text),
        ),
        places: [{ message: t('this `defer` gives {0} back', code(subject)), node: statement }],
      };
    });
  });
};
