// Takes the packing off a profile: gzip, which Go writes, or zstd, as continuous profilers store it; told by the first bytes, never by a name.
// One layer only, as pprof does. A few bytes can claim to hold gigabytes: what comes out is bounded.
import { gunzipSync } from 'node:zlib';
import { largestProfile } from '#core/profile/decode';
import type { ProfileProblem } from '#core/profile/problem';
import { unpackZstd } from './zstd';

export type Unpacked =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'problem'; readonly problem: ProfileProblem };

/** Never throws. `bytes` are those given where they are not packed. */
export function unpack(packed: Uint8Array, limit: number = largestProfile): Unpacked {
  if (isGzip(packed)) return unpackGzip(packed, limit);
  if (isZstd(packed)) return unpackZstd(packed, limit);
  return { kind: 'bytes', bytes: packed };
}

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isZstd = ([a, b, c, d]: Uint8Array): boolean => a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd;

function unpackGzip(packed: Uint8Array, limit: number): Unpacked {
  try {
    const options = { info: true, maxOutputLength: limit, chunkSize: chunkSize(packed, limit) };
    // With `info` the answer is an object, which the types of Node do not know.
    const { buffer, engine } = gunzipSync(packed, options) as unknown as {
      readonly buffer: Uint8Array;
      readonly engine: { readonly bytesWritten: number };
    };
    // zlib passes over zeros behind the last member; Go does not.
    if (engine.bytesWritten !== packed.length) return damaged;
    return { kind: 'bytes', bytes: buffer };
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    return isTooLarge ? { kind: 'problem', problem: { kind: 'too-large', limit } } : damaged;
  }
}

const damaged: Unpacked = { kind: 'problem', problem: { kind: 'not-unpacked', format: 'gzip' } };

/**
 * The last four bytes say how large the last member is, modulo 2^32, and anybody can write anything there. Where it is true all comes out in one
 * piece, which spares a copy.
 */
function chunkSize(packed: Uint8Array, limit: number): number {
  if (packed.length < 18) return 1024;
  const claimed = new DataView(packed.buffer, packed.byteOffset + packed.length - 4, 4).getUint32(0, true);
  // One byte more, or zlib asks for room again before it sees the end. No gzip holds more than 1032 times its own size.
  return Math.max(1024, Math.min(claimed + 1, limit, packed.length * 1032));
}
