// What the client says that an allocation profile measured, by file and line.
import type { MeasuredParams } from '#core/messages/profiling';
import type { Measured } from '#core/report/measuredText';

export interface MeasuredLines {
  /** Replaces what was known. */
  take(params: MeasuredParams): void;
  /** `line`: 1-based. */
  at(file: string, line: number): Measured | null;
}

/** `fileOf`: the file of a URI; null where it is none on this machine. */
export function createMeasuredLines(fileOf: (uri: string) => string | null): MeasuredLines {
  let known = new Map<string, ReadonlyMap<number, Measured>>();
  return {
    take({ profile, files }) {
      known = new Map();
      for (const { uri, isOlder, lines } of files) {
        const file = fileOf(uri);
        if (file === null) continue;
        known.set(file, new Map(lines.map(line => [line.line, { ...line, profile, isOlder }])));
      }
    },
    at: (file, line) => known.get(file)?.get(line) ?? null,
  };
}
