// Every request handler runs through here: nothing is computed for a request that was cancelled, an error in one handler is
// logged once and answered with the fallback, and the server lives on.
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver/node';
import type { Log } from '#server/analysis/ports';

export interface RunSafelyOptions<T> {
  readonly log: Log;
  /** What the log calls the work. */
  readonly name: string;
  readonly fallback: T;
  readonly token?: CancellationToken;
}

export async function runSafely<T>(
  { log, name, fallback, token }: RunSafelyOptions<T>,
  work: () => T | Promise<T>,
): Promise<T | ResponseError<void>> {
  if (token?.isCancellationRequested) return cancelled();
  try {
    const result = await work();
    return token?.isCancellationRequested ? cancelled() : result;
  } catch (error) {
    if (token?.isCancellationRequested) return cancelled();
    log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return fallback;
  }
}

/** An AbortSignal for what the request started: called off with the request. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'Request cancelled');
}
