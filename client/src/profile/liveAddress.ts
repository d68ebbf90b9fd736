// What a person types for a running program, as the address of a profile of `net/http/pprof`.

export const liveKinds = ['cpu', 'heap', 'allocs', 'block', 'mutex', 'goroutine', 'threadcreate'] as const;
export type LiveKind = (typeof liveKinds)[number];

export interface LiveQuery {
  readonly kind: LiveKind;
  /** How long a CPU profile runs; of the others, the difference over so many seconds. 0: all since the program began. */
  readonly seconds: number;
}

/** Kinds that count from the program's start, so that a difference over some seconds means something. */
export const isCumulative = (kind: LiveKind): boolean => kind !== 'cpu' && kind !== 'threadcreate';

export const mostSeconds = 600;

/**
 * `localhost:6060`, `:6060`, `http://host/prefix/debug/pprof/`: the folder of the profiles; null where it is no address. Only http and https, and no
 * user name or password, which would be remembered.
 */
export function liveFolder(typed: string): URL | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const withHost = /^:\d+/.test(text) ? `localhost${text}` : text;
  const parsed = URL.parse(/^[a-z]+:\/\//i.test(withHost) ? withHost : `http://${withHost}`);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '') return null;
  const at = parsed.pathname.indexOf('/debug/pprof');
  const prefix = at < 0 ? parsed.pathname.replace(/\/+$/, '') : parsed.pathname.slice(0, at);
  parsed.pathname = `${prefix}/debug/pprof/`;
  parsed.search = '';
  parsed.hash = '';
  return parsed;
}

export function liveUrl(folder: URL, { kind, seconds }: LiveQuery): URL {
  const url = new URL(kind === 'cpu' ? 'profile' : kind, folder);
  if (seconds > 0) url.searchParams.set('seconds', String(seconds));
  return url;
}
