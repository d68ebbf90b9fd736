// One row of the tables in verdicts.ts and notes.ts: how a message of the compiler is told, and what it means.
import type { MessageBody } from './message';

export interface Row {
  /** Fixed words at the start and at the end. */
  readonly begins?: string;
  readonly ends?: string;
  /** The meaning of what stands between them; null where it has none: the next row may have one. */
  readonly read: (inner: string) => MessageBody | null;
}
