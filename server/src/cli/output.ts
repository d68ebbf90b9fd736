// Writing to a stream that may be closed at the other end (`escapement check ./... | head`): that is not an error, only a
// reader that has seen enough.

/** The part of a Node stream that is written to. */
export interface TextStream {
  write(text: string, done: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Resolves when the text is handed over, or the reader is gone. Rejects where it could not be written for another reason. */
export function writeAll(stream: TextStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, error => {
      if (!error || isReaderGone(error)) resolve();
      else reject(error);
    });
  });
}

/** Call once per stream: without it Node ends the process with a stack trace when the reader goes. */
export function bearLostReader(stream: TextStream): void {
  // The error of each write reaches writeAll by its callback; this one is the same again, as an event.
  stream.on('error', () => undefined);
}

function isReaderGone(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}
