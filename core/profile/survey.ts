// The first pass over a profile: how many messages of each kind there are, and whether the file is whole. It steps over messages, not into them.
import type { Count } from './decodeTables';
import { cursorOver, Malformed, nextField, signedBigInt, withLength } from './wire';

/** Of a profile. */
const lastField = 15;

/**
 * How many messages of each kind there are, by field number. Two times are two profiles, one glued to the other. Throws where a field of the file
 * goes past its end.
 */
export function survey(bytes: Uint8Array): readonly Count[] | 'concatenated' {
  const counts = Array.from({ length: 7 }, () => ({ messages: 0, bytes: 0 }));
  let hasTime = false;
  const outer = cursorOver(bytes);
  let isLikeProfile = true;
  try {
    while (nextField(outer)) {
      if (outer.field === 0 || outer.field > lastField) isLikeProfile = false;
      if (outer.field === 9) {
        if (hasTime) return 'concatenated';
        hasTime = signedBigInt(outer) !== 0n;
      }
      const count = outer.field > 0 ? counts[outer.field] : undefined;
      if (!count) continue;
      if (outer.type !== withLength) throw new Malformed('wire');
      count.messages++;
      count.bytes += outer.to - outer.from;
    }
  } catch (error) {
    // Any bytes end in the middle of a field when they are read as what they are not.
    if (error instanceof Malformed && !isLikeProfile) throw new Malformed('wire');
    throw error;
  }
  if (!isLikeProfile && counts[6]!.messages === 0) throw new Malformed('wire');
  return counts;
}
