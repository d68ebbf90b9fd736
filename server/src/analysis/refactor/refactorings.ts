// All refactorings as one: whom to ask at a place, and who makes the edit of an offer that was taken. One that fails is logged and
// stays silent; the others are heard.
import type { Offer, Resolution } from '#core/refactor/offer';
import type { Log } from '../ports';
import type { Place, Refactoring } from './refactoring';

export interface Refactorings {
  /** Of all of them: what an editor is told at the start. */
  readonly kinds: readonly string[];
  /** `only`: the kinds that are wanted, each with all below it (`refactor` means `refactor.rewrite.…` too); null: all. Rejects only with the
   *  signal's AbortError. */
  offers(place: Place, only: readonly string[] | null, signal: AbortSignal): Promise<readonly Offer[]>;
  /** Null where no refactoring has that kind. Rejects with the signal's AbortError, or where the refactoring itself is broken. */
  resolve(
    kind: string,
    place: Pick<Place, 'file' | 'text'>,
    data: unknown,
    signal: AbortSignal,
  ): Promise<Resolution | null>;
}

export function joinRefactorings(rows: readonly Refactoring[], log: Log): Refactorings {
  return {
    kinds: [...new Set(rows.flatMap(({ kinds }) => kinds))],
    async offers(place, only, signal) {
      const isWanted = (kind: string): boolean => only === null || only.some(wanted => isOfKind(kind, wanted));
      const asked = rows.filter(({ kinds }) => kinds.some(isWanted));
      const answers = await Promise.all(
        asked.map(async row => {
          try {
            return await row.offers(place, signal);
          } catch (error) {
            if (signal.aborted) throw error;
            log.error(`${row.kinds.join(', ')}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
            return [];
          }
        }),
      );
      return answers.flat().filter(({ kind }) => isWanted(kind));
    },
    async resolve(kind, place, data, signal) {
      const row = rows.find(({ kinds }) => kinds.includes(kind));
      return row ? row.resolve(place, data, signal) : null;
    },
  };
}

/** `refactor.rewrite.struct` is of the kinds `refactor`, `refactor.rewrite` and itself; '' is every kind. */
function isOfKind(kind: string, wanted: string): boolean {
  return wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`);
}
