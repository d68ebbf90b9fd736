// A buffer that nobody empties, neither behind Get nor before any Put of its pool, still has what its last user wrote. Told of *bytes.Buffer
// only, which appends; and only where the buffer goes to nobody who might empty it.
import { code } from '#core/escape/sentences';
import { occurrencesOf, type Occurrence } from '#core/syntax/variables';
import { functionAround } from '../flow';
import type { PackageRule } from '../packageRule';
import { isPointerTo } from '../typeRef';
import type { FileUses, Get } from '../uses';

export const dirtyGet: PackageRule = {
  candidates: ({ uses, t }) =>
    uses.gets.flatMap(get => {
      const { pool, assertion, variable } = get;
      if (pool.where !== 'package' || !variable || !isPointerTo(assertion?.ref ?? null, 'bytes', 'Buffer')) return [];
      if (!isNeverEmptied(get, uses)) return [];
      const subject = uses.scope.text.slice(variable.start, variable.end);
      const message = t(
        'Nothing empties {0} behind Get, nor before it is given back to {1}: what its last user wrote is still in it.',
        code(subject),
        code(pool.name),
      );
      return [
        { pool: pool.name, misuse: { code: 'pool-dirty-get' as const, node: variable, subject, message, places: [] } },
      ];
    }),
  holdsWhere: ({ mayReset, isElsewhere }) => !mayReset && !isElsewhere,
};

function isNeverEmptied({ variable }: Get, { scope }: FileUses): boolean {
  const around = variable && functionAround(variable);
  return !!around && occurrencesOf(variable, around, scope.text).every(use => keepsContent(use, scope.text));
}

/** A method that leaves what is in the buffer, or a Put; whatever else is done with it may empty it. */
export function keepsContent({ node, kind }: Occurrence, text: string): boolean {
  if (kind !== 'read') return false;
  const { parent } = node;
  if (parent?.type === 'selector_expression') {
    const method = parent.child('field');
    const name = method ? text.slice(method.start, method.end) : '';
    return parent.parent?.type === 'call_expression' && /^(?:Write\w*|String|Bytes|Len|Cap|Grow)$/.test(name);
  }
  const call = parent?.type === 'argument_list' ? parent.parent : null;
  const callee = call?.child('function');
  return !!callee && /^fmt\.Fprint|\.Put$/.test(text.slice(callee.start, callee.end));
}
