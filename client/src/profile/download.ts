// One answer of a server into a file: bounded in size and time, called off by a signal, and without following it elsewhere.
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface DownloadOptions {
  readonly url: URL;
  /** Absolute path. Removed where the download fails. */
  readonly to: string;
  readonly limits: { readonly bytes: number; readonly milliseconds: number };
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

export type Downloaded =
  /** `name`: what the server calls it; '' where it does not. */
  | { readonly kind: 'done'; readonly bytes: number; readonly name: string }
  /** `text`: the beginning of what it said instead. */
  | { readonly kind: 'refused'; readonly status: number; readonly text: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' }
  /** `code`: ECONNREFUSED and the like. */
  | { readonly kind: 'unreachable'; readonly code: string };

export async function download({ url, to, limits, signal, onBytes }: DownloadOptions): Promise<Downloaded> {
  const time = AbortSignal.timeout(limits.milliseconds);
  const either = AbortSignal.any([signal, time]);
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.length;
      onBytes(bytes);
      if (bytes > limits.bytes) done(new RangeError('too large'));
      else done(null, chunk);
    },
  });
  try {
    const answer = await get(url, either);
    const status = answer.statusCode ?? 0;
    if (status !== 200) return { kind: 'refused', status, text: await beginning(answer) };
    await pipeline(answer, counter, createWriteStream(to, { mode: 0o600 }), { signal: either });
    const [, name = ''] = /filename="([^"]*)"/.exec(answer.headers['content-disposition'] ?? '') ?? [];
    return { kind: 'done', bytes, name };
  } catch (error) {
    await rm(to, { force: true });
    if (signal.aborted) return { kind: 'cancelled' };
    if (time.aborted) return { kind: 'timeout' };
    if (bytes > limits.bytes) return { kind: 'too-large' };
    return { kind: 'unreachable', code: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}

function get(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    request(url, { signal, headers: { accept: '*/*' } }, resolve)
      .on('error', reject)
      .end();
  });
}

/** A line or two, for a message. */
async function beginning(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer) {
    text += String(chunk);
    if (text.length > 500) break;
  }
  answer.destroy();
  return text.slice(0, 200).replace(/\s+/g, ' ').trim();
}
