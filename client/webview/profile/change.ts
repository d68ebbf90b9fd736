// How a box has changed, for its colour, its sign and its text: of a comparison from the base to this profile, else by the sign of its
// value (a difference of two moments holds values below zero).
import type { Picture } from '#core/messages/profileView';

/** From -1 (all of it is gone) over 0 to 1 (all of it is new); null: nothing is compared. */
export function changeOf({ base, value, size }: Picture, box: number): number | null {
  if (base) {
    const larger = Math.max(Math.abs(value[box]!), Math.abs(base[box]!));
    return larger === 0 ? 0 : (value[box]! - base[box]!) / larger;
  }
  // Positive throughout: an ordinary box.
  return value[box] === size[box] || size[box] === 0 ? null : value[box]! / size[box]!;
}
