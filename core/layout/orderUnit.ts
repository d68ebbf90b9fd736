// What is put into an order when a struct's fields are, and what may become of the blank-line groups that they stand in.
import type { Measure } from './rules';

/** What moves as one: the declaration of a field, or of several (`a, b int`). */
export interface OrderUnit {
  /** How many fields it declares; each has the measures. */
  readonly count: number;
  /** Which blank-line group it stands in; ascending. */
  readonly group: number;
  /** On each architecture that counts, in one order for all units. */
  readonly on: readonly Measure[];
  /** It stays the first field, or among the first that stay. */
  readonly isPinned?: boolean;
}

/**
 * `inside`: each unit stays in its group, and the groups where they are; `whole`: groups move as wholes; `mixed`: units of different groups
 * are mixed.
 */
export type GroupRule = 'inside' | 'whole' | 'mixed';
