// When a crashed language server is started again: after 1 s, 2 s, 4 s … at most 30 s; a minute of health starts over at 1 s.
// Five crashes within three minutes mean that waiting does not help: then the status item says so, and a person decides.

/** Times are milliseconds of one clock. */
export interface Crash {
  readonly at: number;
  /** When this server began to work; null where it never came that far. */
  readonly healthySince: number | null;
}

export type AfterCrash =
  { readonly kind: 'restart'; readonly delay: number } | { readonly kind: 'give-up'; readonly crashes: number };

const firstDelay = 1_000;
const longestDelay = 30_000;
const enoughHealth = 60_000;
const crashesAllowed = 5;
const crashWindow = 180_000;

/** What to do after the newest of `crashes`, which are in the order of time and not empty. */
export function afterCrash(crashes: readonly Crash[]): AfterCrash {
  const now = crashes.at(-1)?.at ?? 0;
  const recent = crashes.filter(({ at }) => now - at < crashWindow).length;
  if (recent >= crashesAllowed) return { kind: 'give-up', crashes: recent };
  let inARow = 0;
  for (const crash of [...crashes].reverse()) {
    inARow += 1;
    if (wasHealthy(crash)) break;
  }
  return { kind: 'restart', delay: Math.min(firstDelay * 2 ** (inARow - 1), longestDelay) };
}

const wasHealthy = ({ at, healthySince }: Crash): boolean => healthySince !== null && at - healthySince >= enoughHealth;
